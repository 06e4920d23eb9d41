//! `motcua officer`: accounts of the desk, also beside a server that runs.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use content::text::fold;
use lookup_fn::desk::{AccountFault, LEAST_PASSWORD, account_faults, hash_password, made_up_password};
use lookup_fn::store::{Account, Accounts, Role, Standing};

use crate::args::{Officer, OfficerRole, OfficerTask};
use crate::{Outcome, load, print};

/// Runs `officer`.
pub fn run(content: &Path, args: &Officer) -> Result<Outcome> {
    let open = || {
        let trouble = || format!("không mở được tài khoản trong {}", args.data.display());
        Accounts::open(&args.data).with_context(trouble)
    };
    match args.task {
        OfficerTask::Add => add(content, args, open),
        OfficerTask::List => list(&open()?),
        OfficerTask::Close => close(args, &mut open()?),
        OfficerTask::Reset => reset(args, &mut open()?),
    }
}

fn add(content: &Path, args: &Officer, open: impl Fn() -> Result<Accounts>) -> Result<Outcome> {
    let Some(catalogue) = load(content)? else { return Ok(Outcome::ContentWrong) };
    let offices = generator::intake(&catalogue).offices;
    let agencies: Result<BTreeSet<String>> = args
        .agency
        .iter()
        .map(|named| agency(named, offices.iter().map(|(id, one)| (id.as_str(), one.name.as_str()))))
        .collect();
    let mut account = Account {
        id: id(args)?.to_owned(),
        name: args.name.clone().unwrap_or_default().trim().to_owned(),
        agencies: agencies?,
        roles: args.role.iter().map(|role| meant(*role)).collect(),
        password: String::new(),
        totp: None,
        totp_step: 0,
        standing: Standing::Open,
    };
    let faults: Vec<&str> = account_faults(&account).into_iter().map(told).collect();
    if !faults.is_empty() {
        bail!("{}", faults.join("; "));
    }
    let mut accounts = open()?;
    if accounts.all()?.iter().any(|other| other.id == account.id) {
        bail!("đã có tài khoản {}; đặt lại mật khẩu bằng: motcua officer reset {}", account.id, account.id);
    }
    let secret = password(args)?;
    account.password = secret.hash()?;
    accounts.put(&account)?;
    let places: Vec<&str> = account
        .agencies
        .iter()
        .map(|id| offices.get(id).map_or(id.as_str(), |one| one.name.as_str()))
        .collect();
    print(&format!("Đã tạo tài khoản {} ({})", account.id, account.name))?;
    print(&if places.is_empty() {
        ".\n".to_owned()
    } else {
        format!(", làm việc tại {}.\n", places.join(", "))
    })?;
    secret.tell()?;
    print("Đăng nhập ở /can-bo/; lần đầu đặt mã xác nhận trên điện thoại.\n")?;
    Ok(Outcome::Done)
}

fn list(accounts: &Accounts) -> Result<Outcome> {
    let all = accounts.all()?;
    for account in &all {
        let roles: Vec<&str> = account.roles.iter().map(|role| word(*role)).collect();
        let state = match (account.standing, &account.totp) {
            (Standing::Closed, _) => "đã đóng",
            (Standing::Open, None) => "chưa đặt mã xác nhận",
            (Standing::Open, Some(_)) => "đang dùng",
        };
        let places = account.agencies.iter().cloned().collect::<Vec<_>>().join(",");
        print(&format!(
            "{:<16} {:<22} {:<24} {places}  {}\n",
            account.id,
            state,
            roles.join(","),
            account.name
        ))?;
    }
    print(&format!("{} tài khoản\n", all.len()))?;
    Ok(Outcome::Done)
}

fn close(args: &Officer, accounts: &mut Accounts) -> Result<Outcome> {
    let account = existing(args, accounts)?;
    accounts.put(&Account { standing: Standing::Closed, ..account.clone() })?;
    print(&format!("Đã đóng tài khoản {}; mọi phiên của tài khoản đã kết thúc.\n", account.id))?;
    Ok(Outcome::Done)
}

fn reset(args: &Officer, accounts: &mut Accounts) -> Result<Outcome> {
    let account = existing(args, accounts)?;
    let secret = password(args)?;
    let account =
        Account { password: secret.hash()?, totp: None, totp_step: 0, standing: Standing::Open, ..account };
    accounts.put(&account)?;
    print(&format!("Đã đặt lại tài khoản {}; mọi phiên của tài khoản đã kết thúc.\n", account.id))?;
    secret.tell()?;
    print("Lần đăng nhập tới đặt lại mã xác nhận trên điện thoại.\n")?;
    Ok(Outcome::Done)
}

fn id(args: &Officer) -> Result<&str> {
    args.id.as_deref().ok_or_else(|| anyhow!("thiếu tên tài khoản; xem motcua officer --help"))
}

fn existing(args: &Officer, accounts: &Accounts) -> Result<Account> {
    let id = id(args)?;
    let found = accounts.all()?.into_iter().find(|account| account.id == id);
    found.ok_or_else(|| anyhow!("không có tài khoản {id}; xem motcua officer list"))
}

/// The office called `named`, by id or by name, however it is typed.
fn agency<'a>(named: &str, offices: impl Iterator<Item = (&'a str, &'a str)>) -> Result<String> {
    let wanted = fold(named.trim());
    let mut near = Vec::new();
    for (id, name) in offices {
        if id == named || fold(name) == wanted {
            return Ok(id.to_owned());
        }
        if fold(name).contains(&wanted) || id.contains(&wanted) {
            near.push(format!("{id} ({name})"));
        }
    }
    near.truncate(8);
    match near.as_slice() {
        [] => bail!("không có nơi nhận hồ sơ nào là “{named}”"),
        near => bail!("không có nơi nhận hồ sơ nào là “{named}”; có phải: {}?", near.join(", ")),
    }
}

/// A password, and whether whoever asks for it knows it already.
enum Secret {
    MadeUp(String),
    Given(String),
}

impl Secret {
    fn hash(&self) -> Result<String> {
        let (Secret::MadeUp(password) | Secret::Given(password)) = self;
        hash_password(password).map_err(|error| anyhow!("máy không cho số ngẫu nhiên: {error}"))
    }

    fn tell(&self) -> Result<()> {
        match self {
            Secret::MadeUp(password) => print(&format!("Mật khẩu, chỉ in lần này: {password}\n")),
            Secret::Given(_) => Ok(()),
        }
    }
}

fn password(args: &Officer) -> Result<Secret> {
    if !args.password_stdin {
        let made = made_up_password().map_err(|error| anyhow!("máy không cho số ngẫu nhiên: {error}"))?;
        return Ok(Secret::MadeUp(made));
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("không đọc được mật khẩu từ đầu vào")?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.chars().count() < LEAST_PASSWORD {
        bail!("mật khẩu ngắn quá: ít nhất {LEAST_PASSWORD} ký tự");
    }
    Ok(Secret::Given(password.to_owned()))
}

fn meant(role: OfficerRole) -> Role {
    match role {
        OfficerRole::Receive => Role::Receive,
        OfficerRole::Process => Role::Process,
        OfficerRole::Sign => Role::Sign,
        OfficerRole::Lead => Role::Lead,
        OfficerRole::Administer => Role::Administer,
    }
}

fn word(role: Role) -> &'static str {
    match role {
        Role::Receive => "receive",
        Role::Process => "process",
        Role::Sign => "sign",
        Role::Lead => "lead",
        Role::Administer => "administer",
    }
}

fn told(fault: AccountFault) -> &'static str {
    match fault {
        AccountFault::Id => {
            "tên tài khoản gồm 2 đến 40 chữ thường không dấu, chữ số, dấu chấm, gạch ngang; bắt đầu bằng chữ"
        }
        AccountFault::Name => "thiếu --name, họ và tên cán bộ, tối đa 80 chữ",
        AccountFault::NoRole => "thiếu --role: receive, process, sign, lead, administer",
        AccountFault::NoOffice => "thiếu --agency, nơi cán bộ làm việc",
    }
}

//! An officer for whoever tries the desk: only where dossiers are kept in memory and no office receives anything.

use anyhow::{Context, Result, anyhow};
use lookup_fn::desk::{hash_password, made_up_password};
use lookup_fn::store::{Account, MemoryStore, Role, Staff, Standing};

use crate::live::Shown;
use crate::print;

/// Name of the account.
const ID: &str = "thu";

/// Makes the officer in `store` and tells how to sign in. Works at every real office of the catalogue.
pub fn officer(store: &MemoryStore, shown: &Shown) -> Result<()> {
    let Some(rules) = shown.rules() else { return Ok(()) };
    let password = made_up_password().map_err(|error| anyhow!("máy không cho số ngẫu nhiên: {error}"))?;
    let hash = hash_password(&password).map_err(|error| anyhow!("máy không cho số ngẫu nhiên: {error}"))?;
    let offices = || rules.offices.iter();
    let has_real = offices().any(|(_, office)| office.kind == content::AgencyKind::Unit);
    let real = offices().filter(|(_, office)| !has_real || office.kind == content::AgencyKind::Unit);
    let account = Account {
        id: ID.to_owned(),
        name: "Cán bộ thử".to_owned(),
        agencies: real.map(|(id, _)| id.clone()).collect(),
        roles: Role::ALL.into(),
        password: hash,
        totp: None,
        totp_step: 0,
        standing: Standing::Open,
    };
    let handle = tokio::runtime::Handle::current();
    let put = std::thread::scope(|scope| scope.spawn(|| handle.block_on(store.put_account(account))).join());
    put.map_err(|_| anyhow!("không tạo được tài khoản thử"))?.context("không tạo được tài khoản thử")?;
    print(&format!(
        "Thử vai cán bộ ở /can-bo/: tài khoản {ID}, mật khẩu {password}; hồ sơ chỉ ở trong bộ nhớ, tắt là mất.\n"
    ))
}

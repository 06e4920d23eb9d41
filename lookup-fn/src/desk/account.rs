use crate::store::Account;

/// What is wrong with an account that somebody wants to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountFault {
    /// Its id isn't 2 to 40 small letters, digits, dots and hyphens, a letter first.
    Id,
    /// It has no name, or one that nobody could read.
    Name,
    /// It has no role.
    NoRole,
    /// It works with dossiers and sees none: no office is named.
    NoOffice,
}

/// Everything that is wrong with `account`.
pub fn account_faults(account: &Account) -> Vec<AccountFault> {
    let id = account.id.as_bytes();
    let good_id = (2..=40).contains(&id.len())
        && id[0].is_ascii_lowercase()
        && id.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(byte));
    let name = account.name.trim();
    let good_name = !name.is_empty() && name.chars().count() <= 80 && !name.chars().any(char::is_control);
    let works = account.roles.iter().any(|role| *role != crate::store::Role::Administer);
    let faults = [
        (!good_id, AccountFault::Id),
        (!good_name, AccountFault::Name),
        (account.roles.is_empty(), AccountFault::NoRole),
        (works && account.agencies.is_empty(), AccountFault::NoOffice),
    ];
    faults.into_iter().filter_map(|(wrong, fault)| wrong.then_some(fault)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Role, Standing};

    #[test]
    fn an_account_that_could_not_work_is_refused() {
        let mut account = Account {
            id: "lan.nguyen".to_owned(),
            name: "Nguyễn Thị Lan".to_owned(),
            agencies: ["xa-thu".to_owned()].into(),
            roles: [Role::Receive].into(),
            password: String::new(),
            totp: None,
            totp_step: 0,
            standing: Standing::Open,
        };
        assert_eq!(account_faults(&account), []);
        for id in ["", "l", "Lan", "1lan", "lan nguyễn", "lan/../x", &"l".repeat(41)] {
            account.id = id.to_owned();
            assert_eq!(account_faults(&account), [AccountFault::Id], "{id}");
        }
        account.id = "ad".to_owned();
        account.agencies.clear();
        assert_eq!(account_faults(&account), [AccountFault::NoOffice]);
        account.roles = [Role::Administer].into();
        account.name = "a\u{7}".to_owned();
        assert_eq!(account_faults(&account), [AccountFault::Name]);
    }
}

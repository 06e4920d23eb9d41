use super::StoreError;
use super::memory::MemoryStore;
use super::staff::{Account, Reading, Session, Staff, Standing};
use crate::dossier::DossierCode;
use crate::{Hash, Moment};

impl Staff for MemoryStore {
    async fn account(&self, id: &str) -> Result<Option<Account>, StoreError> {
        Ok(self.desk().accounts.get(id).cloned())
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        Ok(self.desk().accounts.values().cloned().collect())
    }

    async fn put_account(&self, account: Account) -> Result<(), StoreError> {
        let mut desk = self.desk();
        if account.standing == Standing::Closed {
            desk.sessions.retain(|_, session| session.account != account.id);
        }
        desk.accounts.insert(account.id.clone(), account);
        Ok(())
    }

    async fn put_session(&self, session: Session) -> Result<(), StoreError> {
        self.desk().sessions.insert(session.token, session);
        Ok(())
    }

    async fn session(&self, token: Hash, now: Moment) -> Result<Option<Session>, StoreError> {
        Ok(self.desk().sessions.get(&token).filter(|session| now < session.ends_at).cloned())
    }

    async fn end_session(&self, token: Hash) -> Result<(), StoreError> {
        self.desk().sessions.remove(&token);
        Ok(())
    }

    async fn end_sessions(&self, account: &str) -> Result<(), StoreError> {
        self.desk().sessions.retain(|_, session| session.account != account);
        Ok(())
    }

    async fn take_step(&self, account: &str, step: u64) -> Result<bool, StoreError> {
        let mut desk = self.desk();
        let Some(account) = desk.accounts.get_mut(account) else { return Ok(false) };
        let first = account.totp_step < step;
        account.totp_step = account.totp_step.max(step);
        Ok(first)
    }

    async fn record_reading(&self, reading: Reading) -> Result<(), StoreError> {
        self.desk().readings.push(reading);
        Ok(())
    }

    async fn readings(&self, code: &DossierCode) -> Result<Vec<Reading>, StoreError> {
        let desk = self.desk();
        Ok(desk.readings.iter().filter(|reading| reading.code.as_ref() == Some(code)).cloned().collect())
    }
}

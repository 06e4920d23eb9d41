use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::{DATABASE, SqliteStore, error, prepare, schema, staff};
use crate::store::StoreError;
use crate::store::staff::Account;

/// The accounts of a data folder, for a command that works beside a server which has the folder: SQLite itself lets one
/// write after the other, and a server keeps no account in memory. Nothing but accounts and sessions is touched.
#[derive(Debug)]
pub struct Accounts {
    connection: Connection,
}

impl Accounts {
    /// Opens the accounts of `folder`, which is made where it isn't there.
    ///
    /// Errors: tables of another version while a server has the folder, or the disk's.
    pub fn open(folder: &Path) -> Result<Accounts, StoreError> {
        let path = folder.join(DATABASE);
        let connect = || -> Result<Connection, StoreError> {
            let connection = Connection::open(&path).map_err(error)?;
            prepare(&connection)?;
            Ok(connection)
        };
        if path.exists() {
            let connection = connect()?;
            if schema::is_current(&connection)? {
                return Ok(Accounts { connection });
            }
        }
        // Makes the folder, or brings its tables up to date, unless a server has it.
        drop(SqliteStore::open(folder)?);
        Ok(Accounts { connection: connect()? })
    }

    /// Every account, by id.
    ///
    /// Errors: the disk's.
    pub fn all(&self) -> Result<Vec<Account>, StoreError> {
        staff::accounts(&self.connection)
    }

    /// Makes or changes an account and ends its sessions.
    ///
    /// Errors: the disk's; then nothing was changed.
    pub fn put(&mut self, account: &Account) -> Result<(), StoreError> {
        let change =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(error)?;
        staff::put_account(&change, account)?;
        staff::end_sessions(&change, &account.id)?;
        change.commit().map_err(error)
    }
}

//! `motcua backup`, `restore`, `export`, `load`, `doctor`, `retention`: what an operator does with the data folder.

use std::path::Path;

use anyhow::{Result, anyhow};
use lookup_fn::{Moment, operate};

use crate::args::{Data, Moved, Retention};
use crate::{Outcome, load as catalogue, print};

/// Runs `backup`.
pub fn backup(args: &Moved) -> Result<Outcome> {
    done(operate::backup(&args.data, &args.folder, Moment::now()))
}

/// Runs `restore`.
pub fn restore(args: &Moved) -> Result<Outcome> {
    done(operate::restore(&args.folder, &args.data, Moment::now()))
}

/// Runs `export`.
pub fn export(args: &Moved) -> Result<Outcome> {
    done(operate::export(&args.data, &args.folder))
}

/// Runs `load`.
pub fn load(args: &Moved) -> Result<Outcome> {
    done(operate::load(&args.folder, &args.data))
}

/// Runs `doctor`.
pub fn doctor(args: &Data) -> Result<Outcome> {
    let examined = operate::doctor(&args.data).map_err(|error| anyhow!(error))?;
    print(&examined.text)?;
    Ok(if examined.is_well { Outcome::Done } else { Outcome::ContentWrong })
}

/// Runs `retention`.
pub fn retention(content: &Path, args: &Retention) -> Result<Outcome> {
    let Some(catalogue) = catalogue(content)? else { return Ok(Outcome::ContentWrong) };
    let rules = generator::intake(&catalogue);
    let now = Moment::now();
    done(match args.dry_run {
        true => operate::look_at_periods(&args.data, &rules, now),
        false => operate::delete_over(&args.data, &rules, now),
    })
}

fn done(told: Result<String, String>) -> Result<Outcome> {
    print(&told.map_err(|error| anyhow!(error))?)?;
    Ok(Outcome::Done)
}

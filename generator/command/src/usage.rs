//! The argument parser in Vietnamese: its help, and what it says of arguments it can't take.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error, FromArgMatches};

use crate::args::Motcua;

/// What was asked for, or what to print and the exit code.
pub enum Asked {
    /// A task.
    Task(Motcua),
    /// Help or the version.
    Help(String),
    /// Arguments that can't be taken, and why.
    Wrong(String),
}

/// `args` as meant; the first is the program's own name.
pub fn asked(args: Vec<OsString>) -> Asked {
    let command = command();
    let task =
        args.iter().skip(1).filter_map(|arg| arg.to_str()).find(|arg| command.find_subcommand(arg).is_some());
    let help = task.map_or("motcua --help".to_owned(), |task| format!("motcua {task} --help"));
    match command.clone().try_get_matches_from(&args).and_then(|matches| Motcua::from_arg_matches(&matches)) {
        Ok(asked) => Asked::Task(asked),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Asked::Help(error.to_string()),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Asked::Wrong(error.to_string()),
            _ => Asked::Wrong(format!("motcua: {}\nXem cách dùng: {help}\n", fault(&error))),
        },
    }
}

fn command() -> Command {
    let version =
        Arg::new("version").short('V').long("version").action(ArgAction::Version).help("In số phiên bản");
    let root = vietnamese(Motcua::command().arg(version), "motcua [TÙY_CHỌN] <VIỆC>".to_owned());
    root.disable_version_flag(true).subcommand_help_heading("Việc").mut_subcommands(|task| {
        let usage = usage(&task);
        vietnamese(task, usage)
    })
}

fn vietnamese(command: Command, usage: String) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Xem cách dùng");
    command
        .disable_help_flag(true)
        .arg(help)
        .override_usage(usage)
        .help_template("{about-with-newline}\nCách gọi: {usage}\n\n{all-args}{after-help}")
        .mut_args(in_words)
}

/// The argument with its default and its choices told in its help.
fn in_words(arg: Arg) -> Arg {
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let takes = arg.get_action().takes_values();
    let choices: Vec<String> =
        arg.get_possible_values().iter().map(|choice| choice.get_name().to_owned()).collect();
    if takes && !choices.is_empty() {
        let _ = write!(help, " (chọn: {})", choices.join(", "));
    }
    let default: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if takes && !default.is_empty() {
        let _ = write!(help, " (mặc định: {})", default.join(", "));
    }
    let heading = if arg.is_positional() { "Tham số" } else { "Tùy chọn" };
    let arg = arg.help(help).help_heading(heading);
    if takes { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
}

fn usage(task: &Command) -> String {
    let mut usage = format!("motcua {} [TÙY_CHỌN]", task.get_name());
    for arg in task.get_arguments().filter(|arg| arg.is_required_set()) {
        let value = arg
            .get_value_names()
            .and_then(|names| names.first())
            .map_or(arg.get_id().as_str(), |name| name.as_str());
        let _ = match arg.get_long() {
            Some(long) => write!(usage, " --{long} <{value}>"),
            None if matches!(arg.get_action(), ArgAction::Append) => write!(usage, " <{value}>..."),
            None => write!(usage, " <{value}>"),
        };
    }
    usage
}

/// What is wrong with the arguments.
fn fault(error: &Error) -> String {
    let of = |kind: ContextKind| error.get(kind).map(words).unwrap_or_default();
    let arg = of(ContextKind::InvalidArg);
    let near = |kind: ContextKind| match of(kind) {
        near if near.is_empty() => String::new(),
        // Of several, the last is the nearest.
        near => format!("; có phải “{}”?", near.rsplit(", ").next().unwrap_or_default()),
    };
    match error.kind() {
        ErrorKind::UnknownArgument => format!("không có tùy chọn “{arg}”{}", near(ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            format!(
                "không có việc “{}”{}",
                of(ContextKind::InvalidSubcommand),
                near(ContextKind::SuggestedSubcommand)
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if of(ContextKind::InvalidValue).is_empty() => {
            format!("{arg} cần một giá trị{}", choices(&of(ContextKind::ValidValue)))
        }
        ErrorKind::InvalidValue => {
            let value = of(ContextKind::InvalidValue);
            format!("{arg} không nhận giá trị “{value}”{}", choices(&of(ContextKind::ValidValue)))
        }
        ErrorKind::ValueValidation => {
            let value = of(ContextKind::InvalidValue);
            // Our own reasons are Vietnamese; those of numbers and addresses are not.
            let reason =
                std::error::Error::source(error).map(ToString::to_string).filter(|reason| !reason.is_ascii());
            match reason {
                Some(reason) => format!("{arg}: {reason}"),
                None => format!("{arg} không nhận giá trị “{value}”"),
            }
        }
        ErrorKind::MissingRequiredArgument => format!("thiếu {arg}"),
        ErrorKind::ArgumentConflict => {
            format!("{arg} viết hai lần, hoặc không đi cùng {}", of(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("số giá trị của {arg} không đúng")
        }
        ErrorKind::InvalidUtf8 => "tham số có byte không phải UTF-8".to_owned(),
        // What is left is the parser's own; its first line says what.
        _ => error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    }
}

fn choices(valid: &str) -> String {
    if valid.is_empty() { String::new() } else { format!("; chọn một: {valid}") }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_agree_with_each_other() {
        super::command().debug_assert();
    }
}

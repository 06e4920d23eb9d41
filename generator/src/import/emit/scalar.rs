//! One text as YAML: plain where it can be, quoted where it must be, wrapped where it is long.

use std::fmt::Write as _;

/// Columns after which a line is wrapped, where it can be.
pub(super) const WIDTH: usize = 110;

/// Where a text stands: a comma ends it inside brackets and braces, not outside.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// After `key: ` or `- ` on a line of its own.
    Block,
    /// Inside `[...]` or `{...}`.
    Flow,
}

/// `text` so that a YAML 1.2 reader gives back the same text, and a 1.1 reader too.
pub(super) fn scalar(text: &str, context: Context) -> String {
    if plain(text, context) { text.to_owned() } else { quoted(text) }
}

/// `text` in double quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            other if needs_escape(other) => {
                let number = u32::from(other);
                let written = if number <= 0xffff {
                    write!(out, "\\u{number:04X}")
                } else {
                    write!(out, "\\U{number:08X}")
                };
                written.expect("writing to a String does not fail");
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

fn needs_escape(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn plain(text: &str, context: Context) -> bool {
    let indicator = |letter: char| "-?:,[]{}#&*!|>'\"%@`".contains(letter);
    let bad_start = text.chars().next().is_none_or(|letter| indicator(letter) || letter.is_whitespace());
    let bad_end = text.ends_with(|letter: char| letter.is_whitespace() || letter == ':');
    let breaks_flow = context == Context::Flow && text.contains([',', '[', ']', '{', '}']);
    let marks = text.contains(": ") || text.contains(" #") || text.contains(needs_escape);
    !(bad_start || bad_end || breaks_flow || marks || reads_as_another_type(text))
}

/// Words and numbers that some YAML reader takes for something else than text.
fn reads_as_another_type(text: &str) -> bool {
    let lower = text.to_lowercase();
    let word = matches!(
        lower.as_str(),
        "~" | "null"
            | "true"
            | "false"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "y"
            | "n"
            | "="
            | "<<"
            | "..."
            | "---"
    );
    let infinite = matches!(lower.trim_start_matches(['+', '.']), "inf" | "nan");
    let numeric = text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '+' || letter == '.')
        && text.chars().all(|letter| letter.is_ascii_hexdigit() || "+-._:xoXOTtZz ".contains(letter));
    word || infinite || numeric
}

/// `key: >-` with `text` wrapped below it; `None` where folding would not give the same text back.
pub(super) fn folded(text: &str, indent: usize) -> Option<String> {
    let calm = !text.is_empty()
        && !text.contains("  ")
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains(|letter: char| letter != ' ' && letter.is_whitespace())
        && !text.contains(needs_escape);
    calm.then(|| format!(">-\n{}", wrapped(text.split(' '), " ", indent)))
}

/// `|` or `|-` with the lines of `text` below it; `None` where a literal block would not give it back.
pub(super) fn literal(text: &str, indent: usize) -> Option<String> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let strange = |letter: char| letter != '\n' && needs_escape(letter);
    if body.trim().is_empty()
        || body.ends_with('\n')
        || body.starts_with([' ', '\n'])
        || body.contains(strange)
    {
        return None;
    }
    let mut out = if text.ends_with('\n') { "|".to_owned() } else { "|-".to_owned() };
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
    }
    Some(out)
}

/// `[a, b, c]`, broken into lines below `key` when one line is too long.
pub(super) fn flow_list(key: &str, items: &[String]) -> String {
    let one_line = format!("{key}: [{}]", items.join(", "));
    if one_line.chars().count() <= WIDTH {
        return one_line;
    }
    let mut items: Vec<&str> = items.iter().map(String::as_str).collect();
    let head = items.first().map(|first| format!("{key}: [{first}")).unwrap_or_default();
    if let Some(first) = items.first_mut() {
        *first = &head;
    }
    format!("{}]", wrapped(items.into_iter(), ", ", 2).trim_start())
}

fn wrapped<'a>(items: impl Iterator<Item = &'a str>, between: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut lines: Vec<String> = Vec::new();
    let mut width = 0;
    for item in items {
        let length = item.chars().count();
        match lines.last_mut() {
            Some(line) if width + between.len() + length <= WIDTH => {
                line.push_str(between);
                line.push_str(item);
                width += between.len() + length;
            }
            _ => {
                lines.push(format!("{margin}{item}"));
                width = indent + length;
            }
        }
    }
    lines.join(&format!("{}\n", between.trim_end()))
}

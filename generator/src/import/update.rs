//! A record that exists already, met again: left, rewritten, or given a note for a person to review.

use content::{Change, ChangeReview, Conditions, Procedure, ReviewState, Source};

use super::emit::{change_line, yaml};
use super::parts::{self, PARTS};
use super::record::has_notes;
use super::{Difference, Existing, Options, Unchanged};

/// What an import does with a record that exists.
pub(super) enum Update {
    /// The source says what it said before.
    Unchanged,
    /// The same; the text holds the fingerprints of its parts besides.
    Marked(String),
    /// Nobody has worked on it: the new text takes its place.
    Rewritten(String),
    /// People's words stand; the text says what changed in the source.
    Noted(String, Vec<Difference>),
}

/// What becomes of `existing` when the source now says `new`.
///
/// Errors: the reason in Vietnamese why the file can't be changed safely; it is then left alone.
pub(super) fn update(existing: &Existing, new: &Procedure, options: &Options) -> Result<Update, String> {
    let old = &existing.procedure;
    if old.source.hash.is_some() && old.source.hash == new.source.hash {
        let mark = options.unchanged == Unchanged::MarkParts && old.source.parts.is_none();
        return if mark { edited(existing, new, &[]).map(Update::Marked) } else { Ok(Update::Unchanged) };
    }
    if !worked_on(old, options) {
        return Ok(Update::Rewritten(yaml(&renewed(old, new))));
    }
    let differences = differences(existing, new);
    let changes: Vec<Change> = differences
        .iter()
        .map(|difference| Change {
            on: options.today,
            by: new.source.decision.clone(),
            what: difference.what.clone(),
            review: Some(ChangeReview::Open),
        })
        .collect();
    Ok(Update::Noted(edited(existing, new, &changes)?, differences))
}

/// True when a person has put work into a record: its state says so, or it holds words that only people write.
/// Notes count unless the import itself carries the source's sentences along.
fn worked_on(old: &Procedure, options: &Options) -> bool {
    let words = old.summary.is_some() || !old.keywords.is_empty();
    let kept =
        !old.steps.is_empty() || matches!(old.conditions, Some(Conditions::Text(_))) || has_notes(&old.cases);
    old.review.state != ReviewState::Imported || words || (kept && !options.keep_text)
}

/// The new facts, with what the old record had beside them. It stays in its field, so that its file stays where it is.
fn renewed(old: &Procedure, new: &Procedure) -> Procedure {
    let mut renewed = new.clone();
    renewed.field = old.field.clone();
    renewed.review = old.review.clone();
    renewed.unclear = old.unclear.clone();
    renewed.unclear.extend(new.unclear.iter().filter(|unclear| !old.unclear.contains(unclear)).cloned());
    renewed.valid = old.valid.clone();
    renewed.online = old.online.clone();
    renewed.life_events = old.life_events.clone();
    renewed.related = old.related.clone();
    renewed.changes = old.changes.clone();
    renewed
}

/// What the source says otherwise than when it was last imported. What people wrote meanwhile is no change of the source.
fn differences(existing: &Existing, new: &Procedure) -> Vec<Difference> {
    let old = &existing.procedure;
    let difference = |what: String, note: Option<String>| Difference {
        file: existing.file.clone(),
        code: new.code.to_string(),
        what,
        note,
    };
    let (ours, theirs) = (parts::words(old), parts::words(new));
    if old.source.hash.is_none() {
        return vec![difference(
            "Nhập từ nguồn lần đầu, chưa so với bản ghi".to_owned(),
            unlike(&ours, &theirs),
        )];
    }
    let (Some(before), Some(now)) = (&old.source.parts, &new.source.parts) else {
        return vec![difference("Nguồn đổi, chưa rõ phần nào".to_owned(), unlike(&ours, &theirs))];
    };
    let changed = parts::changed(before, now);
    if changed.is_empty() {
        return vec![difference("Nguồn đổi nội dung khác".to_owned(), None)];
    }
    let told = |at: usize| {
        let (part, ours, theirs) = (PARTS[at], &ours[at], &theirs[at]);
        let what = match theirs.as_str() {
            "" => format!("Nguồn đổi {part}"),
            words => format!("Nguồn đổi {part}, nay là “{words}”"),
        };
        let note = match ours.as_str() {
            "" => None,
            same if same == theirs => Some("bản ghi đã viết như vậy".to_owned()),
            words => Some(format!("bản ghi viết “{words}”")),
        };
        difference(what, note)
    };
    changed.into_iter().map(told).collect()
}

/// Where the words of a record and its source differ, whoever changed them.
fn unlike(ours: &[String; PARTS.len()], theirs: &[String; PARTS.len()]) -> Option<String> {
    let pairs = PARTS.iter().zip(ours.iter().zip(theirs));
    let unlike: Vec<&str> =
        pairs.filter(|(_, (ours, theirs))| ours != theirs).map(|(part, _)| *part).collect();
    (!unlike.is_empty()).then(|| format!("bản ghi khác nguồn ở: {}", unlike.join(", ")))
}

/// The text of `existing` with `changes` appended and the fingerprints renewed, every other byte as it was.
fn edited(existing: &Existing, new: &Procedure, changes: &[Change]) -> Result<String, String> {
    let mut expected = existing.procedure.clone();
    expected.changes.extend(changes.iter().cloned());
    expected.source.hash = new.source.hash.clone();
    expected.source.parts = new.source.parts.clone();
    let text = with_fingerprints(&existing.text, &existing.procedure.source, &new.source);
    let text = if changes.is_empty() { text } else { with_changes(&text, changes) };
    match super::emit::reads_as(&text) {
        Some(read) if read == expected => Ok(text),
        _ => Err(format!(
            "tệp {} viết theo cách mà lệnh không sửa được an toàn; ghi tay thay đổi vào changes",
            existing.file
        )),
    }
}

/// `text` with the fingerprints of `new` in place of those of `old`, or put into `source` where there were none.
fn with_fingerprints(text: &str, old: &Source, new: &Source) -> String {
    let Some(start) = top_level(text, "source") else { return text.to_owned() };
    let (before, source) = text.split_at(start);
    let mut source = source.to_owned();
    let (hash, parts) = (new.hash.as_deref().unwrap_or_default(), new.parts.as_deref().unwrap_or_default());
    let in_braces = source.lines().next().is_some_and(|line| line.contains('{'));
    match &old.hash {
        Some(old) => source = source.replacen(old.as_str(), hash, 1),
        None if in_braces => source = source.replacen('}', &format!(", hash: \"{hash}\"}}"), 1),
        None => source = source.replacen('\n', &format!("\n  hash: \"{hash}\"\n"), 1),
    }
    match &old.parts {
        Some(old) => source = source.replacen(old.as_str(), parts, 1),
        None => {
            let Some(at) = source.find(hash) else { return text.to_owned() };
            let end = at + hash.len();
            let end = end + usize::from(source[end..].starts_with(['"', '\'']));
            let line = source[..at].rfind('\n').map_or(0, |at| at + 1);
            let indent = source[line..].len() - source[line..].trim_start().len();
            let divider = if in_braces { ", ".to_owned() } else { format!("\n{}", " ".repeat(indent)) };
            source.insert_str(end, &format!("{divider}parts: \"{parts}\""));
        }
    }
    format!("{before}{source}")
}

/// `text` with `changes` at the end of its list of changes, or with a new list before `source`.
fn with_changes(text: &str, changes: &[Change]) -> String {
    let written = |indent: &str| {
        changes.iter().map(|change| format!("{indent}{}\n", change_line(change))).collect::<String>()
    };
    match top_level(text, "changes") {
        Some(start) => {
            let mut end = start + text[start..].find('\n').map_or(text.len() - start, |at| at + 1);
            let mut indent = "  ".to_owned();
            for line in text[end..].split_inclusive('\n') {
                let inside = line.starts_with(' ') || line.starts_with("- ");
                if !inside {
                    break;
                }
                if let Some(at) = line.find("- ").filter(|at| line[..*at].trim().is_empty()) {
                    indent = " ".repeat(at);
                }
                end += line.len();
            }
            format!("{}{}{}", &text[..end], written(&indent), &text[end..])
        }
        None => {
            let start = top_level(text, "source").unwrap_or(text.len());
            format!("{}changes:\n{}{}", &text[..start], written("  "), &text[start..])
        }
    }
}

/// Where the line of a key at the left margin begins.
fn top_level(text: &str, key: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

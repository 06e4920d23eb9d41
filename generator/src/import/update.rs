//! A record that exists already, met again: left, rewritten, or given a note for a person to review.

use content::{Change, Conditions, Day, Procedure, ReviewState};

use super::emit::{change_line, yaml};
use super::record::has_notes;
use super::{Difference, Existing, Options};

/// What an import does with a record that exists.
pub(super) enum Update {
    /// The source says what it said before.
    Unchanged,
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
        return Ok(Update::Unchanged);
    }
    if !worked_on(old, options) {
        return Ok(Update::Rewritten(yaml(&renewed(old, new))));
    }
    let differences = differences(old, new, &existing.file);
    let text = noted(existing, new, &differences, options.today)?;
    Ok(Update::Noted(text, differences))
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

/// The parts in which two records differ, each with its old and its new words.
fn differences(old: &Procedure, new: &Procedure, file: &str) -> Vec<Difference> {
    let parts = |record: &Procedure| {
        let list = |texts: &mut dyn Iterator<Item = String>| texts.collect::<Vec<_>>().join(", ");
        let agencies = record.agencies.lists().filter(|(_, ids)| !ids.is_empty());
        let mut agencies = agencies.map(|(key, ids)| format!("{key} {}", ids.0.join(" ")));
        [
            ("tên", record.name.clone()),
            ("cấp thực hiện", list(&mut record.levels.iter().map(|level| level.name().to_owned()))),
            ("đối tượng", list(&mut record.audience.iter().map(|audience| audience.name().to_owned()))),
            ("cơ quan", list(&mut agencies)),
            (
                "số quyết định",
                record.decision.as_ref().map(|decision| decision.number.clone()).unwrap_or_default(),
            ),
            ("thời hạn", list(&mut record.channels.iter().map(times))),
            ("phí, lệ phí", list(&mut record.channels.iter().map(fees))),
            ("kết quả", list(&mut record.results.iter().map(|result| result.name.clone()))),
            ("căn cứ pháp lý", list(&mut record.legal_basis.iter().cloned())),
        ]
    };
    let pairs = parts(old).into_iter().zip(parts(new)).filter(|((_, old), (_, new))| old != new);
    let difference = |part: &str, before: String, after: String| Difference {
        file: file.to_owned(),
        code: new.code.to_string(),
        part: part.to_owned(),
        old: before,
        new: after,
    };
    let found: Vec<Difference> =
        pairs.map(|((part, before), (_, after))| difference(part, before, after)).collect();
    if found.is_empty() {
        vec![difference("giấy tờ hoặc nội dung", String::new(), String::new())]
    } else {
        found
    }
}

fn times(channel: &content::Channel) -> String {
    let words: Vec<String> = channel.time.iter().map(content::Time::words).collect();
    format!("{}: {}", super::emit::word(channel.via), words.join("; "))
}

fn fees(channel: &content::Channel) -> String {
    format!(
        "{}: {}",
        super::emit::word(channel.via),
        super::emit::fees(channel).unwrap_or_else(|| "không nêu".to_owned())
    )
}

/// The text of `existing` with the changes appended and the fingerprint renewed, every other byte as it was.
fn noted(
    existing: &Existing,
    new: &Procedure,
    differences: &[Difference],
    today: Day,
) -> Result<String, String> {
    let by = new.source.decision.clone();
    let changes: Vec<Change> = differences
        .iter()
        .map(|difference| Change { on: today, by: by.clone(), what: what(difference) })
        .collect();
    let mut expected = existing.procedure.clone();
    expected.changes.extend(changes.iter().cloned());
    expected.source.hash = new.source.hash.clone();
    let text = with_hash(
        &existing.text,
        existing.procedure.source.hash.as_deref(),
        new.source.hash.as_deref().unwrap_or_default(),
    );
    let text = with_changes(&text, &changes);
    match super::emit::reads_as(&text) {
        Some(read) if read == expected => Ok(text),
        _ => Err(format!(
            "tệp {} viết theo cách mà lệnh không sửa được an toàn; ghi tay thay đổi vào changes",
            existing.file
        )),
    }
}

fn what(difference: &Difference) -> String {
    if difference.old.is_empty() && difference.new.is_empty() {
        return "Nguồn đổi giấy tờ hoặc nội dung".to_owned();
    }
    let side = |text: &str| {
        if text.is_empty() {
            "không nêu".to_owned()
        } else {
            format!("“{}”", super::clean::shortened(text, 40))
        }
    };
    format!("Nguồn đổi {}: {} thành {}", difference.part, side(&difference.old), side(&difference.new))
}

/// `text` with the fingerprint replaced, or put into `source` where there was none.
fn with_hash(text: &str, old: Option<&str>, new: &str) -> String {
    let Some(start) = top_level(text, "source") else { return text.to_owned() };
    let (before, source) = text.split_at(start);
    let source = match old {
        Some(old) => source.replacen(old, new, 1),
        None if source.lines().next().is_some_and(|line| line.contains('{')) => {
            source.replacen('}', &format!(", hash: \"{new}\"}}"), 1)
        }
        None => source.replacen('\n', &format!("\n  hash: \"{new}\"\n"), 1),
    };
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

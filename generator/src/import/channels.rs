//! Rows of "cách thức thực hiện" as channels: one per way of handing in, with its times and fees.

use content::{Channel, OneOrMany, Time, Unclear, UnclearWhat, Via};

use super::clean::line;
use super::fees::fees;
use super::paying::Paying;
use super::raw::{Raw, RawFee, RawMethod};
use super::time::{Times, times};
use super::time_text::case_of;
use super::trap::{TrapKind, Traps};

/// Every channel of `raw` in a fixed order, and what its times and fees leave open.
pub(super) fn channels(raw: &Raw, traps: &mut Traps) -> (Vec<Channel>, Vec<Unclear>) {
    let steps = steps_text(raw);
    let notes: Vec<&str> = raw
        .execution_methods
        .iter()
        .flat_map(|method| {
            method.fees.iter().map(|fee| fee.description.as_str()).chain([method.description.as_str()])
        })
        .collect();
    let paying = Paying::new(&steps, &format!("{steps}\n{}", notes.join("\n")));
    let mut unclear = Unclears::default();
    let mut channels = Vec::new();
    for (word, via) in [("DIRECT", Via::Counter), ("ONLINE", Via::Online), ("POSTAL", Via::Post)] {
        let methods: Vec<&RawMethod> =
            raw.execution_methods.iter().filter(|method| method.submission_method == word).collect();
        if methods.is_empty() {
            continue;
        }
        if methods.len() > 1 {
            traps.add(TrapKind::RepeatedChannel, &format!("{word} × {}", methods.len()));
        }
        let time = channel_times(&methods, &steps, &mut unclear, traps);
        let rows: Vec<RawFee> = unique(methods.iter().flat_map(|method| method.fees.clone()));
        let description =
            methods.iter().map(|method| method.description.as_str()).collect::<Vec<_>>().join("\n");
        let found = fees(&rows, &description, &paying, traps);
        found.unclear.into_iter().for_each(|(says, derived)| unclear.add(UnclearWhat::Fees, says, derived));
        channels.push(Channel { via, time: OneOrMany(time), fees: found.fees });
    }
    (channels, unclear.0)
}

/// The steps as one text.
pub(super) fn steps_text(raw: &Raw) -> String {
    let parts = raw.execution_steps.iter().flat_map(|step| [step.name.as_str(), step.description.as_str()]);
    parts.filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

/// Notes of what is open, each once: three channels usually say the same, one of them at greater length.
#[derive(Default)]
struct Unclears(Vec<Unclear>);

impl Unclears {
    fn add(&mut self, what: UnclearWhat, source_says: String, derived_from: Option<&str>) {
        let source_says = line(&source_says);
        let bare = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        let derived_from = derived_from.map(str::to_owned);
        for known in
            self.0.iter_mut().filter(|known| known.what == what && known.derived_from == derived_from)
        {
            let (old, new) = (bare(&known.source_says), bare(&source_says));
            if old.starts_with(&new) {
                return;
            }
            if new.starts_with(&old) {
                known.source_says = source_says;
                return;
            }
        }
        self.0.push(Unclear { what, source_says, derived_from });
    }
}

fn unique(rows: impl Iterator<Item = RawFee>) -> Vec<RawFee> {
    let mut unique: Vec<RawFee> = Vec::new();
    for row in rows {
        if !unique.contains(&row) {
            unique.push(row);
        }
    }
    unique
}

/// The times of one channel; a channel that the source lists several times has several, each with its case.
fn channel_times(
    methods: &[&RawMethod],
    steps: &str,
    unclear: &mut Unclears,
    traps: &mut Traps,
) -> Vec<Time> {
    let found: Vec<Times> = methods.iter().map(|method| times(method, steps, traps)).collect();
    for (says, derived) in found.iter().flat_map(|times| &times.unclear) {
        unclear.add(UnclearWhat::Time, says.clone(), *derived);
    }
    let mut all: Vec<Time> = Vec::new();
    let differ = found.windows(2).any(|pair| pair[0].times != pair[1].times);
    for (method, times) in methods.iter().zip(found) {
        for time in times.times {
            let case = if differ && time.when.is_none() { case_of(&method.description, &time) } else { None };
            let time = match case {
                Some((when, note)) => Time { when, note, ..time },
                None => time,
            };
            if !all.contains(&time) {
                all.push(time);
            }
        }
    }
    if all.iter().filter(|time| time.when.is_none() && time.note.is_none()).count() > 1 {
        let words = all.iter().map(Time::words).collect::<Vec<_>>().join("; ");
        unclear.add(UnclearWhat::Time, format!("{words}; nguồn không nói thời hạn nào cho ai"), None);
    }
    all
}

//! The small parts of a record, each as one map on one line.

use content::{
    Change, Channel, Component, Decision, Fee, OneOrMany, Online, Outcome, Responsible, Review, Source, Time,
    Unclear, Validity,
};
use serde::Serialize;

use super::scalar::{Context, quoted, scalar};

/// A map on one line, filled in the order of its keys.
pub(super) struct Flow(Vec<String>);

impl Flow {
    pub(super) fn new() -> Self {
        Flow(Vec::new())
    }

    /// A value that is written as it stands: a number, a word of the schema, another map.
    pub(super) fn fixed(mut self, key: &str, value: impl std::fmt::Display) -> Self {
        self.0.push(format!("{key}: {value}"));
        self
    }

    pub(super) fn text(self, key: &str, value: &str) -> Self {
        let value = scalar(value, Context::Flow);
        self.fixed(key, value)
    }

    fn maybe(self, key: &str, value: Option<&String>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    fn maybe_fixed(self, key: &str, value: Option<impl std::fmt::Display>) -> Self {
        match value {
            Some(value) => self.fixed(key, value),
            None => self,
        }
    }

    fn count(self, key: &str, number: u32) -> Self {
        self.maybe_fixed(key, (number > 0).then_some(number))
    }

    pub(super) fn done(self) -> String {
        format!("{{{}}}", self.0.join(", "))
    }
}

/// The word of the schema for a value of an enum.
pub(super) fn fixed(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => unreachable!("every enum of a record is written as one word"),
    }
}

pub(super) fn agencies(agencies: &Responsible) -> String {
    let mut flow = Flow::new();
    for (key, ids) in agencies.lists() {
        let ids: Vec<String> = ids.iter().map(|id| scalar(id, Context::Flow)).collect();
        flow = match ids.as_slice() {
            [] => flow,
            [one] => flow.fixed(key, one),
            many => flow.fixed(key, format!("[{}]", many.join(", "))),
        };
    }
    flow.maybe("address", agencies.address.as_ref()).done()
}

pub(super) fn decision(decision: &Decision) -> String {
    Flow::new()
        .text("number", &decision.number)
        .maybe_fixed("date", decision.date)
        .maybe_fixed("effective", decision.effective)
        .done()
}

pub(super) fn validity(valid: &Validity) -> String {
    Flow::new()
        .maybe_fixed("from", valid.from)
        .maybe_fixed("to", valid.to)
        .maybe("replaced_by", valid.replaced_by.as_ref())
        .done()
}

pub(super) fn online(online: &Online) -> String {
    Flow::new()
        .fixed("mode", fixed(online.mode))
        .maybe("reason", online.reason.as_ref())
        .maybe("basis", online.basis.as_ref())
        .text("source", &online.source)
        .done()
}

pub(super) fn channel(channel: &Channel) -> String {
    let flow = Flow::new().fixed("via", fixed(channel.via));
    let flow = match one_or_many(&channel.time, time) {
        Some(times) => flow.fixed("time", times),
        None => flow,
    };
    flow.maybe_fixed("fees", fees(channel)).done()
}

fn fees(channel: &Channel) -> Option<String> {
    channel.fees.as_ref().map(|fees| format!("[{}]", fees.iter().map(fee).collect::<Vec<_>>().join(", ")))
}

fn one_or_many<T>(values: &OneOrMany<T>, write: impl Fn(&T) -> String) -> Option<String> {
    match values.0.as_slice() {
        [] => None,
        [one] => Some(write(one)),
        many => Some(format!("[{}]", many.iter().map(write).collect::<Vec<_>>().join(", "))),
    }
}

fn time(time: &Time) -> String {
    Flow::new()
        .maybe_fixed("amount", time.amount)
        .maybe_fixed("unit", time.unit.map(fixed))
        .maybe_fixed("same_day_until", time.same_day_until.as_deref().map(quoted))
        .maybe("when", time.when.as_ref())
        .maybe("stage", time.stage.as_ref())
        .maybe("note", time.note.as_ref())
        .done()
}

fn fee(fee: &Fee) -> String {
    Flow::new()
        .fixed("kind", fixed(fee.kind))
        .maybe("name", fee.name.as_ref())
        .maybe_fixed("amount_vnd", fee.amount_vnd)
        .maybe_fixed("amount_usd", fee.amount_usd)
        .maybe("text", fee.text.as_ref())
        .maybe("per", fee.per.as_ref())
        .maybe("when", fee.when.as_ref())
        .maybe_fixed("set_by", fee.set_by.map(fixed))
        .maybe("basis", fee.basis.as_ref())
        .maybe_fixed("from", fee.from)
        .maybe_fixed("to", fee.to)
        .done()
}

pub(super) fn unclear(unclear: &Unclear) -> String {
    Flow::new()
        .fixed("what", fixed(unclear.what))
        .text("source_says", &unclear.source_says)
        .maybe("derived_from", unclear.derived_from.as_ref())
        .done()
}

pub(super) fn component(paper: &Component) -> String {
    Flow::new()
        .text("name", &paper.name)
        .maybe("form", paper.form.as_ref())
        .count("originals", paper.originals)
        .count("copies", paper.copies)
        .maybe("when", paper.when.as_ref())
        .maybe("one_of", paper.one_of.as_ref())
        .maybe_fixed("show_only", paper.show_only.then_some(true))
        .maybe("note", paper.note.as_ref())
        .done()
}

pub(super) fn outcome(outcome: &Outcome) -> String {
    Flow::new()
        .text("name", &outcome.name)
        .maybe("code", outcome.code.as_ref())
        .maybe("when", outcome.when.as_ref())
        .done()
}

pub(super) fn change(change: &Change) -> String {
    Flow::new()
        .fixed("on", change.on)
        .maybe("by", change.by.as_ref())
        .text("what", &change.what)
        .maybe_fixed("review", change.review.map(fixed))
        .done()
}

pub(super) fn source(source: &Source) -> String {
    Flow::new()
        .text("from", &source.from)
        .maybe("decision", source.decision.as_ref())
        .maybe("seen", source.seen.as_ref())
        .maybe_fixed("hash", source.hash.as_deref().map(quoted))
        .maybe_fixed("parts", source.parts.as_deref().map(quoted))
        .done()
}

pub(super) fn review(review: &Review) -> String {
    Flow::new()
        .fixed("state", fixed(review.state))
        .maybe("by", review.by.as_ref())
        .maybe_fixed("on", review.on)
        .done()
}

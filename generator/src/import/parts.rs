//! The parts of a source: told apart, so that a later import can say which of them changed.

use content::{Channel, Fee, FeeSetter, Procedure, Time, Via, text};
use serde_json::{Value, json};

use super::clean::shortened;

/// The name of each part in an editor's words. Records hold one fingerprint for each, in this order: a new part goes to the end.
pub(super) const PARTS: [&str; 18] = [
    "tên",
    "lĩnh vực",
    "cấp thực hiện",
    "đối tượng",
    "cơ quan",
    "quyết định công bố",
    "cách nộp",
    "thời hạn tại quầy",
    "thời hạn khi nộp trực tuyến",
    "thời hạn qua bưu điện",
    "phí tại quầy",
    "phí khi nộp trực tuyến",
    "phí qua bưu điện",
    "giấy tờ phải nộp",
    "trình tự",
    "kết quả",
    "điều kiện",
    "căn cứ pháp lý",
];

/// What `record`, a line of a dump, says of each of [`PARTS`].
pub(super) fn values(record: &Value) -> [Value; PARTS.len()] {
    let of = |keys: &[&str]| json!(keys.iter().map(|key| &record[*key]).collect::<Vec<_>>());
    let methods = record["executionMethods"].as_array().map_or(&[][..], Vec::as_slice);
    let each = |via: Option<&str>, keys: &[&str]| {
        let wanted = methods.iter().filter(|method| via.is_none_or(|via| method["submissionMethod"] == via));
        json!(wanted.flat_map(|method| keys.iter().map(|key| &method[*key])).collect::<Vec<_>>())
    };
    let time = |via| each(Some(via), &["processingTime", "processingTimeUnit", "processingTimeText"]);
    let fees = |via| each(Some(via), &["fees"]);
    [
        of(&["name"]),
        of(&["categoriesDetails", "formalityKind"]),
        of(&["isWard", "isProvince", "isMinistry", "isOtherAgency"]),
        of(&["subjectTypesDetails"]),
        of(&[
            "executingAgencies",
            "authorityAgencies",
            "coordinatingAgencies",
            "delegatedAgencies",
            "dossierReceivingAddresses",
        ]),
        of(&["procedureProposal"]),
        each(None, &["submissionMethod", "description"]),
        time("DIRECT"),
        time("ONLINE"),
        time("POSTAL"),
        fees("DIRECT"),
        fees("ONLINE"),
        fees("POSTAL"),
        of(&["executionCases"]),
        of(&["executionSteps"]),
        of(&["resultsDetails"]),
        of(&["requirementsAndConditions"]),
        of(&["legalBasisesDetails"]),
    ]
}

/// The places in [`PARTS`] where two rows of fingerprints differ.
pub(super) fn changed(old: &str, new: &str) -> Vec<usize> {
    let pairs = old.split(' ').zip(new.split(' ')).enumerate();
    pairs.filter(|(_, (old, new))| old != new).map(|(at, _)| at).take_while(|at| *at < PARTS.len()).collect()
}

/// What `record` says of each of [`PARTS`] in a reader's words; empty where it says nothing, or not in few words.
pub(super) fn words(record: &Procedure) -> [String; PARTS.len()] {
    let channel = |via| record.channels.iter().find(|channel| channel.via == via);
    let time = |via| channel(via).map(times).unwrap_or_default();
    let fees = |via| channel(via).and_then(fees).unwrap_or_default();
    let told = [
        record.name.clone(),
        String::new(),
        list(record.levels.iter().map(|level| level.name())),
        list(record.audience.iter().map(|audience| audience.name())),
        String::new(),
        record.decision.as_ref().map(|decision| decision.number.clone()).unwrap_or_default(),
        String::new(),
        time(Via::Counter),
        time(Via::Online),
        time(Via::Post),
        fees(Via::Counter),
        fees(Via::Online),
        fees(Via::Post),
        String::new(),
        String::new(),
        list(record.results.iter().map(|result| result.name.as_str())),
        String::new(),
        list(record.legal_basis.iter().map(String::as_str)),
    ];
    told.map(|words| shortened(&words, 40))
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join(", ")
}

fn times(channel: &Channel) -> String {
    let words = |time: &Time| match &time.when {
        Some(when) => format!("{} ({when})", time.words()),
        None => time.words(),
    };
    channel.time.iter().map(words).collect::<Vec<_>>().join("; ")
}

/// Nothing where no fees are stated.
fn fees(channel: &Channel) -> Option<String> {
    let fees = channel.fees.as_ref()?;
    if fees.is_empty() {
        return Some("miễn phí".to_owned());
    }
    Some(fees.iter().map(fee).collect::<Vec<_>>().join("; "))
}

fn fee(fee: &Fee) -> String {
    let per = fee.per.as_ref().map(|per| format!("/{per}")).unwrap_or_default();
    let amount = match (fee.amount_vnd, fee.amount_usd, &fee.text, fee.set_by) {
        (Some(0), ..) => "miễn phí".to_owned(),
        (Some(amount), ..) => format!("{} đồng{per}", text::number(amount)),
        (None, Some(amount), ..) => format!("{} USD{per}", text::number(amount)),
        (None, None, Some(text), _) => text.clone(),
        (None, None, None, Some(FeeSetter::Hdnd)) => "do Hội đồng nhân dân tỉnh quy định".to_owned(),
        (None, None, None, None) => "chưa rõ mức".to_owned(),
    };
    match fee.name.iter().chain(&fee.when).cloned().collect::<Vec<_>>().join(", ") {
        told if told.is_empty() => amount,
        told => format!("{amount} ({told})"),
    }
}

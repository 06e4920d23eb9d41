//! Lists of agencies in running text as ids of the register.

use std::collections::HashMap;

use content::{Agency, Ignored, OneOrMany, Responsible};

use super::clean::{key, line, lower, says_none, unbulleted};
use super::pattern::{any_case, large_letters, pattern};
use super::raw::Raw;
use super::trap::{TrapKind, Traps};

/// Every name of the register, and every text that deliberately is none.
pub(super) struct AgencyNames<'a>(HashMap<String, Option<&'a str>>);

/// Longest run of pieces between commas that can be one name.
const MOST_PIECES: usize = 8;

/// Longest address that is an address and no instruction, in letters.
const LONGEST_ADDRESS: usize = 200;

impl<'a> AgencyNames<'a> {
    pub(super) fn new(agencies: &[&'a Agency], ignored: &[&'a Ignored]) -> Self {
        let mut names: HashMap<String, Option<&str>> =
            ignored.iter().map(|text| (key(&text.text), None)).collect();
        for agency in agencies {
            for name in agency.also.iter().chain(&agency.short).chain([&agency.name]) {
                names.entry(key(name)).or_insert(Some(&agency.id));
            }
        }
        AgencyNames(names)
    }

    /// What `name` as a whole means: an id, nothing on purpose, or nothing known.
    fn get(&self, name: &str) -> Option<Option<&'a str>> {
        self.0.get(&key(name)).copied()
    }
}

/// Who decides, receives and takes part in `raw`.
pub(super) fn agencies(raw: &Raw, names: &AgencyNames<'_>, traps: &mut Traps) -> Responsible {
    let mut list = |text: &str| OneOrMany(ids(text, names, traps));
    let executing = list(&raw.executing_agencies);
    let authority = list(&raw.authority_agencies);
    let (coordinates, delegated) = (list(&raw.coordinating_agencies), list(&raw.delegated_agencies));
    let (decides, executes) = match authority.is_empty() {
        true => (executing, OneOrMany::default()),
        false if executing == authority => (authority, OneOrMany::default()),
        false => (authority, executing),
    };
    let (receives, address) = reception(&raw.dossier_receiving_addresses, names, traps);
    Responsible { decides, executes, receives: OneOrMany(receives), coordinates, delegated, address }
}

/// Ids in `text`, each once, in order. Names contain commas, so the longest name that the register knows wins.
fn ids(text: &str, names: &AgencyNames<'_>, traps: &mut Traps) -> Vec<String> {
    let text = line(text);
    if text.is_empty() {
        return Vec::new();
    }
    if names_a_province(&text) {
        traps.add(TrapKind::OtherProvince, &text);
    }
    let pieces: Vec<&str> = text.split(',').collect();
    let (mut ids, mut unknown): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < pieces.len() {
        let longest = (1..=MOST_PIECES.min(pieces.len() - at)).rev();
        let known = longest
            .into_iter()
            .find_map(|count| Some((count, names.get(&pieces[at..at + count].join(","))?)));
        match known {
            Some((count, meaning)) => {
                match meaning {
                    Some(id) if !ids.iter().any(|known| known == id) => ids.push(id.to_owned()),
                    Some(_) => {}
                    None if says_none(pieces[at]) => {}
                    None => traps.add(TrapKind::IgnoredAgency, pieces[at..at + count].join(",").trim()),
                }
                at += count;
            }
            None => {
                unknown.push(pieces[at]);
                at += 1;
            }
        }
    }
    let unknown = unknown.join(",");
    if !says_none(&unknown) {
        traps.add(TrapKind::UnknownAgency, unknown.trim());
    }
    ids
}

/// Where dossiers are received: an agency of the register, or a real address.
fn reception(text: &str, names: &AgencyNames<'_>, traps: &mut Traps) -> (Vec<String>, Option<String>) {
    let text = line(text);
    if says_none(&text) {
        return (Vec::new(), None);
    }
    let place = any_case!(r"^(?:trực tiếp )?(?:tại|đến) (?:trụ sở )?").cut(unbulleted(&text));
    if let Some(Some(id)) = names.get(&place) {
        return (vec![id.to_owned()], None);
    }
    let written_out =
        pattern!(r"\d.*(phố|đường|phường|quận|tầng|đ/c|địa chỉ|tp\.|lê duẩn|trần phú|lý thái tổ)")
            .is_match(&lower(&text))
            && !lower(&text).contains("http");
    let own = !pattern!(r"[Tt]ỉnh [A-ZĐ]").is_match(&text.replace("tỉnh, ", ""));
    if written_out && own && text.chars().count() <= LONGEST_ADDRESS {
        return (Vec::new(), Some(text.trim_end_matches(['.', ';', ' ']).to_owned()));
    }
    // "Sở Xây dựng bằng một trong các hình thức ...": the name ahead of the instruction still receives. "Bộ phận Một
    // cửa Ngân hàng ..." names another desk than the register's.
    let words: Vec<&str> = place.split(' ').collect();
    let ends = |count: &usize| {
        let next = words[*count..].join(" ");
        words[count - 1].ends_with([',', ';', ':', '.'])
            || any_case!(r"^(?:\(|bằng|hoặc|thông qua|qua|nơi|để|trực tiếp|theo|khi)").is_match(&next)
    };
    let ahead = (2..words.len()).rev().filter(ends).find_map(|count| names.get(&words[..count].join(" "))?);
    traps.add(TrapKind::ReceptionInWords, &text);
    (ahead.map(str::to_owned).into_iter().collect(), None)
}

/// True when `text` names one province or city, as no national record should.
fn names_a_province(text: &str) -> bool {
    let after = pattern!(concat!(
        r"(?:[Tt]ỉnh|[Tt]hành phố|TP\.?) ?(?:HCM|[",
        large_letters!(),
        r"][^ ,]* [",
        large_letters!(),
        "])"
    ));
    after.is_match(text)
}

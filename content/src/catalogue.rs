use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::calendar::{self, CalendarRules, CalendarYear};
use crate::form::{self, Form, FormRole, FormUse, FormVersion};
use crate::pack::{self, PackFile};
use crate::{
    Agency, AgencyFile, Broken, Calendar, Day, Fault, Field, FieldFile, FieldGroup, KeyPath, LegalFile,
    LegalText, LifeEvent, LifeEventFile, Pack, Procedure, ProcedureCode, Rule, Site, Synonym, SynonymFile,
    Validity, references, text,
};

/// A value and the file it was read from, named from the content folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Filed<T> {
    /// The file.
    pub file: String,
    /// Where in it: empty when it is the whole file.
    pub at: KeyPath,
    /// What it says.
    pub value: T,
}

impl<T> Filed<T> {
    /// A value that fills its file.
    pub fn whole(file: String, value: T) -> Self {
        Self { file, at: KeyPath::root(), value }
    }
}

/// The head of a guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GuideHead {
    /// Title.
    pub title: String,
    /// One sentence for lists.
    pub summary: String,
    /// Place in lists, smallest first.
    pub order: u32,
    /// What people type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
}

/// A guide (hướng dẫn): Markdown with a head. Its key is its file name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// Key and address.
    pub id: String,
    /// Head.
    pub head: GuideHead,
    /// Text in Markdown.
    pub body: String,
}

/// Everything that was read and parsed, before the rules between records are checked.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// `site.yaml`.
    pub site: Option<Filed<Site>>,
    /// `procedures/<field>/*.yaml`.
    pub procedures: Vec<Filed<Arc<Procedure>>>,
    /// `fields.yaml`.
    pub fields: Option<Filed<FieldFile>>,
    /// `agencies.yaml` and `units.yaml`.
    pub agencies: Vec<Filed<AgencyFile>>,
    /// `life-events.yaml`.
    pub life_events: Option<Filed<LifeEventFile>>,
    /// `legal/*.yaml`.
    pub legal: Vec<Filed<LegalFile>>,
    /// `guides/*.md`.
    pub guides: Vec<Filed<Guide>>,
    /// `synonyms.yaml`.
    pub synonyms: Option<Filed<SynonymFile>>,
    /// `forms/*.yaml`.
    pub forms: Vec<Filed<Arc<Form>>>,
    /// `calendar/<year>.yaml`.
    pub calendar_years: Vec<Filed<CalendarYear>>,
    /// `calendar/rules.yaml`.
    pub calendar_rules: Option<Filed<CalendarRules>>,
    /// `packs.yaml`.
    pub packs: Option<Filed<PackFile>>,
}

impl Records {
    /// True when nothing was read at all.
    pub fn is_empty(&self) -> bool {
        self.site.is_none()
            && self.procedures.is_empty()
            && self.fields.is_none()
            && self.agencies.is_empty()
            && self.life_events.is_none()
            && self.legal.is_empty()
            && self.guides.is_empty()
            && self.synonyms.is_none()
            && self.forms.is_empty()
            && self.calendar_years.is_empty()
            && self.calendar_rules.is_none()
            && self.packs.is_none()
    }
}

/// One version of a procedure among the versions of its code.
#[derive(Clone, Debug)]
pub struct Version {
    /// The file.
    pub file: String,
    /// The record, shared: a preview makes a new catalogue of the same records after each save.
    pub procedure: Arc<Procedure>,
}

/// A whole content folder that holds together.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// What the site is.
    pub site: Site,
    /// Procedures by code; each list holds the versions, oldest first.
    pub procedures: BTreeMap<ProcedureCode, Vec<Version>>,
    /// Groups of fields in their order.
    pub field_groups: Vec<FieldGroup>,
    /// Fields by id.
    pub fields: BTreeMap<String, Field>,
    /// Agencies by id.
    pub agencies: BTreeMap<String, Agency>,
    /// Life events in their order.
    pub life_events: Vec<LifeEvent>,
    /// Legal texts by number.
    pub legal: BTreeMap<String, Filed<LegalText>>,
    /// Guides in their order.
    pub guides: Vec<Guide>,
    /// Forms by id; each list holds the versions, oldest first.
    pub forms: BTreeMap<String, Vec<FormVersion>>,
    /// Which forms a procedure asks for, by its code.
    pub form_uses: BTreeMap<ProcedureCode, Vec<FormUse>>,
    /// How people say it, and how titles say it.
    pub synonyms: Vec<Synonym>,
    /// Working days.
    pub calendar: Calendar,
    /// The rules of the one-stop, by day of receipt.
    pub packs: Vec<Pack>,
}

impl Catalogue {
    /// The catalogue of `records`.
    ///
    /// Errors: every rule between records that is broken, all at once.
    pub fn new(records: Records) -> Result<Catalogue, Vec<Fault>> {
        let (catalogue, faults) = Catalogue::survey(records, &Broken::default());
        if faults.is_empty() { Ok(catalogue) } else { Err(faults) }
    }

    /// What `records` make together, and every rule between them that is surely broken whatever the files `broken` hold. With
    /// a fault or a broken file the catalogue is good for looking at, not for a site.
    pub fn survey(records: Records, broken: &Broken) -> (Catalogue, Vec<Fault>) {
        let mut faults = Vec::new();
        let broken = &check_registers(&records, broken, &mut faults);
        let fields = keyed_fields(&records, &mut faults);
        let agencies = keyed_agencies(&records, broken, &mut faults);
        let life_events = keyed_life_events(records.life_events, &mut faults);
        let legal = keyed_legal(records.legal, &mut faults);
        let procedures = keyed_procedures(records.procedures, &mut faults);
        let synonyms = checked_synonyms(records.synonyms, &mut faults);
        let forms = form::keyed_forms(records.forms, &legal, broken, &mut faults);
        let calendar = calendar::merged(records.calendar_years, records.calendar_rules, &mut faults);
        let packs = pack::checked(records.packs, &mut faults);
        let mut guides: Vec<Guide> = records.guides.into_iter().map(|filed| filed.value).collect();
        guides.sort_by(|left, right| (left.head.order, &left.id).cmp(&(right.head.order, &right.id)));
        if let Some(Filed { file, value, .. }) = &records.site {
            value.faults(file, &mut faults);
        }
        let site = records.site.map_or_else(Site::unknown, |filed| filed.value);
        let form_uses = form::serving(&forms, &procedures, site.as_of, broken, &mut faults);
        let catalogue = Catalogue {
            site,
            procedures,
            field_groups: records.fields.map(|filed| filed.value.groups).unwrap_or_default(),
            fields,
            agencies,
            life_events,
            legal,
            guides,
            forms,
            form_uses,
            synonyms,
            calendar,
            packs,
        };
        references::check(&catalogue, broken, &mut faults);
        (catalogue, faults)
    }

    /// The version of `code` in force on the site's day; the newest before it, or else the first to come.
    pub fn current(&self, code: &ProcedureCode) -> Option<&Procedure> {
        let versions = self.procedures.get(code)?;
        current_version(versions, self.site.as_of).map(|version| version.procedure.as_ref())
    }

    /// Every code with its current version, in the order of codes.
    pub fn current_procedures(&self) -> impl Iterator<Item = &Procedure> {
        self.procedures
            .values()
            .filter_map(|versions| current_version(versions, self.site.as_of))
            .map(|version| version.procedure.as_ref())
    }

    /// The version of the form `id` in force on the site's day; the newest before it, or else the first to come.
    pub fn current_form(&self, id: &str) -> Option<&FormVersion> {
        form::current(self.forms.get(id)?, self.site.as_of)
    }

    /// Every form with its current version, in the order of ids.
    pub fn current_forms(&self) -> impl Iterator<Item = &FormVersion> {
        self.forms.values().filter_map(|versions| form::current(versions, self.site.as_of))
    }

    /// The general request (đơn đề nghị), if the catalogue has one.
    pub fn request(&self) -> Option<&FormVersion> {
        self.current_forms().find(|version| version.form.role == FormRole::Request)
    }

    /// The forms that the procedure `code` asks for.
    pub fn forms_of(&self, code: &ProcedureCode) -> &[FormUse] {
        self.form_uses.get(code).map_or(&[], Vec::as_slice)
    }
}

/// Two registers must be there. What an absent one would define is as unknown as what a broken file would.
fn check_registers(records: &Records, broken: &Broken, faults: &mut Vec<Fault>) -> Broken {
    let mut broken = broken.clone();
    for (file, there) in [("site.yaml", records.site.is_some()), ("fields.yaml", records.fields.is_some())] {
        let stem = file.trim_end_matches(".yaml");
        if !there && !broken.has_register(stem) {
            let message = format!("thư mục nội dung không có {file}");
            let hint = format!("chép {file} của trang mẫu rồi sửa theo nơi của bạn");
            faults.push(Fault::new(file, KeyPath::root(), Rule::Empty, message).with_hint(hint));
            broken = broken.and(file);
        }
    }
    broken
}

fn current_version(versions: &[Version], day: Day) -> Option<&Version> {
    let validity = |version: &&Version| version.procedure.valid.clone().unwrap_or_default();
    let in_force = versions.iter().rev().find(|version| validity(version).holds_on(day));
    let past = || versions.iter().rev().find(|version| validity(version).from.is_none_or(|from| from <= day));
    in_force.or_else(past).or_else(|| versions.first())
}

fn keyed_fields(records: &Records, faults: &mut Vec<Fault>) -> BTreeMap<String, Field> {
    let mut fields = BTreeMap::new();
    let Some(filed) = &records.fields else { return fields };
    let root = KeyPath::root().key("fields");
    for (at, field) in filed.value.fields.iter().enumerate() {
        if !filed.value.groups.iter().any(|group| group.id == field.group) {
            let near = nearest(&field.group, filed.value.groups.iter().map(|group| &group.id));
            let at = root.index(at).key("group");
            faults.push(unknown(&filed.file, at, "nhóm lĩnh vực", &field.group, near));
        }
        check_id(&filed.file, root.index(at).key("id"), &field.id, faults);
        if fields.insert(field.id.clone(), field.clone()).is_some() {
            faults.push(duplicate(&filed.file, root.index(at).key("id"), "lĩnh vực", &field.id));
        }
    }
    fields
}

fn keyed_life_events(filed: Option<Filed<LifeEventFile>>, faults: &mut Vec<Fault>) -> Vec<LifeEvent> {
    let Some(Filed { file, value, .. }) = filed else { return Vec::new() };
    let mut ids = BTreeSet::new();
    for (at, event) in value.life_events.iter().enumerate() {
        let path = KeyPath::root().key("life_events").index(at).key("id");
        check_id(&file, path.clone(), &event.id, faults);
        if !ids.insert(&event.id) {
            faults.push(duplicate(&file, path, "sự kiện", &event.id));
        }
    }
    value.life_events
}

fn keyed_agencies(records: &Records, broken: &Broken, faults: &mut Vec<Fault>) -> BTreeMap<String, Agency> {
    let mut agencies = BTreeMap::new();
    let root = KeyPath::root().key("agencies");
    for filed in &records.agencies {
        for (at, agency) in filed.value.agencies.iter().enumerate() {
            check_id(&filed.file, root.index(at).key("id"), &agency.id, faults);
            check_validity(&filed.file, root.index(at), agency.valid.as_ref(), faults);
            if agencies.insert(agency.id.clone(), agency.clone()).is_some() {
                faults.push(duplicate(&filed.file, root.index(at).key("id"), "cơ quan", &agency.id));
            }
        }
    }
    let complete = !broken.has_register("agencies") && !broken.has_register("units");
    for filed in &records.agencies {
        for (at, agency) in filed.value.agencies.iter().enumerate() {
            for (key, id) in [("parent", &agency.parent), ("successor", &agency.successor)] {
                if let Some(id) = id.as_ref().filter(|id| !agencies.contains_key(*id) && complete) {
                    let at = root.index(at).key(key);
                    faults.push(unknown(&filed.file, at, "cơ quan", id, nearest(id, agencies.keys())));
                }
            }
        }
    }
    agencies
}

fn keyed_legal(files: Vec<Filed<LegalFile>>, faults: &mut Vec<Fault>) -> BTreeMap<String, Filed<LegalText>> {
    let mut legal: BTreeMap<String, Filed<LegalText>> = BTreeMap::new();
    let mut slugs: BTreeMap<String, String> = BTreeMap::new();
    for filed in files {
        for (at, text) in filed.value.texts.into_iter().enumerate() {
            let at = KeyPath::root().key("texts").index(at);
            let path = at.clone().key("number");
            let (number, slug) = (text.number.clone(), text.slug());
            match slugs.insert(slug, number.clone()) {
                Some(earlier) if earlier == number => {
                    faults.push(duplicate(&filed.file, path, "văn bản", &number))
                }
                Some(earlier) => {
                    let message = format!("số {number} và số {earlier} có cùng địa chỉ trang");
                    faults.push(Fault::new(&filed.file, path, Rule::DuplicateRecord, message));
                }
                None => {}
            }
            legal.insert(number, Filed { file: filed.file.clone(), at, value: text });
        }
    }
    legal
}

fn keyed_procedures(
    filed: Vec<Filed<Arc<Procedure>>>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<ProcedureCode, Vec<Version>> {
    let mut procedures: BTreeMap<ProcedureCode, Vec<Version>> = BTreeMap::new();
    for Filed { file, value: procedure, .. } in filed {
        check_place(&file, &procedure, faults);
        check_validity(&file, KeyPath::root(), procedure.valid.as_ref(), faults);
        procedures.entry(procedure.code.clone()).or_default().push(Version { file, procedure });
    }
    for versions in procedures.values_mut() {
        let from = |version: &Version| version.procedure.valid.as_ref().and_then(|valid| valid.from);
        versions.sort_by(|left, right| from(left).cmp(&from(right)).then_with(|| left.file.cmp(&right.file)));
        for pair in versions.windows(2) {
            let (older, newer) = (&pair[0], &pair[1]);
            let valid = |version: &Version| version.procedure.valid.clone().unwrap_or_default();
            let root = KeyPath::root();
            if from(older) == from(newer) {
                let message = format!(
                    "thủ tục {} có hai bản cùng ngày bắt đầu; bản kia ở {}",
                    newer.procedure.code, older.file
                );
                let hint = "giữ một, xóa một; bản mới hơn cần valid.from";
                faults.push(
                    Fault::new(&newer.file, root.key("code"), Rule::DuplicateRecord, message).with_hint(hint),
                );
            } else if valid(older).overlaps(&valid(newer)) {
                let message = format!("thời gian hiệu lực trùng với bản ở {}", older.file);
                let hint = "ghi valid.to của bản cũ là ngày trước valid.from của bản mới";
                faults.push(
                    Fault::new(&newer.file, root.key("valid"), Rule::Validity, message).with_hint(hint),
                );
            }
        }
    }
    procedures
}

/// A record stands at `procedures/<field>/<code>.yaml` or `<code>@<from>.yaml`.
fn check_place(file: &str, procedure: &Procedure, faults: &mut Vec<Fault>) {
    let mut parts = file.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let folder = parts.next().unwrap_or_default();
    let stem = name.strip_suffix(".yaml").unwrap_or(name);
    let (code, from) = stem.split_once('@').map_or((stem, None), |(code, from)| (code, Some(from)));
    if code != procedure.code.as_str() {
        let message = format!("mã trong tệp là {} nhưng tên tệp là {name}", procedure.code);
        let hint = format!("đổi tên tệp thành {}.yaml, hoặc sửa code", procedure.code);
        faults.push(Fault::new(file, KeyPath::root().key("code"), Rule::FileName, message).with_hint(hint));
    }
    let stated = procedure.valid.as_ref().and_then(|valid| valid.from).map(|day| day.to_string());
    if from.is_some() && from != stated.as_deref() {
        let message = format!(
            "tên tệp nói bản này có hiệu lực từ {} nhưng valid.from không như vậy",
            from.unwrap_or_default()
        );
        faults.push(Fault::new(file, KeyPath::root().key("valid"), Rule::FileName, message));
    }
    if folder != procedure.field {
        let message = format!("tệp nằm trong thư mục {folder} nhưng lĩnh vực là {}", procedure.field);
        let hint = format!("chuyển tệp vào procedures/{}/, hoặc sửa field", procedure.field);
        faults.push(Fault::new(file, KeyPath::root().key("field"), Rule::FileName, message).with_hint(hint));
    }
}

fn checked_synonyms(filed: Option<Filed<SynonymFile>>, faults: &mut Vec<Fault>) -> Vec<Synonym> {
    let Some(Filed { file, value, .. }) = filed else { return Vec::new() };
    for (at, synonym) in value.synonyms.iter().enumerate() {
        let path = KeyPath::root().key("synonyms").index(at);
        for (key, phrases) in [("from", &synonym.from), ("to", &synonym.to)] {
            if phrases.is_empty() {
                faults.push(
                    Fault::new(
                        &file,
                        path.key(key),
                        Rule::Empty,
                        format!("mục này không có cụm từ nào ở {key}"),
                    )
                    .with_hint("viết ít nhất một cụm từ, hoặc bỏ cả mục"),
                );
            }
            for (place, phrase) in phrases.iter().enumerate() {
                if !phrase.chars().any(char::is_alphanumeric) {
                    let message = format!("“{phrase}” không có chữ nào để tìm");
                    faults.push(Fault::new(&file, path.key(key).index(place), Rule::WrongValue, message));
                }
            }
        }
    }
    value.synonyms
}

pub(crate) fn check_validity(file: &str, at: KeyPath, valid: Option<&Validity>, faults: &mut Vec<Fault>) {
    if let Some(Validity { from: Some(from), to: Some(to), .. }) = valid
        && to < from
    {
        let message =
            format!("hiệu lực kết thúc ({}) trước khi bắt đầu ({})", to.vietnamese(), from.vietnamese());
        faults.push(Fault::new(file, at.key("valid"), Rule::Validity, message));
    }
}

fn check_id(file: &str, at: KeyPath, id: &str, faults: &mut Vec<Fault>) {
    if id.is_empty() || text::slug(id) != id {
        let hint = format!("viết chữ thường không dấu, nối bằng gạch ngang: {}", text::slug(id));
        let message = format!("mã “{id}” không dùng được làm địa chỉ trang");
        faults.push(Fault::new(file, at, Rule::WrongValue, message).with_hint(hint));
    }
}

fn duplicate(file: &str, at: KeyPath, what: &str, id: &str) -> Fault {
    Fault::new(file, at, Rule::DuplicateRecord, format!("{what} “{id}” đã có ở chỗ khác"))
        .with_hint("giữ một, bỏ một")
}

/// A reference to `what` called `id`, where there is none.
pub(crate) fn unknown(file: &str, at: KeyPath, what: &str, id: &str, near: Option<&str>) -> Fault {
    let fault = Fault::new(file, at, Rule::UnknownReference, format!("không có {what} “{id}”"));
    match near {
        Some(near) => fault.with_hint(format!("có phải “{near}”?")),
        None => fault,
    }
}

/// The known id most like `id`, if one is near enough to be a slip of it.
pub fn nearest<'a>(id: &str, known: impl Iterator<Item = &'a String>) -> Option<&'a str> {
    known
        .map(|other| (text::distance(id, other), other))
        .filter(|(distance, other)| *distance <= 1 + other.chars().count().min(id.chars().count()) / 4)
        .min()
        .map(|(_, other)| other.as_str())
}

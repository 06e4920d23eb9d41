//! Text to typed records, and records to a catalogue.

use std::path::Path;
use std::sync::Arc;

use content::calendar::{CalendarRules, CalendarYear, rules_faults, year_faults};
use content::form::Form;
use content::pack::PackFile;
use content::{
    AgencyFile, Broken, Catalogue, Conditions, Fault, FieldFile, Filed, Guide, GuideHead, KeyPath, LegalFile,
    LifeEventFile, Procedure, Records, Rule, Severity, Site, SynonymFile, Version, lint_registers,
    lint_version, text,
};
use documents::DocumentError;
use rayon::prelude::*;

use crate::read::{Source, SourceFile, place, read};
use crate::{Problem, markdown, problem, yaml};

/// What one file of content holds.
#[derive(Clone, Debug)]
pub enum Record {
    /// `site.yaml`.
    Site(Box<Site>),
    /// `procedures/<field>/*.yaml`.
    Procedure(Arc<Procedure>),
    /// `fields.yaml`.
    Fields(FieldFile),
    /// `agencies.yaml`, `units.yaml`.
    Agencies(AgencyFile),
    /// `life-events.yaml`.
    LifeEvents(LifeEventFile),
    /// `synonyms.yaml`.
    Synonyms(SynonymFile),
    /// `legal/*.yaml`.
    Legal(LegalFile),
    /// `guides/*.md`.
    Guide(Guide),
    /// `forms/*.yaml`.
    Form(Arc<Form>),
    /// `calendar/<year>.yaml`.
    CalendarYear(CalendarYear),
    /// `calendar/rules.yaml`.
    CalendarRules(CalendarRules),
    /// `packs.yaml`.
    Packs(PackFile),
}

/// The record in `file`.
///
/// Errors: every problem of the file.
pub fn parse_file(file: &SourceFile) -> Result<Record, Vec<Problem>> {
    let SourceFile { name, text } = file;
    let (folder, leaf) = name.rsplit_once('/').unwrap_or(("", name));
    match (folder, leaf) {
        ("", "site.yaml") => yaml::parse(name, text).map(Box::new).map(Record::Site),
        ("", "fields.yaml") => yaml::parse(name, text).map(Record::Fields),
        ("", "agencies.yaml" | "units.yaml") => yaml::parse(name, text).map(Record::Agencies),
        ("", "life-events.yaml") => yaml::parse(name, text).map(Record::LifeEvents),
        ("", "synonyms.yaml") => yaml::parse(name, text).map(Record::Synonyms),
        ("", "packs.yaml") => yaml::parse(name, text).map(Record::Packs),
        ("legal", _) if leaf.ends_with(".yaml") => yaml::parse(name, text).map(Record::Legal),
        ("guides", _) if leaf.ends_with(".md") => guide(name, text),
        ("forms", _) if leaf.ends_with(".yaml") => form(name, text),
        ("calendar", "rules.yaml") => calendar_rules(name, text),
        ("calendar", _) if leaf.ends_with(".yaml") => calendar_year(name, text),
        (folder, _) if folder.starts_with("procedures/") && leaf.ends_with(".yaml") => procedure(name, text),
        _ => {
            let message = "tệp này không thuộc phần nào của nội dung";
            let hint = match leaf.strip_suffix(".yml") {
                Some(stem) => format!("đổi tên tệp thành {stem}.yaml"),
                None => "thủ tục nằm ở procedures/<lĩnh vực>/<mã>.yaml, hướng dẫn ở guides/*.md; xem README"
                    .to_owned(),
            };
            Err(vec![Problem::of_file(name, Rule::FileName, message).with_hint(hint)])
        }
    }
}

/// The record of each of `files`, in their order.
pub fn parse_files(files: &[SourceFile]) -> Vec<Result<Record, Vec<Problem>>> {
    files.par_iter().map(parse_file).collect()
}

/// The catalogue of everything in `source`.
///
/// Errors: every problem of every file, and every broken rule between them that is sure whatever the broken files hold.
pub fn parse(source: &Source) -> Result<Catalogue, Vec<Problem>> {
    let (catalogue, problems) = survey(source);
    if problems.iter().any(|problem| problem.severity() == Severity::Error) {
        Err(problems)
    } else {
        Ok(catalogue)
    }
}

/// What can be made of `source`, and all that is wrong with it. With an error among the problems the catalogue is good for
/// looking at, not for a site.
pub fn survey(source: &Source) -> (Catalogue, Vec<Problem>) {
    let parsed = parse_files(&source.files);
    let mut problems: Vec<Problem> = source.problems.clone();
    let mut records = Records::default();
    for (file, parsed) in source.files.iter().zip(parsed) {
        match parsed {
            Ok(record) => add(&mut records, &file.name, record),
            Err(faults) => problems.extend(faults),
        }
    }
    assemble(records, problems, |name| source.text(name))
}

/// The catalogue of `records` and all that is wrong: `problems`, which single files have, and the rules between files.
/// `text` gives the text of a file.
pub fn assemble<'t>(
    records: Records,
    mut problems: Vec<Problem>,
    text: impl Fn(&str) -> Option<&'t str> + Sync,
) -> (Catalogue, Vec<Problem>) {
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
    let broken = Broken::new(errors.map(|problem| problem.file.clone()));
    // Without any file at all, what is wrong is the folder; that was said.
    let nothing = records.is_empty() && !problems.is_empty();
    let (catalogue, faults) = Catalogue::survey(records, &broken);
    if !nothing {
        problems.extend(locate_with(faults, text));
    }
    problem::sort(&mut problems);
    (catalogue, problems)
}

/// Everything there is to say of the content folder `root`: what can be made of it, and all problems, warnings included.
/// With an error among them the catalogue is good for looking at, not for a site.
pub fn check(root: &Path) -> (Catalogue, Vec<Problem>) {
    let source = read(root);
    let (catalogue, mut problems) = survey(&source);
    let versions: Vec<&Version> = catalogue.procedures.values().flatten().collect();
    let mut faults: Vec<Fault> = versions.into_par_iter().flat_map_iter(lint_version).collect();
    faults.extend(lint_registers(&catalogue));
    problems.extend(locate(&source, faults));
    problem::sort(&mut problems);
    (catalogue, problems)
}

/// Adds the record of the file called `name`.
pub fn add(records: &mut Records, name: &str, record: Record) {
    let file = name.to_owned();
    match record {
        Record::Site(value) => records.site = Some(Filed::whole(file, *value)),
        Record::Procedure(value) => records.procedures.push(Filed::whole(file, value)),
        Record::Fields(value) => records.fields = Some(Filed::whole(file, value)),
        Record::Agencies(value) => records.agencies.push(Filed::whole(file, value)),
        Record::LifeEvents(value) => records.life_events = Some(Filed::whole(file, value)),
        Record::Synonyms(value) => records.synonyms = Some(Filed::whole(file, value)),
        Record::Legal(value) => records.legal.push(Filed::whole(file, value)),
        Record::Guide(value) => records.guides.push(Filed::whole(file, value)),
        Record::Form(value) => records.forms.push(Filed::whole(file, value)),
        Record::CalendarYear(value) => records.calendar_years.push(Filed::whole(file, value)),
        Record::CalendarRules(value) => records.calendar_rules = Some(Filed::whole(file, value)),
        Record::Packs(value) => records.packs = Some(Filed::whole(file, value)),
    }
}

/// Faults with the lines they stand on, sorted.
fn locate(source: &Source, faults: Vec<Fault>) -> Vec<Problem> {
    locate_with(faults, |name| source.text(name))
}

/// The same, with the text of a file from wherever it is kept.
fn locate_with<'t>(faults: Vec<Fault>, text: impl Fn(&str) -> Option<&'t str> + Sync) -> Vec<Problem> {
    let files: Vec<_> = yaml::by_file(faults).into_iter().collect();
    let mut problems: Vec<Problem> = files
        .into_par_iter()
        .flat_map_iter(|(file, faults)| {
            let text = text(&file).unwrap_or_default();
            // A fault about a whole record needs no second reading of it.
            let (whole, inside): (Vec<_>, Vec<_>) =
                faults.into_iter().partition(|fault| fault.at == KeyPath::root());
            let mut problems: Vec<Problem> =
                whole.into_iter().map(|fault| Problem::from_fault(fault, text, None)).collect();
            if !inside.is_empty() {
                problems.extend(yaml::locate(text, inside));
            }
            problems
        })
        .collect();
    problem::sort(&mut problems);
    problems
}

fn procedure(name: &str, text: &str) -> Result<Record, Vec<Problem>> {
    let procedure: Procedure = yaml::parse(name, text)?;
    let root = KeyPath::root();
    let mut faults = content::record::faults(name, &procedure);
    let mut markdown_at = |at: KeyPath, prose: &str| {
        for found in markdown::faults(prose) {
            let fault = Fault::new(name, at.clone(), Rule::UnsafeMarkdown, found.message);
            faults.push(fault.with_hint(found.cure));
        }
    };
    for (at, step) in procedure.steps.iter().enumerate() {
        markdown_at(root.key("steps").index(at).key("text"), &step.text);
    }
    if let Some(Conditions::Text(conditions)) = &procedure.conditions {
        markdown_at(root.key("conditions"), conditions);
    }
    if faults.is_empty() {
        Ok(Record::Procedure(Arc::new(procedure)))
    } else {
        Err(yaml::locate(text, faults))
    }
}

fn calendar_year(name: &str, text: &str) -> Result<Record, Vec<Problem>> {
    let year: CalendarYear = yaml::parse(name, text)?;
    let mut faults = year_faults(name, &year);
    if name != format!("calendar/{}.yaml", year.year) {
        let message = format!("tệp này ghi năm {}", year.year);
        let hint = format!("đổi tên tệp thành {}.yaml, hoặc sửa year", year.year);
        let at = KeyPath::root().key("year");
        faults.push(Fault::new(name, at, Rule::FileName, message).with_hint(hint));
    }
    if faults.is_empty() { Ok(Record::CalendarYear(year)) } else { Err(yaml::locate(text, faults)) }
}

fn calendar_rules(name: &str, text: &str) -> Result<Record, Vec<Problem>> {
    let rules: CalendarRules = yaml::parse(name, text)?;
    let faults = rules_faults(name, &rules);
    if faults.is_empty() { Ok(Record::CalendarRules(rules)) } else { Err(yaml::locate(text, faults)) }
}

fn form(name: &str, text: &str) -> Result<Record, Vec<Problem>> {
    let form: Form = yaml::parse(name, text)?;
    let faults = content::form::faults(name, &form);
    let mut problems = if faults.is_empty() { Vec::new() } else { yaml::locate(text, faults) };
    problems.extend(documents::letters(&form).err().map(|error| missing_letter(name, text, &error)));
    if problems.is_empty() { Ok(Record::Form(Arc::new(form))) } else { Err(problems) }
}

/// A letter that no document can print, at the first place where it stands in the file.
fn missing_letter(name: &str, text: &str, error: &DocumentError) -> Problem {
    let DocumentError::MissingLetter { letter, .. } = error else {
        return Problem::of_file(name, Rule::WrongValue, error.to_string());
    };
    let problem = match text.find(*letter) {
        Some(byte) => Problem::at(name, text, place(text, byte), Rule::WrongValue, error.to_string()),
        None => Problem::of_file(name, Rule::WrongValue, error.to_string()),
    };
    problem.with_hint("giấy in không vẽ được ký tự này; thay bằng chữ khác")
}

fn guide(name: &str, text: &str) -> Result<Record, Vec<Problem>> {
    let id = name.trim_start_matches("guides/").trim_end_matches(".md").to_owned();
    if text::slug(&id) != id {
        let message = format!("tên tệp “{id}” không dùng được làm địa chỉ trang");
        let hint = format!("đổi tên thành {}.md", text::slug(&id));
        return Err(vec![Problem::of_file(name, Rule::FileName, message).with_hint(hint)]);
    }
    let parts = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let Some((head, body)) = parts else {
        let message = "bài hướng dẫn cần phần đầu giữa hai dòng ---, gồm title, summary, order";
        let hint = "chép phần đầu của một bài hướng dẫn khác rồi sửa";
        return Err(vec![Problem::at(name, text, (1, 1), Rule::Syntax, message).with_hint(hint)]);
    };
    // One empty line in place of the first `---` keeps the lines of the head as they are in the file.
    let head: GuideHead = yaml::parse(name, &format!("\n{head}\n"))?;
    let before = text.len() - body.len();
    let faults: Vec<Problem> = markdown::faults(body)
        .into_iter()
        .map(|found| {
            let at = place(text, before + found.byte);
            Problem::at(name, text, at, Rule::UnsafeMarkdown, found.message).with_hint(found.cure)
        })
        .collect();
    if faults.is_empty() { Ok(Record::Guide(Guide { id, head, body: body.to_owned() })) } else { Err(faults) }
}

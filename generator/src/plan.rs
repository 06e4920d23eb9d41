//! Catalogue to plan: which pages the site has, where each stands, and who points at whom.
//!
//! A [`Page`] is a value; nothing is rendered here and nothing is written. Pages come in the order
//! of their addresses' kinds, and in dictionary order inside a kind, so that two plans of one
//! catalogue are equal.

mod entry;
mod link;
mod page;
mod shelf;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use content::form::Form;
use content::intake::Intake;
use content::{Catalogue, Field, Procedure, ProcedureCode, Submission, Version, text};

pub use entry::{Duties, Entry, title};
pub use link::Links;
pub use page::{
    DataFile, Page, form_version_address, request_address, submit_address, submit_rules_address,
    version_address,
};
pub use shelf::Shelf;

/// How a site is to be built, apart from what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Public address of the site's root with a slash at its end; pages have a canonical address only with it.
    pub base_url: Option<String>,
    /// Path of the site's root on its host, for the one page that can't link relatively: 404. Begins and ends with a slash.
    pub base_path: String,
    /// Links name `index.html`, so that the site works from a folder or a USB stick.
    pub portable: bool,
    /// Preview: every page loads a script that waits for news of a rebuild.
    pub reload: bool,
    /// Who may send dossiers, where that isn't what `site.yaml` says: a preview is a trial.
    pub submission: Option<Submission>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            base_url: None,
            base_path: "/".to_owned(),
            portable: false,
            reload: false,
            submission: None,
        }
    }
}

/// Every page of a site, and the lists by which pages find each other.
///
/// Lists of procedures are lists of places in [`Plan::entries`], each in dictionary order.
pub struct Plan<'c> {
    /// What the pages are about.
    pub catalogue: &'c Catalogue,
    /// How the site is to be built.
    pub options: &'c Options,
    /// The pages.
    pub pages: Vec<Page<'c>>,
    /// Each procedure's current version, by title in dictionary order.
    pub entries: Vec<Entry<'c>>,
    /// Fields that have procedures, by name in dictionary order.
    pub fields: Vec<&'c Field>,
    /// Procedures of a field.
    pub by_field: HashMap<&'c str, Vec<usize>>,
    /// Procedures of an agency, with what it does in each.
    pub by_agency: HashMap<&'c str, Vec<(usize, Duties)>>,
    /// Procedures that rest on a legal text.
    pub by_legal_text: HashMap<&'c str, Vec<usize>>,
    /// Procedures of a life event.
    pub by_life_event: HashMap<&'c str, Vec<usize>>,
    /// Procedures that ask for a form.
    pub by_form: HashMap<&'c str, Vec<usize>>,
    /// Procedures at a level, and in a mode.
    pub by_shelf: BTreeMap<Shelf, Vec<usize>>,
    by_code: HashMap<&'c ProcedureCode, usize>,
    rules: OnceLock<Arc<Intake>>,
    people: OnceLock<BTreeMap<String, Form>>,
}

/// The pages of `catalogue`.
pub fn plan<'c>(catalogue: &'c Catalogue, options: &'c Options) -> Plan<'c> {
    let mut entries: Vec<Entry> =
        catalogue.current_procedures().map(|procedure| Entry::new(procedure, catalogue)).collect();
    entry::sort(&mut entries);
    let mut plan = Plan {
        catalogue,
        options,
        pages: Vec::new(),
        by_code: entries.iter().enumerate().map(|(at, entry)| (&entry.procedure.code, at)).collect(),
        entries,
        fields: Vec::new(),
        by_field: HashMap::new(),
        by_agency: HashMap::new(),
        by_legal_text: HashMap::new(),
        by_life_event: HashMap::new(),
        by_form: HashMap::new(),
        by_shelf: BTreeMap::new(),
        rules: OnceLock::new(),
        people: OnceLock::new(),
    };
    plan.fill_lists();
    plan.pages = page::pages(&plan);
    plan
}

impl<'c> Plan<'c> {
    /// The entry of a procedure, if the catalogue has it.
    pub fn entry(&self, code: &ProcedureCode) -> Option<&Entry<'c>> {
        self.by_code.get(code).map(|at| &self.entries[*at])
    }

    /// All versions of a procedure, oldest first.
    pub fn versions(&self, code: &ProcedureCode) -> &'c [Version] {
        self.catalogue.procedures.get(code).map_or(&[], Vec::as_slice)
    }

    /// The page at `address` ("thu-tuc/1.001193/", "" for home), if there is one.
    pub fn page(&self, address: &str) -> Option<Page<'c>> {
        self.pages.iter().find(|page| page.address() == address).copied()
    }

    /// Procedures of a field; none if nobody files any there.
    pub fn in_field(&self, id: &str) -> &[usize] {
        self.by_field.get(id).map_or(&[], Vec::as_slice)
    }

    /// Procedures of a life event.
    pub fn in_life_event(&self, id: &str) -> &[usize] {
        self.by_life_event.get(id).map_or(&[], Vec::as_slice)
    }

    /// Procedures in which an agency has a part.
    pub fn with_agency(&self, id: &str) -> &[(usize, Duties)] {
        self.by_agency.get(id).map_or(&[], Vec::as_slice)
    }

    /// Procedures that rest on a legal text.
    pub fn resting_on(&self, number: &str) -> &[usize] {
        self.by_legal_text.get(number).map_or(&[], Vec::as_slice)
    }

    /// Whether a procedure gets the general request: the site has one, and no official form of the procedure.
    pub fn has_request(&self, entry: &Entry) -> bool {
        self.catalogue.request().is_some() && self.catalogue.forms_of(&entry.procedure.code).is_empty()
    }

    /// Who may send dossiers. Nobody from a stick: no function stands beside it.
    pub fn submission(&self) -> Submission {
        match self.options.portable {
            true => Submission::Off,
            false => self.options.submission.unwrap_or(self.catalogue.site.submission),
        }
    }

    /// Where the function answers, with a slash at its end: an address, or `api/` from the site's root. None where nothing
    /// is said of one and nobody may send anything.
    pub fn function(&self) -> Option<String> {
        let own = || "api/".to_owned();
        match (&self.catalogue.site.lookup, self.options.submission) {
            _ if self.options.portable => None,
            // A preview has the function beside it.
            (_, Some(_)) => Some(own()),
            (Some(lookup), None) => Some(format!("{}/api/", lookup.trim_end_matches('/'))),
            (None, None) => (self.submission() != Submission::Off).then(own),
        }
    }

    /// What the function has to know of the catalogue; the pages for sending are made of it. Made when it is first asked for.
    pub fn intake(&self) -> &Arc<Intake> {
        self.rules.get_or_init(|| Arc::new(crate::intake(self.catalogue)))
    }

    /// What every dossier asks of people, by id.
    pub fn people(&self) -> &BTreeMap<String, Form> {
        let read = || serde_json::from_str(content::intake::PEOPLE).expect("a test of the function reads it");
        self.people.get_or_init(read)
    }

    /// Procedures on a shelf of levels and modes.
    pub fn on_shelf(&self, shelf: Shelf) -> &[usize] {
        self.by_shelf.get(&shelf).map_or(&[], Vec::as_slice)
    }

    fn fill_lists(&mut self) {
        for (at, entry) in self.entries.iter().enumerate() {
            let procedure: &'c Procedure = entry.procedure;
            self.by_field.entry(&procedure.field).or_default().push(at);
            for (id, duties) in entry::duties(procedure) {
                self.by_agency.entry(id).or_default().push((at, duties));
            }
            for number in &procedure.legal_basis {
                let list = self.by_legal_text.entry(number).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
            for id in &procedure.life_events {
                self.by_life_event.entry(id).or_default().push(at);
            }
            for used in self.catalogue.forms_of(&procedure.code) {
                let list = self.by_form.entry(&used.form).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
            for shelf in Shelf::of(entry) {
                self.by_shelf.entry(shelf).or_default().push(at);
            }
        }
        let used =
            self.catalogue.fields.values().filter(|field| self.by_field.contains_key(field.id.as_str()));
        self.fields = used.collect();
        self.fields.sort_by_cached_key(|field| text::sort_key(&field.name));
        let ranks: HashMap<&str, usize> =
            self.fields.iter().enumerate().map(|(rank, field)| (field.id.as_str(), rank)).collect();
        for entry in &mut self.entries {
            entry.field_rank = ranks.get(entry.procedure.field.as_str()).copied().unwrap_or(usize::MAX);
        }
    }
}

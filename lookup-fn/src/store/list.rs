use super::Head;
use crate::dossier::DossierCode;

/// A list of dossiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Office whose dossiers are listed; every office when absent.
    pub agency: Option<String>,
    /// Account whose dossiers are listed; every account when absent.
    pub holder: Option<String>,
    /// Which of them.
    pub which: Which,
    /// In which order.
    pub order: Order,
    /// Most on a page.
    pub most: usize,
    /// Where the page before ended.
    pub after: Option<String>,
}

/// Which dossiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that aren't closed.
    Open,
    /// Those that wait for an officer: new ones, and supplements that came.
    Waiting,
    /// All.
    All,
}

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By due day, those without a date first: somebody has to give them one.
    Due,
    /// By code: by office, then by day.
    Code,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its dossiers.
    pub heads: Vec<Head>,
    /// Where the next page begins; absent on the last.
    pub next: Option<String>,
}

impl Listing {
    /// Whether `head` belongs to the list.
    pub(super) fn takes(&self, head: &Head) -> bool {
        let which = match self.which {
            Which::Open => !head.closed,
            Which::Waiting => head.waits_for_desk && !head.closed,
            Which::All => true,
        };
        which
            && self.agency.as_ref().is_none_or(|agency| *agency == head.agency)
            && self.holder.as_ref().is_none_or(|holder| Some(holder) == head.holder.as_ref())
    }

    /// Where `head` stands in the order: texts that sort as they should.
    pub(super) fn key(&self, head: &Head) -> String {
        let day = match self.order {
            Order::Due => head.due_day.map_or(String::new(), |day| day.to_string()),
            Order::Code => String::new(),
        };
        key(&day, &head.code)
    }
}

/// The place of a dossier in a list: its day, if it is sorted by one, then its code.
pub(super) fn key(day: &str, code: &DossierCode) -> String {
    format!("{day}/{code}")
}

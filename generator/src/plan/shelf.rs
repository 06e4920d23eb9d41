use content::OnlineMode;

use super::Entry;

/// A list of procedures by what can be done online: the levels of Decree 43/2011/NĐ-CP that this site
/// reaches, and the modes of Decree 42/2022/NĐ-CP that a source states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shelf {
    /// A mandatory part is absent.
    BelowLevel1,
    /// Level 1 to 4.
    Level(u8),
    /// Toàn trình, một phần, information only.
    Mode(OnlineMode),
    /// No source says.
    ModeUnknown,
}

impl Shelf {
    /// Every shelf, as pages list them.
    pub const ALL: [Shelf; 9] = [
        Shelf::Level(1),
        Shelf::Level(2),
        Shelf::Level(3),
        Shelf::Level(4),
        Shelf::BelowLevel1,
        Shelf::Mode(OnlineMode::Full),
        Shelf::Mode(OnlineMode::Partial),
        Shelf::Mode(OnlineMode::None),
        Shelf::ModeUnknown,
    ];

    /// The shelves on which `entry` stands: one of levels, one of modes.
    pub fn of(entry: &Entry) -> [Shelf; 2] {
        let mode =
            entry.procedure.online.as_ref().map_or(Shelf::ModeUnknown, |online| Shelf::Mode(online.mode));
        [Shelf::of_level(entry.offer.level), mode]
    }

    /// The shelf of a level.
    pub fn of_level(level: Option<u8>) -> Shelf {
        level.map_or(Shelf::BelowLevel1, Shelf::Level)
    }

    /// Whether it is a shelf of levels, not of modes.
    pub fn is_level(self) -> bool {
        matches!(self, Shelf::BelowLevel1 | Shelf::Level(_))
    }

    /// Last part of its address.
    pub fn slug(self) -> &'static str {
        match self {
            Shelf::BelowLevel1 => "chua-du",
            Shelf::Level(1) => "1",
            Shelf::Level(2) => "2",
            Shelf::Level(3) => "3",
            Shelf::Level(_) => "4",
            Shelf::Mode(OnlineMode::Full) => "toan-trinh",
            Shelf::Mode(OnlineMode::Partial) => "mot-phan",
            Shelf::Mode(OnlineMode::None) => "thong-tin",
            Shelf::ModeUnknown => "chua-ro",
        }
    }

    /// Address of its page.
    pub fn address(self) -> String {
        format!("muc-do/{}/", self.slug())
    }
}

use serde::{Deserialize, Serialize};

use crate::{CodePrefix, Day, Fault, KeyPath, ProcedureCode, Retention, Rule};

/// The file `site.yaml`: what this site is and offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Site {
    /// Name in the head of every page.
    pub name: String,
    /// The place it speaks for.
    pub place: String,
    /// The only "today" of a build.
    pub as_of: Day,
    /// Whether an authority publishes it as its own.
    pub official: bool,
    /// What every page says about that, with a link to the national portal.
    pub notice: String,
    /// What changed in the units, for pages of agencies and home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units_note: Option<String>,
    /// The national portal.
    pub national_portal: String,
    /// Who answers for the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The procedures that people use most, most used first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub most_used: Vec<MostUsed>,
    /// Address of the function, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lookup: Option<String>,
    /// Who may send a dossier through it.
    #[serde(default)]
    pub submission: Submission,
    /// By which law this body takes dossiers itself, shown where they are sent; needed for `submission: own`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_ground: Option<String>,
    /// Prefix of dossier codes of offices for which no code is published; needed where dossiers can be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_prefix: Option<CodePrefix>,
    /// How long dossiers are kept once they are closed; nothing is deleted without a period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retention: Vec<Retention>,
    /// Whether fees can be paid through it.
    #[serde(default)]
    pub payment: bool,
}

impl Site {
    /// Stands in for a `site.yaml` that can't be read, so that the other records are looked at all the same.
    pub(crate) fn unknown() -> Site {
        Site {
            name: String::new(),
            place: String::new(),
            // The last day there is: the newest version of everything.
            as_of: Day::from(jiff::civil::date(2199, 12, 31)),
            official: false,
            notice: String::new(),
            units_note: None,
            national_portal: String::new(),
            contact: None,
            most_used: Vec::new(),
            lookup: None,
            submission: Submission::Off,
            legal_ground: None,
            code_prefix: None,
            retention: Vec::new(),
            payment: false,
        }
    }
}

/// A procedure that many people need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MostUsed {
    /// Its code.
    pub code: ProcedureCode,
    /// What people call it; absent where its legal name is as short and as plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub everyday: Option<String>,
}

/// Who answers for a site (Circular 32/2017/TT-BTTTT article 16).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// The unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The person responsible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// Postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// Whether dossiers can be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Submission {
    /// Not at all: a draft to print, and a link to the national portal.
    #[default]
    Off,
    /// Trial on this machine only.
    Demo,
    /// A body that may take dossiers itself.
    Own,
}

impl Site {
    /// What it lacks for taking dossiers as `submission` says.
    pub(crate) fn faults(&self, file: &str, faults: &mut Vec<Fault>) {
        let mut lacks = |key: &str, message: &str, hint: &str| {
            let at = KeyPath::root().key(key);
            faults.push(Fault::new(file, at, Rule::MissingKey, message).with_hint(hint));
        };
        let ground = self.legal_ground.as_ref().map_or("", |ground| ground.trim());
        if self.submission == Submission::Own && ground.is_empty() {
            lacks(
                "legal_ground",
                "submission: own cần legal_ground: căn cứ pháp lý để nơi này tự nhận hồ sơ",
                "từ 01/07/2025 người dân nộp trên Cổng Dịch vụ công quốc gia; chưa chắc thì để submission: off",
            );
        }
        if self.submission != Submission::Off && self.code_prefix.is_none() {
            lacks(
                "code_prefix",
                "nhận hồ sơ thì cần code_prefix: phần đầu của mã hồ sơ",
                "dùng mã cơ quan đã công bố, hoặc 000.00.00.Z99 cho trang thử",
            );
        }
        Retention::faults(&self.retention, file, faults);
    }
}

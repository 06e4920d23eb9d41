use crate::{Conditions, Procedure, UnclearWhat};

/// A part of a procedure that the law wants published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Trình tự thực hiện.
    Steps,
    /// Cách thức thực hiện.
    Channels,
    /// Thành phần hồ sơ.
    Components,
    /// Số lượng bộ hồ sơ.
    Sets,
    /// Thời hạn giải quyết.
    Time,
    /// Đối tượng thực hiện.
    Audience,
    /// Cơ quan giải quyết.
    Agencies,
    /// Kết quả.
    Results,
    /// Phí, lệ phí.
    Fees,
    /// Yêu cầu, điều kiện.
    Conditions,
    /// Căn cứ pháp lý.
    LegalBasis,
    /// Quyết định công bố.
    Decision,
    /// Ngày của quyết định công bố.
    DecisionDate,
    /// Mức độ trực tuyến.
    Online,
    /// Tóm tắt của trang này.
    Summary,
}

/// Whether a part is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartState {
    /// Stated.
    Present,
    /// Stated, but the source contradicts itself or leaves it open.
    Unclear,
    /// Wholly absent.
    Absent,
}

impl Part {
    /// Every part, in the order of the law.
    pub const ALL: [Part; 15] = [
        Part::Summary,
        Part::Steps,
        Part::Channels,
        Part::Components,
        Part::Sets,
        Part::Time,
        Part::Audience,
        Part::Agencies,
        Part::Results,
        Part::Fees,
        Part::Conditions,
        Part::LegalBasis,
        Part::Decision,
        Part::DecisionDate,
        Part::Online,
    ];

    /// Stable key, part of problem codes.
    pub fn key(self) -> &'static str {
        match self {
            Part::Steps => "steps",
            Part::Channels => "channels",
            Part::Components => "components",
            Part::Sets => "sets",
            Part::Time => "time",
            Part::Audience => "audience",
            Part::Agencies => "agencies",
            Part::Results => "results",
            Part::Fees => "fees",
            Part::Conditions => "conditions",
            Part::LegalBasis => "legal-basis",
            Part::Decision => "decision",
            Part::DecisionDate => "decision-date",
            Part::Online => "online",
            Part::Summary => "summary",
        }
    }

    /// The law's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Part::Steps => "trình tự thực hiện",
            Part::Channels => "cách thức thực hiện",
            Part::Components => "thành phần hồ sơ",
            Part::Sets => "số bộ hồ sơ",
            Part::Time => "thời hạn giải quyết",
            Part::Audience => "đối tượng thực hiện",
            Part::Agencies => "cơ quan giải quyết",
            Part::Results => "kết quả",
            Part::Fees => "phí, lệ phí",
            Part::Conditions => "yêu cầu, điều kiện",
            Part::LegalBasis => "căn cứ pháp lý",
            Part::Decision => "quyết định công bố",
            Part::DecisionDate => "ngày ký quyết định công bố",
            Part::Online => "mức độ trực tuyến (toàn trình, một phần)",
            Part::Summary => "tóm tắt bằng lời thường",
        }
    }

    /// The article that asks for it.
    pub fn basis(self) -> &'static str {
        match self {
            Part::Steps => "63/2010/NĐ-CP điều 8.2.b; 32/2017/TT-BTTTT điều 5.b",
            Part::Channels => "63/2010/NĐ-CP điều 8.2.c; 32/2017/TT-BTTTT điều 5.c",
            Part::Components | Part::Sets => "63/2010/NĐ-CP điều 8.2.d; 32/2017/TT-BTTTT điều 5.d",
            Part::Time => "63/2010/NĐ-CP điều 8.2.đ; 32/2017/TT-BTTTT điều 5.đ",
            Part::Audience => "63/2010/NĐ-CP điều 8.2.e; 32/2017/TT-BTTTT điều 5.e",
            Part::Agencies => "63/2010/NĐ-CP điều 8.2.g; 32/2017/TT-BTTTT điều 5.g",
            Part::Results => "32/2017/TT-BTTTT điều 5.h",
            Part::Fees | Part::Conditions => "63/2010/NĐ-CP điều 8.2.h; 32/2017/TT-BTTTT điều 5.i",
            Part::LegalBasis | Part::Decision => "63/2010/NĐ-CP điều 15; 32/2017/TT-BTTTT điều 5.l",
            Part::DecisionDate => "63/2010/NĐ-CP điều 15",
            Part::Online => "224/2026/NĐ-CP điều 14",
            Part::Summary => "docs/editing.md",
        }
    }

    /// True when its absence keeps a record below level 1 (Circular 32/2017 article 5: what must be shown
    /// always; fees, forms and conditions only "if any", the number of sets beside the papers).
    pub fn blocks_level_1(self) -> bool {
        !matches!(
            self,
            Part::Sets | Part::Fees | Part::Conditions | Part::DecisionDate | Part::Online | Part::Summary
        )
    }

    pub(crate) fn unclear_as(self) -> Option<UnclearWhat> {
        Some(match self {
            Part::Steps => UnclearWhat::Steps,
            Part::Channels => UnclearWhat::Channels,
            Part::Components => UnclearWhat::Components,
            Part::Sets => UnclearWhat::Sets,
            Part::Time => UnclearWhat::Time,
            Part::Audience => UnclearWhat::Audience,
            Part::Agencies => UnclearWhat::Agencies,
            Part::Results => UnclearWhat::Results,
            Part::Fees => UnclearWhat::Fees,
            Part::Conditions => UnclearWhat::Conditions,
            Part::LegalBasis => UnclearWhat::LegalBasis,
            Part::Decision => UnclearWhat::Decision,
            Part::DecisionDate | Part::Online | Part::Summary => return None,
        })
    }
}

/// Whether `part` of `procedure` is present, unclear or absent.
pub fn part_state(procedure: &Procedure, part: Part) -> PartState {
    if part.unclear_as().is_some_and(|what| procedure.unclear.iter().any(|unclear| unclear.what == what)) {
        return PartState::Unclear;
    }
    let stated = match part {
        Part::Steps => !procedure.steps.is_empty(),
        Part::Channels => !procedure.channels.is_empty(),
        Part::Components => {
            procedure.cases.iter().any(|case| !case.components.is_empty() || !case.notes.is_empty())
        }
        Part::Sets => procedure.sets.is_some(),
        Part::Time => procedure.channels.iter().any(|channel| !channel.time.is_empty()),
        Part::Audience => !procedure.audience.is_empty(),
        Part::Agencies => {
            let agencies = &procedure.agencies;
            !(agencies.decides.is_empty() && agencies.executes.is_empty())
        }
        Part::Results => !procedure.results.is_empty(),
        Part::Fees => procedure.channels.iter().any(|channel| channel.fees.is_some()),
        Part::Conditions => match &procedure.conditions {
            Some(Conditions::Text(text)) => !text.trim().is_empty(),
            Some(Conditions::None) => true,
            None => false,
        },
        Part::LegalBasis => !procedure.legal_basis.is_empty(),
        Part::Decision => procedure.decision.is_some(),
        Part::DecisionDate => procedure.decision.as_ref().is_some_and(|decision| decision.date.is_some()),
        Part::Online => procedure.online.is_some(),
        Part::Summary => procedure.summary.is_some(),
    };
    if stated { PartState::Present } else { PartState::Absent }
}

use serde::{Deserialize, Serialize};

/// Who a procedure is for (đối tượng thực hiện), in the national portal's own divisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Audience {
    /// Công dân Việt Nam.
    Citizen,
    /// Công dân Việt Nam mà không xác định được nơi thường trú hoặc nơi tạm trú.
    CitizenWithoutResidence,
    /// Người Việt Nam định cư ở nước ngoài.
    OverseasVietnamese,
    /// Người nước ngoài.
    Foreigner,
    /// Người nước ngoài cư trú tại Việt Nam.
    ResidentForeigner,
    /// Người nước ngoài đã cư trú tại Việt Nam.
    FormerResidentForeigner,
    /// Doanh nghiệp.
    Enterprise,
    /// Doanh nghiệp Việt Nam.
    VietnameseEnterprise,
    /// Doanh nghiệp có vốn đầu tư nước ngoài.
    ForeignInvestedEnterprise,
    /// Hợp tác xã.
    Cooperative,
    /// Tổ chức (không bao gồm doanh nghiệp, hợp tác xã).
    Organisation,
    /// Tổ chức nước ngoài.
    ForeignOrganisation,
    /// Cán bộ, công chức, viên chức.
    Official,
    /// Đảng viên.
    PartyMember,
    /// Tổ chức Đảng.
    PartyOrganisation,
}

impl Audience {
    /// Every audience, in the order in which pages list them.
    pub const ALL: [Audience; 15] = [
        Audience::Citizen,
        Audience::CitizenWithoutResidence,
        Audience::OverseasVietnamese,
        Audience::Foreigner,
        Audience::ResidentForeigner,
        Audience::FormerResidentForeigner,
        Audience::Enterprise,
        Audience::VietnameseEnterprise,
        Audience::ForeignInvestedEnterprise,
        Audience::Cooperative,
        Audience::Organisation,
        Audience::ForeignOrganisation,
        Audience::Official,
        Audience::PartyMember,
        Audience::PartyOrganisation,
    ];

    /// The portal's own words.
    pub fn name(self) -> &'static str {
        match self {
            Audience::Citizen => "Công dân Việt Nam",
            Audience::CitizenWithoutResidence => {
                "Công dân Việt Nam mà không xác định được nơi thường trú hoặc nơi tạm trú"
            }
            Audience::OverseasVietnamese => "Người Việt Nam định cư ở nước ngoài",
            Audience::Foreigner => "Người nước ngoài",
            Audience::ResidentForeigner => "Người nước ngoài cư trú tại Việt Nam",
            Audience::FormerResidentForeigner => "Người nước ngoài đã cư trú tại Việt Nam",
            Audience::Enterprise => "Doanh nghiệp",
            Audience::VietnameseEnterprise => "Doanh nghiệp Việt Nam",
            Audience::ForeignInvestedEnterprise => "Doanh nghiệp có vốn đầu tư nước ngoài",
            Audience::Cooperative => "Hợp tác xã",
            Audience::Organisation => "Tổ chức (không bao gồm doanh nghiệp, hợp tác xã)",
            Audience::ForeignOrganisation => "Tổ chức nước ngoài",
            Audience::Official => "Cán bộ, công chức, viên chức",
            Audience::PartyMember => "Đảng viên",
            Audience::PartyOrganisation => "Tổ chức Đảng",
        }
    }
}

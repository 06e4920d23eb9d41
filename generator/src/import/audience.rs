//! The portal's words for who a procedure is for.

use content::Audience;

use super::clean::{key, says_none};
use super::raw::Named;
use super::trap::{TrapKind, Traps};

/// Spellings beside [`Audience::name`]. "Cán bộ, công chức, viên chức" is one value that the portal's own
/// export sometimes splits at its commas.
const ALSO: [(&str, Audience); 4] = [
    ("Tổ chức (không bao gồm doanh nghiệp, HTX)", Audience::Organisation),
    ("Cán bộ", Audience::Official),
    ("công chức", Audience::Official),
    ("viên chức", Audience::Official),
];

/// Every audience that `names` name, once, in the order in which pages list them.
pub(super) fn audience(names: &[Named], traps: &mut Traps) -> Vec<Audience> {
    let mut found = Vec::new();
    for named in names.iter().filter(|named| !says_none(&named.name)) {
        match of(&named.name) {
            Some(audience) => found.push(audience),
            None => traps.add(TrapKind::UnknownAudience, &named.name),
        }
    }
    Audience::ALL.into_iter().filter(|audience| found.contains(audience)).collect()
}

fn of(name: &str) -> Option<Audience> {
    let wanted = key(name);
    let listed = Audience::ALL.into_iter().map(|audience| (audience.name(), audience));
    listed.chain(ALSO).find(|(spelling, _)| key(spelling) == wanted).map(|(_, audience)| audience)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_was_split_at_its_commas_is_one_audience() {
        let mut traps = Traps::default();
        let named = |name: &str| Named { name: name.to_owned(), code: String::new() };
        let names = ["viên chức", "Cán bộ", "công chức", "Công dân Việt Nam", "Người sao Hỏa"].map(named);
        assert_eq!(audience(&names, &mut traps), [Audience::Citizen, Audience::Official]);
        assert_eq!(traps.kinds(), [TrapKind::UnknownAudience]);
    }

    #[test]
    fn every_spelling_of_the_portal_is_known() {
        for audience in Audience::ALL {
            assert_eq!(of(audience.name()), Some(audience));
        }
        assert_eq!(of("Tổ chức (không bao gồm doanh nghiệp, HTX)"), Some(Audience::Organisation));
    }
}

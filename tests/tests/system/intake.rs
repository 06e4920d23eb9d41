//! The rules file of the function, made of the catalogue of this repository.

use std::path::Path;
use std::sync::LazyLock;

use content::form::check;
use content::intake::Intake;
use content::{Catalogue, Via};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    generator::parse(&generator::read(&content)).expect("the catalogue of the repository is whole")
});

static INTAKE: LazyLock<Intake> = LazyLock::new(|| generator::intake(&CATALOGUE));

#[test]
fn it_says_the_same_after_a_journey_as_json() {
    let file = generator::render_intake(&CATALOGUE);
    assert_eq!(file.address, "nop/intake.json");
    let read: Intake = serde_json::from_slice(&file.bytes).expect("a rules file");
    assert_eq!(read, *INTAKE);
    assert!(file.bytes.len() < 4 << 20, "it stays a file that a small function can hold");
}

#[test]
fn every_procedure_can_be_begun() {
    let intake = &*INTAKE;
    assert_eq!(intake.procedures.len(), CATALOGUE.procedures.len());
    let mut with_time = 0;
    for procedure in intake.procedures.values().flatten() {
        let code = &procedure.code;
        assert!(!procedure.cases.is_empty(), "{code}");
        assert_eq!(procedure.version.len(), 16, "{code}");
        assert_eq!(intake.version(code, &procedure.version), Some(procedure), "{code}");
        assert!(procedure.offices.iter().all(|id| intake.offices.contains_key(id)), "{code}");
        assert!(procedure.forms.iter().all(|id| intake.forms.contains_key(id)), "{code}");
        let papers = procedure.cases.iter().flat_map(|case| &case.papers);
        let forms: Vec<&String> = papers.filter_map(|paper| paper.form.as_ref()).collect();
        assert!(forms.iter().all(|id| intake.forms.contains_key(*id)), "{code}: {forms:?}");
        with_time += usize::from(procedure.only_term(Via::Online).is_some());
    }
    assert!(with_time * 2 > intake.procedures.len(), "most dates need no officer: {with_time}");
}

#[test]
fn a_birth_is_registered_in_every_commune_and_nowhere_else() {
    let intake = &*INTAKE;
    let birth = intake.procedure(&"1.001193".parse().expect("a code"), intake.as_of).expect("in force");
    let offices: Vec<_> = intake.offices(birth, intake.as_of).collect();
    let communes = CATALOGUE.agencies.values().filter(|agency| {
        agency.kind == content::AgencyKind::Unit
            && agency.level == content::Level::Commune
            && agency.valid.as_ref().is_none_or(|valid| valid.holds_on(intake.as_of))
    });
    assert_eq!(offices.len(), communes.count());
    assert!(offices.iter().all(|(_, office)| office.level == content::Level::Commune));
}

#[test]
fn its_forms_check_what_people_write_as_those_of_the_catalogue_do() {
    let values = check::Values::new();
    for (id, form) in INTAKE.forms.iter() {
        let whole = &CATALOGUE.current_form(id).expect("the catalogue has it").form;
        let today = INTAKE.as_of;
        assert_eq!(check::form(form, &values, today), check::form(whole, &values, today), "{id}");
    }
}

#[test]
fn a_new_word_makes_no_new_version_and_a_new_paper_does() {
    let version = |change: &dyn Fn(&mut content::Procedure)| {
        let mut catalogue = CATALOGUE.clone();
        let code = "1.001193".parse().expect("a code");
        let versions = catalogue.procedures.get_mut(&code).expect("there");
        change(std::sync::Arc::make_mut(&mut versions[0].procedure));
        generator::intake(&catalogue).procedures[&code][0].version.clone()
    };
    let plain = version(&|_| {});
    assert_eq!(version(&|procedure| procedure.summary = Some("Lời khác.".to_owned())), plain);
    assert_ne!(version(&|procedure| procedure.cases[0].components.truncate(1)), plain);
}

use content::form::Form;
use serde::Deserialize;

use crate::dossier::Person;
use content::form::check::{Value, Values};

/// Id of what is asked of the person who sends, in every procedure.
pub(super) const FILER: &str = "filer";
/// Id of what is asked of the person whose dossier it is, where that is somebody else.
pub(super) const OWNER: &str = "owner";

/// What every dossier asks beside its forms, written as forms are.
#[derive(Deserialize)]
pub(super) struct People {
    pub filer: Form,
    pub owner: Form,
}

impl People {
    pub fn new() -> People {
        serde_json::from_str(content::intake::PEOPLE).expect("a test reads it")
    }
}

/// The person that `values` tell; none when nothing is written.
pub(super) fn person(values: &Values) -> Option<Person> {
    let text = |key: &str| match values.get(key) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let person = Person {
        name: text("name"),
        address: text("address"),
        phone: text("phone"),
        email: text("email"),
        identity_number: text("identity_number"),
    };
    (person != Person::default()).then_some(person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_of_people_is_a_form() {
        let people = People::new();
        assert!(people.filer.field("name").is_some_and(|field| field.required));
        assert!(people.owner.fields().all(|(_, field)| !field.required));
    }
}

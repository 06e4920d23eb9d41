use std::collections::BTreeSet;

/// Files that could not be read or parsed. What they would define is unknown, so nobody can say that a reference to it leads
/// nowhere.
#[derive(Clone, Debug, Default)]
pub struct Broken(BTreeSet<String>);

impl Broken {
    /// `files`, named from the content folder; one may also be a folder that can't be opened.
    pub fn new(files: impl IntoIterator<Item = String>) -> Self {
        Broken(files.into_iter().collect())
    }

    /// The same and `file`.
    pub(crate) fn and(mut self, file: &str) -> Self {
        self.0.insert(file.to_owned());
        self
    }

    /// Whether the register `stem` (`fields`: `fields.yaml`) is among them.
    pub(crate) fn has_register(&self, stem: &str) -> bool {
        self.0.iter().any(|file| file.strip_prefix(stem).is_some_and(|rest| rest.starts_with('.')))
    }

    /// Whether anything of `folder` is among them.
    pub(crate) fn has_part_of(&self, folder: &str) -> bool {
        self.below(folder).next().is_some()
    }

    /// Whether a record `key` may be among them: a file of that name, a version of it, or a whole folder below `folder`.
    pub(crate) fn may_have(&self, folder: &str, key: &str) -> bool {
        self.below(folder).any(|file| {
            let leaf = file.rsplit('/').next().unwrap_or_default();
            match leaf.strip_suffix(".yaml").or_else(|| leaf.strip_suffix(".yml")) {
                Some(stem) => stem.split('@').next() == Some(key),
                None => true,
            }
        })
    }

    fn below(&self, folder: &str) -> impl Iterator<Item = &String> {
        let inside = move |file: &&String| {
            file.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.0.iter().filter(inside)
    }
}

#[cfg(test)]
mod tests {
    use super::Broken;

    #[test]
    fn a_broken_file_hides_what_it_would_define_and_nothing_else() {
        let broken =
            Broken::new(["fields.yml", "procedures/a/1.000001@2026-01-01.yaml", "legal"].map(String::from));
        assert!(broken.has_register("fields") && !broken.has_register("agencies"));
        assert!(broken.may_have("procedures", "1.000001") && !broken.may_have("procedures", "1.000002"));
        assert!(broken.has_part_of("legal") && !broken.has_part_of("forms"));
        assert!(Broken::new(["procedures/b".to_owned()]).may_have("procedures", "1.000002"));
    }
}

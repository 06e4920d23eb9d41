//! Patterns that are compiled once, and such that do not mind capitals.

use std::ops::Range;

use regex_lite::Regex;

use super::clean::lower;

/// A pattern that is compiled once and matches letters as they stand.
macro_rules! pattern {
    ($pattern:expr) => {{
        static PATTERN: std::sync::LazyLock<regex_lite::Regex> = std::sync::LazyLock::new(|| {
            regex_lite::Regex::new($pattern).expect("a pattern written here compiles")
        });
        &*PATTERN
    }};
}

/// A pattern in small letters that also matches large ones, Vietnamese ones included (the flag `i` of regex-lite knows
/// only ASCII).
macro_rules! any_case {
    ($pattern:expr) => {{
        static PATTERN: std::sync::LazyLock<crate::import::pattern::AnyCase> =
            std::sync::LazyLock::new(|| crate::import::pattern::AnyCase::new($pattern));
        &*PATTERN
    }};
}

/// Large Vietnamese letters, for use inside the brackets of a pattern.
macro_rules! large_letters {
    () => {
        "A-ZĐÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÉÈẺẼẸÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰÝỲỶỸỴ"
    };
}

pub(super) use {any_case, large_letters, pattern};

/// See [`any_case!`].
pub(super) struct AnyCase(Regex);

impl AnyCase {
    pub(super) fn new(pattern: &str) -> Self {
        AnyCase(Regex::new(pattern).expect("a pattern written here compiles"))
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.0.is_match(&lower(text))
    }

    /// Where the first match stands in `text`.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.0.find(&lower(text)).map(|found| found.range())
    }

    /// Where the first match and its first group stand in `text`.
    pub(super) fn find_group(&self, text: &str) -> Option<(Range<usize>, Range<usize>)> {
        let small = lower(text);
        let found = self.0.captures(&small)?;
        Some((found.get(0)?.range(), found.get(1)?.range()))
    }

    /// `text` without the first match.
    pub(super) fn cut(&self, text: &str) -> String {
        match self.find(text) {
            Some(found) => format!("{}{}", &text[..found.start], &text[found.end..]),
            None => text.to_owned(),
        }
    }

    /// `text` with every match replaced by a space.
    pub(super) fn cut_all(&self, text: &str) -> String {
        let (small, mut out, mut at) = (lower(text), String::with_capacity(text.len()), 0);
        for found in self.0.find_iter(&small) {
            out.push_str(&text[at..found.start()]);
            out.push(' ');
            at = found.end();
        }
        out.push_str(&text[at..]);
        out
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn vietnamese_capitals_are_the_same_words() {
        let pattern = any_case!(r"^đối với (\w+)");
        assert_eq!(
            pattern.find_group("ĐỐI VỚI ong").map(|(_, group)| group),
            Some("ĐỐI VỚI ".len().."ĐỐI VỚI ong".len())
        );
        assert_eq!(pattern.cut("Đối với ong: tờ khai"), ": tờ khai");
    }
}

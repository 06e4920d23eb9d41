//! The countable rules of plain writing.

use crate::{Conditions, Fault, KeyPath, Procedure, Rule, text};

const LONGEST_SENTENCE: usize = 30;
const LONGEST_SUMMARY: usize = 45;
const LONGEST_WHEN: usize = 25;
const LONGEST_NAME: usize = 120;

/// Phrases that say nothing to a reader who does not know the law already, inside a sentence and at its beginning.
const EMPTY_PHRASES: [[&str; 2]; 4] = [
    ["theo quy định của pháp luật", "Theo quy định của pháp luật"],
    ["cơ quan có thẩm quyền", "Cơ quan có thẩm quyền"],
    ["và/hoặc", "Và/hoặc"],
    ["nêu trên", "Nêu trên"],
];

/// Adds to `faults` what `procedure` breaks of the rules of docs/editing.md.
pub(crate) fn lint(file: &str, procedure: &Procedure, faults: &mut Vec<Fault>) {
    let mut page = Page { file, faults };
    let root = KeyPath::root();
    if let Some(summary) = &procedure.summary {
        page.summary(&root.key("summary"), summary);
    }
    for (at, case) in procedure.cases.iter().enumerate() {
        let case_path = || root.key("cases").index(at);
        for (place, component) in case.components.iter().enumerate() {
            let path = || case_path().key("components").index(place);
            page.paper_name(|| path().key("name"), &component.name);
            if let Some(when) = &component.when {
                page.when(|| path().key("when"), when);
            }
        }
        for (place, note) in case.notes.iter().enumerate() {
            page.sentences(|| case_path().key("notes").index(place), note);
        }
    }
    if !procedure.steps.is_empty() && !(3..=7).contains(&procedure.steps.len()) {
        let message = format!("{} bước; trang dễ đọc có 3 đến 7 bước", procedure.steps.len());
        page.add(root.key("steps"), Rule::StepCount, message);
    }
    for (at, step) in procedure.steps.iter().enumerate() {
        page.sentences(|| root.key("steps").index(at).key("text"), &step.text);
    }
    if let Some(Conditions::Text(conditions)) = &procedure.conditions {
        page.sentences(|| root.key("conditions"), conditions);
    }
    if !procedure.keywords.is_empty() && !(5..=15).contains(&procedure.keywords.len()) {
        let message = format!("{} từ khóa; nên có 5 đến 15", procedure.keywords.len());
        page.add(root.key("keywords"), Rule::KeywordCount, message);
    }
}

struct Page<'a> {
    file: &'a str,
    faults: &'a mut Vec<Fault>,
}

impl Page<'_> {
    fn add(&mut self, at: KeyPath, rule: Rule, message: String) {
        self.faults.push(Fault::new(self.file, at, rule, message));
    }

    fn summary(&mut self, at: &KeyPath, summary: &str) {
        let (words, sentences) = (text::words(summary), sentence_ends(summary));
        if words > LONGEST_SUMMARY || sentences > 2 {
            let message =
                format!("tóm tắt dài {words} từ, {sentences} câu; tối đa {LONGEST_SUMMARY} từ, 2 câu");
            self.add(at.clone(), Rule::SummaryLength, message);
        }
        self.sentences(|| at.clone(), summary);
    }

    fn paper_name(&mut self, at: impl Fn() -> KeyPath, name: &str) {
        let length = name.chars().count();
        if length > LONGEST_NAME {
            self.add(
                at(),
                Rule::PaperName,
                format!("tên giấy tờ dài {length} chữ cái; tối đa {LONGEST_NAME}"),
            );
        }
        if name.ends_with(['.', ';', ':', ',']) {
            self.add(at(), Rule::PaperName, "tên giấy tờ kết thúc bằng dấu câu".to_owned());
        }
        if name.starts_with(['-', '+', '•', '*']) {
            self.add(at(), Rule::PaperName, "tên giấy tờ bắt đầu bằng dấu gạch đầu dòng".to_owned());
        }
    }

    fn when(&mut self, at: impl Fn() -> KeyPath, when: &str) {
        let words = text::words(when);
        if words > LONGEST_WHEN {
            self.add(at(), Rule::WhenLength, format!("điều kiện dài {words} từ; tối đa {LONGEST_WHEN}"));
        }
        self.phrases(&at, when);
    }

    fn sentences(&mut self, at: impl Fn() -> KeyPath, prose: &str) {
        if let Some(longest) = sentences(prose)
            .filter(|one| may_be_long(one))
            .map(text::words)
            .max()
            .filter(|words| *words > LONGEST_SENTENCE)
        {
            self.add(
                at(),
                Rule::SentenceLength,
                format!("có câu dài {longest} từ; tối đa {LONGEST_SENTENCE}"),
            );
        }
        self.phrases(&at, prose);
    }

    fn phrases(&mut self, at: &impl Fn() -> KeyPath, prose: &str) {
        if prose.contains('!') {
            self.add(at(), Rule::Phrase, "dấu chấm than".to_owned());
        }
        let said = |spellings: &&[&str; 2]| spellings.iter().any(|phrase| prose.contains(phrase));
        for [phrase, _] in EMPTY_PHRASES.iter().filter(said) {
            self.add(
                at(),
                Rule::Phrase,
                format!("“{phrase}” không nói gì cho người đọc: nói rõ là gì, hoặc bỏ"),
            );
        }
    }
}

/// Sentences of a Markdown text; a semicolon or colon ends one, and so does a line of a list.
fn sentences(prose: &str) -> impl Iterator<Item = &str> {
    prose.split('\n').flat_map(|line| {
        let mut rest = line;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let end = rest
                .char_indices()
                .find(|(at, letter)| {
                    matches!(letter, '.' | '?' | '!' | ';' | ':')
                        && rest[at + 1..].starts_with(char::is_whitespace)
                })
                .map_or(rest.len(), |(at, _)| at + 1);
            let (sentence, after) = rest.split_at(end);
            rest = after;
            Some(sentence)
        })
    })
}

/// Whether `sentence` has gaps enough to be too long: a quick look that spares counting the words of most.
fn may_be_long(sentence: &str) -> bool {
    let gap = |byte: &u8| *byte <= b' ' || matches!(byte, 0xc2 | 0xe2 | 0xe3);
    sentence.as_bytes().iter().filter(|byte| gap(byte)).count() >= LONGEST_SENTENCE
}

fn sentence_ends(prose: &str) -> usize {
    let mut letters = prose.trim().chars().peekable();
    let mut ends = 0;
    while let Some(letter) = letters.next() {
        if matches!(letter, '.' | '?' | '!') && letters.peek().is_none_or(|next| next.is_whitespace()) {
            ends += 1;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_points_is_no_end_of_a_sentence() {
        assert_eq!(sentences("Nộp 8.000 đồng. Nhận giấy hẹn: giữ lại.").count(), 3);
        assert_eq!(sentence_ends("Nộp 8.000 đồng. Nhận 15:00."), 2);
    }
}

//! The script as the browser gets it: the theme's files in one, the numbers of rules.json and the words of the interface
//! in their places (`Q.exact`, `W.title`, `SAY.search_waiting`), without comments, local names shortened.
//!
//! It relies on how the theme's scripts are written: a semicolon after every statement, no template literal, no
//! destructuring, `const`, `let` and arrows only. The tests of the search run on what comes out.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::Rules;
use crate::view::Words;

/// The search and its box; names of one file are seen in the next, and nowhere outside.
const SCRIPT: [&str; 7] = [
    include_str!("../../../themes/default/search/words.js"),
    include_str!("../../../themes/default/search/keys.js"),
    include_str!("../../../themes/default/search/data.js"),
    include_str!("../../../themes/default/search/read.js"),
    include_str!("../../../themes/default/search/rank.js"),
    include_str!("../../../themes/default/search/answers.js"),
    include_str!("../../../themes/default/search/box.js"),
];
/// The list of answers on the page of the search.
const PAGE: &str = include_str!("../../../themes/default/search/page.js");

/// Names of the browser and the language that stay as they are even where a local variable is called the same.
const OUTSIDE: [&str; 4] = ["self", "document", "location", "history"];
const WORDS: [&str; 31] = [
    "break",
    "case",
    "catch",
    "const",
    "continue",
    "delete",
    "do",
    "else",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
];

/// Properties that only the script itself writes and reads: not the browser's, not the data files', not what trang.js or
/// a test asks for. They become short, too.
const PRIVATE: [&str; 25] = [
    "bags", "base", "cost", "cover", "docs", "doc", "fold", "forms", "found", "heavy", "nth", "paired",
    "pair", "pairs", "parts", "plain", "posts", "prior", "said", "share", "span", "spelling", "tone",
    "total", "ways",
];

/// What the script gets with the first data file: the words in place of `LATER.<key>`, in the order it names them.
pub fn said_later(words: &Words) -> Vec<&str> {
    let word = |key| words.all().find(|(known, _)| *known == key).map_or(key, |(_, word)| word);
    later().into_iter().map(word).collect()
}

fn later() -> Vec<&'static str> {
    let mut keys = Vec::new();
    for key in SCRIPT.iter().flat_map(|source| source.split("LATER.").skip(1)) {
        let key = key.split(|letter| !is_name(letter)).next().unwrap_or_default();
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// `tim/tim.js`, every page's box, and `tim/trang.js`, the list of the page `/tim/`.
pub fn scripts(words: &Words) -> [(&'static str, String); 2] {
    let box_of_every_page = format!("(self => {{\n'use strict';\n{}}})(self);\n", SCRIPT.concat());
    [("tim/tim.js", box_of_every_page), ("tim/trang.js", PAGE.to_owned())]
        .map(|(address, source)| (address, shrink(&filled(&source, words))))
}

/// `source` with numbers and words in their places.
fn filled(source: &str, words: &Words) -> String {
    let said = words.all().map(|(key, word)| {
        (format!("SAY.{key}"), serde_json::to_string(word).expect("text is always a JSON value"))
    });
    let later =
        later().into_iter().enumerate().map(|(at, key)| (format!("LATER.{key}"), format!("say[{at}]")));
    let mut places: Vec<(String, String)> = Rules::numbers().into_iter().chain(said).chain(later).collect();
    // `W.title_overlap` before `W.title`.
    places.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut filled = source.to_owned();
    for (name, value) in places.iter().filter(|(name, _)| source.contains(name.as_str())) {
        filled = filled.replace(name.as_str(), value);
    }
    filled
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Name,
    Other,
    Mark,
}

type Token<'a> = (Kind, &'a str);

/// A script as the browser gets it.
pub(crate) fn shrink(source: &str) -> String {
    let tokens = lex(source);
    let short = short_names(&tokens);
    let mut out = String::with_capacity(source.len() / 2);
    // Whether each open brace, bracket or parenthesis is an object.
    let mut open: Vec<bool> = Vec::new();
    // Per brace, bracket or parenthesis: whether the statement under way declares with `const`.
    let mut declares = vec![false];
    for (at, (kind, text)) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |at| tokens[at].1);
        let after = tokens.get(at + 1).map_or("", |token| token.1);
        match *text {
            "{" => open.push(matches!(before, "(" | "," | "=" | ":" | "[" | "?" | "return" | "|" | "&")),
            "(" | "[" => open.push(false),
            "}" | ")" | "]" => {
                open.pop();
                declares.pop();
            }
            _ => {}
        }
        let here = declares.last_mut().expect("braces of our own scripts are closed");
        if *text == "const" && *here && before == ";" {
            // One declaration for neighbours.
            out.pop();
            out.push(',');
            continue;
        }
        if matches!(before, "" | ";" | "{") || (before == "}" && *kind == Kind::Name) {
            *here = *text == "const";
        }
        if matches!(*text, "{" | "(" | "[") {
            declares.push(false);
        }
        let starts_entry = matches!(before, "{" | ",");
        let property = || private(text).unwrap_or_else(|| (*text).to_owned());
        let written = match short.get(&at) {
            _ if *kind == Kind::Name && before == "." => property(),
            Some(_) if starts_entry && after == ":" => property(),
            None if *kind == Kind::Name && starts_entry && after == ":" => property(),
            Some(name) if starts_entry && open.last() == Some(&true) && matches!(after, "," | "}") => {
                format!("{}:{name}", property())
            }
            Some(name) => name.clone(),
            None => (*text).to_owned(),
        };
        let touching = out.chars().next_back().is_some_and(is_name) && written.starts_with(is_name);
        // `+ +x` must not become `++x`.
        let signs = matches!(before, "+" | "-") && *text == before && !out.ends_with("  ");
        if touching || (signs && !is_double(source, &tokens, at)) {
            out.push(' ');
        }
        out.push_str(&written);
    }
    out.replace(";}", "}")
}

/// The short name of a property in [`PRIVATE`]: a capital letter, which no other property is.
fn private(name: &str) -> Option<String> {
    let at = PRIVATE.iter().position(|known| *known == name)?;
    Some(char::from(b'A' + at as u8).to_string())
}

/// True when the mark at `at` stands directly behind the same mark: `++`.
fn is_double(source: &str, tokens: &[Token], at: usize) -> bool {
    let place = |token: &str| token.as_ptr() as usize - source.as_ptr() as usize;
    place(tokens[at].1) == place(tokens[at - 1].1) + 1
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

fn lex(source: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = source;
    while let Some(letter) = rest.chars().next() {
        let before = tokens.last().map_or("", |token| token.1);
        let size = if letter.is_whitespace() {
            rest = &rest[letter.len_utf8()..];
            continue;
        } else if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
            continue;
        } else if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
            continue;
        } else if letter == '\'' || letter == '"' {
            quoted(rest, letter)
        } else if letter == '/'
            && (before.is_empty() || "([{,;=:!&|?}".contains(before) || before == "return" || before == ">")
        {
            let body = regex_end(rest);
            body + rest[body..].chars().take_while(|flag| flag.is_ascii_lowercase()).count()
        } else if is_name(letter) {
            let size = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
            let kind = if letter.is_ascii_digit() { Kind::Other } else { Kind::Name };
            tokens.push((kind, &rest[..size]));
            rest = &rest[size..];
            continue;
        } else {
            tokens.push((Kind::Mark, &rest[..letter.len_utf8()]));
            rest = &rest[letter.len_utf8()..];
            continue;
        };
        tokens.push((Kind::Other, &rest[..size]));
        rest = &rest[size..];
    }
    tokens
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        if letter == quote && !escaped {
            return at + 1;
        }
        escaped = letter == '\\' && !escaped;
    }
    text.len()
}

fn regex_end(text: &str) -> usize {
    let (mut escaped, mut class) = (false, false);
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class = true,
            ']' => class = false,
            '/' if !class => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A local variable: its name, where it can be seen, and where it is written.
struct Local<'a> {
    name: &'a str,
    from: usize,
    to: usize,
    uses: Vec<usize>,
}

impl Local<'_> {
    fn size(&self) -> usize {
        self.to - self.from
    }

    fn sees(&self, place: usize) -> bool {
        (self.from..self.to).contains(&place)
    }

    /// True where `other` under the same short name would be taken for this one.
    fn hides(&self, other: &Local) -> bool {
        self.size() <= other.size() && other.uses.iter().any(|place| self.sees(*place))
    }
}

/// Every variable that `const`, `let`, `catch` or an arrow declares.
fn locals<'a>(tokens: &[Token<'a>]) -> Vec<Local<'a>> {
    let mut declared_at: BTreeSet<(&str, usize, usize)> = BTreeSet::new();
    for (at, (_, text)) in tokens.iter().enumerate() {
        match *text {
            "const" | "let" => {
                let (from, to) = block_around(tokens, at);
                declared_at.extend(declared(tokens, at + 1).into_iter().map(|name| (name, from, to)));
            }
            "catch" => {
                let (from, to) = block_around(tokens, at);
                declared_at.insert((tokens[at + 2].1, from, to));
            }
            ">" if at > 1 && tokens[at - 1].1 == "=" => {
                let mut first = at - 2;
                while tokens[at - 2].1 == ")" && first > 0 && tokens[first].1 != "(" {
                    first -= 1;
                }
                let to = arrow_end(tokens, at + 1);
                let names = tokens[first..at - 1].iter().filter(|(kind, _)| *kind == Kind::Name);
                declared_at.extend(names.map(|(_, name)| (*name, first, to)));
            }
            _ => {}
        }
    }
    declared_at.retain(|(name, _, _)| !OUTSIDE.contains(name) && !WORDS.contains(name));
    let local = |(name, from, to)| Local { name, from, to, uses: Vec::new() };
    declared_at.into_iter().map(local).collect()
}

/// By place of a token: the short name of the local variable that is written there. Variables share a short name where
/// neither hides the other.
fn short_names(tokens: &[Token]) -> BTreeMap<usize, String> {
    let mut locals = locals(tokens);
    let mut foreign: BTreeSet<&str> = WORDS.into_iter().collect();
    for (at, (kind, text)) in tokens.iter().enumerate() {
        if *kind != Kind::Name || (at > 0 && tokens[at - 1].1 == ".") {
            continue;
        }
        let meant = locals.iter_mut().filter(|local| local.name == *text && local.sees(at));
        match meant.min_by_key(|local| local.size()) {
            Some(local) => local.uses.push(at),
            None => {
                foreign.insert(text);
            }
        }
    }
    // From the outside in, those of one place in the order of their declaration: so parameters get the same few names
    // everywhere, and gzip sees the same text again and again.
    let whole = tokens.len();
    locals.sort_by_key(|local| {
        let outermost = if local.size() + 10 > whole { usize::MAX - local.uses.len() } else { 0 };
        (std::cmp::Reverse(local.size()), outermost, local.uses.first().copied())
    });
    let mut given: Vec<(String, &Local)> = Vec::new();
    let mut names = BTreeMap::new();
    for local in &locals {
        let is_free = |short: &String| {
            !foreign.contains(short.as_str())
                && !given
                    .iter()
                    .any(|(other, taken)| other == short && (taken.hides(local) || local.hides(taken)))
        };
        let short = (0..).map(short_name).find(is_free).expect("there are more names than a script can use");
        names.extend(local.uses.iter().map(|at| (*at, short.clone())));
        given.push((short, local));
    }
    names
}

/// The names of one declaration: those at its own depth that a comma or its beginning stands before.
fn declared<'a>(tokens: &[Token<'a>], from: usize) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut expected = true;
    for (kind, text) in &tokens[from..] {
        depth += step(text);
        match *text {
            ";" | "of" | "in" if depth == 0 => break,
            _ if depth < 0 => break,
            name if expected && *kind == Kind::Name => names.push(name),
            _ => {}
        }
        expected = *text == "," && depth == 0;
    }
    names
}

fn step(text: &str) -> i32 {
    match text {
        "(" | "[" | "{" => 1,
        ")" | "]" | "}" => -1,
        _ => 0,
    }
}

/// The innermost braces around a place; a name declared there is seen nowhere else.
fn block_around(tokens: &[Token], at: usize) -> (usize, usize) {
    let mut depth = 0;
    let mut from = 0;
    for place in (0..at).rev() {
        depth += match tokens[place].1 {
            "{" => 1,
            "}" => -1,
            _ => 0,
        };
        if depth > 0 {
            from = place;
            break;
        }
    }
    (from, if depth > 0 { closing(tokens, from) } else { tokens.len() })
}

fn closing(tokens: &[Token], from: usize) -> usize {
    let mut depth = 0;
    for (at, (_, text)) in tokens.iter().enumerate().skip(from) {
        depth += step(text);
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

/// Where the body of an arrow that begins at `from` ends.
fn arrow_end(tokens: &[Token], from: usize) -> usize {
    if tokens.get(from).is_some_and(|token| token.1 == "{") {
        return closing(tokens, from);
    }
    let mut depth = 0;
    for (at, (_, text)) in tokens.iter().enumerate().skip(from) {
        depth += step(text);
        if depth < 0 || (depth == 0 && matches!(*text, ";" | ",")) {
            return at;
        }
    }
    tokens.len()
}

fn short_name(number: usize) -> String {
    const LETTERS: &[u8] = b"etnosracilfhdupgmbvwykxzjqSTACELMNPDRIOBFHGWVUKXJYQZ";
    let letter = |at: usize| char::from(LETTERS[at % LETTERS.len()]);
    match number {
        0..52 => letter(number).to_string(),
        _ => format!("{}{}", letter(number / 52 - 1), letter(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_names_become_short_and_nothing_else_changes() {
        let source = "// says what\nconst first = 1, other = { first, last: [first] };\nself.name = text => text.first + +other.last[0] / 2;\n";
        assert_eq!(shrink(source), "const e=1,t={first:e,last:[e]};self.name=e=>e.first+ +t.last[0]/2;");
    }

    #[test]
    fn strings_and_expressions_stay_as_they_are() {
        let source = "const word = 'word // no' + \"it's\"; let i = 0; i++; const match = /[/]word\\/ /g.test(word) ? word : 1;";
        assert_eq!(
            shrink(source),
            "const e='word // no'+\"it's\";let t=0;t++;const n=/[/]word\\/ /g.test(e)?e:1;"
        );
    }

    #[test]
    fn a_short_name_hides_no_other() {
        let source = "const far = 1; const all = list => list.map(one => one + far); const most = all([2]);";
        assert_eq!(shrink(source), "const e=1,t=t=>t.map(t=>t+e),n=t([2]);");
    }

    #[test]
    fn every_number_and_word_of_the_script_has_its_place_filled() {
        let theme = crate::Theme::load(None).expect("the built-in theme is whole");
        for source in SCRIPT.into_iter().chain([PAGE]) {
            let filled = filled(source, theme.words());
            for (_, text) in lex(&filled) {
                assert!(!["Q", "W", "RULES", "SAY", "LATER"].contains(&text), "{text} is left in {source}");
            }
        }
    }
}

//! The script as the browser gets it: the theme's files in one, without comments, local names shortened.
//!
//! It relies on how the theme's scripts are written: a semicolon after every statement, no template literal, no
//! destructuring, `const`, `let` and arrows only. The tests of the search run on what comes out.

use std::collections::{BTreeMap, BTreeSet};

/// The search and its box.
const SCRIPT: [&str; 2] = [
    include_str!("../../../themes/default/search/search.js"),
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

/// `tim/tim.js`: every page's box.
pub fn script() -> String {
    shrink(&SCRIPT.concat())
}

/// `tim/trang.js`: the list of the page `/tim/`.
pub fn page_script() -> String {
    shrink(PAGE)
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
    for (at, (kind, text)) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |at| tokens[at].1);
        let after = tokens.get(at + 1).map_or("", |token| token.1);
        match *text {
            "{" => open.push(matches!(before, "(" | "," | "=" | ":" | "[" | "?" | "return" | "|" | "&")),
            "(" | "[" => open.push(false),
            "}" | ")" | "]" => {
                open.pop();
            }
            _ => {}
        }
        let starts_entry = matches!(before, "{" | ",");
        let written = match short.get(*text).filter(|_| *kind == Kind::Name && before != ".") {
            Some(_) if starts_entry && after == ":" => (*text).to_owned(),
            Some(name) if starts_entry && open.last() == Some(&true) && matches!(after, "," | "}") => {
                format!("{text}:{name}")
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

/// A local name: where it can be seen, and how often it is written.
#[derive(Default)]
struct Local {
    ranges: Vec<(usize, usize)>,
    uses: usize,
}

impl Local {
    fn meets(&self, other: &Local) -> bool {
        self.ranges.iter().any(|(from, to)| other.ranges.iter().any(|(start, end)| from < end && start < to))
    }
}

/// Every name that `const`, `let`, `catch` or an arrow declares, with a short one. A name is the same everywhere; two
/// names share a short one only where neither can be seen from the other's place.
fn short_names(tokens: &[Token]) -> BTreeMap<String, String> {
    let mut locals: BTreeMap<&str, Local> = BTreeMap::new();
    for (at, (_, text)) in tokens.iter().enumerate() {
        match *text {
            "const" | "let" => {
                let range = block_around(tokens, at);
                for name in declared(tokens, at + 1) {
                    locals.entry(name).or_default().ranges.push(range);
                }
            }
            "catch" => locals.entry(tokens[at + 2].1).or_default().ranges.push(block_around(tokens, at)),
            ">" if at > 1 && tokens[at - 1].1 == "=" => {
                let mut first = at - 2;
                while tokens[at - 2].1 == ")" && first > 0 && tokens[first].1 != "(" {
                    first -= 1;
                }
                let range = (first, arrow_end(tokens, at + 1));
                for (kind, name) in &tokens[first..at - 1] {
                    if *kind == Kind::Name {
                        locals.entry(name).or_default().ranges.push(range);
                    }
                }
            }
            _ => {}
        }
    }
    locals.retain(|name, _| !OUTSIDE.contains(name) && !WORDS.contains(name));
    let mut foreign: BTreeSet<&str> = WORDS.into_iter().collect();
    for (at, (kind, text)) in tokens.iter().enumerate() {
        if *kind != Kind::Name || (at > 0 && tokens[at - 1].1 == ".") {
            continue;
        }
        match locals.get_mut(text) {
            Some(local) => local.uses += 1,
            None => {
                foreign.insert(text);
            }
        }
    }
    let mut order: Vec<(&str, Local)> = locals.into_iter().collect();
    order.sort_by(|left, right| right.1.uses.cmp(&left.1.uses).then(left.0.cmp(right.0)));
    let mut given: Vec<(String, &Local)> = Vec::new();
    let mut names = BTreeMap::new();
    for (name, local) in &order {
        let is_free = |short: &String| {
            !foreign.contains(short.as_str())
                && !given.iter().any(|(other, where_)| other == short && where_.meets(local))
        };
        let short = (0..).map(short_name).find(is_free).expect("there are more names than a script can use");
        given.push((short.clone(), local));
        names.insert((*name).to_owned(), short);
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
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
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
        assert_eq!(shrink(source), "const a=1,b={first:a,last:[a]};self.name=c=>c.first+ +b.last[0]/2;");
    }

    #[test]
    fn strings_and_expressions_stay_as_they_are() {
        let source = "const word = 'word // no' + \"it's\"; let i = 0; i++; const match = /[/]word\\/ /g.test(word) ? word : 1;";
        assert_eq!(
            shrink(source),
            "const a='word // no'+\"it's\";let b=0;b++;const c=/[/]word\\/ /g.test(a)?a:1;"
        );
    }
}

//! Codes of procedures in running text become links: nobody should have to type one into the search.

use std::fmt::Write as _;

use content::ProcedureCode;

use super::{Scope, clipped};

/// Length of a national code: "1.001193".
const LENGTH: usize = 8;
/// How much of a name a link shows when it is pointed at.
const NAME: usize = 120;

/// `html` with a link at each code of a procedure that has a page, other than `own`.
pub(super) fn linked(scope: &Scope, own: &ProcedureCode, html: String) -> String {
    if !html.bytes().enumerate().any(|(at, byte)| byte == b'.' && code_around(&html, at).is_some()) {
        return html;
    }
    let mut out = String::with_capacity(html.len() * 5 / 4);
    let (mut rest, mut in_link) = (html.as_str(), false);
    while !rest.is_empty() {
        let text = &rest[..rest.find('<').unwrap_or(rest.len())];
        if in_link {
            out.push_str(text)
        } else {
            link_codes(scope, own, text, &mut out)
        }
        rest = &rest[text.len()..];
        let tag = &rest[..rest.find('>').map_or(rest.len(), |end| end + 1)];
        in_link = tag.starts_with("<a ") || in_link && tag != "</a>";
        out.push_str(tag);
        rest = &rest[tag.len()..];
    }
    out
}

/// Text of a record, without Markdown, as HTML with such links.
pub(super) fn linked_text(scope: &Scope, own: &ProcedureCode, text: &str) -> String {
    linked(scope, own, escaped(text))
}

fn link_codes(scope: &Scope, own: &ProcedureCode, text: &str, out: &mut String) {
    let mut done = 0;
    for (at, _) in text.match_indices('.') {
        let Some(code) = code_around(text, at).filter(|code| *code != own.as_str()) else { continue };
        let Some(entry) = code.parse().ok().and_then(|code| scope.plan.entry(&code)) else { continue };
        let start = at - 1;
        out.push_str(&text[done..start]);
        let title = escaped(&clipped(&entry.title, NAME));
        let href = scope.links.to(&entry.address);
        let _ = write!(out, "<a href=\"{href}\" title=\"{title}\">{code}</a>");
        done = start + LENGTH;
    }
    out.push_str(&text[done..]);
}

/// The code whose point is at `point`, with no digit, letter or further part beside it.
fn code_around(text: &str, point: usize) -> Option<&str> {
    let start = point.checked_sub(1)?;
    let code = text.get(start..start + LENGTH)?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let joined = |letter: char| letter.is_alphanumeric() || letter == '.' || letter == '/';
    let before = text[..start].chars().next_back();
    let mut after = text[start + LENGTH..].chars();
    let next = after.next();
    let goes_on = match next {
        Some('.') => after.next().is_some_and(char::is_alphanumeric),
        Some(letter) => letter.is_alphanumeric() || letter == '/',
        None => false,
    };
    (digits(&code[..1]) && digits(&code[2..]) && !before.is_some_and(joined) && !goes_on).then_some(code)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::code_around;

    #[test]
    fn a_code_is_known_by_its_form() {
        let code = |text: &'static str| text.match_indices('.').find_map(|(at, _)| code_around(text, at));
        assert_eq!(code("theo thủ tục 1.003111."), Some("1.003111"));
        assert_eq!(code("(2.000528)"), Some("2.000528"));
        assert_eq!(code("1.500.000 đồng"), None);
        assert_eq!(code("1.003111.000.00.00.H03"), None);
        assert_eq!(code("11.003111"), None);
        assert_eq!(code("đ.003111"), None);
    }
}

//! Where a quote was opened that the scanner missed the end of.

use super::outline::Place;

/// The quote that opened above the line of `fault` and was read on into that line: there the next quote closed it, and
/// what followed made no sense. Nothing when no quote reaches so far.
pub fn opened_above(text: &str, fault: Place) -> Option<Place> {
    let mut open: Option<(char, Place)> = None;
    for (above, line) in text.lines().enumerate().take(fault.0) {
        let begun = open;
        let mut letters = line.chars().enumerate().peekable();
        // A quote opens a value only where a value can begin; elsewhere it is a letter like others.
        let mut begins = true;
        while let Some((at, letter)) = letters.next() {
            match open {
                Some(('"', _)) if letter == '\\' => {
                    letters.next();
                }
                Some((quote, _)) if letter == quote => {
                    // Two single quotes inside single quotes are one.
                    if quote == '\'' && letters.next_if(|(_, next)| *next == '\'').is_some() {
                        continue;
                    }
                    open = None;
                    begins = false;
                }
                Some(_) => {}
                None if letter == '#' && (at == 0 || line.chars().nth(at - 1) == Some(' ')) => break,
                None if begins && matches!(letter, '"' | '\'') => open = Some((letter, (above + 1, at + 1))),
                None => {
                    let spaced = letters.peek().is_none_or(|(_, next)| *next == ' ');
                    begins = matches!(letter, '[' | '{' | ',')
                        || (matches!(letter, ':' | '-') && spaced)
                        || (letter == ' ' && begins);
                }
            }
        }
        if above + 1 == fault.0 {
            return begun.map(|(_, place)| place);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::opened_above;

    #[test]
    fn the_quote_that_reaches_the_line_is_found_and_no_other() {
        let text = "a: 'it''s' # \"x\nb: \"open\nc: d\ne: \"f\"\n";
        assert_eq!(opened_above(text, (4, 5)), Some((2, 4)));
        assert_eq!(opened_above(text, (2, 4)), None);
        assert_eq!(opened_above("a: b\"c\nd: \"e\"\n", (2, 1)), None);
        assert_eq!(opened_above("- [x, \"y]\n- \"z\"\n", (2, 4)), Some((1, 7)));
    }
}

//! Codes of procedures in whatever spelling: `1.001193`, `1,001193`, `1001193.000.00.00.H03`, `1 . 001 193`, `１.００１１９３`, `1.O01193`.
//! Its twin is `codeIn` in themes/default/search/answers.js.

use unicode_normalization::UnicodeNormalization;

use super::words::is_invisible;

/// Characters that may stand between two digits of a code.
const WIDEST_GAP: usize = 3;

/// The code in `text`, or the beginning of one; behind a point alone, the last six digits of one.
pub fn code(text: &str, longest: usize) -> Option<String> {
    let wide: Vec<char> = text.chars().take(longest).nfkc().filter(|letter| !is_invisible(*letter)).collect();
    let plain: Vec<char> =
        (0..wide.len()).map(|at| if is_zero(&wide, at) { '0' } else { wide[at] }).collect();
    let starts: Vec<usize> = (0..plain.len()).filter(|at| is_start(&plain, *at)).collect();
    let whole = starts.iter().find_map(|at| whole(&plain, *at));
    whole.or_else(|| starts.iter().find_map(|at| beginning(&plain, *at))).or_else(|| tail(&plain))
}

fn is_digit(letters: &[char], at: usize) -> bool {
    letters.get(at).is_some_and(char::is_ascii_digit)
}

/// O between digits is a zero: `1.O01193`.
fn is_zero(letters: &[char], at: usize) -> bool {
    let point = at > 0 && matches!(letters[at - 1], '.' | ',');
    let before = at.checked_sub(if point { 2 } else { 1 });
    matches!(letters[at], 'o' | 'O')
        && is_digit(letters, at + 1)
        && before.is_some_and(|before| is_digit(letters, before))
}

fn is_start(letters: &[char], at: usize) -> bool {
    matches!(letters[at], '1'..='9') && (at == 0 || !is_digit(letters, at - 1))
}

fn whole(letters: &[char], at: usize) -> Option<String> {
    let mut code = String::from_iter([letters[at], '.']);
    let mut next = at + 1;
    for _ in 0..6 {
        let rest = letters.get(next..)?.iter();
        next += rest
            .take_while(|letter| !letter.is_ascii_digit() && !letter.is_alphabetic())
            .take(WIDEST_GAP)
            .count();
        code.push(*letters.get(next).filter(|letter| letter.is_ascii_digit())?);
        next += 1;
    }
    (!is_digit(letters, next)).then_some(code)
}

fn beginning(letters: &[char], at: usize) -> Option<String> {
    let point = letters.get(at + 1).is_some_and(|letter| matches!(letter, '.' | ','));
    let digits: String = letters.iter().skip(at + 2).take_while(|letter| letter.is_ascii_digit()).collect();
    (point && (2..=5).contains(&digits.len())).then(|| format!("{}.{digits}", letters[at]))
}

/// Six digits and nothing else of that kind: the code without its first digit.
fn tail(letters: &[char]) -> Option<String> {
    let mut numbers = letters.split(|letter| !letter.is_ascii_digit()).filter(|number| !number.is_empty());
    let number = numbers.next().filter(|number| number.len() == 6)?;
    numbers.next().is_none().then(|| format!(".{}", number.iter().collect::<String>()))
}

//! Names in capitals as names in normal case.

/// Names that keep large letters inside a text that loses its capitals.
const PROPER: [&str; 22] = [
    "Việt Nam",
    "Hà Nội",
    "Hồ Chí Minh",
    "Bắc Kạn",
    "Thái Nguyên",
    "Nhà nước",
    "Chính phủ",
    "Quốc hội",
    "Trung Quốc",
    "Lào",
    "Campuchia",
    "Hoa Kỳ",
    "ASEAN",
    "APEC",
    "Bộ Công an",
    "Bộ Quốc phòng",
    "Bộ Tài chính",
    "Bộ Tư pháp",
    "Bộ Y tế",
    "Bộ Nội vụ",
    "Bộ Xây dựng",
    "Luật",
];

/// How many words in capitals side by side make a shout; fewer are an abbreviation or a title.
const SHOUT: usize = 3;

/// `text` with every run of three or more Vietnamese words in capitals in small letters, its first letter and
/// proper names large again. Abbreviations stay as they are. `None` when there is no such run.
pub(super) fn calmed(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let shouted: Vec<bool> = words.iter().map(|word| is_capitals(word)).collect();
    let mut calm = Vec::with_capacity(words.len());
    let mut at = 0;
    let mut changed = false;
    while at < words.len() {
        let end = (at..words.len()).find(|place| !shouted[*place]).unwrap_or(words.len());
        let run = &words[at..end];
        if run.iter().filter(|word| is_syllable(word)).count() >= SHOUT {
            changed = true;
            let small: Vec<String> =
                run.iter().enumerate().map(|(place, word)| small(run, place, word)).collect();
            let text = proper(&small.join(" "));
            calm.push(if at == 0 { super::clean::capitalised(&text) } else { text });
        } else {
            calm.extend(run.iter().map(|word| (*word).to_owned()));
        }
        if let Some(word) = words.get(end) {
            calm.push((*word).to_owned());
        }
        at = end + 1;
    }
    changed.then(|| calm.join(" "))
}

fn is_capitals(word: &str) -> bool {
    word.chars().all(|letter| !letter.is_lowercase()) && !word.is_empty()
}

fn small(run: &[&str], at: usize, word: &str) -> String {
    let roman = word.chars().all(|letter| "IVX,.;:)".contains(letter));
    let counted = at > 0
        && matches!(run[at - 1], "LỤC" | "MỤC" | "HẠNG" | "NHÓM" | "LOẠI" | "PHẦN" | "CHƯƠNG" | "CẤP" | "SỐ");
    if is_syllable(word) && !(roman && counted) { word.to_lowercase() } else { word.to_owned() }
}

fn proper(text: &str) -> String {
    PROPER.iter().fold(text.to_owned(), |text, name| {
        let small = name.to_lowercase();
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(found) = rest.find(&small) {
            let (before, after) = (&rest[..found], &rest[found + small.len()..]);
            let whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            out.push_str(before);
            out.push_str(if whole { name } else { &small });
            rest = after;
        }
        out.push_str(rest);
        out
    })
}

/// True when the letters of `word` form one Vietnamese syllable: consonants, vowels, consonants.
fn is_syllable(word: &str) -> bool {
    const STARTS: [&str; 28] = [
        "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p",
        "ph", "q", "qu", "r", "s", "t", "th", "tr", "v",
    ];
    const ENDS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
    let bare: String = content::text::fold(word).chars().filter(|letter| letter.is_alphabetic()).collect();
    let marked = word.to_lowercase().contains('đ');
    let start = bare.find(|letter: char| "aeiouy".contains(letter)).unwrap_or(bare.len());
    let end = bare.rfind(|letter: char| "aeiouy".contains(letter)).map_or(bare.len(), |at| at + 1);
    let (head, core, tail) = (&bare[..start], &bare[start..end.max(start)], &bare[end.max(start)..]);
    let head_fits = STARTS.contains(&head) || head == "x" || (marked && head.starts_with('d'));
    !core.is_empty()
        && core.chars().all(|letter| "aeiouy".contains(letter))
        && core.len() <= 3
        && head_fits
        && ENDS.contains(&tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_normal_case_and_abbreviations_stay() {
        let calm = |text: &str| calmed(text).unwrap_or_else(|| text.to_owned());
        assert_eq!(calm("ĐĂNG KÝ NUÔI ONG TẠI VIỆT NAM (CẤP XÃ)"), "Đăng ký nuôi ong tại Việt Nam (cấp xã)");
        assert_eq!(calm("Đổi sổ BHXH, thẻ BHYT"), "Đổi sổ BHXH, thẻ BHYT");
        assert_eq!(
            calm("CẤP LẠI SỔ BHXH, THẺ BHYT THEO PHỤ LỤC II"),
            "Cấp lại sổ BHXH, thẻ BHYT theo phụ lục II"
        );
        assert_eq!(calm("Tờ khai (UBND XÃ)"), "Tờ khai (UBND XÃ)");
    }
}

//! Who needs a paper, or when: conditions before and behind its name.

use super::clean::{line, unbulleted, uncapitalised, unended};
use super::paper::{Title, balanced};
use super::pattern::{any_case, pattern};
use super::rows::is_paper;

/// Most words of a condition; the limit of docs/editing.md.
pub(super) const MOST_WORDS: usize = 25;

pub(super) fn begins_with_condition(name: &str) -> bool {
    any_case!(r"^\(?(?:riêng )?(?:đối với|(?:trong )?trường hợp|nếu|khi) ").is_match(name)
}

/// Joins a further condition to `when`, if both together stay short enough to be one.
pub(super) fn add_when(when: &mut Option<String>, more: &str) -> bool {
    let more = uncapitalised(unended(more.trim()));
    let joined = match when.as_deref() {
        _ if more.is_empty() => return false,
        None => more,
        Some(old) if old == more => more,
        Some(old) => format!("{old}; {more}"),
    };
    let fits = content::text::words(&joined) <= MOST_WORDS;
    if fits {
        *when = Some(joined);
    }
    fits
}

/// "Đối với X: Y" is Y, needed by X.
pub(super) fn condition_ahead(title: &mut Title) {
    let head = any_case!(r"^(?:riêng )?(?:đối với|trong trường hợp|trường hợp|nếu|khi) [^:]{3,250}?:\s*");
    let Some(found) = head.find(&title.name) else { return };
    let rest = unbulleted(&title.name[found.end..]).to_owned();
    let further = any_case!(r"[;.+] ?(?:đối với|trường hợp|nếu) ").is_match(&rest);
    // "Nếu xuất khẩu nhiều lần: 01 bản chính khi ..." counts copies of the row above; it is no paper of its own.
    let only_counts =
        any_case!(r"^(?:0?\d{1,2} )?bản (?:chính|chụp|sao|gốc)(?:,| khi| hoặc| cho|\.|$)|^không ")
            .is_match(&rest);
    if rest.split(' ').count() < 2 || further || only_counts {
        return;
    }
    let ahead = condition(title.name[found].trim_end().trim_end_matches(':'));
    if add_when(&mut title.when, &ahead) {
        title.name = rest;
    }
}

/// "Trường hợp X phải nộp Y" is Y, needed in case X.
pub(super) fn condition_and_verb(title: &mut Title) {
    if !begins_with_condition(&title.name) {
        return;
    }
    let verb = pattern!(
        r",? (?:thì )?(?:còn )?(?:phải |cần )?(?:nộp|có|bổ sung|cung cấp|kèm theo|gửi kèm)(?: thêm| kèm| bổ sung)? "
    );
    let found = verb
        .find_iter(&title.name)
        .find(|found| {
            is_paper(&title.name[found.end()..])
                && !any_case!(r"^hồ sơ ").is_match(&title.name[found.end()..])
        })
        .map(|found| found.range());
    let Some(found) = found else { return };
    let (ahead, rest) = (condition(&title.name[..found.start]), title.name[found.end..].to_owned());
    if add_when(&mut title.when, &ahead) {
        title.name = rest;
    }
}

/// A condition without the words that only introduce it or lead on to a list.
pub(super) fn condition(text: &str) -> String {
    let text = line(unended(unbulleted(text)));
    let open = any_case!(r"^(?:(?:chỉ )?(?:áp dụng )?(?:trong |riêng )?(?:đối với |với |cho )?(?:các |những )?(?:trường hợp(?: là)? )|(?:chỉ )?(?:áp dụng )?(?:riêng )?đối với (?:các |những )?|nếu |khi )")
        .cut(&text);
    let open = any_case!(r"^đối với (?:các )?(?:trường hợp )?").cut(&open);
    let shut = any_case!(r",?\s*(?:thì )?(?:kèm theo )?(?:phải |cần |còn )*(?:bổ sung|nộp|có|nộp thêm|bao gồm|gồm|gồm có|bổ sung thêm|nộp thêm các giấy tờ sau|(?:thành phần )?hồ sơ (?:còn |phải )*(?:bao gồm|gồm|gồm có|có))\s*$")
        .cut(&open);
    let shut = any_case!(r",? thì(?: [^ ]+){0,6}$|(?:,| thì) (?:thành phần )?hồ sơ(?: .{0,80})?$").cut(&shut);
    uncapitalised(unended(&shut))
}

/// "... (đối với trường hợp X)", "... trong trường hợp X" at the end.
pub(super) fn condition_behind(title: &mut Title) {
    let bracketed = any_case!(
        r"[,;]?\s*\(((?:chỉ |áp dụng |riêng )*(?:đối với|trường hợp|trong trường hợp|nếu|khi|với trường hợp)[^()]*)\)?\s*$"
    );
    let open = any_case!(
        r"[,;]?\s+((?:áp dụng )?(?:đối với (?:các |những )?trường hợp|trong (?:các )?trường hợp|cho trường hợp|nếu)\s[^():;]*)$"
    );
    let after_comma = any_case!(r"[,;]\s+((?:trường hợp|đối với)\s[^():;]*)$");
    for suffix in [bracketed, open, after_comma] {
        let Some((whole, inner)) = suffix.find_group(&title.name) else { continue };
        let (head, inner) = (&title.name[..whole.start], &title.name[inner]);
        let stands_alone = head.split(' ').count() >= 2
            && balanced(head)
            && !any_case!(r"(?:hoặc|và|trừ|kể cả|một|thuộc|giá trị|giá trị sử dụng|hiệu lực)$")
                .is_match(head);
        // A condition behind the last of several papers is that paper's alone.
        let several = any_case!(r"; |(?:đối với|trường hợp|nếu|hoặc (?:bản|giấy|đơn|văn bản|quyết định|hợp đồng|biên bản|tờ|sổ|phiếu)) ").is_match(head);
        let other = any_case!(r"trường hợp khác|\. |hoặc (?:bản|giấy|đơn|văn bản|quyết định|hợp đồng) |.(?:đối với trường hợp|trong trường hợp) ").is_match(inner);
        if stands_alone && !several && !other && add_when(&mut title.when, &condition(inner)) {
            title.name = unended(head).to_owned();
            return;
        }
    }
}

use serde_json::json;

use crate::store::LARGEST_UPLOAD_BYTES;

/// What the script says of files, as JSON that may stand in a page. The same words as on the pages for sending
/// (themes/default/words, `sending_*`).
pub(crate) fn file_words() -> String {
    let words = json!({
        "largest": LARGEST_UPLOAD_BYTES,
        "choose": "Chụp ảnh hoặc chọn tệp",
        "remove": "Bỏ tệp",
        "waiting": "chờ gửi",
        "shrinking": "đang thu nhỏ",
        "sent": "đã gửi",
        "shrunk": "thu nhỏ từ {size}",
        "wrong_kind": "{name}: chỉ nhận ảnh JPEG, PNG, WebP hoặc tệp PDF.",
        "too_large": "{name}: lớn quá {n} MB. Hãy chụp hoặc quét nhỏ hơn.",
        "empty": "{name}: tệp trống.",
        "unreadable": "{name}: không đọc được. Hãy chọn lại.",
        "file_lost": "{name}: máy đã bỏ tệp này. Hãy chọn lại.",
        "error": "Chưa gửi được.",
        "offline": "Đang mất mạng. Mọi thứ vẫn giữ trên máy này; có mạng lại, trang tự gửi tiếp.",
        "retry": "Chưa gửi được, trang thử lại sau {n} giây. Mọi thứ vẫn giữ trên máy này.",
    });
    words.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_as_the_pages_for_sending_tell_it() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../themes/default/words/vi.json");
        let words: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(file).expect("the theme has words")).expect("JSON");
        let own: serde_json::Value = serde_json::from_str(&file_words()).expect("JSON");
        for (key, word) in own.as_object().expect("an object").iter().filter(|(key, _)| *key != "largest") {
            assert_eq!(word, &words[format!("sending_{key}")], "{key}");
        }
    }
}

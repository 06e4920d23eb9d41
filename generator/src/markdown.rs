//! The only module that knows Markdown.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// `text` as HTML. Raw HTML is shown as text and unsafe links lose their address, so that a record can't carry a script.
pub fn html(text: &str) -> String {
    let mut page = String::with_capacity(text.len() * 5 / 4);
    pulldown_cmark::html::push_html(&mut page, safe(text));
    page
}

/// A single paragraph of `text` as HTML, without the `<p>` around it; several stay paragraphs.
pub fn inline_html(text: &str) -> String {
    if !text.contains(['*', '_', '[', '`', '<', '&', '\\', '\n']) {
        return escaped(text);
    }
    let page = html(text);
    let inner = page.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    match inner {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => page,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Something in a text that no page may carry.
pub struct Unsafe {
    /// Byte offset in the text.
    pub byte: usize,
    /// What is wrong, in Vietnamese.
    pub message: &'static str,
    /// What to do, in Vietnamese.
    pub cure: &'static str,
}

/// Raw HTML, unsafe links and pictures in `text`.
pub fn faults(text: &str) -> Vec<Unsafe> {
    let found = |byte: usize, [message, cure]: [&'static str; 2]| Some(Unsafe { byte, message, cure });
    Parser::new_ext(text, Options::ENABLE_TABLES)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Html(_) | Event::InlineHtml(_) => found(
                range.start,
                [
                    "có thẻ HTML trong chữ; chỉ dùng Markdown",
                    "xóa thẻ; chữ đậm viết **chữ**, danh sách viết mỗi dòng một dấu gạch",
                ],
            ),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if !is_safe(&dest_url) => {
                found(
                    range.start,
                    [
                        "liên kết chỉ được bắt đầu bằng https:, mailto:, tel: hoặc là đường dẫn trong trang",
                        "sửa địa chỉ, hoặc chỉ giữ lại chữ",
                    ],
                )
            }
            Event::Start(Tag::Image { .. }) => {
                found(range.start, ["không đặt ảnh trong nội dung", "bỏ ảnh, nói bằng chữ điều ảnh cho thấy"])
            }
            _ => None,
        })
        .collect()
}

/// The plain words of `text`, for search and descriptions.
pub fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Text(part) | Event::Code(part) => words.push_str(&part),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
                words.push(' ');
            }
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn safe(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = if is_safe(&dest_url) { dest_url } else { CowStr::Borrowed("#") };
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        other => other,
    })
}

fn is_safe(address: &str) -> bool {
    match address.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => {
            matches!(scheme.to_ascii_lowercase().as_str(), "https" | "http" | "mailto" | "tel")
        }
        _ => !address.starts_with("//"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_html_is_shown_and_never_run() {
        assert_eq!(html("a <script>x</script>").trim(), "<p>a &lt;script&gt;x&lt;/script&gt;</p>");
        assert_eq!(html("[a](javascript:x)").trim(), "<p><a href=\"#\">a</a></p>");
        assert_eq!(html("[a](JaVaScRiPt:x)").trim(), "<p><a href=\"#\">a</a></p>");
        assert_eq!(html("![a](x.png)").trim(), "<p><em>a</em></p>");
    }

    #[test]
    fn a_plain_sentence_is_escaped_without_a_paragraph() {
        assert_eq!(inline_html("1 > 0 & 2"), "1 &gt; 0 &amp; 2");
        assert_eq!(inline_html("nộp **2** bản"), "nộp <strong>2</strong> bản");
    }

    #[test]
    fn every_unsafe_thing_is_found() {
        let found = faults("<b>a</b>\n\n[x](javascript:y) [y](../guide/) [z](//host/) ![i](i.png)");
        assert_eq!(found.len(), 5);
    }
}

//! Markdown to HTML.

use pulldown_cmark::{Event, Options, Parser, html as writer};

/// `text` as HTML. Raw HTML in it is shown as text.
pub fn html(text: &str) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        other => other,
    });
    let mut html = String::with_capacity(text.len() + 32);
    writer::push_html(&mut html, events);
    html
}

//! QR codes as a drawing inside a page: no picture to fetch, sharp on paper.

use qrcodegen::{QrCode, QrCodeEcc};

/// White around the code, in modules, as readers want it.
const QUIET: i32 = 4;

/// `text` as an `<svg>` of black modules on white, sized by the style of the page. Nothing when it is too long for a code.
/// Holds digits and letters of its own only: it may be put into a page as it is.
pub(crate) fn svg(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                path.push_str(&format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET));
            }
        }
    }
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" width=\"180\" height=\"180\" role=\"img\" aria-label=\"Mã QR\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}h-{size}z\"/><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_drawing_and_holds_nothing_of_the_text() {
        let drawn = svg("https://vidu.vn/tra-cuu/?ma=\"><script>").expect("it fits");
        assert!(drawn.starts_with("<svg class=\"qr\"") && drawn.ends_with("</svg>"));
        assert!(!drawn.contains("script") && !drawn.contains("vidu"));
        assert_eq!(svg(&"x".repeat(5_000)), None);
    }
}

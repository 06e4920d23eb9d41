//! The embedded font: Tinos in four faces, as wide as Times New Roman letter by letter, so that what is measured here
//! holds in Word too. How the files were made: fonts/README.md.

use std::num::NonZeroU16;
use std::sync::OnceLock;

/// Which of the four.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Face {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

impl Face {
    pub const PLAIN: Face = Face { bold: false, italic: false };
    pub const BOLD: Face = Face { bold: true, italic: false };
    pub const ITALIC: Face = Face { bold: false, italic: true };

    /// Its place among the four.
    pub fn at(self) -> usize {
        usize::from(self.bold) + 2 * usize::from(self.italic)
    }
}

/// The four files, by [`Face::at`].
pub(crate) static FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/Tinos-Regular.ttf"),
    include_bytes!("../fonts/Tinos-Bold.ttf"),
    include_bytes!("../fonts/Tinos-Italic.ttf"),
    include_bytes!("../fonts/Tinos-BoldItalic.ttf"),
];

/// From the baseline up to where letters end, in em; down is what is left of [`HEIGHT`].
#[cfg(feature = "pdf")]
pub(crate) const ASCENT: f32 = 0.891;
/// A line set solid, in em: what Word calls single spacing.
pub(crate) const HEIGHT: f32 = 1.149;

/// Advances of one face in thousandths of an em, by letter; none where there is no picture.
struct Widths([Option<NonZeroU16>; BEYOND]);

/// The embedded files hold no letter from here on: a test says so.
const BEYOND: usize = 0x2600;

/// Looked up once: measuring asks for the same few letters again and again.
fn widths(face: Face) -> &'static Widths {
    static WIDTHS: [OnceLock<Box<Widths>>; 4] = [const { OnceLock::new() }; 4];
    WIDTHS[face.at()].get_or_init(|| {
        let font = ttf_parser::Face::parse(FILES[face.at()], 0);
        let font = font.expect("the embedded fonts can be read: a test reads them");
        let mut widths = Box::new(Widths([None; BEYOND]));
        for (code, width) in widths.0.iter_mut().enumerate() {
            let letter = u32::try_from(code).ok().and_then(char::from_u32);
            let glyph = letter.and_then(|letter| font.glyph_index(letter));
            let units = glyph.and_then(|glyph| font.glyph_hor_advance(glyph));
            // Marks that stand on the letter before have no width; a thousandth tells them from what is missing.
            *width = units.map(|units| {
                let width = (f32::from(units) * 1000.0 / f32::from(font.units_per_em())).round();
                NonZeroU16::new(width as u16).unwrap_or(NonZeroU16::MIN)
            });
        }
        widths
    })
}

impl Widths {
    fn of(&self, letter: char) -> Option<NonZeroU16> {
        self.0.get(letter as usize).copied().flatten()
    }
}

/// Whether the font has a picture of `letter`.
pub(crate) fn has(letter: char, in_face: Face) -> bool {
    widths(in_face).of(letter).is_some()
}

/// How wide `text` is in em, without kerning.
pub(crate) fn width_em(text: &str, in_face: Face) -> f32 {
    let widths = widths(in_face);
    // What the font lacks, Word takes from another: an em is a wide guess.
    let thousandths =
        text.chars().map(|letter| widths.of(letter).map_or(1000, |width| u32::from(width.get())));
    thousandths.sum::<u32>() as f32 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACES: [Face; 4] = [Face::PLAIN, Face::BOLD, Face::ITALIC, Face { bold: true, italic: true }];

    /// The 134 letters with marks, and đ with its capital, beside those of ASCII.
    fn vietnamese() -> Vec<char> {
        let small = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
        small.chars().chain(small.to_uppercase().chars()).collect()
    }

    #[test]
    fn every_face_has_every_vietnamese_letter() {
        assert_eq!(vietnamese().len(), 134);
        for face in FACES {
            let missing: Vec<char> =
                vietnamese().into_iter().chain(' '..='~').filter(|letter| !has(*letter, face)).collect();
            assert!(missing.is_empty(), "{face:?} lacks {missing:?}");
        }
    }

    /// What `content::form::check` lets people write must be printable.
    #[test]
    fn every_face_has_every_letter_that_may_be_written() {
        let ranges = [
            ' '..='~',
            '\u{a0}'..='\u{ac}',
            '\u{ae}'..='\u{24f}',
            '\u{1e00}'..='\u{1eff}',
            '\u{2010}'..='\u{2026}',
        ];
        let single = ['\u{2030}', '\u{20ab}', '\u{20ac}', '\u{2116}', '\u{2264}', '\u{2265}'];
        for face in FACES {
            let missing: Vec<char> =
                ranges.iter().cloned().flatten().chain(single).filter(|letter| !has(*letter, face)).collect();
            assert!(missing.is_empty(), "{face:?} lacks {missing:?}");
        }
        assert!(!has('漢', Face::PLAIN) && !has('😀', Face::PLAIN), "what is lacking is told");
    }

    #[test]
    fn no_letter_of_the_files_is_left_out() {
        for file in FILES {
            let font = ttf_parser::Face::parse(file, 0).unwrap();
            let beyond = (BEYOND as u32..0xffff).filter_map(char::from_u32);
            assert_eq!(beyond.filter(|letter| font.glyph_index(*letter).is_some()).count(), 0);
        }
    }

    #[test]
    fn letters_are_as_wide_as_those_of_times() {
        assert!((width_em("n", Face::PLAIN) - 0.5).abs() < 0.001);
        assert!((width_em("ệ", Face::PLAIN) - 0.444).abs() < 0.001);
        assert!((width_em(".", Face::PLAIN) - 0.25).abs() < 0.001);
    }
}

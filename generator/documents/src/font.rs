//! The embedded font: Tinos in four faces, as wide as Times New Roman letter by letter, so that what is measured here
//! holds in Word too. How the files were made: fonts/README.md.

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

fn face(face: Face) -> &'static ttf_parser::Face<'static> {
    static FACES: OnceLock<[ttf_parser::Face<'static>; 4]> = OnceLock::new();
    let faces = FACES.get_or_init(|| {
        FILES.map(|file| ttf_parser::Face::parse(file, 0).expect("the embedded fonts can be read: a test reads them"))
    });
    &faces[face.at()]
}

/// Whether the font has a picture of `letter`.
pub(crate) fn has(letter: char, in_face: Face) -> bool {
    face(in_face).glyph_index(letter).is_some()
}

/// How wide `text` is in em, without kerning.
pub(crate) fn width_em(text: &str, in_face: Face) -> f32 {
    let face = face(in_face);
    let units = f32::from(face.units_per_em());
    // What the font lacks, Word takes from another: an em is a wide guess.
    let advance = |letter| match face.glyph_index(letter) {
        Some(glyph) => f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) / units,
        None => 1.0,
    };
    text.chars().map(advance).sum()
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
            let missing: Vec<char> = vietnamese().into_iter().chain(' '..='~').filter(|letter| !has(*letter, face)).collect();
            assert!(missing.is_empty(), "{face:?} lacks {missing:?}");
        }
    }

    /// What `content::form::check` lets people write must be printable.
    #[test]
    fn every_face_has_every_letter_that_may_be_written() {
        let ranges = [' '..='~', '\u{a0}'..='\u{ac}', '\u{ae}'..='\u{24f}', '\u{1e00}'..='\u{1eff}', '\u{2010}'..='\u{2026}'];
        let single = ['\u{2030}', '\u{20ab}', '\u{20ac}', '\u{2116}', '\u{2264}', '\u{2265}'];
        for face in FACES {
            let missing: Vec<char> =
                ranges.iter().cloned().flatten().chain(single).filter(|letter| !has(*letter, face)).collect();
            assert!(missing.is_empty(), "{face:?} lacks {missing:?}");
        }
        assert!(!has('漢', Face::PLAIN) && !has('😀', Face::PLAIN), "what is lacking is told");
    }

    #[test]
    fn letters_are_as_wide_as_those_of_times() {
        assert!((width_em("n", Face::PLAIN) - 0.5).abs() < 0.001);
        assert!((width_em("ệ", Face::PLAIN) - 0.444).abs() < 0.001);
        assert!((width_em(".", Face::PLAIN) - 0.25).abs() < 0.001);
    }
}

//! Words to glyphs, each word once.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::OnceLock;

use rustybuzz::UnicodeBuffer;

use crate::font::{FILES, Face};

/// A word as glyphs; lengths in em.
#[derive(Debug, Default)]
pub(super) struct Shaped {
    pub text: String,
    pub glyphs: Vec<Placed>,
    pub width: f32,
}

/// A glyph; `range` are the bytes of the text that it shows.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub id: u32,
    pub advance: f32,
    pub right: f32,
    pub up: f32,
    pub range: Range<usize>,
}

/// Shapes words and remembers them: forms say the same words again and again.
#[derive(Default)]
pub(super) struct Shaper {
    known: HashMap<(Face, String), Rc<Shaped>>,
    buffer: Option<UnicodeBuffer>,
}

impl Shaper {
    pub fn shape(&mut self, text: &str, face: Face) -> Rc<Shaped> {
        // Looked up by value: a key of a borrowed pair would cost more than these short texts.
        let key = (face, text.to_owned());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let shaped = Rc::new(self.fresh(text, face));
        self.known.insert(key, shaped.clone());
        shaped
    }

    fn fresh(&mut self, text: &str, face: Face) -> Shaped {
        let font = font(face);
        let em = font.units_per_em() as f32;
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(font, &[], buffer);
        let infos = shaped.glyph_infos();
        // A cluster ends where the next greater one begins.
        let end = |start: usize| {
            let later = infos.iter().map(|info| info.cluster as usize).filter(|cluster| *cluster > start);
            later.min().unwrap_or(text.len())
        };
        let glyphs: Vec<Placed> = infos
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, position)| Placed {
                id: info.glyph_id,
                advance: position.x_advance as f32 / em,
                right: position.x_offset as f32 / em,
                up: position.y_offset as f32 / em,
                range: info.cluster as usize..end(info.cluster as usize),
            })
            .collect();
        self.buffer = Some(shaped.clear());
        Shaped { text: text.to_owned(), width: glyphs.iter().map(|glyph| glyph.advance).sum(), glyphs }
    }
}

fn font(face: Face) -> &'static rustybuzz::Face<'static> {
    static FACES: OnceLock<[rustybuzz::Face<'static>; 4]> = OnceLock::new();
    let faces = FACES.get_or_init(|| {
        FILES.map(|file| {
            rustybuzz::Face::from_slice(file, 0).expect("the embedded fonts can be read: a test reads them")
        })
    });
    &faces[face.at()]
}

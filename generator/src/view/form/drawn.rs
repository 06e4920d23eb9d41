//! The general request is drawn for nearly two thousand procedures, and most of its sheet is blank on all of them:
//! those blocks are drawn once.

use content::form::check::Values;

use super::super::Scope;
use super::paper::{self, Block, PaperView};

/// The blank sheet of the general request with its blocks drawn.
pub struct DrawnBlank<'a> {
    blank: PaperView<'a>,
    /// By group and block.
    html: Vec<Vec<String>>,
}

impl<'a> DrawnBlank<'a> {
    /// Draws each block with `draw`.
    ///
    /// Errors: those of `draw`.
    pub fn new<E>(scope: &Scope<'a>, draw: impl Fn(&Block) -> Result<String, E>) -> Result<Self, E> {
        let request =
            scope.plan.catalogue.request().expect("only a catalogue with a request plans such pages");
        let blank = paper::paper(&request.form, &Values::new());
        let groups = blank.groups.iter();
        let html = groups
            .map(|group| group.blocks.iter().map(&draw).collect::<Result<_, E>>())
            .collect::<Result<_, E>>()?;
        Ok(DrawnBlank { blank, html })
    }

    /// Puts what is drawn in the place of each block of `sheet` that is blank.
    pub fn put_into(&'a self, sheet: &mut PaperView<'a>) {
        let groups = sheet.groups.iter_mut().zip(&self.blank.groups).zip(&self.html);
        for ((group, blank), html) in groups {
            for ((block, blank), html) in group.blocks.iter_mut().zip(&blank.blocks).zip(html) {
                if block == blank {
                    *block = Block::Drawn { html };
                }
            }
        }
    }
}

//! What a PDF says to those who don't see it: the tree of its parts, and the outline.

use std::num::{NonZeroU16, NonZeroU32};

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};
use krilla::tagging::{Identifier, Node as Tagged, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

use super::flow::{Is, Node, Pages};
use crate::sheet::Sheet;

/// The title, and the parts below it.
pub(super) fn outline(sheet: &Sheet, pages: &Pages) -> Outline {
    let at = |page: usize, y: f32| XyzDestination::new(page, Point::from_xy(0.0, y));
    let mut title = OutlineNode::new(sheet.title.to_owned(), at(0, 0.0)).with_open(true);
    for entry in &pages.outline {
        title.push_child(OutlineNode::new(entry.name.clone(), at(entry.page, (entry.y - 4.0).max(0.0))));
    }
    let mut outline = Outline::new();
    outline.push_child(title);
    outline
}

/// Nodes know their parents; krilla wants the children. A child always comes after its parent.
pub(super) fn tree(nodes: &[Node], leaves: Vec<Vec<Identifier>>) -> TagTree {
    let mut groups: Vec<TagGroup> = nodes.iter().map(|node| TagGroup::new(kind(&node.is))).collect();
    for (group, leaves) in groups.iter_mut().zip(leaves) {
        leaves.into_iter().for_each(|leaf| group.push(Tagged::Leaf(leaf)));
    }
    let mut children: Vec<Vec<TagGroup>> = nodes.iter().map(|_| Vec::new()).collect();
    let mut roots = Vec::new();
    for (at, mut group) in groups.into_iter().enumerate().rev() {
        children[at].drain(..).rev().for_each(|child| group.push(Tagged::Group(child)));
        match nodes[at].parent {
            Some(parent) => children[parent].push(group),
            None => roots.push(group),
        }
    }
    let mut tree = TagTree::new().with_lang(Some("vi".to_owned()));
    roots.into_iter().rev().for_each(|root| tree.push(Tagged::Group(root)));
    tree
}

fn kind(is: &Is) -> TagKind {
    let level = |level| NonZeroU16::new(level).expect("levels begin with one");
    match is {
        Is::Title(text) => Tag::Hn(level(1), Some(text.clone())).into(),
        Is::Heading(text) => Tag::Hn(level(2), Some(text.clone())).into(),
        Is::Paragraph => Tag::P.into(),
        Is::Note => Tag::Note.into(),
        Is::Division => Tag::Div.into(),
        Is::Table => Tag::Table.into(),
        Is::Row => Tag::TR.into(),
        Is::HeadOfColumn { columns, rows } => {
            let span = |count: usize| NonZeroU32::new(count as u32).filter(|count| count.get() > 1);
            let head = Tag::TH(TableHeaderScope::Column);
            head.with_col_span(span(*columns)).with_row_span(span(*rows)).into()
        }
        Is::HeadOfRow => Tag::TH(TableHeaderScope::Row).into(),
        Is::Cell => Tag::TD.into(),
    }
}

use content::{KeyPath, Segment};
use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle};

/// A YAML file as a tree of places: what stands where, without what it means.
pub struct Outline {
    root: Node,
}

/// Line and column, each from 1.
pub type Place = (usize, usize);

/// Where and why the scanner gave up.
pub type Broken = Option<(Place, String)>;

/// A value and where it begins.
pub struct Node {
    /// Where it begins.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
}

/// The three kinds of YAML values; an alias counts as an empty scalar.
pub enum Kind {
    /// A map: keys with their places, in order.
    Map(Vec<(String, Place, Node)>),
    /// A list.
    List(Vec<Node>),
    /// A scalar and whether it stands without quotes.
    Scalar(String, bool),
}

/// Deeper nesting than any record has; also keeps the walk off the end of the stack.
const DEEPEST: usize = 64;

impl Outline {
    /// The outline of the first document in `text`.
    ///
    /// Errors: text that is no YAML, with the scanner's words; nothing where it is nested beyond all measure.
    pub fn of(text: &str) -> Result<Outline, Broken> {
        let mut events = Parser::new_from_str(text);
        let mut next = || loop {
            match events.next_event() {
                Some(Ok((Event::StreamStart | Event::DocumentStart(..), _))) => {}
                Some(Ok((event, span))) => return Ok((event, (span.start.line(), span.start.col() + 1))),
                Some(Err(error)) => {
                    let at = error.marker();
                    return Err(Some(((at.line(), at.col() + 1), error.kind().to_string())));
                }
                None => return Err(None),
            }
        };
        let (event, place) = next()?;
        Ok(Outline { root: node(event, place, &mut next, 0)? })
    }

    /// The whole value.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Where the value at `path` stands: its key if it has one. A way that ends early gives the last place on it.
    pub fn place(&self, path: &KeyPath) -> Option<Place> {
        if path.0.is_empty() {
            return None;
        }
        let (mut here, mut place) = (&self.root, None);
        for segment in &path.0 {
            let next = match (segment, &here.kind) {
                (Segment::Key(wanted), Kind::Map(entries)) => {
                    entries.iter().find(|(key, _, _)| key == wanted).map(|(_, place, value)| (*place, value))
                }
                (Segment::Index(index), Kind::List(items)) => {
                    items.get(*index).map(|item| (item.place, item))
                }
                // A single value may stand where a list of one is meant.
                (Segment::Index(0), _) => Some((here.place, here)),
                _ => None,
            };
            match next {
                Some((at, value)) => (here, place) = (value, Some(at)),
                None => break,
            }
        }
        place
    }
}

fn node<'t>(
    event: Event<'t>,
    place: Place,
    next: &mut impl FnMut() -> Result<(Event<'t>, Place), Broken>,
    depth: usize,
) -> Result<Node, Broken> {
    if depth > DEEPEST {
        return Err(None);
    }
    let kind = match event {
        Event::Scalar(text, style, _, _) => Kind::Scalar(text.into_owned(), style == ScalarStyle::Plain),
        Event::Alias(_) => Kind::Scalar(String::new(), false),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match next()? {
                    (Event::SequenceEnd, _) => break Kind::List(items),
                    (event, place) => items.push(node(event, place, next, depth + 1)?),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut entries = Vec::new();
            loop {
                let (event, key_place) = next()?;
                let key = match event {
                    Event::MappingEnd => break Kind::Map(entries),
                    Event::Scalar(key, ..) => key.into_owned(),
                    _ => return Err(None),
                };
                let (event, place) = next()?;
                entries.push((key, key_place, node(event, place, next, depth + 1)?));
            }
        }
        _ => return Err(None),
    };
    Ok(Node { place, kind })
}

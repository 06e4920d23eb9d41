use std::collections::BTreeMap;
use std::fmt;
use std::ops::Index;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A map whose values may still be texts: a text is read when its value is first asked for, and the value kept. Thousands
/// of records take a quarter of the memory that way, since few of them are ever asked for on one machine.
#[derive(Clone)]
pub struct Shelf<K, V> {
    places: BTreeMap<K, Place<V>>,
    read: fn(&str) -> V,
}

/// A value, or the text that it will be read from.
#[derive(Clone)]
struct Place<V> {
    text: Option<Box<str>>,
    value: OnceLock<V>,
}

impl<V> Place<V> {
    fn of(value: V) -> Place<V> {
        let cell = OnceLock::new();
        // It is new, and so empty.
        let _ = cell.set(value);
        Place { text: None, value: cell }
    }

    fn get(&self, read: fn(&str) -> V) -> &V {
        self.value.get_or_init(|| read(self.text.as_deref().unwrap_or_default()))
    }
}

impl<K: Ord, V> Shelf<K, V> {
    /// Values that will be read from `texts` by `read`, which has read each of them before, so that it can't fail.
    pub fn of_texts(texts: impl IntoIterator<Item = (K, Box<str>)>, read: fn(&str) -> V) -> Shelf<K, V> {
        let place = |text| Place { text: Some(text), value: OnceLock::new() };
        Shelf { places: texts.into_iter().map(|(key, text)| (key, place(text))).collect(), read }
    }

    /// The value of `key`.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.places.get(key).map(|place| place.get(self.read))
    }

    /// Whether there is one.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: std::borrow::Borrow<Q>,
    {
        self.places.contains_key(key)
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.places.keys()
    }

    /// Every value, in the order of the keys; all of them are kept from then on. To look at each once, [`Shelf::scan`].
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.places.values().map(|place| place.get(self.read))
    }

    /// Every key with its value; see [`Shelf::values`].
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.places.iter().map(|(key, place)| (key, place.get(self.read)))
    }

    /// Shows every value to `look`, in the order of the keys, and keeps none that wasn't kept.
    pub fn scan(&self, mut look: impl FnMut(&K, &V)) {
        for (key, place) in &self.places {
            match (place.value.get(), &place.text) {
                (None, Some(text)) => look(key, &(self.read)(text)),
                _ => look(key, place.get(self.read)),
            }
        }
    }

    /// Every value, to change it.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> {
        let read = self.read;
        self.places.values_mut().filter_map(move |place| {
            place.get(read);
            place.value.get_mut()
        })
    }

    /// Puts a value in the place of `key`.
    pub fn insert(&mut self, key: K, value: V) {
        self.places.insert(key, Place::of(value));
    }

    /// Takes everything away.
    pub fn clear(&mut self) {
        self.places.clear();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Shelf<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(values: I) -> Self {
        let places = values.into_iter().map(|(key, value)| (key, Place::of(value))).collect();
        Shelf { places, read: |_| unreachable!("every place has its value") }
    }
}

impl<K: Ord, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Shelf::from_iter([])
    }
}

impl<K: Ord, V> Index<&K> for Shelf<K, V> {
    type Output = V;

    fn index(&self, key: &K) -> &V {
        self.get(key).expect("an index that is there, as of a map")
    }
}

impl<K: Ord, V: PartialEq> PartialEq for Shelf<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other.iter()).all(|(left, right)| left == right)
    }
}

impl<K: Ord + fmt::Debug, V: fmt::Debug> fmt::Debug for Shelf<K, V> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Ord + Serialize, V: Serialize> Serialize for Shelf<K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter())
    }
}

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Shelf<K, V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(BTreeMap::<K, V>::deserialize(from)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Shelf;

    fn number(text: &str) -> u32 {
        text.parse().expect("a number")
    }

    #[test]
    fn a_text_is_read_once_it_is_asked_for() {
        let mut shelf = Shelf::of_texts([("b", "2".into()), ("a", "1".into())], number);
        assert_eq!((shelf.get("b"), shelf.get("c"), shelf.len()), (Some(&2), None, 2));
        let mut seen = Vec::new();
        shelf.scan(|key, value| seen.push((*key, *value)));
        assert_eq!(seen, [("a", 1), ("b", 2)]);
        shelf.values_mut().for_each(|value| *value += 10);
        shelf.insert("c", 3);
        assert_eq!(shelf.values().copied().collect::<Vec<_>>(), [11, 12, 3]);
        assert_eq!(shelf, [("a", 11), ("b", 12), ("c", 3)].into_iter().collect());
    }
}

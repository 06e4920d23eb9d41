//! Which answers come first. Its twin is themes/default/search/rank.js: same steps, same order of arithmetic, so that
//! both give the same answers to the last bit.

use std::collections::HashMap;

use super::lexicon::TermId;
use super::understand::{How, Query, Reader};

/// What the ranking knows of an entry.
#[derive(Debug, Default)]
pub struct Doc {
    /// Terms of the title in order.
    pub title: Vec<TermId>,
    /// Sum of what the title's words say.
    pub total: f64,
    /// Keywords and text: terms that the title lacks, with their weight.
    pub bags: Vec<(Vec<TermId>, f64)>,
    /// Names it shares with others, places in [`Ranking::shared`].
    pub parts: Vec<usize>,
    /// What it gets before any word: nearness of the office, use, kind.
    pub prior: f64,
}

/// What kind of name entries share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Name of a field.
    Field,
    /// Name of an agency.
    Agency,
    /// Words of a life event.
    Event,
}

/// A name that entries share.
#[derive(Debug)]
pub struct Segment {
    /// Its terms.
    pub terms: Vec<TermId>,
    /// What it is.
    pub kind: Shared,
    /// Its weight.
    pub weight: f64,
}

/// Everything that answers are ranked by.
#[derive(Debug, Default)]
pub struct Ranking {
    /// Entries.
    pub docs: Vec<Doc>,
    /// Shared names.
    pub shared: Vec<Segment>,
    /// Per term: entries that have it, with the weight of the place.
    pub posts: Vec<Vec<(u32, f64)>>,
}

/// An answer with its rank.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Place in [`Ranking::docs`].
    pub doc: usize,
    /// The higher, the better.
    pub score: f64,
    /// Share of the query that it covers, from 0 to 1.
    pub cover: f64,
    /// Share of the title that the query has, from 0 to 1.
    pub share: f64,
    /// What was read as something else, in the order of the query.
    pub reasons: Vec<Reason>,
}

/// What was read as something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A place in [`Query::spans`].
    OtherWords(usize),
    /// A place in [`Query::tokens`], and the term it was read as.
    Slip(usize, TermId),
}

impl Ranking {
    /// The posting list of `term`, grown as far as needed.
    pub fn post(&mut self, term: TermId, doc: usize, weight: f64) {
        if self.posts.len() <= term as usize {
            self.posts.resize_with(term as usize + 1, Vec::new);
        }
        self.posts[term as usize].push((doc as u32, weight));
    }

    fn posts(&self, term: TermId) -> &[(u32, f64)] {
        self.posts.get(term as usize).map_or(&[], Vec::as_slice)
    }

    /// The best entries for `query`, best first; at most as many as the table calls candidates.
    pub fn rank(&self, reader: &Reader, query: &Query) -> Vec<Ranked> {
        if query.tokens.is_empty() {
            return Vec::new();
        }
        let look = Look::new(self, reader, query);
        let weight = &reader.rules.weight;
        let mut first = look.first();
        first.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        first.truncate(weight.candidates as usize);
        let mut shared: HashMap<usize, Seen> = HashMap::new();
        let mut ranked: Vec<Ranked> = first.iter().map(|(doc, _)| look.second(*doc, &mut shared)).collect();
        ranked.sort_by(|left, right| right.score.total_cmp(&left.score).then(left.doc.cmp(&right.doc)));
        ranked
    }
}

/// A query on its way over the entries.
struct Look<'a> {
    ranking: &'a Ranking,
    reader: &'a Reader,
    query: &'a Query,
    /// Term to places in the query with their quality.
    hits: HashMap<TermId, Vec<(usize, i32)>>,
    total: f64,
    pair_total: f64,
    span_docs: Vec<Vec<bool>>,
}

/// What one title, bag or name says about each place of the query.
#[derive(Clone)]
struct Seen {
    plain: Vec<f64>,
    pair: Vec<f64>,
    said: Vec<f64>,
    share: f64,
    cover: f64,
    weight: f64,
}

/// A way through the query: how far it leads and by which steps.
#[derive(Clone, Copy)]
struct Way {
    value: f64,
    cover: f64,
    pairs: f64,
    from: usize,
    span: Option<usize>,
}

impl<'a> Look<'a> {
    fn new(ranking: &'a Ranking, reader: &'a Reader, query: &'a Query) -> Self {
        let mut hits: HashMap<TermId, Vec<(usize, i32)>> = HashMap::new();
        for (at, token) in query.tokens.iter().enumerate() {
            for meaning in &token.meanings {
                hits.entry(meaning.term).or_default().push((at, meaning.quality));
            }
        }
        let mut look =
            Look { ranking, reader, query, hits, total: 0.0, pair_total: 0.0, span_docs: Vec::new() };
        for (at, token) in query.tokens.iter().enumerate() {
            look.total += token.weight;
            if at > 0 {
                look.pair_total += look.pair_weight(at);
            }
        }
        for span in &query.spans {
            let mut holding: Option<Vec<bool>> = None;
            for term in &span.to {
                let mut here = vec![false; ranking.docs.len()];
                for (doc, place) in ranking.posts(*term) {
                    if *place > reader.rules.weight.text {
                        here[*doc as usize] = holding.as_ref().is_none_or(|holding| holding[*doc as usize]);
                    }
                }
                holding = Some(here);
            }
            look.span_docs.push(holding.unwrap_or_default());
        }
        look
    }

    fn pair_weight(&self, at: usize) -> f64 {
        let tokens = &self.query.tokens;
        (tokens[at].pair_weight + tokens[at - 1].pair_weight).min(self.reader.rules.weight.pair_most)
    }

    fn title_word(&self, term: TermId) -> f64 {
        self.reader.lexicon.term(term).weight.min(self.reader.rules.weight.title_word_most)
    }

    /// Entries that have the words at all, with a first guess of their rank.
    fn first(&self) -> Vec<(usize, f64)> {
        let (rules, docs) = (&self.reader.rules, &self.ranking.docs);
        let weight = &rules.weight;
        let (mut sum, mut best) = (vec![0.0; docs.len()], vec![0.0; docs.len()]);
        for token in &self.query.tokens {
            let mut touched = Vec::new();
            for meaning in &token.meanings {
                for (doc, place) in self.ranking.posts(meaning.term) {
                    let doc = *doc as usize;
                    let value = place * f64::from(meaning.quality);
                    if best[doc] == 0.0 {
                        touched.push(doc);
                    }
                    if value > best[doc] {
                        best[doc] = value;
                    }
                }
            }
            for doc in touched {
                sum[doc] += best[doc] * token.weight;
                best[doc] = 0.0;
            }
        }
        for (span, docs) in self.query.spans.iter().zip(&self.span_docs) {
            let own: f64 = self.query.tokens[span.at..span.end].iter().map(|token| token.weight).sum();
            for (doc, holds) in docs.iter().enumerate() {
                if *holds {
                    sum[doc] += 224.0 * own;
                }
            }
        }
        let guess = |doc: usize| {
            weight.in_title * (sum[doc] / 256.0 / self.total).min(1.2)
                + weight.title_overlap * 8.0 / (8.0 + docs[doc].total)
                + docs[doc].prior
        };
        (0..docs.len()).filter(|doc| sum[*doc] != 0.0).map(|doc| (doc, guess(doc))).collect()
    }

    fn look(&self, terms: &[TermId], weight: f64, spans_here: &dyn Fn(usize) -> bool, is_bag: bool) -> Seen {
        let (count, rules) = (self.query.tokens.len(), &self.reader.rules);
        let (mut at, mut pair, mut hit) = (vec![0.0; count], vec![0.0; count], vec![false; terms.len()]);
        let empty: &[(usize, i32)] = &[];
        let (mut before, mut earlier) = (empty, empty);
        for (place, term) in terms.iter().enumerate() {
            let found = self.hits.get(term).map_or(empty, Vec::as_slice);
            for (i, quality) in found.iter().copied() {
                at[i] = f64::from(quality).max(at[i]);
                if quality >= rules.quality.sound_known {
                    hit[place] = true;
                }
                if is_bag {
                    continue;
                }
                for (list, far) in [(before, 1.0), (earlier, 2.0)] {
                    for (j, other) in list {
                        if i == j + 1 {
                            pair[i] = (weight * f64::from(quality.min(*other)) / far).max(pair[i]);
                        }
                    }
                }
            }
            earlier = before;
            before = found;
        }
        let plain = at.clone();
        let mut said = vec![0.0; self.query.spans.len()];
        for (x, span) in self.query.spans.iter().enumerate().filter(|(x, _)| spans_here(*x)) {
            let mut quality = 0.0;
            let together = terms.windows(span.to.len()).position(|window| window == span.to.as_slice());
            if let Some(place) = together.filter(|_| !is_bag) {
                quality = 16.0;
                hit[place..place + span.to.len()].fill(true);
            }
            // What an entry names first is meant rather than what it names later.
            said[x] = quality * weight * (rules.weight.synonym - span.nth.min(4) as f64) / 16.0;
            for value in &mut at[span.at..span.end] {
                *value = quality.max(*value);
            }
        }
        let (mut all, mut met, mut cover) = (0.0, 0.0, 0.0);
        for (term, hit) in terms.iter().zip(&hit) {
            let word = self.title_word(*term);
            all += word;
            if *hit {
                met += word;
            }
        }
        for (token, value) in self.query.tokens.iter().zip(&at) {
            cover += token.weight * value / 16.0;
        }
        let share = if all > 0.0 { met / all } else { 0.0 };
        Seen { plain, pair, said, share, cover: cover / self.total, weight }
    }

    fn second(&self, doc: usize, shared: &mut HashMap<usize, Seen>) -> Ranked {
        let (d, weight) = (&self.ranking.docs[doc], &self.reader.rules.weight);
        let count = self.query.tokens.len();
        let here = |x: usize| self.span_docs[x].get(doc).copied().unwrap_or(false);
        let mut sum = Sum {
            value: vec![0.0; count],
            pair: vec![0.0; count],
            said: (0..self.query.spans.len()).map(|x| if here(x) { weight.spread } else { 0.0 }).collect(),
        };
        let title = self.look(&d.title, weight.title, &here, false);
        sum.take(&title);
        for (terms, heavy) in &d.bags {
            sum.take(&self.look(terms, *heavy, &|_| false, true));
        }
        let mut equal: f64 = 0.0;
        for part in &d.parts {
            let segment = &self.ranking.shared[*part];
            let seen = shared
                .entry(*part)
                .or_insert_with(|| self.look(&segment.terms, segment.weight, &|_| true, false));
            sum.take(seen);
            if segment.kind != Shared::Event && seen.share >= 0.5 && seen.cover >= 0.9 {
                equal = (weight.equal * seen.share).max(equal);
            }
        }
        let ways = self.ways(&sum);
        let end = ways[count];
        let (cover, share, bias) = (end.cover, title.share, weight.overlap_bias);
        let overlap =
            if cover + share > 0.0 { (1.0 + bias) * cover * share / (bias * cover + share) } else { 0.0 };
        let overlap = weight.title_overlap * overlap;
        // A query that names a field or an agency asks for all that is in it: its words in a title say little more.
        let overlap = if equal > overlap { equal + overlap / 10.0 } else { overlap };
        let pairs = if self.pair_total != 0.0 { end.pairs } else { cover };
        let score = weight.in_title * cover + weight.pairs * pairs + overlap + d.prior;
        Ranked { doc, score, cover, share, reasons: self.reasons(&d.title, &ways) }
    }

    /// The best way through the query to each place, word by word or phrase by phrase.
    fn ways(&self, sum: &Sum) -> Vec<Way> {
        let weight = &self.reader.rules.weight;
        let tokens = &self.query.tokens;
        let start = Way { value: 0.0, cover: 0.0, pairs: 0.0, from: 0, span: None };
        let mut ways: Vec<Option<Way>> = vec![None; tokens.len() + 1];
        ways[0] = Some(start);
        for i in 0..tokens.len() {
            let from = ways[i].unwrap_or(start);
            let mut step = |end: usize, cover: f64, pairs: f64, span: Option<usize>| {
                let value = from.value + weight.in_title * cover + weight.pairs * pairs;
                let better = ways[end]
                    .is_none_or(|old| if span.is_some() { value > old.value } else { value >= old.value });
                if better {
                    ways[end] = Some(Way {
                        value,
                        cover: from.cover + cover,
                        pairs: from.pairs + pairs,
                        from: i,
                        span,
                    });
                }
            };
            let paired = i > 0 && self.pair_total != 0.0;
            let pairs =
                if paired { self.pair_weight(i) * sum.pair[i] / 256.0 / self.pair_total } else { 0.0 };
            step(i + 1, tokens[i].weight * sum.value[i] / 256.0 / self.total, pairs, None);
            for (x, span) in self.query.spans.iter().enumerate() {
                if span.at != i || sum.said[x] == 0.0 {
                    continue;
                }
                let (mut own, mut pairs) = (0.0, 0.0);
                for (k, token) in tokens.iter().enumerate().take(span.end).skip(i) {
                    own += token.weight;
                    if k > 0 {
                        pairs += self.pair_weight(k);
                    }
                }
                let pairs =
                    if self.pair_total != 0.0 { pairs * sum.said[x] / 256.0 / self.pair_total } else { 0.0 };
                step(span.end, own * sum.said[x] / 256.0 / self.total, pairs, Some(x));
            }
        }
        ways.into_iter().map(|way| way.unwrap_or(start)).collect()
    }

    /// Which phrases and words of the way were read as something else.
    fn reasons(&self, title: &[TermId], ways: &[Way]) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let mut at = ways.len() - 1;
        while at > 0 {
            let way = ways[at];
            if let Some(span) = way.span {
                reasons.push(Reason::OtherWords(span));
            } else {
                let token = &self.query.tokens[way.from];
                let mut best: Option<(i32, How, TermId)> = None;
                for term in title {
                    if let Some(meaning) = token.meaning(*term)
                        && best.is_none_or(|(quality, _, _)| meaning.quality > quality)
                    {
                        best = Some((meaning.quality, meaning.how, *term));
                    }
                }
                if let Some((_, How::Sound | How::Slip, term)) = best {
                    reasons.push(Reason::Slip(way.from, term));
                }
            }
            at = way.from;
        }
        reasons.reverse();
        reasons
    }
}

/// The best of everything an entry says about each place of the query.
struct Sum {
    value: Vec<f64>,
    pair: Vec<f64>,
    said: Vec<f64>,
}

impl Sum {
    fn take(&mut self, seen: &Seen) {
        for i in 0..self.value.len() {
            self.value[i] = self.value[i].max(seen.plain[i] * seen.weight);
            self.pair[i] = self.pair[i].max(seen.pair[i]);
        }
        for (own, said) in self.said.iter_mut().zip(&seen.said) {
            *own = own.max(*said);
        }
    }
}

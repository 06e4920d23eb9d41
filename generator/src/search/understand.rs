//! What somebody may have meant: words with their terms, what only asks, and phrases with other words for them.
//! Its twin is themes/default/search/read.js: same steps.

use std::collections::HashMap;

use super::keys;
use super::lexicon::{Lexicon, TermId};
use super::rules::Rules;
use super::words::{Word, raw_words, slips};

/// How a term came to stand for a typed word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The same letters.
    Letters,
    /// Its beginning.
    Beginning,
    /// The same sound.
    Sound,
    /// A slip of the keys.
    Slip,
}

/// A term that a typed word may stand for.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    /// The term.
    pub term: TermId,
    /// How well it fits, in sixteenths.
    pub quality: i32,
    /// Why.
    pub how: How,
}

/// How far a word only asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filler {
    /// It says something.
    No,
    /// It may ask, or be another word without its marks.
    Perhaps,
    /// It asks.
    Yes,
}

/// A word of a query.
#[derive(Clone, Debug)]
pub struct Token {
    /// As typed.
    pub raw: String,
    /// The words it may be spelled as.
    pub forms: Vec<Word>,
    /// What it may mean.
    pub meanings: Vec<Meaning>,
    /// Whether it only asks.
    pub filler: Filler,
    /// How much it says.
    pub weight: f64,
    /// How much its standing beside another says.
    pub pair_weight: f64,
}

/// A phrase of a query that has other words in titles.
#[derive(Clone, Debug)]
pub struct Span {
    /// First word.
    pub at: usize,
    /// Behind the last word.
    pub end: usize,
    /// The other words.
    pub to: Vec<TermId>,
    /// The same as text.
    pub meant: String,
    /// How many likelier meanings its rule names before it.
    pub nth: usize,
}

/// A query as understood.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Its words.
    pub tokens: Vec<Token>,
    /// Phrases with other words for them.
    pub spans: Vec<Span>,
}

/// A rule of synonyms.
#[derive(Clone, Debug)]
pub struct Same {
    /// What is typed.
    pub from: Vec<TermId>,
    /// What it may mean.
    pub to: Vec<(Vec<TermId>, String)>,
}

/// What reading a query needs.
#[derive(Debug)]
pub struct Reader {
    /// The table.
    pub rules: Rules,
    /// The words.
    pub lexicon: Lexicon,
    /// Synonyms by the letters of their first word.
    pub synonyms: HashMap<String, Vec<Same>>,
    /// Fillers by the letters of their first word.
    pub fillers: HashMap<String, Vec<Vec<TermId>>>,
}

impl Reader {
    /// What `text` may mean.
    pub fn understand(&self, text: &str) -> Query {
        let mut tokens = self.typed_words(text);
        let mixed = tokens.iter().any(|token| !token.forms[0].is_unmarked());
        let open = !text.ends_with(char::is_whitespace);
        self.mark_fillers(&mut tokens, mixed);
        let count = tokens.len();
        for (at, token) in tokens.iter_mut().enumerate() {
            let (meanings, heavy) = self.meanings(token, mixed, open && at + 1 == count);
            token.meanings = meanings;
            token.weight = heavy;
            token.pair_weight = heavy;
            match token.filler {
                Filler::Yes => {
                    token.weight = self.rules.weight.filler;
                    token.pair_weight = self.rules.weight.filler;
                }
                Filler::Perhaps => token.weight = (heavy * self.rules.weight.filler_unmarked).max(1.0),
                Filler::No => {}
            }
        }
        // A long question tells of people; what it asks for stands beside them.
        if count as f64 > self.rules.weight.long {
            let people = self.rules.people();
            let says = |token: &Token| token.filler == Filler::No;
            for token in tokens.iter_mut().filter(|token| says(token)) {
                if token.forms.iter().any(|form| people.contains(form)) {
                    token.weight *= self.rules.weight.people;
                }
            }
        }
        if tokens.iter().all(|token| token.filler != Filler::No) {
            for token in &mut tokens {
                token.weight = token.weight.max(1.0);
            }
        }
        let spans = self.spans(&tokens, mixed);
        for span in &spans {
            let sum: f64 = tokens[span.at..span.end].iter().map(|token| token.weight).sum();
            let own: f64 = span.to.iter().map(|id| self.lexicon.term(*id).weight).sum();
            let floor = self.rules.weight.span_floor.min(own * self.rules.weight.span_share);
            if sum < floor {
                for token in &mut tokens[span.at..span.end] {
                    token.weight *= floor / sum;
                }
            }
        }
        Query { tokens, spans }
    }

    fn is_known(&self, token: &Token) -> bool {
        token.forms.iter().any(|form| self.lexicon.has_letters(&form.fold))
    }

    fn begins(&self, fold: &str) -> bool {
        self.lexicon.beginning(fold).next().is_some()
    }

    fn typed_words(&self, text: &str) -> Vec<Token> {
        let head: String = text.chars().take(self.rules.longest_query).collect();
        let mut raws: Vec<String> = raw_words(&head);
        raws.retain(|raw| raw.chars().count() <= self.rules.longest_word);
        raws.truncate(self.rules.most_words);
        let count = raws.len();
        let mut tokens: Vec<Token> = Vec::with_capacity(count);
        for (at, raw) in raws.into_iter().enumerate() {
            let token = Token::new(self.forms(&raw), raw);
            let open = at + 1 == count && self.begins(&token.forms[0].fold);
            let joined = token.raw.chars().count() >= 4
                && !open
                && !self.is_known(&token)
                && !token.raw.contains(|letter: char| letter.is_ascii_digit());
            match joined.then(|| self.lexicon.cut(&token.raw)).flatten() {
                Some(parts) => {
                    tokens.extend(parts.into_iter().map(|raw| Token::new(vec![Word::new(&raw)], raw)))
                }
                None => tokens.push(token),
            }
        }
        let mut at = 0;
        while at + 1 < tokens.len() {
            let (left, right) = (&tokens[at], &tokens[at + 1]);
            let known = self.is_known(left) && self.is_known(right);
            let growing = at + 2 == tokens.len() && self.begins(&right.forms[0].fold);
            // Consonants alone are no word, whatever stands in texts: th ường.
            let whole = left.forms[0].has_vowel() && right.forms[0].has_vowel();
            if !(whole && (known || growing)) {
                let raw = format!("{}{}", left.raw, right.raw);
                let word = Word::new(&raw);
                if self.lexicon.has_letters(&word.fold) {
                    tokens.splice(at..at + 2, [Token::new(vec![word], raw)]);
                }
            }
            at += 1;
        }
        tokens
    }

    fn forms(&self, raw: &str) -> Vec<Word> {
        let plain = Word::new(raw);
        let letters = raw.bytes().take_while(u8::is_ascii_lowercase).count();
        let rest = &raw.as_bytes()[letters..];
        let made = match rest.first() {
            _ if letters == 0 => None,
            None => keys::telex(raw, &self.rules),
            Some(b'0'..=b'9')
                if rest.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) =>
            {
                keys::vni(raw, &self.rules)
            }
            Some(_) => None,
        };
        match made.filter(|made| self.lexicon.has_letters(&made.fold)) {
            Some(made) if self.lexicon.has_letters(&plain.fold) => vec![plain, made],
            Some(made) => vec![made],
            None => vec![plain],
        }
    }

    /// How well what was typed fits a word of the same letters, marks aside, in sixteenths.
    fn fits(&self, typed: &Word, meant: &Word, mixed: bool) -> i32 {
        let quality = &self.rules.quality;
        if typed.base == meant.base && typed.tone == meant.tone {
            return quality.exact;
        }
        if typed.is_unmarked() {
            return if mixed { quality.unmarked_among_marked } else { quality.unmarked };
        }
        if typed.base == meant.base {
            return match (typed.tone, meant.tone) {
                (0, _) => quality.tone_missing,
                (3, 4) | (4, 3) => quality.hook_tilde,
                _ => quality.other_tone,
            };
        }
        let (left, right): (Vec<char>, Vec<char>) =
            (typed.base.chars().collect(), meant.base.chars().collect());
        let fold: Vec<char> = typed.fold.chars().collect();
        let fewer = left.len() == right.len()
            && (0..left.len()).all(|at| left[at] == right[at] || Some(&left[at]) == fold.get(at));
        match (fewer, typed.tone == meant.tone) {
            (true, true) => quality.marks_missing,
            (true, false) if typed.tone == 0 => quality.marks_missing,
            (true, false) => quality.marks_missing_other_tone,
            (false, _) => quality.other_marks,
        }
    }

    fn meanings(&self, token: &Token, mixed: bool, is_last: bool) -> (Vec<Meaning>, f64) {
        let (quality, weight) = (&self.rules.quality, &self.rules.weight);
        let mut found = Found::default();
        let mut heavy = 99.0_f64;
        let mut sure = false;
        for form in &token.forms {
            let list = self.lexicon.with_letters(&form.fold);
            for id in list {
                let term = self.lexicon.term(*id);
                let fit = self.fits(form, &term.word, mixed);
                found.put(*id, fit, How::Letters);
                if fit >= quality.unmarked_among_marked {
                    heavy = heavy.min(term.weight);
                }
            }
            if !list.is_empty() {
                sure = true;
                if heavy == 99.0 {
                    heavy = list.iter().map(|id| self.lexicon.term(*id).weight).fold(heavy, f64::min);
                }
            }
            let near = if list.is_empty() {
                quality.sound_unknown
            } else if form.is_unmarked() {
                quality.sound_known_unmarked
            } else {
                quality.sound_known
            };
            for fold in self.lexicon.sounding(&self.rules.sound(&form.fold)) {
                // What only asks is not a slip of the ear.
                if *fold == form.fold || token.filler != Filler::No {
                    continue;
                }
                for id in self.lexicon.with_letters(fold) {
                    // Many people mix d, gi, r and v; nobody hears đ in them.
                    if !self.lexicon.term(*id).word.base.starts_with('đ') || form.base.starts_with(['d', 'đ'])
                    {
                        found.put(*id, near, How::Sound);
                    }
                }
            }
        }
        if is_last {
            let form = &token.forms[token.forms.len() - 1];
            let mut open = 0;
            for (fold, ids) in self.lexicon.beginning(&form.fold) {
                if *fold == form.fold {
                    continue;
                }
                for id in ids {
                    let meant = &self.lexicon.term(*id).word;
                    let head: String = meant.base.chars().take(form.base.chars().count()).collect();
                    let head = Word { fold: form.fold.clone(), base: head, tone: meant.tone };
                    let fit = self.fits(form, &head, mixed);
                    if fit < if form.tone > 0 { quality.accepted } else { quality.other_marks } {
                        continue;
                    }
                    let less = if fit < quality.unmarked_among_marked { 2 } else { 0 };
                    found.put(*id, quality.prefix - less, How::Beginning);
                    open += 1;
                }
            }
            if open > 0 && !sure {
                heavy = weight.prefix_only;
                sure = true;
            }
            let length = form.fold.chars().count();
            if open > 0 && length <= 2 {
                heavy = heavy.min(3.0 + 2.0 * length as f64);
            }
        }
        if !sure {
            let first = &token.forms[0];
            let most = match first.fold.chars().count() {
                8.. => 2,
                3.. => 1,
                _ => 0,
            };
            for (fold, ids) in self.lexicon.all_letters().filter(|_| most > 0) {
                let far = slips(&first.fold, fold, most);
                if far > most {
                    continue;
                }
                let near = if far == 1 { quality.one_slip } else { quality.two_slips };
                for id in ids {
                    found.put(*id, near, How::Slip);
                }
            }
            let sum: f64 = found.list.iter().map(|meaning| self.lexicon.term(meaning.term).weight).sum();
            heavy = if found.list.is_empty() {
                weight.unknown
            } else {
                // As Math.round does it: halves go up.
                (sum / found.list.len() as f64 + 0.5).floor()
            };
        }
        (found.list, heavy)
    }

    /// How well `token` fits `meant`, none when its letters are others.
    fn fit_of(&self, token: &Token, meant: &Word, mixed: bool) -> Option<i32> {
        let form = token.forms.iter().find(|form| form.fold == meant.fold)?;
        Some(self.fits(form, meant, mixed))
    }

    fn mark_fillers(&self, tokens: &mut [Token], mixed: bool) {
        let mut at = 0;
        while at < tokens.len() {
            let mut length = 0;
            for form in &tokens[at].forms {
                for phrase in self.fillers.get(&form.fold).map_or(&[][..], Vec::as_slice) {
                    let size = phrase.len();
                    let fits = size > length
                        && size <= tokens.len() - at
                        && phrase.iter().zip(&tokens[at..]).all(|(id, token)| {
                            let fit = self.fit_of(token, &self.lexicon.term(*id).word, mixed);
                            fit >= Some(self.rules.quality.accepted)
                        });
                    let first = &self.lexicon.term(phrase[0]).word;
                    let other = size == 1 && mixed && (form.base != first.base || form.tone != first.tone);
                    if fits && !other {
                        length = size;
                    }
                }
            }
            for token in &mut tokens[at..at + length] {
                token.filler = if length > 1 || mixed { Filler::Yes } else { Filler::Perhaps };
            }
            at += length.max(1);
        }
    }

    fn spans(&self, tokens: &[Token], mixed: bool) -> Vec<Span> {
        let quality = &self.rules.quality;
        let mut spans: Vec<Span> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let mut starts: Vec<&str> = token.forms.iter().map(|form| form.fold.as_str()).collect();
            let least = if self.is_known(token) { quality.sound_known } else { quality.one_slip };
            for meaning in &token.meanings {
                if meaning.quality >= least && meaning.how != How::Beginning {
                    starts.push(&self.lexicon.term(meaning.term).word.fold);
                }
            }
            let mut seen: Vec<&str> = Vec::new();
            starts.retain(|fold| {
                let is_new = !seen.contains(fold);
                seen.push(fold);
                is_new
            });
            for same in starts.iter().filter_map(|fold| self.synonyms.get(*fold)).flatten() {
                if let Some(end) = self.said_at(tokens, at, &same.from, mixed) {
                    let meant = same.to.iter().enumerate();
                    spans.extend(meant.map(|(nth, (to, meant))| Span {
                        at,
                        end,
                        to: to.clone(),
                        meant: meant.clone(),
                        nth,
                    }));
                }
            }
        }
        let longest = |one: &Span| {
            !spans.iter().any(|other| {
                other.at <= one.at && other.end >= one.end && other.end - other.at > one.end - one.at
            })
        };
        spans.iter().filter(|one| longest(one)).cloned().collect()
    }

    /// Where the phrase `from` ends if it is said at `at`: up to two fillers may stand in between, and one word of three or
    /// more may be another word that sounds the same.
    fn said_at(&self, tokens: &[Token], at: usize, from: &[TermId], mixed: bool) -> Option<usize> {
        let quality = &self.rules.quality;
        let mut heard = from.len() < 3;
        let mut nth = 0;
        let mut end = at;
        while end < tokens.len() && nth < from.len() {
            let token = &tokens[end];
            let meant = &self.lexicon.term(from[nth]).word;
            // Marks that were typed hold: dân tộc Tày is not what comes from the west, tây.
            let says = if let Some(fit) = self.fit_of(token, meant, mixed) {
                fit >= quality.unmarked_among_marked
            } else {
                match token.meaning(from[nth]).filter(|meaning| meaning.how != How::Beginning) {
                    None => false,
                    Some(near) if !self.is_known(token) => near.quality >= quality.one_slip,
                    Some(near) => {
                        let hears = !heard && near.quality >= quality.sound_known;
                        heard |= hears;
                        hears
                    }
                }
            };
            if says {
                nth += 1;
            } else if nth == 0 || token.filler == Filler::No || end - at - nth >= 2 {
                break;
            }
            end += 1;
        }
        (nth == from.len()).then_some(end)
    }
}

impl Token {
    fn new(forms: Vec<Word>, raw: String) -> Token {
        Token { raw, forms, meanings: Vec::new(), filler: Filler::No, weight: 0.0, pair_weight: 0.0 }
    }

    /// How well it stands for `term`.
    pub fn meaning(&self, term: TermId) -> Option<&Meaning> {
        self.meanings.iter().find(|meaning| meaning.term == term)
    }
}

/// The best meaning of each term.
#[derive(Default)]
struct Found {
    list: Vec<Meaning>,
    places: HashMap<TermId, usize>,
}

impl Found {
    fn put(&mut self, term: TermId, quality: i32, how: How) {
        match self.places.get(&term) {
            Some(at) if self.list[*at].quality >= quality => {}
            Some(at) => self.list[*at] = Meaning { term, quality, how },
            None => {
                self.places.insert(term, self.list.len());
                self.list.push(Meaning { term, quality, how });
            }
        }
    }
}

//! The whole text of every entry in a tantivy index in memory: what titles and keywords do not say.
//!
//! Two things come from it: answers that only the text holds, for `motcua search` and the page without script; and
//! the rare words of each text, which the browser gets when titles and keywords know nothing.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token as Tok, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{DocSet, Index, Searcher, TERMINATED, TantivyDocument, Term};

use super::entry::Entries;
use super::understand::{Filler, Query, Reader};
use super::words::{Word, raw_words};

/// Memory that the writer may use before it would flush; one segment holds everything.
const WRITER_BYTES: usize = 24 << 20;
const TOKENIZER: &str = "vi";

/// Vietnamese words, each in its exact form and, at the same place, folded behind `~`.
#[derive(Clone, Default)]
struct Vietnamese;

/// The words of one text.
struct Words {
    tokens: Vec<Tok>,
    at: usize,
}

impl Tokenizer for Vietnamese {
    type TokenStream<'a> = Words;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words {
        let mut tokens = Vec::new();
        for (position, raw) in raw_words(text).iter().enumerate() {
            let word = Word::new(raw);
            for text in [exact(&word), format!("~{}", word.fold)] {
                tokens.push(Tok { text, position, ..Tok::default() });
            }
        }
        Words { tokens, at: 0 }
    }
}

impl TokenStream for Words {
    fn advance(&mut self) -> bool {
        self.at += 1;
        self.at <= self.tokens.len()
    }

    fn token(&self) -> &Tok {
        &self.tokens[self.at - 1]
    }

    fn token_mut(&mut self) -> &mut Tok {
        &mut self.tokens[self.at - 1]
    }
}

fn exact(word: &Word) -> String {
    format!("{}{}", word.base, word.tone)
}

/// The index.
pub struct Full {
    searcher: Searcher,
    text: Field,
}

impl Full {
    /// The index of `entries`; the number of a document is the place of its entry.
    pub fn build(entries: &Entries) -> Result<Full> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs);
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let tokenizers = TokenizerManager::new();
        tokenizers.register(TOKENIZER, Vietnamese);
        let mut writer = Index::builder()
            .schema(schema.build())
            .tokenizers(tokenizers)
            .single_segment_index_writer(RamDirectory::create(), WRITER_BYTES)
            .context("không lập được chỉ mục tìm kiếm trong bộ nhớ")?;
        for entry in &entries.list {
            let mut document = TantivyDocument::default();
            document.add_text(text, &entry.title);
            document.add_text(text, entry.keywords.join(". "));
            document.add_text(text, &entry.text);
            writer.add_document(document).context("không ghi được chỉ mục tìm kiếm")?;
        }
        let index = writer.finalize().context("không ghi được chỉ mục tìm kiếm")?;
        let searcher = index.reader().context("không đọc được chỉ mục tìm kiếm")?.searcher();
        Ok(Full { searcher, text })
    }

    /// Words that at most `most` entries have, each with the entries that have it.
    pub fn rare_words(&self, most: u32) -> Result<BTreeMap<String, Vec<u32>>> {
        let mut words = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.text)?;
            let mut stream = inverted.terms().stream()?;
            while stream.advance() {
                if stream.key().starts_with(b"~") || stream.value().doc_freq > most {
                    continue;
                }
                let Ok(word) = std::str::from_utf8(stream.key()) else { continue };
                let mut postings =
                    inverted.read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)?;
                let mut entries = Vec::new();
                while postings.doc() != TERMINATED {
                    entries.push(postings.doc());
                    postings.advance();
                }
                words.insert(word.to_owned(), entries);
            }
        }
        Ok(words)
    }

    /// The entries whose text answers `query` best, at most `most`.
    pub fn find(&self, reader: &Reader, query: &Query, most: usize) -> Result<Vec<usize>> {
        let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
        let term = |text: String, boost: f32| -> Box<dyn tantivy::query::Query> {
            let term = Term::from_field_text(self.text, &text);
            Box::new(BoostQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), boost))
        };
        for token in query.tokens.iter().filter(|token| token.filler == Filler::No) {
            for form in &token.forms {
                clauses.push((Occur::Should, term(exact(form), 2.0)));
                clauses.push((Occur::Should, term(format!("~{}", form.fold), 1.0)));
            }
            for meaning in token.meanings.iter().filter(|meaning| meaning.quality >= 12).take(8) {
                clauses.push((Occur::Should, term(exact(&reader.lexicon.term(meaning.term).word), 1.0)));
            }
        }
        if clauses.is_empty() {
            return Ok(Vec::new());
        }
        let found = BooleanQuery::new(clauses);
        let top = self.searcher.search(&found, &TopDocs::with_limit(most).order_by_score())?;
        Ok(top.into_iter().map(|(_, address)| address.doc_id as usize).collect())
    }
}

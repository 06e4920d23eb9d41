// The data files: what comes in, in any order, broken or not, becomes terms, entries and the names they share.
const tokens = [], termOf = [];                     // what titles are spelled with, and the term of each
const terms = [], ids = new Map(), byFold = new Map(), bySound = new Map();
const docs = [], parts = [], firsts = {}, states = {}, synonyms = new Map(), fillers = new Map(), reads = new Map();
let rules, stamps, folds, waiting = [], load, changed, say;

const term = (word, heavy) => {
  let id = ids.get(word.key);
  if (id === undefined) {
    ids.set(word.key, id = terms.length);
    terms.push({ word, heavy, posts: [] });
    if (!byFold.has(word.fold)) under(bySound, sound(word.fold), word.fold);
    under(byFold, word.fold, id);
    folds = 0;
  }
  return id;
};
const light = id => min(W.title_word_most, terms[id].heavy);
const addWords = (text, weights) => {
  reads.clear();
  if (text) text.split('\n').forEach((token, at) => {
    const raw = rawWords(token)[0];
    tokens.push(token);
    termOf.push(raw ? term(wordOf(raw), parseInt(weights[at], 36)) : -1);
  });
};
const addPart = (name, kind, heavy) => parts.push({ ids: rawWords(name).map(raw => term(wordOf(raw), 15)), kind, heavy, name }) - 1;
const attach = (doc, at) => {
  docs[doc].parts.push(at);
  parts[at].ids.forEach(id => terms[id].posts.push(doc, parts[at].heavy));
};
const addCore = data => {
  rules = data.rules;
  stamps = data.stamps;
  addWords(data.words, data.weights);
  const phrases = text => text.split(' ').map(numbers);
  const foldOf = phrase => terms[termOf[phrase[0]]].word.fold;
  phrases(data.fillers).forEach(phrase => under(fillers, foldOf(phrase), phrase));
  if (data.synonyms) data.synonyms.split('  ').forEach(entry => {
    const sides = entry.split('!'), from = phrases(sides[0]), to = phrases(sides[1]);
    from.forEach(phrase => under(synonyms, foldOf(phrase), { from: phrase, to }));
    if (sides[2] === '') to.forEach(phrase => under(synonyms, foldOf(phrase), { from: phrase, to: from }));
  });
};
const addTitles = data => {
  const addresses = data.addresses.split(' ');
  let number = 0;
  data.titles.split(' ').forEach((title, at) => {
    const spelling = numbers(title), list = spelling.map(token => termOf[token]).filter(id => id >= 0);
    const levels = digit(data.levels, at), people = digit(data.people, at), kind = data.kinds[at], doc = docs.length;
    let id = addresses[at], total = 0;
    if (/^-?\d+$/.test(id)) id = String(number += +id).replace(/./, '$&.');
    list.forEach(id => {
      total += light(id);
      terms[id].posts.push(doc, W.title);
    });
    docs.push({
      id, spelling, list, total: total || 1, kind, levels, people: people & 15, bags: [], parts: [],
      prior: kind !== 'p' ? W.other_kind
        : W.level * (levels & 1 ? 3 : levels & 6 ? 2 : 1) / 3 + (people & 1 && W.citizen) + (people & 16 && W.most_used)
    });
  });
};
const addMore = (data, first) => {
  const move = tokens.length - (data.core || 0);
  [['fields', 'field', W.field], ['agencies', 'agency', W.agency], ['events', 'event', W.event]].forEach(keys => {
    const groups = (data[keys[0]] || []).map(names => names.split('|').map(name => addPart(name, keys[1][0], keys[2])));
    (data[keys[1]] || '').split(' ').forEach((list, at) => numbers(list).forEach(one => groups[one].forEach(part => attach(first + at, part))));
  });
  addWords(data.words, data.weights);
  [['keyword', W.keyword], ['text', W.text]].forEach(key => (data[key[0]] || '').split(' ').forEach((list, at) => {
    const heavy = key[1], inside = numbers(list).map(token => termOf[token < data.core ? token : token + move]);
    if (inside.length) docs[first + at].bags.push({ list: inside, heavy });
    inside.forEach(id => terms[id].posts.push(first + at, heavy));
  }));
};
// States of a file: 1 asked for, 2 here, 3 broken, 4 waiting for another. [name, 0] says that its script ended.
const add = file => {
  const name = file[0], block = parseInt(name, 10), more = /\D/.test(name), isCore = name === '0', state = states[name];
  try {
    if (state === 2 || state === 4 && !file[1]) return;
    if (file[1] !== RULES.format || stamps && !isCore && stamps[name] !== file[2]) throw 0;
    states[name] = 2;
    if (!isCore && (!stamps || more && !(block in firsts))) {
      states[name] = 4;
      waiting.push(file);
    } else {
      say = say || file[4];
      if (isCore) addCore(file[3]);
      else if (more) addMore(file[3], firsts[block]);
      else {
        firsts[block] = docs.length;
        addTitles(file[3]);
      }
      waiting.splice(0).forEach(other => {
        states[other[0]] = 1;
        add(other);
      });
    }
  } catch (fault) {
    states[name] = 3;
  }
  changed(name);
};
const want = name => {
  if (name && !states[name]) {
    states[name] = 1;
    load(name);
  }
};
// Asks for the next file that would make answers better: titles, names in common, keywords; texts only where those know
// little.
const more = weak => stamps && want(Object.keys(stamps).find(name => !states[name] && (weak || !/t/.test(name))));

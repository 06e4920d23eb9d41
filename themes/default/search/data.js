// The data files: what comes in, in any order, broken or not, becomes terms, entries and the names they share.
const tokens = [], termOf = [];                     // what titles are spelled with, and the term of each
const terms = [], ids = new Map(), byFold = new Map(), bySound = new Map();
const docs = [], states = {}, synonyms = new Map(), fillers = new Map(), reads = new Map(), waiting = [];
let rules, stamps, folds, file, jobs = [], load, changed, say, later = work => work();

// Work on a file falls into jobs, so that a key that is pressed meanwhile waits for a few of them and not for all.
const each = (list, work) => list.forEach((one, at) => jobs.push(() => work(one, at)));
const term = (word, heavy) => {
  let id = ids.get(word.key);
  if (id === undefined) {
    ids.set(word.key, id = terms.push(word) - 1);
    word.heavy = heavy;
    word.posts = [];
    if (!byFold.has(word.fold)) under(bySound, sound(word.fold), word.fold);
    under(byFold, word.fold, id);
  }
  return id;
};
// An entry has these words: a post is its number times 32, and the weight of the place.
const attach = (doc, words) => words.list.forEach(id => terms[id].posts.push(doc * 32 + words.heavy));
const totalOf = list => {
  let total = 0;
  list.forEach(id => { total += min(W.title_word_most, terms[id].heavy); });
  return total || 1;
};
const addWords = data => each(data.words.split('\n'), (token, at) => {
  const raw = rawWords(token)[0];
  tokens.push(token);
  termOf.push(raw ? term(wordOf(raw), parseInt(data.weights[at], 36)) : -1);
});
const addCore = data => {
  rules = data.rules;
  stamps = data.stamps;
  addWords(data);
  const phrases = text => text.split(' ').map(numbers);
  const foldOf = phrase => terms[termOf[phrase[0]]].fold;
  each(data.fillers.split(' '), text => under(fillers, foldOf(numbers(text)), numbers(text)));
  if (data.synonyms) each(data.synonyms.split('  '), entry => {
    const sides = entry.split('!'), from = phrases(sides[0]), to = phrases(sides[1]);
    from.forEach(phrase => under(synonyms, foldOf(phrase), { from: phrase, to }));
    if (sides[2] === '') to.forEach(phrase => under(synonyms, foldOf(phrase), { from: phrase, to: from }));
  });
};
const addTitles = data => {
  const addresses = data.addresses.split(' ');
  let number = 0;
  each(data.titles.split(' '), (title, at) => {
    const list = numbers(title).map(token => termOf[token]).filter(id => id >= 0);
    const levels = digit(data.levels, at), people = digit(data.people, at), kind = data.kinds[at], doc = data.first + at;
    let id = addresses[at];
    if (/^-?\d+$/.test(id)) id = String(number += +id).replace(/./, '$&.');
    docs[doc] = {
      id, spelling: title, list, heavy: W.title, total: totalOf(list), kind, levels, people: people & 15, bag: [], parts: [],
      prior: kind !== 'p' ? W.other_kind
        : W.level * (levels & 1 ? 3 : levels & 6 ? 2 : 1) / 3 + (people & 1 && W.citizen) + (people & 16 && W.most_used)
    };
    attach(doc, docs[doc]);
  });
};
// Names that entries share: fields, agencies, life events.
const addNames = data => data.names.forEach((names, kind) => {
  const groups = [], heavy = names[0];
  each(names[1], name => groups.push(name.split('|').map(name => {
    const list = rawWords(name).map(raw => term(wordOf(raw), 15));
    return { name, kind, list, heavy, total: totalOf(list) };
  })));
  each(names[2].split(' '), (list, at) => numbers(list).forEach(one => groups[one].forEach(part => {
    docs[data.first + at].parts.push(part);
    attach(data.first + at, part);
  })));
});
// Words that titles lack: a number beyond those of the first file is one of the file's own.
const addBags = data => {
  const move = tokens.length - data.core;
  addWords(data);
  each(data.lists.split(' '), (text, at) => {
    const doc = data.first + at, list = numbers(text).map(token => termOf[token < data.core ? token : token + move]);
    list.forEach(id => docs[doc].bag.push(id * 32 + data.weight));
    attach(doc, { list, heavy: data.weight });
  });
};
// A file that has come: its name, format, stamp, data. [name, 0] says that its script ended.
// States: 1 asked for, 2 here, 3 broken, 4 to be read.
const add = file => {
  const state = states[file[0]];
  if (state === 2 || state === 4 && !file[1]) return;
  states[file[0]] = 4;
  waiting.push(file);
  later(turn);
};
const turn = () => {
  const until = Date.now() + 8;
  while (Date.now() < until) try {
    if (jobs[0]) jobs.pop()();
    else {
      // Titles wait for the first file, and what stands beside titles waits for them.
      const at = waiting.findIndex(one => one[0] === '0' || states[one[0] > 0 ? 0 : parseInt(one[0])] === 2);
      if (at < 0) return;
      file = waiting.splice(at, 1)[0];
      const data = file[3];
      if (file[1] !== RULES.format || stamps && stamps[file[0]] !== file[2]) throw 0;
      say = say || file[4];
      (data.rules ? addCore : data.titles ? addTitles : data.names ? addNames : addBags)(data);
      jobs.push(() => {
        folds = [...byFold.keys()].sort();
        reads.clear();
        states[file[0]] = 2;
        later(changed);
      });
      jobs.reverse();
    }
  } catch (fault) {
    jobs = [];
    states[file[0]] = 3;
    later(changed);
  }
  later(turn);
};
const want = name => {
  if (name) {
    states[name] = 1;
    load(name);
  }
};
// Asks for the next file that would make answers better: titles, names in common, keywords; texts only where those know
// little.
const more = weak => stamps && want(Object.keys(stamps).find(name => !states[name] && (weak || !/t/.test(name))));

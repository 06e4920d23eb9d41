// From ranked entries to what a list shows.
// The terms by which an entry was found: those of the phrases on the way through the query, and of the words between.
const foundBy = (one, list) => {
  const out = new Set();
  for (let way = one.way; way && way.from; way = way.from) {
    if (way.span) way.span.to.forEach(id => out.add(id));
    else list[way.at].found.forEach((value, id) => value[0] >= Q.accepted && out.add(id));
  }
  return out;
};
// The title in pieces: [text, whether it matched].
const pieces = (spelling, marked) => {
  const out = [];
  let wasWord = false;
  spelling.forEach(token => {
    const isWord = termOf[token] >= 0, isHit = marked.has(termOf[token]), last = out[out.length - 1], space = isWord && wasWord ? ' ' : '';
    if (last && last[1] === isHit) last[0] += space + tokens[token];
    else {
      // A mark ends with its word.
      if (last && isHit) last[0] += space;
      out.push([(isHit ? '' : space) + tokens[token], isHit]);
    }
    wasWord = isWord;
  });
  return out;
};
// What was read as something else: [typed, meant, whether by a synonym].
const reasons = (one, list) => {
  const out = [];
  for (let way = one.way; way && way.from; way = way.from) {
    const token = list[way.at];
    if (way.span) out.unshift([list.slice(way.at, way.span.end).map(token => token.raw).join(' '), way.span.spelling.map(token => tokens[token]).join(' '), 1]);
    else {
      let best = [0], meant;
      docs[one.doc].spelling.forEach(token2 => {
        const value = token.found.get(termOf[token2]);
        if (value && value[0] > best[0]) {
          best = value;
          meant = tokens[token2].toLowerCase();
        }
      });
      if (best[1] === 's' || best[1] === 'e') out.unshift([token.raw, meant]);
    }
  }
  return out;
};
const codeIn = text => {
  const plain = text.slice(0, rules.longest_query).replace(INVISIBLE, '');
  const found = /(?:^|\D)([1-9])[., -]{0,3}(\d{6})(?!\d)/.exec(plain) || /(?:^|\D)([1-9])[.,](\d{2,5})(?!\d)/.exec(plain), tail = /^\D*(\d{6})\D*$/.exec(plain);
  return found ? found[1] + '.' + found[2] : tail && '.' + tail[1];
};
// The answers to `text`, or nothing while the data are not here.
const find = (text, most) => {
  if (!docs.length) return;
  const query = understand(text), code = codeIn(text), isCode = id => code && id.slice(code[0] === '.' ? 1 : 0).startsWith(code), results = query.list.length ? rank(query, most) : [];
  const best = results.length ? results[0].cover : 0, same = [];
  docs.forEach((doc, at) => { if (isCode(doc.id)) same.push({ doc: at, score: 999, cover: 1 }); });
  same.sort((a, b) => docs[a.doc].id < docs[b.doc].id ? -1 : 1);
  const hits = same.concat(results.filter(one => one.cover >= 0.3 && one.cover >= best * 0.5 && !isCode(docs[one.doc].id)));
  return {
    hits: hits.map(one => {
      const doc = docs[one.doc];
      return { id: doc.id, kind: doc.kind, field: doc.parts.map(at => parts[at]).filter(part => part.kind === 'f').map(part => part.name)[0], levels: doc.levels, people: doc.people, score: one.score,
        title: () => pieces(doc.spelling, foundBy(one, query.list)), why: () => reasons(one, query.list) };
    }),
    best: same.length ? 1 : best,
    words: query.list.map(token => ({ raw: token.raw, known: isKnown(token), filler: token.filler }))
  };
};
// One search a page: `loading` fetches a data file by its name, `changing` is told when one has come.
self.motcuaSearch = (loading, changing) => {
  load = loading;
  changed = changing;
  return { add, want, more, find, states };
};

// From ranked entries to what a list shows.
// The best way through the query, step by step: a phrase that means something else, or a word.
const steps = one => {
  const out = [];
  for (let way = one.way; way && way.from; way = way.from) out.unshift(way);
  return out;
};
// The title in pieces: [text, whether it matched].
const pieces = (one, list) => {
  const out = [], ways = steps(one);
  let wasWord = false;
  numbers(docs[one.doc].spelling).forEach(token => {
    const id = termOf[token], isWord = id >= 0, last = out[out.length - 1], space = isWord && wasWord ? ' ' : '';
    const isHit = ways.some(way => way.span ? way.span.to.includes(id) : list[way.at].found.get(id) >> 2 >= Q.accepted);
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
  steps(one).forEach(way => {
    const token = list[way.at];
    let best = 0, meant;
    if (way.span) out.push([list.slice(way.at, way.span.end).map(token => token.raw).join(' '), way.span.spelling.map(token => tokens[token]).join(' '), 1]);
    else numbers(docs[one.doc].spelling).forEach(number => {
      const value = token.found.get(termOf[number]);
      if (value >> 2 > best >> 2) {
        best = value;
        meant = tokens[number].toLowerCase();
      }
    });
    if ((best & 3) > 1) out.push([token.raw, meant]);
  });
  return out;
};
const codeIn = text => {
  // Digits of any width, with anything but letters between them, and O for 0.
  const plain = text.slice(0, rules.longest_query).normalize('NFKC').replace(INVISIBLE, '').replace(/(\d[.,]?)o(?=\d)/gi, (all, before) => before + 0);
  const found = /(?:^|\D)([1-9])((?:[^\d\p{L}]{0,3}\d){6})(?!\d)/u.exec(plain) || /(?:^|\D)([1-9])[.,](\d{2,5})(?!\d)/.exec(plain), tail = /^\D*(\d{6})\D*$/.exec(plain);
  return found ? found[1] + '.' + found[2].replace(/\D/g, '') : tail && '.' + tail[1];
};
// The answers to `text`, or nothing while the data are not here.
const find = (text, most) => {
  if (states[1] !== 2) return;
  const query = understand(text), code = codeIn(text), isCode = id => code && id.indexOf(code) === +(code[0] === '.'), results = query.list.every(token => token.filler > 1) ? [] : rank(query, most);
  const best = results[0] ? results[0].cover : 0, same = [];
  if (code) docs.forEach((doc, at) => { if (isCode(doc.id)) same.push({ doc: at, score: 999, cover: 1 }); });
  same.sort((a, b) => docs[a.doc].id < docs[b.doc].id ? -1 : 1);
  const hits = same.concat(results.filter(one => (one.cover >= 0.3 && one.cover >= best * 0.5 || one.share >= 0.7) && !isCode(docs[one.doc].id)));
  return {
    hits: hits.map(one => {
      const doc = docs[one.doc];
      return { id: doc.id, kind: doc.kind, field: doc.parts.filter(part => !part.kind).map(part => part.name)[0], levels: doc.levels, people: doc.people, score: one.score,
        title: () => pieces(one, query.list), why: () => reasons(one, query.list) };
    }),
    best: same[0] ? 1 : best,
    strange: query.list.filter(token => !isKnown(token) && !token.filler).map(token => token.raw)
  };
};
// One search a page: `loading` fetches a data file by its name, `changing` is told when one has come.
self.motcuaSearch = (loading, changing) => {
  load = loading;
  changed = changing;
  return { add, want, more, find, states };
};

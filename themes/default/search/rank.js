// Which answers come first. Its twin is generator/src/search/rank.rs: same steps, same order of arithmetic.
// Kept from query to query: what is thrown away is swept up between keys. Per term [place in the query, quality, ...].
const hits = [], sum = [], guess = [];
const rank = (query, most) => {
  const list = query.list, spans = query.spans, count = list.length, zeros = list.map(() => 0);
  hits.length = terms.length;
  sum.length = guess.length = docs.length;
  hits.fill();
  sum.fill(0);
  const pairOf = at => min(list[at].paired + list[at - 1].paired, W.pair_most);
  let all = 0, allPairs = 0;
  list.forEach((token, at) => {
    all += token.heavy;
    if (at) allPairs += pairOf(at);
    token.found.forEach((value, id) => (hits[id] = hits[id] || []).push(at, value >> 2));
  });

  // First look: which entries have the words at all.
  const first = [], quarters = new Uint16Array(999);
  let least = 999;
  list.forEach(token => {
    token.found.docs.forEach(doc => { sum[doc] += token.found.best[doc] * token.heavy; });
  });
  spans.forEach(span => {
    span.heavy = span.pairs = 0;
    // Per entry how many of the words it has, counted from the first.
    const have = span.have = new Uint8Array(docs.length);
    span.to.forEach((id, nth) => {
      hits[id] = hits[id] || [];
      terms[id].posts.forEach(post => { if ((post & 31) > W.text && have[post >> 5] === nth) have[post >> 5]++; });
    });
    for (let i = span.at; i < span.end; i++) {
      span.heavy += list[i].heavy;
      if (i) span.pairs += pairOf(i);
    }
    have.forEach((words, doc) => { if (words === span.to.length) sum[doc] += 224 * span.heavy; });
  });
  // Their number by quarters of a point tells where the best ones end.
  sum.forEach((value, at) => {
    if (!value) return;
    guess[at] = W.in_title * min(1.2, value / 256 / all) + W.title_overlap * 8 / (8 + docs[at].total) + docs[at].prior;
    quarters[guess[at] * 4 | 0]++;
    first.push(at);
  });
  most = most || W.candidates;
  for (let size = 0; size < most && least--;) size += quarters[least];

  // What the words of one title or name say about each place of the query.
  const look = (words, isHere) => {
    const ids = words.list, heavy = words.heavy, at = zeros.slice(), pair = zeros.slice(), hit = [];
    let before, earlier, met = 0, cover = 0;
    const follows = (i, q, near, far) => {
      for (let y = 0; near && y < near.length; y += 2) if (near[y] === i - 1) pair[i] = max(pair[i], heavy * min(q, near[y + 1]) / far);
    };
    ids.forEach((id, place) => {
      const found = hits[id];
      for (let x = 0; found && x < found.length; x += 2) {
        const i = found[x], q = found[x + 1];
        at[i] = max(at[i], q);
        if (q >= Q.sound_known) hit[place] = 1;
        follows(i, q, before, 1);
        follows(i, q, earlier, 2);
      }
      earlier = before;
      before = found;
    });
    const plain = at.slice(), said = spans.map(span => {
      const to = span.to;
      let q = 0;
      if (!isHere(span)) return 0;
      for (let p = 0; p + to.length <= ids.length && !q; p++) if (to.every((id, k) => ids[p + k] === id)) {
        q = 16;
        to.forEach((id, k) => { hit[p + k] = 1; });
      }
      for (let i = span.at; i < span.end; i++) at[i] = max(at[i], q);
      return q * heavy * (W.synonym - min(span.nth, 4)) / 16;
    });
    ids.forEach((id, place) => { if (hit[place]) met += min(W.title_word_most, terms[id].heavy); });
    list.forEach((token, i) => { cover += token.heavy * at[i] / 16; });
    return { plain, pair, said, share: met / words.total, cover: cover / all, heavy };
  };
  const second = doc => {
    const d = docs[doc], value = zeros.slice(), pair = zeros.slice(), isHere = span => span.have[doc] === span.to.length;
    const said = spans.map(span => isHere(span) ? W.spread : 0);
    let equal = 0;
    const take = seen => {
      for (let i = 0; i < count; i++) {
        value[i] = max(value[i], seen.plain[i] * seen.heavy);
        pair[i] = max(pair[i], seen.pair[i]);
      }
      seen.said.forEach((v, x) => { said[x] = max(said[x], v); });
    };
    const title = look(d, isHere);
    take(title);
    d.bag.forEach(word => {
      const found = hits[word >> 5];
      for (let x = 0; found && x < found.length; x += 2) value[found[x]] = max(value[found[x]], found[x + 1] * (word & 31));
    });
    d.parts.forEach(part => {
      if (part.query !== query) {
        part.query = query;
        part.seen = part.list.some(id => hits[id]) && look(part, () => 1);
      }
      const seen = part.seen;
      if (!seen) return;
      take(seen);
      if (part.kind < 2 && seen.share >= 0.5 && seen.cover >= 0.9) equal = max(equal, W.equal * seen.share);
    });
    // The best way through the query, word by word or phrase by phrase.
    const ways = [{ value: 0, cover: 0, joined: 0 }];
    const step = (from, at, end, cover, pairs, span) => {
      const v = from.value + W.in_title * cover + W.pairs * pairs, old = ways[end];
      if (!old || (span ? v > old.value : v >= old.value)) ways[end] = { value: v, cover: from.cover + cover, joined: from.joined + pairs, from, at, span };
    };
    list.forEach((token, i) => {
      step(ways[i], i, i + 1, token.heavy * value[i] / 256 / all, i && allPairs && pairOf(i) * pair[i] / 256 / allPairs);
      spans.forEach((span, x) => {
        if (span.at === i && said[x]) step(ways[i], i, span.end, span.heavy * said[x] / 256 / all, allPairs && span.pairs * said[x] / 256 / allPairs, span);
      });
    });
    const way = ways[count], cover = way.cover, share = title.share;
    const overlap = W.title_overlap * (cover + share && (1 + W.overlap_bias) * cover * share / (W.overlap_bias * cover + share));
    return {
      doc, cover, way, share,
      score: W.in_title * cover + W.pairs * (allPairs ? way.joined : cover) + (equal > overlap ? equal + overlap / 10 : overlap) + d.prior
    };
  };
  return first.filter(at => guess[at] * 4 >= least).sort((a, b) => guess[b] - guess[a] || a - b).slice(0, most).map(second)
    .sort((a, b) => b.score - a.score || a.doc - b.doc);
};

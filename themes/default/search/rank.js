// Which answers come first. Its twin is generator/src/search/rank.rs: same steps, same order of arithmetic.
const rank = (query, most) => {
  const list = query.list, spans = query.spans, count = list.length, seenParts = [];
  const hits = [];                                  // per term [place in the query, quality, ...]
  const pairOf = at => min(list[at].paired + list[at - 1].paired, W.pair_most);
  let all = 0, allPairs = 0;
  list.forEach((token, at) => {
    all += token.heavy;
    if (at) allPairs += pairOf(at);
    token.found.forEach((value, id) => (hits[id] = hits[id] || []).push(at, value[0]));
  });

  // First look: which entries have the words at all.
  const sum = new Float64Array(docs.length), best = new Float64Array(docs.length);
  list.forEach(token => {
    const touched = [];
    token.found.forEach((value, id) => {
      const posts = terms[id].posts;
      for (let i = 0; i < posts.length; i += 2) {
        const doc = posts[i], v = posts[i + 1] * value[0];
        if (!best[doc]) touched.push(doc);
        if (v > best[doc]) best[doc] = v;
      }
    });
    touched.forEach(doc => {
      sum[doc] += best[doc] * token.heavy;
      best[doc] = 0;
    });
  });
  spans.forEach(span => {
    let heavy = 0;
    span.to.forEach(id => {
      const posts = terms[id].posts, here = new Set();
      for (let i = 0; i < posts.length; i += 2) if (posts[i + 1] > W.text && (!span.docs || span.docs.has(posts[i]))) here.add(posts[i]);
      span.docs = here;
    });
    for (let i = span.at; i < span.end; i++) heavy += list[i].heavy;
    span.docs.forEach(doc => { sum[doc] += 224 * heavy; });
  });
  const first = [];
  docs.forEach((doc, at) => {
    if (sum[at]) first.push([at, W.in_title * min(1.2, sum[at] / 256 / all) + W.title_overlap * 8 / (8 + doc.total) + doc.prior]);
  });

  // What the words of one title, bag or name say about each place of the query.
  const look = (ids, heavy, isHere, isBag) => {
    const at = new Float64Array(count), pair = new Float64Array(count), hit = [];
    let before = [], earlier = [], total = 0, met = 0, cover = 0;
    ids.forEach((id, place) => {
      const found = hits[id] || [];
      for (let x = 0; x < found.length; x += 2) {
        const i = found[x], q = found[x + 1];
        at[i] = max(at[i], q);
        if (q >= Q.sound_known) hit[place] = 1;
        if (!isBag) [before, earlier].forEach((near, far) => {
          for (let y = 0; y < near.length; y += 2) if (near[y] === i - 1) pair[i] = max(pair[i], heavy * min(q, near[y + 1]) / (far + 1));
        });
      }
      earlier = before;
      before = found;
    });
    const plain = at.slice(), said = spans.map(span => {
      const to = span.to;
      let q = 0;
      if (!isHere(span)) return 0;
      if (!isBag) for (let p = 0; p + to.length <= ids.length && !q; p++) if (to.every((id, k) => ids[p + k] === id)) {
        q = 16;
        to.forEach((id, k) => { hit[p + k] = 1; });
      }
      for (let i = span.at; i < span.end; i++) at[i] = max(at[i], q);
      return q * heavy * (W.synonym - W.later * min(span.nth, 4)) / 16;
    });
    ids.forEach((id, place) => {
      total += light(id);
      if (hit[place]) met += light(id);
    });
    list.forEach((token, i) => { cover += token.heavy * at[i] / 16; });
    return { plain, pair, said, share: total && met / total, cover: cover / all, heavy };
  };
  const second = doc => {
    const d = docs[doc], value = new Float64Array(count), pair = new Float64Array(count), isHere = span => span.docs.has(doc);
    const said = spans.map(span => isHere(span) ? W.spread : 0);
    let equal = 0;
    const take = seen => {
      for (let i = 0; i < count; i++) {
        value[i] = max(value[i], seen.plain[i] * seen.heavy);
        pair[i] = max(pair[i], seen.pair[i]);
      }
      seen.said.forEach((v, x) => { said[x] = max(said[x], v); });
    };
    const title = look(d.list, W.title, isHere);
    take(title);
    d.bags.forEach(bag => {
      take(look(bag.list, bag.heavy, () => 0, 1));
    });
    d.parts.forEach(at => {
      const part = parts[at], seen = seenParts[at] = seenParts[at] || look(part.ids, part.heavy, () => 1);
      take(seen);
      if (part.kind !== 'e' && seen.share >= 0.5 && seen.cover >= 0.9) equal = max(equal, W.equal * seen.share);
    });
    // The best way through the query, word by word or phrase by phrase.
    const ways = [{ value: 0, cover: 0, pairs: 0 }];
    const step = (from, at, end, cover, pairs, span) => {
      const v = from.value + W.in_title * cover + W.pairs * pairs, old = ways[end];
      if (!old || (span ? v > old.value : v >= old.value)) ways[end] = { value: v, cover: from.cover + cover, pairs: from.pairs + pairs, from, at, span };
    };
    list.forEach((token, i) => {
      step(ways[i], i, i + 1, token.heavy * value[i] / 256 / all, i && allPairs && pairOf(i) * pair[i] / 256 / allPairs);
      spans.forEach((span, x) => {
        let heavy = 0, pairs = 0;
        if (span.at !== i || !said[x]) return;
        for (let k = i; k < span.end; k++) {
          heavy += list[k].heavy;
          if (k) pairs += pairOf(k);
        }
        step(ways[i], i, span.end, heavy * said[x] / 256 / all, allPairs && pairs * said[x] / 256 / allPairs, span);
      });
    });
    const way = ways[count], cover = way.cover, share = title.share, bias = W.overlap_bias;
    const overlap = W.title_overlap * (cover + share && (1 + bias) * cover * share / (bias * cover + share));
    return {
      doc, cover, way,
      score: W.in_title * cover + W.pairs * (allPairs ? way.pairs : cover) + (equal > overlap ? equal + overlap / 10 : overlap) + d.prior
    };
  };
  return first.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most || W.candidates).map(one => second(one[0]))
    .sort((a, b) => b.score - a.score || a.doc - b.doc);
};

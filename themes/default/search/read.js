// What somebody may have meant. Its twin is generator/src/search/understand.rs: same steps.
const isKnown = token => token.forms.some(form => byFold.has(form.fold));
// How well what was typed fits a word of the same letters, marks aside, in sixteenths.
const fits = (typed, meant, mixed) => {
  const isSame = typed.tone === meant.tone, base = typed.base;
  if (base === meant.base && isSame) return Q.exact;
  if (base === typed.fold && !typed.tone) return mixed ? Q.unmarked_among_marked : Q.unmarked;
  if (base === meant.base) return !typed.tone ? Q.tone_missing : typed.tone + meant.tone === 7 && typed.tone > 2 && meant.tone > 2 ? Q.hook_tilde : Q.other_tone;
  let fewer = base.length === meant.base.length;
  for (let i = 0; i < base.length; i++) fewer = fewer && (base[i] === meant.base[i] || base[i] === typed.fold[i]);
  return !fewer ? Q.other_marks : isSame || !typed.tone ? Q.marks_missing : Q.marks_missing_other_tone;
};
const beginning = fold => {
  let low = 0, high = folds.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (folds[middle] < fold) low = middle + 1;
    else high = middle;
  }
  return low;
};
const begins = fold => (folds[beginning(fold)] || '').startsWith(fold);
// dangkykhaisinh: the cheapest way through known words.
const cut = raw => {
  const best = [{ cost: 0, ways: [] }];
  for (let end = 1; end <= raw.length; end++) for (let size = 2; size < 8 && size <= end; size++) {
    const before = best[end - size], piece = raw.slice(end - size, end), list = before && byFold.get(wordOf(piece).fold);
    const cost = list && before.cost + 8 + min.apply(0, list.map(id => terms[id].heavy));
    if (list && !(best[end] && best[end].cost <= cost)) best[end] = { cost, ways: before.ways.concat(piece) };
  }
  const way = best[raw.length];
  return way && way.ways[1] && way.ways;
};
const typedWords = text => {
  const list = rawWords(text.slice(0, rules.longest_query)).filter(raw => raw.length <= rules.longest_word).slice(0, rules.most_words);
  const out = [];
  list.forEach((raw, at) => {
    const plain = wordOf(raw), word = /^[a-z]+$/.test(raw) ? telex(raw) : /^[a-z]+\d[a-z\d]*$/.test(raw) ? vni(raw) : 0;
    const token = { raw, forms: !word || !byFold.has(word.fold) ? [plain] : byFold.has(plain.fold) ? [plain, word] : [word] };
    const open = at > list.length - 2 && begins(token.forms[0].fold);
    const ways = raw.length > 3 && !open && !isKnown(token) && !/\d/.test(raw) && cut(raw);
    if (ways) ways.forEach(raw => out.push({ raw, forms: [wordOf(raw)] }));
    else out.push(token);
  });
  for (let i = 0; i + 1 < out.length; i++) {
    const raw = out[i].raw + out[i + 1].raw, word = wordOf(raw);
    // Consonants alone are no word, whatever stands in texts: th ường.
    if (VOWEL.test(out[i].forms[0].fold) && VOWEL.test(out[i + 1].forms[0].fold) && (isKnown(out[i]) && isKnown(out[i + 1]) || i + 2 === out.length && begins(out[i + 1].forms[0].fold)) || !byFold.has(word.fold)) continue;
    out.splice(i, 2, { raw, forms: [word] });
  }
  return out;
};
// Every term a typed word may stand for: id to its quality times 4, and how: 0 itself, 1 its beginning, 2 by ear, 3 a slip.
const meanings = (token, mixed, isLast) => {
  const name = token.raw + mixed + isLast + token.filler, found = new Map();
  if (reads.has(name)) return reads.get(name);
  let heavy = 99, sure = 0, open = 0;
  const put = (id, q, how) => {
    if (found.get(id) >> 2 < q) found.set(id, q * 4 + how);
  };
  token.forms.forEach(form => {
    const list = byFold.get(form.fold) || [], near = !list[0] ? Q.sound_unknown : form.tone || form.base !== form.fold ? Q.sound_known : Q.sound_known_unmarked;
    list.forEach(id => {
      const q = fits(form, terms[id], mixed);
      put(id, q, 0);
      if (q >= Q.unmarked_among_marked) heavy = min(heavy, terms[id].heavy);
      sure = 1;
    });
    if (heavy > 98) list.forEach(id => { heavy = min(heavy, terms[id].heavy); });
    // What only asks is not a slip of the ear.
    if (!token.filler) (bySound.get(sound(form.fold)) || []).forEach(fold => {
      // Many people mix d, gi, r and v; nobody hears đ in them.
      if (fold !== form.fold) byFold.get(fold).forEach(id => (terms[id].base[0] !== 'đ' || /[dđ]/.test(form.base[0])) && put(id, near, 2));
    });
  });
  const first = token.forms[0], form = token.forms[token.forms.length - 1], length = form.fold.length;
  if (isLast) {
    for (let at = beginning(form.fold); at < folds.length && folds[at].startsWith(form.fold); at++) if (folds[at] !== form.fold) byFold.get(folds[at]).forEach(id => {
      const meant = terms[id], q = fits(form, { base: meant.base.slice(0, form.base.length), tone: meant.tone }, mixed);
      if (q < (form.tone ? Q.accepted : Q.other_marks)) return;
      put(id, Q.prefix - (q < Q.unmarked_among_marked ? 2 : 0), 1);
      open = 1;
    });
    if (open && !sure) heavy = W.prefix_only;
    if (open && length < 3) heavy = min(heavy, 3 + 2 * length);
  }
  if (!sure && !open) {
    const most = first.fold.length > 7 ? 2 : 1;
    // A single slip leaves the first letter or the last one.
    if (first.fold.length > 2) byFold.forEach((list, fold) => {
      const far = most > 1 || first.fold[0] === fold[0] || first.fold.slice(-1) === fold.slice(-1) ? slips(first.fold, fold, most) : 9;
      if (far <= most) list.forEach(id => put(id, far < 2 ? Q.one_slip : Q.two_slips, 3));
    });
    heavy = 0;
    found.forEach((value, id) => { heavy += terms[id].heavy; });
    heavy = found.size ? heavy / found.size + 0.5 | 0 : W.unknown;
  }
  // Entries that have one of these words, and the best it is worth there.
  found.docs = [];
  found.best = new Uint16Array(docs.length);
  found.forEach((value, id) => terms[id].posts.forEach(post => {
    const doc = post >> 5;
    if (!found.best[doc]) found.docs.push(doc);
    found.best[doc] = max(found.best[doc], (post & 31) * (value >> 2));
  }));
  found.heavy = heavy;
  if (reads.size > 99) reads.clear();
  reads.set(name, found);
  return found;
};
const fitOf = (token, meant, mixed) => {
  const form = token.forms.find(form => form.fold === meant.fold);
  return form ? fits(form, meant, mixed) : 0;
};
const meantBy = token => terms[termOf[token]];
const markFillers = (list, mixed) => {
  for (let at = 0; at < list.length;) {
    let length = 0;
    list[at].forms.forEach(form => (fillers.get(form.fold) || []).forEach(phrase => {
      if (phrase.length > length && phrase.every((token, i) => list[at + i] && fitOf(list[at + i], meantBy(token), mixed) >= Q.accepted)
        && (phrase[1] || !mixed || form.key === meantBy(phrase[0]).key)) length = phrase.length;
    }));
    for (let i = 0; i < length; i++) list[at + i].filler = length > 1 || mixed ? 2 : 1;
    at += length || 1;
  }
};
const spansOf = (list, mixed) => {
  const spans = [];
  list.forEach((token, at) => {
    const starts = new Set(token.forms.map(form => form.fold));
    token.found.forEach((value, id) => value >> 2 >= (isKnown(token) ? Q.sound_known : Q.one_slip) && (value & 3) !== 1 && starts.add(terms[id].fold));
    starts.forEach(fold => (synonyms.get(fold) || []).forEach(entry => {
      let nth = 0, end = at, heard = entry.from.length < 3;
      for (; end < list.length && nth < entry.from.length; end++) {
        const one = list[end], meant = meantBy(entry.from[nth]), value = one.found.get(termOf[entry.from[nth]]);
        const fit = fitOf(one, meant, mixed);
        if (fit ? fit >= Q.unmarked_among_marked
          : (value & 3) !== 1 && (isKnown(one) ? !heard && value >> 2 >= Q.sound_known && (heard = true) : value >> 2 >= Q.one_slip)) nth++;
        else if (!nth || !one.filler || end - at - nth > 1) break;
      }
      if (nth === entry.from.length) entry.to.forEach((to, nth) => spans.push({ at, end, nth, spelling: to, to: to.map(token => termOf[token]) }));
    }));
  });
  return spans.filter(one => !spans.some(other => other.at <= one.at && other.end >= one.end && other.end - other.at > one.end - one.at));
};
const understand = text => {
  const list = typedWords(text), mixed = list.some(token => token.forms[0].base !== token.forms[0].fold || token.forms[0].tone);
  markFillers(list, mixed);
  list.forEach((token, at) => {
    const found = token.found = meanings(token, mixed, at > list.length - 2 && !/\s$/.test(text));
    token.heavy = token.paired = token.filler > 1 ? W.filler : found.heavy;
    if (token.filler === 1) token.heavy = max(1, found.heavy * W.filler_unmarked);
  });
  // A long question tells of people; what it asks for stands beside them.
  if (list.length > W.long) list.forEach(token => { if (!token.filler && token.forms.some(form => rules.people.includes(form.key))) token.heavy *= W.people; });
  if (list.every(token => token.filler)) list.forEach(token => { token.heavy = max(1, token.heavy); });
  const spans = spansOf(list, mixed);
  spans.forEach(span => {
    const inside = list.slice(span.at, span.end);
    let sum = 0, floor = 0;
    inside.forEach(token => { sum += token.heavy; });
    span.to.forEach(id => { floor += terms[id].heavy; });
    floor = min(W.span_floor, floor * W.span_share);
    if (sum < floor) inside.forEach(token => { token.heavy *= floor / sum; });
  });
  return { list, spans };
};

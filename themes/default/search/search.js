// The search itself, without a page: it takes in the data files, reads a query, ranks. No DOM, no clock, no chance.
// Its twin is generator/src/search; rules.json and the synonyms are shared, tests/search holds both to the same answers.
(self => {
  'use strict';
  const FORMAT = 1;
  const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  const LETTERS = /[0-9a-z\u00df-\u024f\u0300-\u036f\u1e00-\u1eff]+/g;
  const TONES = '\u0301\u0300\u0309\u0303\u0323';
  const VOWEL = /[aeiouyâêôơưă]/;
  const min = Math.min, max = Math.max;

  // --- Words: letters with their marks, the tone apart, so that hoà and hòa are one ---------------------------
  const made = new Map();
  const spelled = (base, tone) => ({
    base, tone, fold: base.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd'), key: base + tone
  });
  const wordOf = raw => {
    let word = made.get(raw), tone = 0;
    if (word) return word;
    word = spelled(raw.normalize('NFD').replace(/[\u0300\u0301\u0303\u0309\u0323]/g, mark => {
      tone = TONES.indexOf(mark) + 1;
      return '';
    }).normalize('NFC').replace(/^(qu|[bcdđghklmnpqrstvx]*)y$/, '$1i'), tone);
    if (made.size > 9999) made.clear();
    made.set(raw, word);
    return word;
  };
  const rawWords = text => text.replace(INVISIBLE, '').normalize('NFC').toLowerCase().match(LETTERS) || [];

  // Slips between two words (insert, drop, change, swap neighbours), or more than `most`.
  const slips = (left, right, most) => {
    if (Math.abs(left.length - right.length) > most) return 9;
    let before, row = [];
    for (let j = 0; j <= right.length; j++) row.push(j);
    for (let i = 1; i <= left.length; i++) {
      const next = [i];
      for (let j = 1; j <= right.length; j++) {
        next[j] = min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) next[j] = min(next[j], before[j - 2] + 1);
      }
      if (min.apply(0, next) > most) return 9;
      before = row;
      row = next;
    }
    return row[right.length];
  };

  // Numbers as printable ASCII; see generator/src/search/pack.rs.
  const digit = (text, at) => {
    const code = text.charCodeAt(at) - 35;
    return code > 57 ? code - 1 : code;
  };
  const numbers = text => {
    const list = [];
    for (let at = 0; at < text.length; at++) {
      let n = digit(text, at);
      if (n > 88) n = 2519 + (n - 89) * 8281 + digit(text, ++at) * 91 + digit(text, ++at);
      else if (n > 61) n = 62 + (n - 62) * 91 + digit(text, ++at);
      list.push(n);
    }
    return list;
  };
  const under = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value]);

  self.motcuaSearch = (load, changed) => {
    let rules, stamps, folds, waiting = [];
    // The numbers of rules.json, in the order of their names.
    let qAccepted, qExact, qHookTilde, qMarksMissing, qMarksMissingOtherTone, qOneSlip, qOtherMarks, qOtherTone, qPrefix, qSoundKnown, qSoundKnownUnmarked, qSoundUnknown, qToneMissing, qTwoSlips, qUnmarked, qUnmarkedAmongMarked;
    let wAgency, wCandidates, wCitizen, wEqual, wEvent, wField, wFiller, wFillerUnmarked, wInTitle, wKeyword, wLevel, wMostUsed, wOtherKind, wOverlapBias, wPairMost, wPairs, wPrefixOnly, wSpanFloor, wSpanShare, wSpread, wSynonym, wText, wTitle, wTitleOverlap, wTitleWordMost, wUnknown;
    const tokens = [], termOf = [];                     // what titles are spelled with, and the term of each
    const terms = [], ids = new Map(), byFold = new Map(), bySound = new Map();
    const docs = [], parts = [], firsts = {}, states = {}, synonyms = new Map(), fillers = new Map(), reads = new Map();

    // --- Data files -------------------------------------------------------------------------------------------
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
    const light = id => min(wTitleWordMost, terms[id].heavy);
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
      [qAccepted, qExact, qHookTilde, qMarksMissing, qMarksMissingOtherTone, qOneSlip, qOtherMarks, qOtherTone, qPrefix, qSoundKnown, qSoundKnownUnmarked, qSoundUnknown, qToneMissing, qTwoSlips, qUnmarked, qUnmarkedAmongMarked] = rules.quality;
      [wAgency, wCandidates, wCitizen, wEqual, wEvent, wField, wFiller, wFillerUnmarked, wInTitle, wKeyword, wLevel, wMostUsed, wOtherKind, wOverlapBias, wPairMost, wPairs, wPrefixOnly, wSpanFloor, wSpanShare, wSpread, wSynonym, wText, wTitle, wTitleOverlap, wTitleWordMost, wUnknown] = rules.weight;
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
          terms[id].posts.push(doc, wTitle);
        });
        docs.push({
          id, spelling, list, total: total || 1, kind, levels, people: people & 15, bags: [], parts: [],
          prior: kind !== 'p' ? wOtherKind
            : wLevel * (levels & 1 ? 3 : levels & 6 ? 2 : 1) / 3 + (people & 1 && wCitizen) + (people & 16 && wMostUsed)
        });
      });
    };
    const addMore = (data, first) => {
      const move = tokens.length - data.core;
      [['fields', 'field', wField], ['agencies', 'agency', wAgency], ['events', 'event', wEvent]].forEach(keys => {
        const groups = (data[keys[0]] || []).map(names => names.split('|').map(name => addPart(name, keys[1][0], keys[2])));
        (data[keys[1]] || '').split(' ').forEach((list, at) => numbers(list).forEach(one => groups[one].forEach(part => attach(first + at, part))));
      });
      addWords(data.words, data.weights);
      [['keyword', wKeyword], ['text', wText]].forEach(key => (data[key[0]] || '').split(' ').forEach((list, at) => {
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
        if (file[1] !== FORMAT || stamps && !isCore && stamps[name] !== file[2]) throw 0;
        states[name] = 2;
        if (!isCore && (!stamps || more && !(block in firsts))) {
          states[name] = 4;
          waiting.push(file);
        } else {
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
    // Asks for the next file that would make answers better: titles, then keywords; texts only where those know little.
    const more = weak => stamps && want(Object.keys(stamps).find(name => !states[name] && (weak || !/t/.test(name))));

    // --- Reading a query ----------------------------------------------------------------------------------------
    const sound = fold => {
      const start = rules.sound_starts.find(pair => fold.startsWith(pair[0]) && fold !== pair[0]);
      if (start) fold = start[1] + fold.slice(start[0].length);
      const end = rules.sound_ends.find(pair => fold.endsWith(pair[0]));
      return end ? fold.slice(0, -end[0].length) + end[1] : fold;
    };
    // Letters and VNI digits to a word: ho65 is hộ.
    const vni = raw => {
      const letters = [], marks = rules.marks;
      let tone = 0, any = 0;
      for (const key of raw) {
        if (key < '0' || key > '9') {
          letters.push(key);
          continue;
        }
        any = 1;
        if (key < '6') tone = +key;
        else {
          let at = letters.length - 1;
          while (at >= 0 && !marks[letters[at] + key]) at--;
          if (at < 0) return;
          if (key === '7' && letters[at] === 'o' && letters[at - 1] === 'u') letters[at - 1] = 'ư';
          if (key === '7' && letters[at] === 'u' && letters[at + 1] === 'o') letters[at + 1] = 'ơ';
          letters[at] = marks[letters[at] + key];
        }
      }
      const text = letters.join('');
      if (any && VOWEL.test(text)) return spelled(wordOf(text).base, tone);
    };
    // Telex keys are VNI digits by other names: hooj is ho65.
    const telex = raw => {
      let out = '', letters = '';
      for (let i = 0; i < raw.length; i++) {
        const key = raw[i], open = VOWEL.test(letters), tone = rules.telex_tones.indexOf(key), last = letters[letters.length - 1];
        const lastOf = other => letters.replace(other, '').slice(-1);
        if (open && tone >= 0) out += '21345'[tone];
        else if (key === 'w') {
          if (open && !lastOf(/[^aou]/g)) return;
          if (!open) letters += 'u';
          out += !open ? 'u7' : lastOf(/[^aou]/g) === 'a' ? 8 : 7;
        } else if (key === 'd' && letters[0] === 'd' && (letters.length < 2 || i > raw.length - 2)) out += 9;
        else if (/[aeo]/.test(key) && letters.includes(key) && (last === key || !VOWEL.test(last) || lastOf(/[^aeo]/g) === key)) out += 6;
        else {
          out += key;
          letters += key;
        }
      }
      if (out !== raw) return vni(out);
    };
    const isKnown = token => token.forms.some(form => byFold.has(form.fold));
    // How well what was typed fits a word of the same letters, marks aside, in sixteenths.
    const fits = (typed, meant, mixed) => {
      const isSame = typed.tone === meant.tone, base = typed.base;
      if (base === meant.base && isSame) return qExact;
      if (base === typed.fold && !typed.tone) return mixed ? qUnmarkedAmongMarked : qUnmarked;
      if (base === meant.base) return !typed.tone ? qToneMissing : typed.tone + meant.tone === 7 && typed.tone > 2 && meant.tone > 2 ? qHookTilde : qOtherTone;
      let fewer = base.length === meant.base.length;
      for (let i = 0; i < base.length; i++) fewer = fewer && (base[i] === meant.base[i] || base[i] === typed.fold[i]);
      return !fewer ? qOtherMarks : isSame || !typed.tone ? qMarksMissing : qMarksMissingOtherTone;
    };
    const beginning = fold => {
      folds = folds || Array.from(byFold.keys()).sort();
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
      beginning('');
      const list = rawWords(text.slice(0, rules.longest_query)).filter(raw => raw.length <= rules.longest_word).slice(0, rules.most_words);
      const out = [];
      list.forEach((raw, at) => {
        const plain = wordOf(raw), word = /^[a-z]+$/.test(raw) ? telex(raw) : /^[a-z]+\d[a-z\d]*$/.test(raw) ? vni(raw) : 0;
        const token = { raw, forms: !word || !byFold.has(word.fold) ? [plain] : byFold.has(plain.fold) ? [plain, word] : [word] };
        const open = at > list.length - 2 && begins(token.forms[0].fold);
        const ways = raw.length > 4 && !open && !isKnown(token) && !/\d/.test(raw) && cut(raw);
        if (ways) ways.forEach(raw => out.push({ raw, forms: [wordOf(raw)] }));
        else out.push(token);
      });
      for (let i = 0; i + 1 < out.length; i++) {
        const raw = out[i].raw + out[i + 1].raw, word = wordOf(raw);
        if (isKnown(out[i]) && isKnown(out[i + 1]) || i + 2 === out.length && begins(out[i + 1].forms[0].fold) || !byFold.has(word.fold)) continue;
        out.splice(i, 2, { raw, forms: [word] });
      }
      return out;
    };
    // Every term a typed word may stand for: id to [quality, how].
    const meanings = (token, mixed, isLast) => {
      const name = token.raw + mixed + isLast, found = new Map();
      if (reads.has(name)) return reads.get(name);
      let heavy = 99, sure = 0, open = 0;
      const put = (id, q, how) => {
        if (!found.has(id) || found.get(id)[0] < q) found.set(id, [q, how]);
      };
      token.forms.forEach(form => {
        const list = byFold.get(form.fold) || [], near = !list[0] ? qSoundUnknown : form.tone || form.base !== form.fold ? qSoundKnown : qSoundKnownUnmarked;
        list.forEach(id => {
  const q = fits(form, terms[id].word, mixed);          put(id, q);
          if (q >= qUnmarkedAmongMarked) heavy = min(heavy, terms[id].heavy);
          sure = 1;
        });
        if (heavy > 98) list.forEach(id => { heavy = min(heavy, terms[id].heavy); });
        (bySound.get(sound(form.fold)) || []).forEach(fold => {
          if (fold !== form.fold) byFold.get(fold).forEach(id => put(id, near, 's'));
        });
      });
      const first = token.forms[0], form = token.forms[token.forms.length - 1], length = form.fold.length;
      if (isLast) {
        for (let at = beginning(form.fold); at < folds.length && folds[at].startsWith(form.fold); at++) if (folds[at] !== form.fold) byFold.get(folds[at]).forEach(id => {
          const meant = terms[id].word, q = fits(form, { base: meant.base.slice(0, form.base.length), tone: meant.tone }, mixed);
          if (q < (form.tone ? qAccepted : qOtherMarks)) return;
          put(id, qPrefix - (q < qUnmarkedAmongMarked ? 2 : 0), 'p');
          open = 1;
        });
        if (open && !sure) heavy = wPrefixOnly;
        if (open && length < 3) heavy = min(heavy, 3 + 2 * length);
      }
      if (!sure && !open) {
        const most = first.fold.length > 7 ? 2 : 1;
        if (first.fold.length > 2) byFold.forEach((list, fold) => {
          const far = slips(first.fold, fold, most);
          if (far <= most) list.forEach(id => put(id, far < 2 ? qOneSlip : qTwoSlips, 'e'));
        });
        heavy = 0;
        found.forEach((value, id) => { heavy += terms[id].heavy; });
        heavy = found.size ? Math.round(heavy / found.size) : wUnknown;
      }
      if (reads.size > 999) reads.clear();
      reads.set(name, { found, heavy });
      return { found, heavy };
    };
    const accepts = (token, meant, mixed) => {
      const form = token.forms.find(form => form.fold === meant.fold);
      return form && fits(form, meant, mixed) >= qAccepted;
    };
    const meantBy = token => terms[termOf[token]].word;
    const markFillers = (list, mixed) => {
      for (let at = 0; at < list.length;) {
        let length = 0;
        list[at].forms.forEach(form => (fillers.get(form.fold) || []).forEach(phrase => {
          if (phrase.length > length && phrase.every((token, i) => list[at + i] && accepts(list[at + i], meantBy(token), mixed))
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
        if (!isKnown(token)) token.found.forEach((value, id) => value[0] >= qOneSlip && starts.add(terms[id].word.fold));
        starts.forEach(fold => (synonyms.get(fold) || []).forEach(entry => {
          let nth = 0, end = at;
          for (; end < list.length && nth < entry.from.length; end++) {
            const one = list[end], meant = meantBy(entry.from[nth]), value = one.found.get(termOf[entry.from[nth]]);
            if (one.forms.some(form => form.fold === meant.fold) ? accepts(one, meant, mixed)
              : value && value[0] >= qOneSlip && value[1] !== 'p' && !isKnown(one)) nth++;
            else if (!nth || !one.filler || end - at - nth > 1) break;
          }
          if (nth === entry.from.length) entry.to.forEach(to => spans.push({ at, end, spelling: to, to: to.map(token => termOf[token]) }));
        }));
      });
      return spans.filter(one => !spans.some(other => other.at <= one.at && other.end >= one.end && other.end - other.at > one.end - one.at));
    };
    const understand = text => {
      const list = typedWords(text), mixed = list.some(token => token.forms[0].base !== token.forms[0].fold || token.forms[0].tone);
      markFillers(list, mixed);
      list.forEach((token, at) => {
        const read = meanings(token, mixed, at > list.length - 2 && !/\s$/.test(text));
        token.found = read.found;
        token.heavy = token.paired = token.filler > 1 ? wFiller : read.heavy;
        if (token.filler === 1) token.heavy = max(1, read.heavy * wFillerUnmarked);
      });
      if (list.every(token => token.filler)) list.forEach(token => { token.heavy = max(1, token.heavy); });
      const spans = spansOf(list, mixed);
      spans.forEach(span => {
        const inside = list.slice(span.at, span.end);
        let sum = 0, floor = 0;
        inside.forEach(token => { sum += token.heavy; });
        span.to.forEach(id => { floor += terms[id].heavy; });
        floor = min(wSpanFloor, floor * wSpanShare);
        if (sum < floor) inside.forEach(token => { token.heavy *= floor / sum; });
      });
      return { list, spans };
    };

    // --- Ranking ------------------------------------------------------------------------------------------------
    const rank = (query, most) => {
      const list = query.list, spans = query.spans, count = list.length, seenParts = [];
      const hits = [];                                  // per term [place in the query, quality, ...]
      const pairOf = at => min(list[at].paired + list[at - 1].paired, wPairMost);
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
          for (let i = 0; i < posts.length; i += 2) if (posts[i + 1] > wText && (!span.docs || span.docs.has(posts[i]))) here.add(posts[i]);
          span.docs = here;
        });
        for (let i = span.at; i < span.end; i++) heavy += list[i].heavy;
        span.docs.forEach(doc => { sum[doc] += 224 * heavy; });
      });
      const first = [];
      docs.forEach((doc, at) => {
        if (sum[at]) first.push([at, wInTitle * min(1.2, sum[at] / 256 / all) + wTitleOverlap * 8 / (8 + doc.total) + doc.prior]);
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
            if (q >= qSoundKnown) hit[place] = 1;
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
          return q * heavy * wSynonym / 16;
        });
        ids.forEach((id, place) => {
          total += light(id);
          if (hit[place]) met += light(id);
        });
        list.forEach((token, i) => { cover += token.heavy * at[i] / 16; });
        return { plain, pair, said, hit, share: total && met / total, cover: cover / all, heavy };
      };
      const second = doc => {
        const d = docs[doc], value = new Float64Array(count), pair = new Float64Array(count), isHere = span => span.docs.has(doc);
        const said = spans.map(span => isHere(span) ? wSpread : 0);
        let equal = 0;
        const take = seen => {
          for (let i = 0; i < count; i++) {
            value[i] = max(value[i], seen.plain[i] * seen.heavy);
            pair[i] = max(pair[i], seen.pair[i]);
          }
          seen.said.forEach((v, x) => { said[x] = max(said[x], v); });
        };
        const title = look(d.list, wTitle, isHere);
        take(title);
        d.bags.forEach(bag => {
          take(look(bag.list, bag.heavy, () => 0, 1));
        });
        d.parts.forEach(at => {
          const part = parts[at], seen = seenParts[at] = seenParts[at] || look(part.ids, part.heavy, () => 1);
          take(seen);
          if (part.kind !== 'e' && seen.share >= 0.75 && seen.cover >= 0.9) equal = wEqual;
        });
        // The best way through the query, word by word or phrase by phrase.
        const ways = [{ value: 0, cover: 0, pairs: 0 }];
        const step = (from, at, end, cover, pairs, span) => {
          const v = from.value + wInTitle * cover + wPairs * pairs, old = ways[end];
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
        const way = ways[count], cover = way.cover, share = title.share, bias = wOverlapBias;
        return {
          doc, cover, way, hit: title.hit,
          score: wInTitle * cover + wPairs * (allPairs ? way.pairs : cover)
            + wTitleOverlap * (cover + share && (1 + bias) * cover * share / (bias * cover + share))
            + equal + d.prior
        };
      };
      return first.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most || wCandidates).map(one => second(one[0]))
        .sort((a, b) => b.score - a.score || a.doc - b.doc);
    };

    // --- Answers ------------------------------------------------------------------------------------------------
    // The title in pieces: [text, whether it matched].
    const pieces = (spelling, hit) => {
      const out = [];
      let place = 0, wasWord = false;
      spelling.forEach(token => {
        const isWord = termOf[token] >= 0, isHit = !!(isWord && hit[place++]), last = out[out.length - 1], space = isWord && wasWord ? ' ' : '';
        if (last && last[1] === isHit) last[0] += space + tokens[token];
        else {
          if (last) last[0] += space;
          out.push([tokens[token], isHit]);
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
      docs.forEach((doc, at) => { if (isCode(doc.id)) same.push({ doc: at, score: 999, cover: 1, hit: [] }); });
      same.sort((a, b) => docs[a.doc].id < docs[b.doc].id ? -1 : 1);
      const hits = same.concat(results.filter(one => one.cover >= 0.3 && one.cover >= best * 0.5 && !isCode(docs[one.doc].id)));
      return {
        hits: hits.map(one => {
          const doc = docs[one.doc];
          return { id: doc.id, kind: doc.kind, field: doc.parts.map(at => parts[at]).filter(part => part.kind === 'f').map(part => part.name)[0], levels: doc.levels, people: doc.people, score: one.score,
            title: () => pieces(doc.spelling, one.hit), why: () => reasons(one, query.list) };
        }),
        best: same.length ? 1 : best,
        words: query.list.map(token => ({ raw: token.raw, known: isKnown(token), filler: token.filler }))
      };
    };
    return { add, want, more, find, states, words: () => rules.words };
  };
})(self);

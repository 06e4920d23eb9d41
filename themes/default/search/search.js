// The search itself, without a page: it takes in the data files, reads a query, ranks. No DOM, no clock, no chance.
// Its twin is generator/src/search; rules.json and the synonyms are shared, tests/search holds both to the same answers.
(function (root) {
  'use strict';
  const FORMAT = 1;
  const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  const LETTERS = /[0-9a-z\u00df-\u024f\u0300-\u036f\u1e00-\u1eff]+/g;
  const TONES = { '\u0301': 1, '\u0300': 2, '\u0309': 3, '\u0303': 4, '\u0323': 5 };
  const VOWEL = /[aeiouyâêôơưă]/;

  // --- Words: letters with their marks, the tone apart, so that hoà and hòa are one ---------------------------
  const seen = new Map();
  function word(raw) {
    let made = seen.get(raw);
    if (made) return made;
    let tone = 0;
    const base = raw.normalize('NFD').replace(/[\u0300\u0301\u0303\u0309\u0323]/g, function (mark) {
      tone = TONES[mark];
      return '';
    }).normalize('NFC').replace(/^(qu|[bcdđghklmnpqrstvx]*)y$/, '$1i');
    made = spelled(base, tone);
    if (seen.size > 9999) seen.clear();
    seen.set(raw, made);
    return made;
  }
  function spelled(base, tone) {
    const fold = base.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd');
    return { base: base, tone: tone, fold: fold, key: base + tone };
  }
  function words(text) {
    return text.replace(INVISIBLE, '').normalize('NFC').toLowerCase().match(LETTERS) || [];
  }

  // Slips between two words (insert, drop, change, swap neighbours), or `most` + 1 when there are more.
  function slips(left, right, most) {
    if (Math.abs(left.length - right.length) > most) return most + 1;
    let before = [], row = [];
    for (let j = 0; j <= right.length; j++) row.push(j);
    for (let i = 1; i <= left.length; i++) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= right.length; j++) {
        let n = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) n = Math.min(n, before[j - 2] + 1);
        next.push(n);
        least = Math.min(least, n);
      }
      if (least > most) return most + 1;
      before = row;
      row = next;
    }
    return row[right.length];
  }

  // Character to number and back: printable ASCII without quote and backslash; see generator/src/search/pack.rs.
  function digit(text, at) {
    const code = text.charCodeAt(at) - 35;
    return code > 57 ? code - 1 : code;
  }
  function numbers(text) {
    const list = [];
    for (let at = 0; at < text.length; at++) {
      let n = digit(text, at);
      if (n >= 89) n = 2519 + (n - 89) * 8281 + digit(text, ++at) * 91 + digit(text, ++at);
      else if (n >= 62) n = 62 + (n - 62) * 91 + digit(text, ++at);
      list.push(n);
    }
    return list;
  }

  root.motcuaSearch = function (wantFile, changed) {
    let rules, quality, weight, stamps = [];
    let tokens = [], termOf = [];                       // vocabulary: what titles are spelled with, and its terms
    const ids = new Map(), terms = [], posts = [];      // term by key; word and weight; [doc, weight, ...]
    const byFold = new Map(), bySound = new Map();
    let folds = null;
    const docs = [], shared = [];
    let synonyms = new Map(), fillers = new Map();
    const files = {};                                   // state of each file: 1 asked for, 2 here, 3 broken
    let reads = new Map();                              // what was read of a word; forgotten when words come in

    // --- Data files -------------------------------------------------------------------------------------------
    function term(made, heavy) {
      let id = ids.get(made.key);
      if (id !== undefined) return id;
      id = terms.length;
      ids.set(made.key, id);
      terms.push({ word: made, weight: heavy });
      posts.push([]);
      let list = byFold.get(made.fold);
      if (!list) {
        byFold.set(made.fold, list = []);
        const key = sound(made.fold), alike = bySound.get(key);
        if (alike) alike.push(made.fold); else bySound.set(key, [made.fold]);
      }
      list.push(id);
      folds = null;
      return id;
    }
    function addWords(text, weights) {
      const list = text ? text.split('\n') : [], first = tokens.length;
      list.forEach(function (token, at) {
        const found = words(token);
        tokens.push(token);
        termOf.push(found.length ? term(word(found[0]), parseInt(weights[at], 36)) : -1);
      });
      reads = new Map();
      return first;
    }
    function phrase(coded) { return numbers(coded).map(function (token) { return { id: termOf[token], token: token }; }); }
    function under(map, key, value) {
      const list = map.get(key);
      if (list) list.push(value); else map.set(key, [value]);
    }
    function addCore(data) {
      rules = data.rules;
      quality = rules.quality;
      weight = rules.weight;
      stamps = data.stamps;
      addWords(data.words, data.weights);
      data.fillers.split(' ').map(phrase).forEach(function (list) { under(fillers, terms[list[0].id].word.fold, list); });
      data.synonyms.split('  ').forEach(function (entry) {
        const sides = entry.split('!').map(function (side) { return side.split(' ').map(phrase); });
        sides[0].forEach(function (from) { under(synonyms, terms[from[0].id].word.fold, { from: from, to: sides[1] }); });
        if (sides.length > 2) sides[1].forEach(function (from) { under(synonyms, terms[from[0].id].word.fold, { from: from, to: sides[0] }); });
      });
    }
    function addSegment(text, kind, heavy) {
      shared.push({ ids: words(text).map(function (raw) { return term(word(raw), 15); }), kind: kind, heavy: heavy, name: text });
      return shared.length - 1;
    }
    function attach(doc, at) {
      const part = shared[at];
      docs[doc].parts.push(at);
      part.ids.forEach(function (id) { posts[id].push(doc, part.heavy); });
    }
    function addTitles(data) {
      const titles = data.titles.split(' '), addresses = data.addresses.split(' ');
      const fields = data.fields.map(function (name) { return addSegment(name, 'f', weight.field_name); });
      const fieldOf = numbers(data.field);
      let number = 0;
      titles.forEach(function (title, at) {
        const spelling = numbers(title), doc = docs.length, list = [];
        let total = 0;
        spelling.forEach(function (token) {
          const id = termOf[token];
          if (id < 0) return;
          list.push(id);
          total += Math.min(weight.title_word_most, terms[id].weight);
          posts[id].push(doc, weight.title);
        });
        let address = addresses[at];
        if (/^-?\d+$/.test(address)) {
          number += +address;
          address = String(number);
          address = address[0] + '.' + address.slice(1);
        }
        const levels = digit(data.levels, at), people = digit(data.people, at);
        docs.push({
          address: address, spelling: spelling, ids: list, total: total || 1, kind: data.kinds[at], levels: levels, people: people & 15,
          field: fieldOf[at] ? fields[fieldOf[at] - 1] : -1, bags: [], parts: [],
          prior: data.kinds[at] !== 'p' ? weight.other_kind
            : weight.level * (levels & 1 ? 3 : levels & 6 ? 2 : 1) / 3 + (people & 1 ? weight.citizen : 0) + (people & 16 ? weight.most_used : 0)
        });
        if (fieldOf[at]) attach(doc, fields[fieldOf[at] - 1]);
      });
    }
    function addMore(data, first) {
      const base = addWords(data.words, data.weights), core = data.core;
      const own = function (token) { return termOf[token < core ? token : token - core + base]; };
      [['agencies', 'agency', 'a', weight.agency], ['events', 'event', 'e', weight.event]].forEach(function (what) {
        const parts = data[what[0]].map(function (names) {
          return names.split('|').map(function (name) { return addSegment(name, what[2], what[3]); });
        });
        data[what[1]].split(' ').forEach(function (list, at) {
          numbers(list).forEach(function (one) { parts[one].forEach(function (part) { attach(first + at, part); }); });
        });
      });
      [[data.keywords, weight.keyword], [data.text, weight.text]].forEach(function (bag) {
        if (bag[0]) bag[0].split(' ').forEach(function (list, at) {
          const inside = numbers(list).map(own);
          if (!inside.length) return;
          inside.forEach(function (id) { posts[id].push(first + at, bag[1]); });
          docs[first + at].bags.push({ ids: inside, heavy: bag[1] });
        });
      });
    }
    const firsts = {};
    const early = [];
    function add(file) {
      const name = String(file[0]), data = file[3];
      try {
        if (file[1] !== FORMAT || (name !== '0' && core() && stamps[name] !== file[2])) throw 0;
        if (name !== '0' && (!core() || (/k/.test(name) && firsts[parseInt(name, 10)] === undefined))) { early.push(file); return; }
        if (files[name] === 2) return;
        files[name] = 2;
        if (name === '0') addCore(data);
        else if (/k/.test(name)) addMore(data, firsts[parseInt(name, 10)]);
        else { firsts[name] = docs.length; addTitles(data); }
        early.splice(0).forEach(add);
      } catch (error) {
        files[name] = 3;
      }
      if (changed) changed(name);
    }
    function core() { return files['0'] === 2; }
    function want(name) {
      if (files[name]) return;
      files[name] = 1;
      wantFile(name);
    }

    // --- Reading a query ----------------------------------------------------------------------------------------
    function sound(fold) {
      let key = fold;
      rules.sound_starts.some(function (pair) {
        if (!key.startsWith(pair[0]) || key.length === pair[0].length) return false;
        key = pair[1] + key.slice(pair[0].length);
        return true;
      });
      rules.sound_ends.some(function (pair) {
        if (!key.endsWith(pair[0])) return false;
        key = key.slice(0, -pair[0].length) + pair[1];
        return true;
      });
      return key;
    }
    // Letters and VNI digits to a word: ho65 is hộ.
    function vni(raw) {
      const letters = [];
      let tone = 0, any = false;
      for (const c of raw) {
        if (c >= '0' && c <= '5') { tone = +c; any = true; continue; }
        if (c < '6' || c > '9') { letters.push(c); continue; }
        let at = letters.length - 1;
        while (at >= 0 && !rules.marks[letters[at] + c]) at--;
        if (at < 0) return null;
        if (c === '7' && letters[at] === 'o' && letters[at - 1] === 'u') letters[at - 1] = 'ư';
        if (c === '7' && letters[at] === 'u' && letters[at + 1] === 'o') letters[at + 1] = 'ơ';
        letters[at] = rules.marks[letters[at] + c];
        any = true;
      }
      const text = letters.join('');
      return any && VOWEL.test(text) ? spelled(word(text).base, tone) : null;
    }
    // Telex keys are VNI digits by other names: hooj is ho65.
    function telex(raw) {
      let out = '', letters = '';
      for (let i = 0; i < raw.length; i++) {
        const c = raw[i], open = VOWEL.test(letters), tone = rules.telex_tones.indexOf(c), last = letters[letters.length - 1];
        if (open && tone >= 0) out += 'fsrxj'.indexOf(c) < 0 ? '' : '21345'[tone];
        else if (c === 'w' && open) {
          const vowels = letters.replace(/[^aou]/g, '');
          if (!vowels) return null;
          out += vowels[vowels.length - 1] === 'a' ? '8' : '7';
        } else if (c === 'w') { out += 'u7'; letters += 'u'; }
        else if (c === 'd' && letters[0] === 'd' && (letters.length === 1 || i === raw.length - 1)) out += '9';
        else if ('aeo'.indexOf(c) >= 0 && letters.indexOf(c) >= 0 && (last === c || !VOWEL.test(last) || letters.replace(/[^aeo]/g, '').slice(-1) === c)) out += '6';
        else { out += c; letters += c; }
      }
      return out === raw ? null : vni(out);
    }
    function known(made) { return byFold.has(made.fold); }
    function isKnown(token) { return token.forms.some(known); }
    // How well what was typed fits a word of the same letters, marks aside, in sixteenths.
    function fits(typed, meant, mixed) {
      if (typed.key === meant.key) return quality.exact;
      if (typed.base === typed.fold && !typed.tone) return mixed ? quality.unmarked_among_marked : quality.unmarked;
      if (typed.base === meant.base) {
        if (!typed.tone) return quality.tone_missing;
        return typed.tone + meant.tone === 7 && typed.tone > 2 && meant.tone > 2 ? quality.hook_tilde : quality.other_tone;
      }
      let fewer = typed.base.length === meant.base.length;
      for (let i = 0; fewer && i < typed.base.length; i++) fewer = typed.base[i] === meant.base[i] || typed.base[i] === typed.fold[i];
      if (fewer) return typed.tone === meant.tone || !typed.tone ? quality.marks_missing : quality.marks_missing_other_tone;
      return quality.other_marks + (typed.tone === meant.tone ? 2 : 0);
    }
    function firstFold(from) {
      if (!folds) folds = Array.from(byFold.keys()).sort();
      let low = 0, high = folds.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (folds[middle] < from) low = middle + 1; else high = middle;
      }
      return low;
    }
    function begins(fold) {
      const at = firstFold(fold);
      return at < folds.length && folds[at].startsWith(fold);
    }
    // dangkykhaisinh: the cheapest way through known words, or null.
    function cut(raw) {
      const best = [{ cost: 0, parts: [] }];
      for (let end = 1; end <= raw.length; end++) {
        best.push(null);
        for (let size = 2; size <= 7 && size <= end; size++) {
          const before = best[end - size], piece = raw.slice(end - size, end), list = before && byFold.get(word(piece).fold);
          if (!list) continue;
          let cost = before.cost + 8 + Math.min.apply(null, list.map(function (id) { return terms[id].weight; }));
          if (!best[end] || cost < best[end].cost) best[end] = { cost: cost, parts: before.parts.concat(piece) };
        }
      }
      const way = best[raw.length];
      return way && way.parts.length > 1 ? way.parts : null;
    }
    function typedWords(text) {
      const list = words(text.slice(0, rules.longest_query)).filter(function (raw) { return raw.length <= rules.longest_word; })
        .slice(0, rules.most_words).map(function (raw) { return { raw: raw, forms: [word(raw)] }; });
      list.forEach(function (token) {
        const plain = token.forms[0];
        const made = /^[a-z]+[0-9][a-z0-9]*$/.test(token.raw) ? vni(token.raw) : /^[a-z]+$/.test(token.raw) ? telex(token.raw) : null;
        if (made && known(made)) token.forms = known(plain) ? [plain, made] : [made];
      });
      const parted = [];
      list.forEach(function (token, at) {
        const open = at === list.length - 1 && begins(token.forms[0].fold);
        const parts = token.raw.length >= 5 && !open && !isKnown(token) && !/[0-9]/.test(token.raw) && cut(token.raw);
        if (parts) parts.forEach(function (raw) { parted.push({ raw: raw, forms: [word(raw)] }); }); else parted.push(token);
      });
      for (let i = 0; i + 1 < parted.length; i++) {
        const left = parted[i], right = parted[i + 1];
        if (isKnown(left) && isKnown(right)) continue;
        if (i + 2 === parted.length && begins(right.forms[0].fold)) continue;
        const made = word(left.raw + right.raw);
        if (known(made)) parted.splice(i, 2, { raw: left.raw + right.raw, forms: [made] });
      }
      return parted;
    }
    // Every term a typed word may stand for: id to [quality, how].
    function meanings(token, mixed, last) {
      const name = token.raw + (mixed ? '+' : '-') + (last ? '?' : '');
      const before = reads.get(name);
      if (before) return before;
      const found = new Map();
      let heavy = 99, sure = false, open = 0;
      function put(id, q, how) {
        const old = found.get(id);
        if (!old || old[0] < q) found.set(id, [q, how]);
      }
      token.forms.forEach(function (form, nth) {
        const list = byFold.get(form.fold), other = quality.second_form * (nth ? 1 : 0);
        if (list) {
          sure = true;
          list.forEach(function (id) {
            const q = fits(form, terms[id].word, mixed) - other;
            put(id, q, '');
            if (q >= quality.unmarked_among_marked - 1) heavy = Math.min(heavy, terms[id].weight);
          });
          if (heavy === 99) list.forEach(function (id) { heavy = Math.min(heavy, terms[id].weight); });
        }
        const near = !list ? quality.sound_unknown : form.tone || form.base !== form.fold ? quality.sound_known : quality.sound_known_unmarked;
        (bySound.get(sound(form.fold)) || []).forEach(function (fold) {
          if (fold !== form.fold) byFold.get(fold).forEach(function (id) {
            const meant = terms[id].word;
            const same = form.tone === meant.tone || !form.tone || (form.tone + meant.tone === 7 && form.tone > 2 && meant.tone > 2);
            put(id, near - (same ? 0 : quality.sound_other_tone), 's');
          });
        });
      });
      const first = token.forms[0];
      if (last) {
        const form = token.forms[token.forms.length - 1];
        for (let at = firstFold(form.fold); at < folds.length && folds[at].startsWith(form.fold); at++) {
          if (folds[at] !== form.fold) byFold.get(folds[at]).forEach(function (id) {
            const meant = terms[id].word, head = meant.base.slice(0, form.base.length);
            const q = fits(form, { base: head, tone: meant.tone, key: head + meant.tone }, mixed);
            if (q < (form.tone ? quality.accepted : quality.other_marks)) return;
            put(id, quality.prefix - (q < quality.unmarked_among_marked ? 2 : 0) - (form.fold.length < 2 ? quality.prefix_short : 0), 'p');
            open++;
          });
        }
        if (open && !sure) { heavy = weight.prefix_only; sure = true; }
        if (open && form.fold.length <= 2) heavy = Math.min(heavy, 3 + 2 * form.fold.length);
      }
      if (!sure) {
        const most = first.fold.length >= 8 ? 2 : first.fold.length >= 3 ? 1 : 0;
        if (most) byFold.forEach(function (list, fold) {
          const far = slips(first.fold, fold, most);
          if (far <= most) list.forEach(function (id) {
            const same = first.tone === terms[id].word.tone || !first.tone;
            put(id, (far === 1 ? quality.one_slip : quality.two_slips) - (same ? 0 : quality.slip_other_tone), 'e');
          });
        });
        let sum = 0;
        found.forEach(function (value, id) { sum += terms[id].weight; });
        heavy = found.size ? Math.round(sum / found.size) : weight.unknown;
      }
      if (/^[0-9]+$/.test(token.raw)) heavy = Math.max(heavy, weight.number);
      const result = { found: found, heavy: heavy, sure: sure };
      if (reads.size > 999) reads.clear();
      reads.set(name, result);
      return result;
    }
    function accepts(token, meant, mixed) {
      for (const form of token.forms) if (form.fold === meant.fold) return fits(form, meant, mixed) >= quality.accepted;
      return false;
    }
    function markFillers(list, mixed) {
      for (let at = 0; at < list.length;) {
        let length = 0;
        list[at].forms.forEach(function (form) {
          (fillers.get(form.fold) || []).forEach(function (phrase) {
            const size = phrase.length;
            if (size <= length || size > list.length - at) return;
            for (let i = 0; i < size; i++) if (!accepts(list[at + i], terms[phrase[i].id].word, mixed)) return;
            if (size === 1 && mixed && form.key !== terms[phrase[0].id].word.key) return;
            length = size;
          });
        });
        for (let i = 0; i < length; i++) list[at + i].filler = length > 1 || mixed ? 2 : 1;
        at += length || 1;
      }
    }
    function spansOf(list, mixed) {
      const spans = [];
      list.forEach(function (token, at) {
        const starts = new Set(token.forms.map(function (form) { return form.fold; }));
        const strange = !isKnown(token);
        if (strange) token.found.forEach(function (value, id) { if (value[0] >= quality.one_slip) starts.add(terms[id].word.fold); });
        starts.forEach(function (fold) {
          (synonyms.get(fold) || []).forEach(function (entry) {
            let nth = 0, end = at;
            for (; end < list.length && nth < entry.from.length; end++) {
              const one = list[end], id = entry.from[nth].id, match = one.found.get(id);
              const same = one.forms.some(function (form) { return form.fold === terms[id].word.fold; });
              if (same ? accepts(one, terms[id].word, mixed) : match && match[0] >= quality.one_slip && match[1] !== 'p' && !isKnown(one)) nth++;
              else if (!nth || !one.filler || end - at - nth >= 2) break;
            }
            if (nth === entry.from.length) entry.to.forEach(function (to) { spans.push({ at: at, end: end, to: to, from: entry.from }); });
          });
        });
      });
      return spans.filter(function (one) {
        return !spans.some(function (other) {
          return other.at <= one.at && other.end >= one.end && other.end - other.at > one.end - one.at;
        });
      });
    }
    function understand(text) {
      const list = typedWords(text);
      const mixed = list.some(function (token) { return token.forms[0].base !== token.forms[0].fold || token.forms[0].tone > 0; });
      const open = !/\s$/.test(text);
      markFillers(list, mixed);
      list.forEach(function (token, at) {
        const read = meanings(token, mixed, open && at === list.length - 1);
        token.found = read.found;
        token.weight = token.pairWeight = read.heavy;
        if (token.filler === 2) token.weight = token.pairWeight = weight.filler;
        else if (token.filler) token.weight = Math.max(1, read.heavy * weight.filler_unmarked);
      });
      if (list.every(function (token) { return token.filler; })) list.forEach(function (token) { token.weight = Math.max(1, token.weight); });
      const spans = spansOf(list, mixed);
      spans.forEach(function (span) {
        let sum = 0, floor = 0;
        for (let i = span.at; i < span.end; i++) sum += list[i].weight;
        span.to.forEach(function (one) { floor += terms[one.id].weight; });
        floor = Math.min(weight.span_floor, floor * weight.span_share);
        if (sum < floor) for (let i = span.at; i < span.end; i++) list[i].weight *= floor / sum;
      });
      return { list: list, spans: spans };
    }

    // --- Ranking ------------------------------------------------------------------------------------------------
    function rank(query, most) {
      const list = query.list, spans = query.spans, count = list.length;
      const hits = new Map();                           // term -> [place in the query, quality, ...]
      let W = 0, PW = 0;
      list.forEach(function (token, at) {
        W += token.weight;
        if (at) PW += pairOf(at);
        token.found.forEach(function (value, id) {
          const known = hits.get(id);
          if (known) known.push(at, value[0]); else hits.set(id, [at, value[0]]);
        });
      });
      function pairOf(at) { return Math.min(list[at].pairWeight + list[at - 1].pairWeight, weight.pair_most); }
      const lastWord = list.map(function (token, at) {
        let before = at - 1;
        while (before >= 0 && list[before].filler) before--;
        return before;
      });
      // First look: which documents have the words at all.
      const sum = new Float64Array(docs.length), covered = new Float64Array(docs.length), best = new Int16Array(docs.length), light = new Float64Array(docs.length);
      list.forEach(function (token) {
        const touched = [];
        token.found.forEach(function (value, id) {
          const post = posts[id], w = Math.min(weight.title_word_most, terms[id].weight);
          for (let i = 0; i < post.length; i += 2) {
            const doc = post[i], v = post[i + 1] * value[0];
            if (!best[doc]) touched.push(doc);
            if (v > best[doc]) best[doc] = v;
            if (post[i + 1] === weight.title && value[0] >= quality.sound_known && w > light[doc]) light[doc] = w;
          }
        });
        touched.forEach(function (doc) {
          sum[doc] += best[doc] * token.weight;
          covered[doc] += light[doc];
          best[doc] = 0;
          light[doc] = 0;
        });
      });
      spans.forEach(function (span) {
        let holding = null, w = 0, v = 0;
        span.to.forEach(function (one) {
          const here = new Set();
          for (let i = 0; i < posts[one.id].length; i += 2) if (posts[one.id][i + 1] > weight.text && (!holding || holding.has(posts[one.id][i]))) here.add(posts[one.id][i]);
          holding = here;
          v += Math.min(weight.title_word_most, terms[one.id].weight);
        });
        for (let i = span.at; i < span.end; i++) w += list[i].weight;
        span.docs = holding;
        holding.forEach(function (doc) { sum[doc] += 224 * w; covered[doc] += v; });
      });
      const first = [];
      for (let doc = 0; doc < docs.length; doc++) if (sum[doc]) {
        first.push([doc, weight.in_title * Math.min(1.2, sum[doc] / 256 / W) + weight.title_overlap * Math.min(1, covered[doc] / docs[doc].total) + docs[doc].prior]);
      }
      first.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
      const parts = new Map();
      const results = first.slice(0, most || weight.candidates).map(function (one) { return second(one[0]); });
      results.sort(function (a, b) { return b.score - a.score || a.doc - b.doc; });
      return results;

      // What the words of one title, keyword bag or name say about each place of the query.
      function look(ids, heavy, spanHere, isBag) {
        const at = new Float64Array(count), pair = new Float64Array(count), hit = new Uint8Array(ids.length), said = [];
        let before = null, earlier = null;
        ids.forEach(function (id, p) {
          const found = hits.get(id);
          if (found) for (let x = 0; x < found.length; x += 2) {
            const i = found[x], q = found[x + 1];
            if (q > at[i]) at[i] = q;
            if (q >= quality.sound_known) hit[p] = 1;
            if (!isBag) [before, earlier].forEach(function (list, far) {
              if (list) for (let y = 0; y < list.length; y += 2) if (list[y] === i - 1 || (list[y] >= 0 && list[y] === lastWord[i])) {
                const v = heavy * Math.min(q, list[y + 1]) / (far + 1);
                if (v > pair[i]) pair[i] = v;
              }
            });
          }
          earlier = before;
          before = found || null;
        });
        const plain = at.slice();
        spans.forEach(function (span, x) {
          said.push(0);
          if (!spanHere(span)) return;
          const to = span.to;
          let q = 0;
          if (!isBag) for (let p = 0; p + to.length <= ids.length && !q; p++) {
            if (to.every(function (one, k) { return ids[p + k] === one.id; })) {
              q = 16;
              to.forEach(function (one, k) { hit[p + k] = 1; });
            }
          }
          if (!q) {
            const places = to.map(function (one) { return ids.indexOf(one.id); });
            if (places.every(function (p) { return p >= 0; })) {
              q = weight.scattered;
              places.forEach(function (p) { hit[p] = 1; });
            }
          }
          said[x] = q * heavy * weight.synonym / 16;
          for (let i = span.at; i < span.end; i++) if (q > at[i]) at[i] = q;
        });
        let all = 0, met = 0, cover = 0;
        ids.forEach(function (id, p) {
          const w = Math.min(weight.title_word_most, terms[id].weight);
          all += w;
          if (hit[p]) met += w;
        });
        list.forEach(function (token, i) { cover += token.weight * at[i] / 16; });
        return { plain: plain, at: at, pair: pair, said: said, hit: hit, share: all ? met / all : 0, cover: cover / W, heavy: heavy };
      }
      function second(doc) {
        const d = docs[doc], value = new Float64Array(count), pair = new Float64Array(count), said = spans.map(function () { return 0; });
        const here = function (span) { return span.docs.has(doc); };
        let equal = 0, event = 0;
        function take(seen) {
          for (let i = 0; i < count; i++) {
            value[i] = Math.max(value[i], seen.plain[i] * seen.heavy);
            pair[i] = Math.max(pair[i], seen.pair[i]);
          }
          seen.said.forEach(function (v, x) { if (v > said[x]) said[x] = v; });
        }
        const title = look(d.ids, weight.title, here, false);
        take(title);
        d.bags.forEach(function (bag) {
          const strong = bag.heavy > weight.text;
          const seen = look(bag.ids, bag.heavy, strong ? here : function () { return false; }, true);
          if (strong) for (let i = 1; i < count; i++) {
            const j = seen.at[i - 1] ? i - 1 : lastWord[i];
            if (j >= 0 && seen.at[i] && seen.at[j]) seen.pair[i] = bag.heavy * Math.min(seen.at[i], seen.at[j]) * weight.keyword_pair;
          }
          take(seen);
        });
        d.parts.forEach(function (at) {
          let seen = parts.get(at);
          if (!seen) parts.set(at, seen = look(shared[at].ids, shared[at].heavy, function () { return true; }, false));
          take(seen);
          if (shared[at].kind === 'e') { if (seen.share >= 0.99 && seen.cover > event) event = seen.cover; }
          else if (seen.share >= 0.75 && seen.cover >= 0.9) equal = Math.max(equal, shared[at].kind === 'f' ? 1 : 0.8);
        });
        // The best way through the query, word by word or phrase by phrase.
        const way = [{ value: 0, cover: 0, pairs: 0, last: null }];
        for (let i = 0; i < count; i++) {
          const from = way[i];
          const cover = list[i].weight * value[i] / 256 / W, pairs = i && PW ? pairOf(i) * pair[i] / 256 / PW : 0;
          step(i + 1, from, cover, pairs, { at: i });
          spans.forEach(function (span, x) {
            if (span.at !== i || !said[x]) return;
            let w = 0, p = 0;
            for (let k = i; k < span.end; k++) { w += list[k].weight; if (k) p += pairOf(k); }
            step(span.end, from, w * said[x] / 256 / W, PW ? p * said[x] / 256 / PW : 0, { at: i, span: span });
          });
        }
        function step(end, from, cover, pairs, how) {
          const v = from.value + weight.in_title * cover + weight.pairs * pairs;
          if (way[end] && (how.span ? v <= way[end].value : v < way[end].value)) return;
          way[end] = { value: v, cover: from.cover + cover, pairs: from.pairs + pairs, last: from, how: how };
        }
        const end = way[count], cover = end.cover, share = title.share, bias = weight.overlap_bias;
        const overlap = cover + share > 0 ? (1 + bias) * cover * share / (bias * cover + share) : 0;
        const score = weight.in_title * cover + weight.pairs * (PW ? end.pairs : cover) + weight.title_overlap * overlap
          + weight.event_overlap * event + weight.equal * equal + d.prior;
        return { doc: doc, score: score, cover: cover, way: end, hit: title.hit };
      }
    }

    // --- Answers ------------------------------------------------------------------------------------------------
    function titleOf(doc, hit) {
      const pieces = [];
      let place = 0, wasWord = false;
      docs[doc].spelling.forEach(function (token) {
        const isWord = termOf[token] >= 0, marked = isWord && hit && hit[place++] === 1;
        const space = isWord && wasWord ? ' ' : '', last = pieces[pieces.length - 1];
        if (last && last[1] === !!marked) last[0] += space + tokens[token];
        else if (space && last) { last[0] += ' '; pieces.push([tokens[token], !!marked]); }
        else pieces.push([space + tokens[token], !!marked]);
        wasWord = isWord;
      });
      return pieces;
    }
    function why(result, list) {
      const reasons = [];
      for (let step = result.way; step && step.how; step = step.last) {
        const span = step.how.span;
        if (span) {
          reasons.unshift({ typed: list.slice(span.at, span.end).map(function (token) { return token.raw; }).join(' '),
            meant: span.to.map(function (one) { return tokens[one.token]; }).join(' '), kind: 'synonym' });
          continue;
        }
        const token = list[step.how.at];
        let best = null;
        docs[result.doc].ids.forEach(function (id) {
          const value = token.found.get(id);
          if (value && (!best || value[0] > best[0])) best = [value[0], value[1], id];
        });
        if (best && (best[1] === 's' || best[1] === 'e')) {
          const spelling = docs[result.doc].spelling.filter(function (one) { return termOf[one] === best[2]; })[0];
          reasons.unshift({ typed: token.raw, meant: tokens[spelling].toLowerCase(), kind: 'spelling' });
        }
      }
      return reasons;
    }
    function codeOf(text) {
      const plain = text.slice(0, rules.longest_query).replace(INVISIBLE, '');
      const long = /(?:^|[^0-9])([1-9])[., -]{0,3}([0-9]{6})(?![0-9])/.exec(plain), short = /(?:^|[^0-9])([1-9])[.,]([0-9]{2,5})(?![0-9])/.exec(plain);
      const parts = long || short;
      return parts && parts[1] + '.' + parts[2];
    }
    // The answers to `text`: { hits, best, words }, or null while the data are not here.
    function find(text, most) {
      if (!core() || !docs.length) return null;
      const query = understand(text), code = codeOf(text);
      const results = query.list.length ? rank(query, most) : [];
      const best = results.length ? results[0].cover : 0;
      let hits = results.filter(function (one) { return one.cover >= 0.3 && one.cover >= best * 0.5; });
      if (code) {
        const same = [];
        docs.forEach(function (doc, at) { if (doc.address.startsWith(code)) same.push({ doc: at, score: 999, cover: 1, way: null, hit: null }); });
        same.sort(function (a, b) { return docs[a.doc].address < docs[b.doc].address ? -1 : 1; });
        if (same.length) hits = same.concat(hits.filter(function (one) { return !docs[one.doc].address.startsWith(code); }));
      }
      return {
        hits: hits.map(function (one) {
          const doc = docs[one.doc];
          return { address: doc.address, kind: doc.kind, title: titleOf(one.doc, one.hit), why: why(one, query.list), score: one.score, cover: one.cover,
            levels: doc.levels, people: doc.people, field: doc.field < 0 ? '' : shared[doc.field].name };
        }),
        best: code && hits.length && hits[0].score === 999 ? 1 : best,
        words: query.list.map(function (token) {
          return { raw: token.raw, known: isKnown(token), filler: !!token.filler };
        })
      };
    }
    return { add: add, want: want, find: find, understand: understand, files: files, terms: terms, FORMAT: FORMAT };
  };
})(typeof self === 'undefined' ? this : self);

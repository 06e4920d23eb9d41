// Words: letters with their marks, the tone apart, so that hoà and hòa are one. And numbers as the data files write them.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const LETTERS = /[0-9a-z\u00df-\u024f\u0300-\u036f\u1e00-\u1eff]+/g;
const TONES = '\u0301\u0300\u0309\u0303\u0323';
const VOWEL = /[aeiouyâêôơưă]/;
const min = Math.min, max = Math.max;

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

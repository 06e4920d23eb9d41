// What comes out when the Vietnamese keyboard was off (raw Telex and VNI keys), and what words sound like.
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

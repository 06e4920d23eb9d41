// What is written against what is asked: the twin of content/src/form/check.rs and words.rs; tests/form-cases.jsonl asks both the
// same. Needs no page.
const LARGEST = 999999999999999, DIGITS = 'không một hai ba bốn năm sáu bảy tám chín'.split(' ');
const isDigits = text => /^\d+$/.test(text);
const refuse = (code, n) => ({ code, n });
const grouped = digits => digits.replace(/\B(?=(\d{3})+$)/g, '.');

// Numbers, amounts and days in words
const belowThousand = (n, follows) => {
  const h = Math.floor(n / 100), t = Math.floor(n / 10) % 10, o = n % 10, said = [];
  if (h || follows) said.push(DIGITS[h], 'trăm');
  if (!t) { if (o || !(h || follows)) said.push(...(h || follows ? ['linh'] : []), DIGITS[o]); }
  else {
    said.push(...(t === 1 ? ['mười'] : [DIGITS[t], 'mươi']));
    if (o) said.push(t > 1 && o === 1 ? 'mốt' : t > 1 && o === 4 ? 'tư' : o === 5 ? 'lăm' : DIGITS[o]);
  }
  return said;
};
const spoken = (n, follows) => {
  if (n >= 1e9) return spoken(Math.floor(n / 1e9), follows).concat('tỷ', n % 1e9 ? spoken(n % 1e9, true) : []);
  let said = [];
  [[1e6, 'triệu'], [1e3, 'nghìn']].forEach(unit => {
    const part = Math.floor(n / unit[0]) % 1000;
    if (part) { said = said.concat(belowThousand(part, follows), unit[1]); follows = true; }
  });
  return n % 1000 || !(n || follows) ? said.concat(belowThousand(n % 1000, follows)) : said;
};
const number = n => n > LARGEST ? '' : spoken(n, false).join(' ');
const capital = text => text && text[0].toUpperCase() + text.slice(1);
const money = n => n > LARGEST ? '' : capital(number(n)) + ' đồng';
const day = text => {
  const m = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text);
  return m ? 'Ngày ' + (+m[1] <= 10 ? 'mùng ' : '') + number(+m[1]) + ' tháng ' + (+m[2] === 4 ? 'tư' : number(+m[2])) + ' năm ' + number(+m[3]) : '';
};

// What is written against what is asked: the text as the sheet shows it, or { code, n } of why not
const date = (field, text, today) => {
  let parts = text.split(/[/\-. ]/).filter(part => part);
  if (parts.length === 1 && /^\d{8}$/.test(text)) parts = [text.slice(0, 2), text.slice(2, 4), text.slice(4)];
  if (field.partial && parts.length === 1 && /^\d{6}$/.test(text)) parts = [text.slice(0, 2), text.slice(2)];
  const none = refuse(field.partial ? 'partial_date' : 'date');
  if (parts.some(part => !isDigits(part) || part.length > 4)) return none;
  const count = parts.length, year = parts[count - 1];
  if (!(count === 3 || field.partial && (count === 1 || count === 2)) || year.length !== 4) return none;
  if (year < 1900 || year > 2199) return refuse('year');
  const m = count > 1 ? +parts[count - 2] : 0, d = count > 2 ? +parts[0] : 0;
  const found = new Date(Date.UTC(+year, (m || 1) - 1, d || 1));
  if (found.getUTCMonth() + 1 !== (m || 1) || found.getUTCDate() !== (d || 1) || count > 1 && !m || count > 2 && !d) return refuse('no_such_day');
  const two = n => (n < 10 ? '0' : '') + n;
  const known = [year, two(m), two(d)].slice(0, count).join('-'), now = today.slice(0, [4, 7, 10][count - 1]);
  if (field.must_be === 'past' && known > now) return refuse('past');
  if (field.must_be === 'future' && known < now) return refuse('future');
  return [two(d), two(m), year].slice(3 - count).join('/');
};
const inRange = (field, n, above) => {
  if (field.min != null && n < field.min) return refuse('too_small', field.min);
  const max = field.max == null ? LARGEST : field.max;
  return n + above > max ? refuse('too_large', max) : null;
};
const amount = (field, text) => {
  if (/^[-\u2013]\s*\d/.test(text)) return refuse('negative');
  const at = text.indexOf(','), whole = at < 0 ? text : text.slice(0, at), rest = at < 0 ? '' : text.slice(at + 1);
  let digits = whole.replace(/[. ]/g, '');
  if (!isDigits(digits) || at >= 0 && (!isDigits(rest) || rest.length > (field.decimals || 0)) || whole.indexOf('.') >= 0 && !/^[^.]{1,3}(\.[^.]{3})+$/.test(whole)) {
    // A point that means a comma
    return /^\d+\.\d+$/.test(text) && text.split('.')[1].length <= (field.decimals || 0) ? refuse('comma', text.replace('.', ',')) : refuse('number');
  }
  digits = digits.replace(/^0+/, '');
  if (digits.length > 15) return refuse('too_large', field.max == null ? LARGEST : field.max);
  return inRange(field, +digits, /[1-9]/.test(rest) ? 1 : 0) || grouped(digits || '0') + (at < 0 ? '' : ',' + rest);
};
const phone = text => {
  const bare = text.replace(/[ .\-()]/g, '').replace(/^\+84/, '0');
  return /^\+\d{8,15}$/.test(bare) || /^0\d{9,10}$/.test(bare) ? bare : refuse('phone');
};
const value = (field, written, today) => {
  // Signs without width that copying brings along
  const composed = written.replace(/[\u00ad\u200b-\u200d\u2060\ufe0f\ufeff]/g, '').normalize('NFC'), kind = field.kind;
  const text = kind === 'long_text' ? composed.replace(/\r\n/g, '\n').trim() : composed.trim().replace(/\s+/g, ' ');
  if (!text) return field.required ? refuse('required') : '';
  const strange = text.match(/[^\n -~\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2010-\u2026\u2030\u20ab\u20ac\u2116\u2264\u2265]/gu);
  if (strange) return refuse('strange_letter', Array.from(new Set(strange)).join(''));
  if (kind === 'date') return date(field, text, today);
  if (kind === 'year') {
    if (!/^\d{4}$/.test(text) || text < 1900 || text > 2199) return refuse('year');
    if (field.must_be === 'past' && text > today.slice(0, 4)) return refuse('past');
    if (field.must_be === 'future' && text < today.slice(0, 4)) return refuse('future');
    return inRange(field, +text, 0) || text;
  }
  if (kind === 'phone') return phone(text);
  if (kind === 'email') return text.length <= 200 && /^[^@ ]+@[^@ ]+\.[^@. ]{2,}$/.test(text) ? text : refuse('email');
  if (kind === 'identity_number') {
    const digits = text.replace(/[ .-]/g, '');
    return /^\d{12}$/.test(digits) || field.nine_digits && /^\d{9}$/.test(digits) ? digits : refuse('identity_number');
  }
  if (kind === 'money' || kind === 'number') return amount(field, text);
  if (kind === 'choice') return field.options.indexOf(text) < 0 ? refuse('option') : text;
  if (kind === 'yes_no') return text === 'yes' || text === 'no' ? text : refuse('option');
  if (kind === 'name' && /[0-9]/.test(text)) return refuse('digit_in_name');
  const most = field.max_length || (kind === 'long_text' ? 5000 : 300);
  return Array.from(text).length > most ? refuse('too_long', most) : text;
};
self.motcuaMau = { value, number, money, day };

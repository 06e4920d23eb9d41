// Filling a form: checks, conditions, tables that grow, the sheet beside it, a draft on this device. Rules and words come
// with the page; nothing leaves the device. The first half, without a page, is the twin of content/src/form/check.rs and
// words.rs: tests/form-cases.jsonl asks both the same.
(self => {
  'use strict';
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

  const d = self.document, form = d && d.getElementById('khai');
  if (!form) return;
  // The rules of the general request come by a script of its own; without it the sheet is still there to be printed.
  const rules = Object.assign({}, self.motcuaDon, JSON.parse(d.getElementById('mau').textContent)), W = rules.words;
  if (!W) return;
  const sheet = d.getElementById('giay');
  const all = (selector, root) => Array.from((root || d).querySelectorAll(selector)), one = (selector, root) => (root || d).querySelector(selector);
  const by = id => d.getElementById(id), fields = rules.fields, fieldOf = {}, blanks = new Map(), KEY = 'motcua:mau:' + rules.id + (rules.version || '') + (rules.of || '');
  const PARTS = { address: ['street', 'commune', 'province'], place_date: ['place', 'date'] };
  const fill = (word, values) => word.replace(/\{(\w+)\}/g, (all, name) => name in values ? values[name] : all);
  const today = () => { const t = new Date(); return new Date(t - t.getTimezoneOffset() * 6e4).toISOString().slice(0, 10); };
  fields.forEach(field => { fieldOf[field.id] = field; });
  all('[data-v]', sheet).forEach(place => blanks.set(place, place.innerHTML));

  // Inputs: by name; a row's are `table.2.column`
  const inputs = name => Array.from(form.elements).filter(input => input.name === name);
  const textOf = name => {
    const found = inputs(name);
    if (!found.length) return '';
    if (found[0].type === 'radio') return (found.filter(input => input.checked)[0] || { value: '' }).value;
    return found[0].value;
  };
  const write = (name, text) => inputs(name).forEach(input => {
    if (input.type === 'radio') input.checked = input.value === text;
    else input.value = text;
  });
  const rowsOf = table => all('.rw', one('[data-rows-of="' + table.id + '"]')).map(row => {
    const cells = {};
    table.columns.forEach(column => { const text = textOf(row.dataset.key + '.' + column.id); if (text) cells[column.id] = text; });
    return cells;
  });
  const values = () => {
    const v = {};
    const put = name => { const text = textOf(name); if (text.trim()) v[name] = text; };
    fields.forEach(field => {
      if (field.kind === 'table') { const rows = rowsOf(field); if (rows.some(row => Object.keys(row).length)) v[field.id] = rows; }
      else if (field.kind === 'choices') { const on = inputs(field.id).filter(input => input.checked).map(input => input.value); if (on.length) v[field.id] = on; }
      else if (PARTS[field.kind]) PARTS[field.kind].forEach(part => put(field.id + '.' + part));
      else put(field.id);
    });
    return v;
  };

  // A rule for each name, and its value as the sheet shows it: what can't stand yet is shown as typed
  const ruleOf = name => {
    const parts = name.split('.'), field = fieldOf[parts[0]];
    if (!field) return null;
    if (field.kind === 'table') return field.columns.filter(column => column.id === parts[2])[0];
    if (!PARTS[field.kind]) return field;
    return Object.assign({}, field, { kind: parts[1] === 'date' ? 'date' : 'text', required: field.required && parts[1] !== 'street' });
  };
  const shown = name => {
    const rule = ruleOf(name), text = textOf(name), good = rule ? value(Object.assign({}, rule, { required: false }), text, today()) : text;
    return typeof good === 'string' ? good : text.trim();
  };

  // The sheet. What stands in the fields before anybody writes isn't printed: a form printed untouched is a blank
  let isTouched = false;
  const isPreset = id => !isTouched && inputs(id).some(input => /radio|checkbox/.test(input.type) ? input.checked && input.defaultChecked : input.defaultValue && input.value === input.defaultValue);
  const touch = () => { const preset = isTouched ? [] : fields.filter(field => isPreset(field.id)); isTouched = true; preset.forEach(field => draw(field.id)); };
  const set = (key, text) => all('[data-v="' + key + '"]', sheet).forEach(place => {
    if (text) place.textContent = text;
    else if (place.dataset.begun || place.textContent) place.innerHTML = blanks.get(place).indexOf('<br') < 0 ? '' : blanks.get(place).replace(/^[^<]+/, '');
    place.dataset.begun = 1;
  });
  const setDate = (key, text) => {
    const parts = text.split('/');
    while (parts.length < 3) parts.unshift('');
    ['d', 'm', 'y'].forEach((part, at) => set(key + ':' + part, parts[at]));
  };
  const cellsOf = table => {
    const rows = !asked(table) ? [] : rowsOf(table).map((row, at) => table.columns.map(column => row[column.id] ? shown(table.id + '.' + all('.rw', one('[data-rows-of="' + table.id + '"]'))[at].dataset.key.split('.')[1] + '.' + column.id) : ''));
    return table.row_names ? rows : rows.filter(row => row.some(cell => cell));
  };
  const drawTable = table => {
    const body = one('[data-t="' + table.id + '"]', sheet), rows = cellsOf(table);
    const word = (column, text) => table.columns[column].kind === 'yes_no' && text ? (text === 'yes' ? 'Có' : 'Không') : text;
    if (table.row_names) {
      all('tr', body).forEach((line, at) => all('td', line).forEach((cell, place) => {
        cell.textContent = table.transposed ? word(at, (rows[place] || [])[at] || '') : word(place, (rows[at] || [])[place] || '');
      }));
      return;
    }
    const counted = 'n' in body.dataset;
    body.textContent = '';
    for (let at = 0; at < Math.max(+body.dataset.rows, rows.length); at++) {
      const line = body.appendChild(d.createElement('tr'));
      if (counted) line.appendChild(d.createElement('td')).textContent = rows[at] ? at + 1 : '';
      table.columns.forEach((column, place) => { line.appendChild(d.createElement('td')).textContent = rows[at] ? word(place, rows[at][place]) : ''; });
    }
  };
  const draw = id => {
    const field = fieldOf[id], key = '"' + id + '"', is = asked(field) && !isPreset(id), seen = name => is ? shown(name) : '';
    if (field.kind === 'table') return drawTable(field);
    if (field.kind === 'address') return set(id, PARTS.address.map(part => seen(id + '.' + part)).filter(text => text).join(', '));
    if (field.kind === 'place_date') { set(id + '.place', seen(id + '.place')); return setDate(id + '.date', seen(id + '.date')); }
    const chosen = !is ? [''] : field.kind === 'choices' ? inputs(id).filter(input => input.checked).map(input => input.value) : [textOf(id)];
    all('[data-o=' + key + ']', sheet).forEach(box => { box.textContent = chosen.indexOf(box.dataset.x) < 0 ? '' : 'X'; });
    const text = field.kind === 'choices' ? chosen.join(', ') : field.kind === 'yes_no' && chosen[0] ? (field.options || ['Có', 'Không'])[chosen[0] === 'yes' ? 0 : 1] : seen(id);
    all('[data-c=' + key + ']', sheet).forEach(row => all('i', row).forEach((cell, at) => { cell.textContent = text[at] || ''; }));
    set(id, text);
    if (field.kind === 'date') { setDate(id, text); set(id + ':w', day(text)); }
    if (field.kind === 'money') set(id + ':w', /^[\d.]+$/.test(text) ? money(+text.replace(/\./g, '')) : '');
  };

  const boxOf = name => (by('f-' + name) || by('f-' + name + '.' + PARTS[fieldOf[name].kind][0])).closest('.fd');
  const isHidden = box => !!box.closest('[hidden]:not(form)');

  // Conditions: what is not asked for is hidden, counts as empty and is not printed
  const asked = field => (!field.when || holds(field.when)) && (!field.group || holds(field.group));
  const holds = when => {
    const field = fieldOf[when.field];
    const names = field.kind === 'table' ? [] : PARTS[field.kind] ? PARTS[field.kind].map(part => field.id + '.' + part) : [field.id];
    const written = !asked(field) ? [] : field.kind === 'choices' ? inputs(field.id).filter(input => input.checked).map(input => input.value)
      : field.kind === 'table' ? rowsOf(field).filter(row => Object.keys(row).length) : names.map(textOf).filter(text => text.trim());
    return when.empty == null ? [].concat(when.is).some(one => written.indexOf(one) >= 0) : (written.length === 0) === when.empty;
  };
  const conditions = () => {
    rules.sections.forEach((when, at) => { if (when) by('phan-' + (at + 1)).hidden = !holds(when); });
    fields.forEach(field => {
      const is = asked(field);
      if (!field.when && !field.group || field.is === is) return;
      field.is = is;
      if (field.when) boxOf(field.id).hidden = !is;
      draw(field.id);
    });
  };

  // Rows
  const nextKey = {};
  const addRow = (table, cells) => {
    const box = one('[data-rows-of="' + table.id + '"]'), row = one('template[data-row="' + table.id + '"]').content.cloneNode(true).firstElementChild;
    const at = nextKey[table.id] = (nextKey[table.id] || 0) + 1;
    row.innerHTML = row.innerHTML.replace(new RegExp(table.id + '\\.N\\.', 'g'), table.id + '.' + at + '.');
    row.dataset.key = table.id + '.' + at;
    box.appendChild(row);
    Object.keys(cells || {}).forEach(column => write(row.dataset.key + '.' + column, String(cells[column])));
    return row;
  };
  const numberRows = table => all('.rw', one('[data-rows-of="' + table.id + '"]')).forEach((row, at) => {
    one('legend', row).textContent = table.row_names ? table.row_names[at] : fill(W.row, { n: at + 1 });
  });
  const setRows = (table, rows) => {
    const box = one('[data-rows-of="' + table.id + '"]'), count = table.row_names ? table.row_names.length : Math.min(rows.length, table.max_rows);
    box.textContent = '';
    for (let at = 0; at < count; at++) addRow(table, rows[at]);
    numberRows(table);
  };

  // Faults, said at the field and in the summary
  const letters = text => Array.from(text, one => /[\p{C}\p{Z}]/u.test(one) ? fill(W.hidden_letter, { n: one.codePointAt(0).toString(16).toUpperCase().padStart(4, '0') }) : '“' + one + '”').join(', ');
  const say = (name, fault) => {
    const target = by('f-' + name), box = boxOf(name);
    let place = by('e-' + name);
    if (fault && !place) {
      const before = target === box ? one('[data-rows-of]', box) : target.closest('.op') || target;
      place = before.parentNode.insertBefore(d.createElement('p'), before);
      place.className = 'er';
      place.id = 'e-' + name;
    }
    if (fault) place.textContent = capital(fill(W[fault.code], { n: typeof fault.n === 'number' ? grouped(String(fault.n)) : fault.code === 'strange_letter' ? letters(fault.n) : fault.n }));
    else if (place) place.remove();
    inputs(name).forEach(input => {
      const about = (input.getAttribute('aria-describedby') || '').replace(' e-' + name, '');
      if (fault) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
      if (fault || about) input.setAttribute('aria-describedby', about + (fault ? ' e-' + name : ''));
      else input.removeAttribute('aria-describedby');
    });
    box.classList.toggle('bad', !!one('.er', box));
  };
  const faultOf = name => {
    const rule = ruleOf(name), found = inputs(name)[0];
    // Place and date of a signature have no rule beyond their kind
    if (!rule || !by('f-' + name) || isHidden(boxOf(name))) return null;
    if (rule.kind === 'choices') return rule.required && !inputs(name).some(input => input.checked) ? refuse('required') : null;
    if (!found) return null;
    const parts = name.split('.');
    // An empty row asks for nothing, unless the paper prints it
    if (parts.length === 3 && !fieldOf[parts[0]].row_names && !all('input,textarea', found.closest('.rw')).some(input => input.type === 'radio' ? input.checked : input.value.trim())) return null;
    const good = value(rule, textOf(name), today());
    return typeof good === 'string' ? null : good;
  };
  const names = () => {
    const list = [];
    fields.forEach(field => {
      if (field.kind === 'table') {
        list.push(field.id);
        all('.rw', one('[data-rows-of="' + field.id + '"]')).forEach(row => field.columns.forEach(column => list.push(row.dataset.key + '.' + column.id)));
      } else if (PARTS[field.kind]) PARTS[field.kind].forEach(part => list.push(field.id + '.' + part));
      else list.push(field.id);
    });
    return list;
  };
  const tableFault = field => {
    const rows = rowsOf(field).filter(row => Object.keys(row).length);
    return isHidden(boxOf(field.id)) ? null : field.required && !rows.length ? refuse('required') : rows.length > field.max_rows ? refuse('too_many_rows', field.max_rows) : null;
  };
  const check = () => {
    const box = by('loi'), list = one('ul', box), bad = [];
    names().forEach(name => {
      const table = fieldOf[name] && fieldOf[name].kind === 'table', fault = table ? tableFault(fieldOf[name]) : faultOf(name);
      say(name, fault);
      if (fault) bad.push(name);
    });
    list.textContent = '';
    bad.forEach(name => {
      const place = by('e-' + name), group = place.closest('.fd'), label = one('label,legend,h3', group).firstChild.textContent.trim();
      const part = one('label[for="f-' + name + '"]', group), row = group.closest('.rw'), link = list.appendChild(d.createElement('li')).appendChild(d.createElement('a'));
      link.href = '#f-' + name;
      link.textContent = (row ? one('legend', row).textContent + ', ' : '') + label + (group.tagName === 'FIELDSET' && PARTS[(fieldOf[name.split('.')[0]] || {}).kind] ? ' – ' + part.firstChild.textContent.trim() : '') + ': ' + place.textContent;
      link.onclick = event => { event.preventDefault(); by('f-' + name).focus(); };
    });
    one('h2', box).textContent = fill(W.errors, { n: bad.length });
    box.hidden = !bad.length;
    return bad.length === 0;
  };

  // The draft on this device
  const tell = text => { by('tin').textContent = text; };
  let timer = 0, isOld = false, stamp = '';
  const packed = () => ({ motcua: 'mau', format: 1, form: rules.id, version: rules.version, title: rules.title, of: rules.of, values: values() });
  const keep = () => {
    timer = 0;
    if (isOld) return;
    try {
      stamp = JSON.stringify(packed());
      localStorage.setItem(KEY, stamp);
      tell(fill(W.saved, { time: new Date().toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit' }) }));
    } catch (fault) { tell(W.not_saved); }
  };
  self.addEventListener('storage', event => {
    if (event.key === KEY && event.newValue && event.newValue !== stamp) { isOld = true; tell(W.other_tab); }
  });
  self.addEventListener('pagehide', () => { if (timer) { clearTimeout(timer); keep(); } });

  // Values of a draft or a file into the fields; gives how many found no place
  const show = (v, touched) => {
    let lost = 0;
    isTouched = touched;
    form.reset();
    fields.forEach(field => { if (field.kind === 'table') setRows(field, Array.isArray(v[field.id]) ? v[field.id].filter(row => row && typeof row === 'object') : []); });
    Object.keys(v).forEach(name => {
      const found = fieldOf[name];
      if (found && found.kind === 'table') lost += Array.isArray(v[name]) ? Math.max(0, v[name].length - (found.row_names ? found.row_names.length : found.max_rows)) : 1;
      else if (found && found.kind === 'choices' && Array.isArray(v[name])) inputs(name).forEach(input => { input.checked = v[name].indexOf(input.value) >= 0; });
      else if (ruleOf(name) && typeof v[name] === 'string' && inputs(name).length) write(name, v[name]);
      else lost++;
    });
    conditions();
    fields.forEach(field => draw(field.id));
    return lost;
  };
  const parse = text => {
    let found;
    try { found = JSON.parse(text); } catch (fault) { return W.file_broken; }
    if (!found || found.motcua !== 'mau' || typeof found.values !== 'object' || !found.values) return W.file_broken;
    if (found.format > 1) return W.file_newer;
    return found.form === rules.id && (found.of || '') === (rules.of || '') ? found : fill(W.file_other, { title: String(found.title || found.form).slice(0, 200) });
  };

  // What people do
  const old = {};
  form.addEventListener('input', event => {
    const name = event.target.name, id = name && name.split('.')[0];
    if (!fieldOf[id]) return;
    if (by('e-' + name)) say(name, faultOf(name));
    fields.forEach(field => {
      if (field.prefill !== id) return;
      const from = name, to = field.id + name.slice(id.length), was = textOf(to);
      if (!was || was === old[from]) { write(to, textOf(from)); draw(field.id); }
    });
    old[name] = textOf(name);
    touch();
    draw(id);
    conditions();
    clearTimeout(timer);
    timer = setTimeout(keep, 500);
  });
  form.addEventListener('focusout', event => {
    const name = event.target.name, rule = name && ruleOf(name);
    if (!rule || event.target.type === 'radio' || event.target.type === 'checkbox' || !event.target.value.trim()) return;
    const fault = faultOf(name);
    if (!fault) { const good = shown(name); if (good !== event.target.value) { event.target.value = good; draw(name.split('.')[0]); } }
    say(name, fault);
  });
  let units = false;
  form.addEventListener('focusin', event => {
    if (units || !event.target.getAttribute('list')) return;
    units = true;
    const script = d.createElement('script');
    script.src = form.dataset.units;
    script.onload = () => Object.keys(self.motcuaDonVi).forEach(province => {
      by('ds-province').appendChild(d.createElement('option')).value = province;
      self.motcuaDonVi[province].forEach(name => { by('ds-commune').appendChild(d.createElement('option')).value = name; });
    });
    d.head.appendChild(script);
  });
  const toPaper = what => {
    d.body.classList.add(what);
    print();
    setTimeout(() => d.body.classList.remove(what), 500);
  };
  form.addEventListener('submit', event => {
    event.preventDefault();
    if (check()) return toPaper('only-form');
    by('loi').focus();
  });
  form.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    if ('anyway' in button.dataset) toPaper('only-form');
    else if ('list' in button.dataset) toPaper('only-list');
    else if ('more' in button.dataset) {
      const table = fieldOf[button.dataset.more];
      if (all('.rw', one('[data-rows-of="' + table.id + '"]')).length >= table.max_rows) return say(table.id, refuse('too_many_rows', table.max_rows));
      const row = addRow(table);
      numberRows(table);
      one('input,textarea', row).focus();
    } else if ('less' in button.dataset) {
      const row = button.closest('.rw'), table = fieldOf[row.dataset.key.split('.')[0]], next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      say(table.id, null);
      numberRows(table);
      draw(table.id);
      conditions();
      keep();
      (next ? one('input,textarea', next) : one('[data-more="' + table.id + '"]')).focus();
    } else if ('see' in button.dataset) {
      const off = sheet.classList.toggle('off');
      button.setAttribute('aria-expanded', String(!off));
      if (!off) sheet.scrollIntoView();
    } else if ('save' in button.dataset) {
      const link = d.createElement('a');
      link.href = URL.createObjectURL(new Blob([JSON.stringify(packed(), null, 1)], { type: 'application/json' }));
      link.download = rules.id + '.json';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    } else if ('load' in button.dataset) by('tep').click();
    else if ('wipe' in button.dataset) {
      if (!button.dataset.sure) {
        button.dataset.sure = button.textContent;
        button.textContent = W.wipe_sure;
        setTimeout(() => { button.textContent = button.dataset.sure; delete button.dataset.sure; }, 4000);
        return;
      }
      clearTimeout(timer);
      timer = 0;
      try { localStorage.removeItem(KEY); } catch (fault) { /* forbidden: nothing was kept */ }
      show(rules.values || {}, false);
      names().forEach(name => say(name, null));
      by('loi').hidden = true;
      tell(W.wiped);
    }
  });
  by('tep').onchange = event => {
    const file = event.target.files[0];
    event.target.value = '';
    if (!file) return;
    if (file.size > 1e6) return tell(W.file_too_large);
    const reader = new FileReader();
    reader.onerror = () => tell(W.file_broken);
    reader.onload = () => {
      const found = parse(reader.result);
      if (typeof found === 'string') return tell(found);
      const lost = show(found.values, true);
      keep();
      tell(W.loaded + (lost ? ' ' + fill(W.left_out, { n: lost }) : ''));
    };
    reader.readAsText(file);
  };

  let draft = null;
  try { draft = localStorage.getItem(KEY); } catch (fault) { /* forbidden: as if there were none */ }
  const kept = draft && parse(draft);
  if (kept && typeof kept === 'object') show(kept.values, true);
  else show(rules.values || {}, false);
  form.hidden = false;
  sheet.classList.add('off');
})(self);

// The page of a form: the sheet beside its fields, a draft on this device, print. Rules and words come with the page; nothing
// leaves the device.
const form = d && by('khai');
if (!form) return;
// The rules of the general request come by a script of its own; without it the sheet is still there to be printed.
const rules = Object.assign({}, self.motcuaDon, JSON.parse(by('mau').textContent)), W = rules.words;
if (!W) return;
const sheet = by('giay'), blanks = new Map(), KEY = 'motcua:mau:' + rules.id + (rules.version || '') + (rules.of || '');
all('[data-v]', sheet).forEach(place => blanks.set(place, place.innerHTML));

// What stands in the fields before anybody writes isn't printed: a form printed untouched is a blank
let isTouched = false, timer = 0;
const isPreset = id => !isTouched && F.isPreset(id);
const touch = () => { const preset = isTouched ? [] : F.fields.filter(field => isPreset(field.id)); isTouched = true; preset.forEach(field => draw(field.id)); };
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
  const rows = !F.asked(table) ? [] : F.rowsOf(table).map((row, at) => table.columns.map(column => row[column.id] ? F.shown(table.id + '.' + F.rows(table)[at].dataset.key.split('.')[1] + '.' + column.id) : ''));
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
    const line = make('tr', '', body);
    if (counted) make('td', '', line).textContent = rows[at] ? at + 1 : '';
    table.columns.forEach((column, place) => { make('td', '', line).textContent = rows[at] ? word(place, rows[at][place]) : ''; });
  }
};
const draw = id => {
  const field = F.fieldOf[id], key = '"' + id + '"', is = F.asked(field) && !isPreset(id), seen = name => is ? F.shown(name) : '';
  if (field.kind === 'table') return drawTable(field);
  if (field.kind === 'address') return set(id, PARTS.address.map(part => seen(id + '.' + part)).filter(text => text).join(', '));
  if (field.kind === 'place_date') { set(id + '.place', seen(id + '.place')); return setDate(id + '.date', seen(id + '.date')); }
  const chosen = !is ? [''] : field.kind === 'choices' ? F.chosen(id) : [F.textOf(id)];
  all('[data-o=' + key + ']', sheet).forEach(box => { box.textContent = chosen.indexOf(box.dataset.x) < 0 ? '' : 'X'; });
  const text = field.kind === 'choices' ? chosen.join(', ') : field.kind === 'yes_no' && chosen[0] ? (field.options || ['Có', 'Không'])[chosen[0] === 'yes' ? 0 : 1] : seen(id);
  all('[data-c=' + key + ']', sheet).forEach(row => all('i', row).forEach((cell, at) => { cell.textContent = text[at] || ''; }));
  set(id, text);
  if (field.kind === 'date') { setDate(id, text); set(id + ':w', day(text)); }
  if (field.kind === 'money') set(id + ':w', /^[\d.]+$/.test(text) ? money(+text.replace(/\./g, '')) : '');
};
const later = () => { clearTimeout(timer); timer = setTimeout(keep, 500); };
const F = formOn(form, rules, W, '', (id, name) => { if (name) touch(); draw(id); }, later);

// The draft on this device
const tell = text => { by('tin').textContent = text; };
let isOld = false, stamp = '';
const packed = () => ({ motcua: 'mau', format: 1, form: rules.id, version: rules.version, title: rules.title, of: rules.of, values: F.values() });
const keep = () => {
  timer = 0;
  if (isOld) return;
  try {
    stamp = JSON.stringify(packed());
    localStorage.setItem(KEY, stamp);
    tell(fill(W.saved, { time: clock() }));
  } catch (fault) { tell(W.not_saved); }
};
self.addEventListener('storage', event => {
  if (event.key === KEY && event.newValue && event.newValue !== stamp) { isOld = true; tell(W.other_tab); }
});
self.addEventListener('pagehide', () => { if (timer) { clearTimeout(timer); keep(); } });
const show = (v, touched) => { isTouched = touched; form.reset(); return F.show(v); };
const parse = text => {
  let found;
  try { found = JSON.parse(text); } catch (fault) { return W.file_broken; }
  if (!found || found.motcua !== 'mau' || typeof found.values !== 'object' || !found.values) return W.file_broken;
  if (found.format > 1) return W.file_newer;
  return found.form === rules.id && (found.of || '') === (rules.of || '') ? found : fill(W.file_other, { title: String(found.title || found.form).slice(0, 200) });
};

// What people do
units(form);
const toPaper = what => {
  d.body.classList.add(what);
  print();
  setTimeout(() => d.body.classList.remove(what), 500);
};
form.addEventListener('submit', event => {
  event.preventDefault();
  if (list(W, F.check())) return toPaper('only-form');
  by('loi').focus();
});
form.addEventListener('click', event => {
  const button = event.target.closest('button');
  if (!button) return;
  if ('anyway' in button.dataset) toPaper('only-form');
  else if ('list' in button.dataset) toPaper('only-list');
  else if ('see' in button.dataset) {
    const off = sheet.classList.toggle('off');
    button.setAttribute('aria-expanded', String(!off));
    if (!off) sheet.scrollIntoView();
  } else if ('save' in button.dataset) download(rules.id + '.json', packed());
  else if ('load' in button.dataset) by('tep').click();
  else if ('wipe' in button.dataset && isSure(button, W.wipe_sure)) {
    clearTimeout(timer);
    timer = 0;
    try { localStorage.removeItem(KEY); } catch (fault) { /* forbidden: nothing was kept */ }
    show(rules.values || {}, false);
    F.names().forEach(name => F.say(name, null));
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

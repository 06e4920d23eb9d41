// The fields of a form on a page: conditions, tables that grow, what is wrong. `id` stands in the names of the fields where a page
// has several forms; `told(field, name)` hears of every field whose value or place changed, `kept()` when something was typed.
const PARTS = { address: ['street', 'commune', 'province'], place_date: ['place', 'date'] };
const today = () => { const t = new Date(); return new Date(t - t.getTimezoneOffset() * 6e4).toISOString().slice(0, 10); };
const clock = () => new Date().toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit' });
const download = (name, value) => {
  const link = make('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(value, null, 1)], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
// Presses twice before something is lost
const isSure = (button, word) => {
  if (button.dataset.sure) return true;
  button.dataset.sure = button.textContent;
  button.textContent = word;
  setTimeout(() => { button.textContent = button.dataset.sure; delete button.dataset.sure; }, 4000);
  return false;
};
const units = form => {
  let asked = false;
  form.addEventListener('focusin', event => {
    if (asked || !event.target.getAttribute('list')) return;
    asked = true;
    const script = make('script');
    script.src = form.dataset.units;
    script.onload = () => Object.keys(self.motcuaDonVi).forEach(province => {
      make('option', '', by('ds-province')).value = province;
      self.motcuaDonVi[province].forEach(name => { make('option', '', by('ds-commune')).value = name; });
    });
    d.head.appendChild(script);
  });
};
// Faults in a list that leads to their places
const list = (W, bad) => {
  const box = by('loi'), items = one('ul', box);
  items.textContent = '';
  bad.forEach(fault => {
    const link = make('a', fault.text, make('li', '', items));
    link.href = '#' + fault.at;
    link.onclick = event => { event.preventDefault(); by(fault.at).focus(); };
  });
  one('h2', box).textContent = fill(W.errors, { n: bad.length });
  box.hidden = !bad.length;
  return bad.length === 0;
};

const formOn = (form, rules, W, id, told, kept) => {
  const P = id ? 'field.' + id + '.' : '', S = 'phan-' + (id ? id + '-' : ''), fields = rules.fields, fieldOf = {};
  fields.forEach(field => { fieldOf[field.id] = field; });
  const box = field => one('[data-rows-of="' + P + field.id + '"]');

  // Inputs: by name; a row's are `table.2.column`
  const inputs = name => Array.from(form.elements).filter(input => input.name === P + name);
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
  const chosen = name => inputs(name).filter(input => input.checked).map(input => input.value);
  const rows = table => all('.rw', box(table));
  const rowsOf = table => rows(table).map(row => {
    const cells = {};
    table.columns.forEach(column => { const text = textOf(row.dataset.key + '.' + column.id); if (text) cells[column.id] = text; });
    return cells;
  });
  const values = () => {
    const v = {};
    const put = name => { const text = textOf(name); if (text.trim()) v[name] = text; };
    fields.forEach(field => {
      if (field.kind === 'table') { const rows = rowsOf(field); if (rows.some(row => Object.keys(row).length)) v[field.id] = rows; }
      else if (field.kind === 'choices') { const on = chosen(field.id); if (on.length) v[field.id] = on; }
      else if (PARTS[field.kind]) PARTS[field.kind].forEach(part => put(field.id + '.' + part));
      else put(field.id);
    });
    return v;
  };
  // What stands there before anybody writes
  const isPreset = name => inputs(name).some(input => /radio|checkbox/.test(input.type) ? input.checked && input.defaultChecked : input.defaultValue && input.value === input.defaultValue);

  // A rule for each name, and its value as papers show it: what can't stand yet is shown as typed
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
  const boxOf = name => (by('f-' + P + name) || by('f-' + P + name + '.' + PARTS[fieldOf[name].kind][0])).closest('.fd');
  const isHidden = box => !!box.closest('[hidden]:not(form)');

  // Conditions: what is not asked for is hidden, counts as empty and is not printed
  const asked = field => (!field.when || holds(field.when)) && (!field.group || holds(field.group));
  const holds = when => {
    const field = fieldOf[when.field];
    const names = field.kind === 'table' ? [] : PARTS[field.kind] ? PARTS[field.kind].map(part => field.id + '.' + part) : [field.id];
    const written = !asked(field) ? [] : field.kind === 'choices' ? chosen(field.id)
      : field.kind === 'table' ? rowsOf(field).filter(row => Object.keys(row).length) : names.map(textOf).filter(text => text.trim());
    return when.empty == null ? [].concat(when.is).some(one => written.indexOf(one) >= 0) : (written.length === 0) === when.empty;
  };
  const conditions = () => {
    rules.sections.forEach((when, at) => { if (when) by(S + (at + 1)).hidden = !holds(when); });
    fields.forEach(field => {
      const is = asked(field);
      if (!field.when && !field.group || field.is === is) return;
      field.is = is;
      if (field.when) boxOf(field.id).hidden = !is;
      told(field.id);
    });
  };

  // Rows
  const nextKey = {};
  const addRow = (table, cells) => {
    const row = one('template[data-row="' + P + table.id + '"]').content.cloneNode(true).firstElementChild;
    const at = nextKey[table.id] = (nextKey[table.id] || 0) + 1;
    row.innerHTML = row.innerHTML.split(P + table.id + '.N.').join(P + table.id + '.' + at + '.');
    row.dataset.key = table.id + '.' + at;
    box(table).appendChild(row);
    Object.keys(cells || {}).forEach(column => write(row.dataset.key + '.' + column, String(cells[column])));
    return row;
  };
  const numberRows = table => rows(table).forEach((row, at) => {
    one('legend', row).textContent = table.row_names ? table.row_names[at] : fill(W.row, { n: at + 1 });
  });
  const setRows = (table, rows) => {
    const count = table.row_names ? table.row_names.length : Math.min(rows.length, table.max_rows);
    box(table).textContent = '';
    for (let at = 0; at < count; at++) addRow(table, rows[at]);
    numberRows(table);
  };

  // Faults, said at the field
  const letters = text => Array.from(text, one => /[\p{C}\p{Z}]/u.test(one) ? fill(W.hidden_letter, { n: one.codePointAt(0).toString(16).toUpperCase().padStart(4, '0') }) : '“' + one + '”').join(', ');
  const worded = fault => fault.said || capital(fill(W[fault.code], { n: typeof fault.n === 'number' ? grouped(String(fault.n)) : fault.code === 'strange_letter' ? letters(fault.n) : fault.n }));
  const say = (name, fault) => {
    const target = by('f-' + P + name), box = boxOf(name);
    let place = by('e-' + P + name);
    if (fault && !place) {
      const before = target === box ? one('[data-rows-of]', box) : target.closest('.op') || target;
      place = before.parentNode.insertBefore(make('p'), before);
      place.className = 'er';
      place.id = 'e-' + P + name;
    }
    if (fault) place.textContent = worded(fault);
    else if (place) place.remove();
    inputs(name).forEach(input => {
      const about = (input.getAttribute('aria-describedby') || '').replace(' e-' + P + name, '');
      if (fault) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
      if (fault || about) input.setAttribute('aria-describedby', about + (fault ? ' e-' + P + name : ''));
      else input.removeAttribute('aria-describedby');
    });
    box.classList.toggle('bad', !!one('.er', box));
  };
  const faultOf = name => {
    const rule = ruleOf(name), found = inputs(name)[0];
    // Place and date of a signature have no rule beyond their kind
    if (!rule || !by('f-' + P + name) || isHidden(boxOf(name))) return null;
    if (rule.kind === 'choices') return rule.required && !chosen(name).length ? refuse('required') : null;
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
        rows(field).forEach(row => field.columns.forEach(column => list.push(row.dataset.key + '.' + column.id)));
      } else if (PARTS[field.kind]) PARTS[field.kind].forEach(part => list.push(field.id + '.' + part));
      else list.push(field.id);
    });
    return list;
  };
  const tableFault = field => {
    const rows = rowsOf(field).filter(row => Object.keys(row).length);
    return isHidden(boxOf(field.id)) ? null : field.required && !rows.length ? refuse('required') : rows.length > field.max_rows ? refuse('too_many_rows', field.max_rows) : null;
  };
  const labelOf = name => {
    const place = by('f-' + P + name), group = boxOf(name), part = one('label[for="f-' + P + name + '"]', group), row = (place || group).closest('.rw');
    return (row ? one('legend', row).textContent + ', ' : '') + one('label,legend,h3', group).firstChild.textContent.trim()
      + (group.tagName === 'FIELDSET' && PARTS[(fieldOf[name.split('.')[0]] || {}).kind] ? ' – ' + part.firstChild.textContent.trim() : '');
  };
  const told1 = (name, fault) => { say(name, fault); return { at: 'f-' + P + name, text: labelOf(name) + ': ' + by('e-' + P + name).textContent }; };
  // Every fault, said and as a list
  const check = () => names().map(name => {
    const table = fieldOf[name] && fieldOf[name].kind === 'table', fault = table ? tableFault(fieldOf[name]) : faultOf(name);
    if (fault) return told1(name, fault);
    say(name, null);
  }).filter(fault => fault);

  // Values of a draft or a file into the fields; gives how many found no place
  const show = v => {
    let lost = 0;
    fields.forEach(field => { if (field.kind === 'table') setRows(field, Array.isArray(v[field.id]) ? v[field.id].filter(row => row && typeof row === 'object') : []); });
    Object.keys(v).forEach(name => {
      const found = fieldOf[name];
      if (found && found.kind === 'table') lost += Array.isArray(v[name]) ? Math.max(0, v[name].length - (found.row_names ? found.row_names.length : found.max_rows)) : 1;
      else if (found && found.kind === 'choices' && Array.isArray(v[name])) inputs(name).forEach(input => { input.checked = v[name].indexOf(input.value) >= 0; });
      else if (ruleOf(name) && typeof v[name] === 'string' && inputs(name).length) write(name, v[name]);
      else lost++;
    });
    conditions();
    fields.forEach(field => told(field.id));
    return lost;
  };

  // What people do
  const own = event => { const name = event.target.name || ''; return name.slice(0, P.length) === P && fieldOf[name.slice(P.length).split('.')[0]] ? name.slice(P.length) : ''; };
  const old = {};
  form.addEventListener('input', event => {
    const name = own(event), id = name.split('.')[0];
    if (!name) return;
    if (by('e-' + P + name)) say(name, faultOf(name));
    fields.forEach(field => {
      if (field.prefill !== id) return;
      const from = name, to = field.id + name.slice(id.length), was = textOf(to);
      if (!was || was === old[from]) { write(to, textOf(from)); told(field.id); }
    });
    old[name] = textOf(name);
    told(id, name);
    conditions();
    kept();
  });
  form.addEventListener('focusout', event => {
    const name = own(event), rule = name && ruleOf(name);
    if (!rule || event.target.type === 'radio' || event.target.type === 'checkbox' || !event.target.value.trim()) return;
    const fault = faultOf(name);
    if (!fault) { const good = shown(name); if (good !== event.target.value) { event.target.value = good; told(name.split('.')[0]); } }
    say(name, fault);
  });
  form.addEventListener('click', event => {
    const button = event.target.closest('button'), more = button && button.dataset.more, row = button && 'less' in button.dataset && button.closest('.rw');
    if (more && more.slice(0, P.length) === P && fieldOf[more.slice(P.length)]) {
      const table = fieldOf[more.slice(P.length)];
      if (rows(table).length >= table.max_rows) return say(table.id, refuse('too_many_rows', table.max_rows));
      const added = addRow(table);
      numberRows(table);
      one('input,textarea', added).focus();
    } else if (row && box({ id: row.dataset.key.split('.')[0] }) === row.parentNode) {
      const table = fieldOf[row.dataset.key.split('.')[0]], next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      say(table.id, null);
      numberRows(table);
      told(table.id);
      conditions();
      kept();
      (next ? one('input,textarea', next) : one('[data-more="' + P + table.id + '"]')).focus();
    }
  });
  return { fields, fieldOf, inputs, textOf, write, chosen, rows, rowsOf, values, isPreset, shown, asked, conditions, names, say, check, show, labelOf, fault: told1 };
};

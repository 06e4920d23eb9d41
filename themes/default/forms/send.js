// The page on which a dossier is filled in and sent: a draft on this device with its key, papers, a last look, one sending that is
// tried again until it is answered. The same key and the same text are one dossier, however often and from wherever they are sent.
const nop = d && by('nop'), found = d && by('ho-so');
if (!nop || !found || !self.motcuaLoiNop) return;
const page = JSON.parse(found.textContent), W = self.motcuaLoiNop.w, RULES = self.motcuaMucNop, KEY = 'motcua:nop:' + page.code;
const review = by('xem'), note = by('nhap'), state = by('trang-thai'), isManyCases = !!by('truong-hop'), select = by('f-agency');

// The draft: texts in localStorage, bytes of papers in a database beside it; both in memory where the device forbids them
let draft = null, stamp = '', timer = 0, isKept = true, isOld = false;
const fresh = () => ({ v: 1, key: random(), state: 'open', values: {}, files: [], agency: '', case: 0 });
const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return kept && kept.v === 1 && /^[0-9a-f]{32}$/.test(kept.key) ? kept : null;
  } catch (fault) { return null; }
};
const memory = new Map();
const room = (mode, act) => new Promise(done => {
  const none = () => done(undefined);
  // Some browsers neither open it nor say that they won't
  setTimeout(none, 5000);
  try {
    const opening = indexedDB.open('motcua', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('files');
    opening.onerror = none;
    opening.onsuccess = () => {
      try {
        const change = opening.result.transaction('files', mode), asked = act(change.objectStore('files'));
        change.oncomplete = () => { opening.result.close(); done(asked && asked.result); };
        change.onerror = change.onabort = none;
      } catch (fault) { none(); }
    };
  } catch (fault) { none(); }
});
const keepBytes = (id, blob) => { memory.set(id, blob); return room('readwrite', store => store.put(blob, draft.key + '/' + id)); };
const loadBytes = async id => memory.get(id) || room('readonly', store => store.get(draft.key + '/' + id));
const dropBytes = id => { memory.delete(id); return room('readwrite', store => store.delete(draft.key + '/' + id)); };

const tell = text => { by('tin').textContent = text; };
const keep = () => {
  clearTimeout(timer);
  timer = 0;
  if (isOld) return;
  if (draft.state !== 'done') collect();
  try {
    stamp = JSON.stringify(draft);
    localStorage.setItem(KEY, stamp);
    isKept = true;
    tell(fill(W.kept, { time: clock() }));
  } catch (fault) { isKept = false; tell(W.not_kept); }
};
const later = () => { clearTimeout(timer); timer = setTimeout(keep, 400); };
self.addEventListener('pagehide', () => { if (timer) keep(); });
d.addEventListener('visibilitychange', () => { if (timer && d.hidden) keep(); });
self.addEventListener('beforeunload', event => { if (!isKept && draft.state !== 'done' && Object.keys(draft.values).length) event.preventDefault(); });

// Cases, office, forms, papers
const caseNow = () => isManyCases ? +(all('[name=case]', nop).filter(input => input.checked)[0] || { value: 0 }).value : 1;
const officeNow = () => select ? select.value : one('[name=agency]', nop).value;
const officeName = () => select ? (select.selectedOptions[0] || {}).textContent || '' : one('#noi-nhan b').textContent;
const showCase = () => all('[data-case]', nop).forEach(box => { box.hidden = box.dataset.case !== String(caseNow()); });
const forms = page.forms;
forms.forEach(form => { form.is = formOn(nop, RULES[form.id], W, form.id, () => {}, () => { address(form); later(); }); });
const isNeeded = form => !form.in || form.in.indexOf(caseNow()) >= 0;
const isEmpty = form => Object.keys(form.is.values()).every(name => form.is.isPreset(name));
const files = filesOn(by('giay-to'), W, page.api, page.largest, keepBytes, loadBytes, dropBytes, () => keep());
const collect = () => {
  draft.case = caseNow();
  draft.agency = officeNow();
  draft.values = {};
  forms.forEach(form => { const values = form.is.values(); if (Object.keys(values).length) draft.values[form.id] = values; });
  draft.files = files.files.filter(file => file.sha && file.state !== 'bad').map(file => ({ id: file.id, paper: file.paper, case: file.case, name: file.name, size: file.size, was: file.was, type: file.type, sha: file.sha, pages: file.pages, token: file.token, state: file.state }));
};
// A form begins with the name of the office it goes to, and the general request with the name of whoever fills it in
let lastOffice = '';
const LIKE = { ho_ten: 'name', dien_thoai: 'phone', so_dinh_danh: 'identity_number' };
const like = {};
const address = form => {
  if (!isNeeded(form) && isEmpty(form)) return;
  form.is.fields.filter(field => field.kind === 'addressee').forEach(field => {
    const text = form.is.textOf(field.id);
    if (officeNow() && (!text || text === lastOffice || form.is.isPreset(field.id))) form.is.write(field.id, officeName());
  });
};
const fromFiler = () => forms.filter(form => form.request).forEach(form => Object.keys(LIKE).forEach(name => {
  const text = forms[0].is.textOf(LIKE[name]), was = form.is.textOf(name);
  if (form.is.fieldOf[name] && (!was || was === like[name])) { form.is.write(name, text); like[name] = text; }
}));
nop.addEventListener('change', event => {
  if (event.target.name === 'case') { showCase(); sayBox('f-case', 'case-none', ''); }
  if (event.target.name === 'agency') { forms.forEach(address); lastOffice = officeName(); sayBox('f-agency', 'agency-none', ''); }
  if (event.target.name) later();
});
nop.addEventListener('input', event => { if (/^field\.filer\./.test(event.target.name)) fromFiler(); });

// What is wrong beyond the fields of forms
const sayBox = (at, id, text) => {
  const target = by(at), box = target && target.closest('.fd');
  if (!box) return;
  let place = by(id);
  if (!text) { if (place) place.remove(); } else {
    place = place || box.insertBefore(make('p'), box.children[1]);
    place.id = id;
    place.className = 'er';
    place.textContent = text;
  }
  box.classList.toggle('bad', !!one('.er', box));
};
const papers = () => all('[data-case="' + caseNow() + '"] .pp', nop);
const here = box => files.files.filter(file => file.case === caseNow() && file.paper === +box.dataset.paper);
const check = () => {
  const bad = [], add = (at, id, label, text) => { sayBox(at, id, text); if (text) bad.push({ at, text: label + ': ' + text }); };
  if (isManyCases) add('f-case', 'case-none', W.case, caseNow() ? '' : W.choose_case);
  if (select) add('f-agency', 'agency-none', W.office, officeNow() ? '' : W.choose_office);
  forms.forEach(form => { if (isNeeded(form) && !isScanned(form) || !isEmpty(form)) bad.push(...form.is.check()); else form.is.names().forEach(name => form.is.say(name, null)); });
  papers().forEach(box => {
    const input = one('input', box), fault = here(box).filter(file => file.fault)[0];
    add(input.id, input.id + '-e', one('label', box).firstChild.textContent.trim(), fault ? fault.fault : one('.rq', box) && !here(box).length ? W.missing_paper : '');
  });
  return list(W, bad);
};
// A form that was filled in on paper comes as a picture instead
const isScanned = form => papers().some(box => box.dataset.form === form.id && here(box).length);

// The last look
const part = (title, id, where) => {
  const head = make('h3', title, where), link = make('a', W.change, head);
  make('span', ': ' + title, link).className = 'vh';
  link.href = '#' + id;
  link.onclick = event => {
    event.preventDefault();
    turn(false);
    by(id).scrollIntoView();
    (one('input:not([type=hidden]),select,textarea', by(id)) || nop).focus({ preventScroll: true });
  };
  const lines = make('dl', '', where);
  lines.className = 'facts';
  return lines;
};
const line = (where, label, text) => { const row = make('div', '', where); make('dt', label, row); make('dd', text || W.empty_answers, row); };
const look = () => {
  const where = by('da-viet');
  where.textContent = '';
  const first = part(W.about, isManyCases ? 'truong-hop' : 'noi-nhan', where);
  if (isManyCases) line(first, W.case, all('[name=case]', nop).filter(input => input.checked)[0].closest('label').textContent.trim());
  line(first, W.office, officeName());
  forms.filter(form => !isEmpty(form)).forEach(form => {
    const written = form.is.values(), lines = part(form.title, 'khai-' + form.id, where);
    form.is.fields.forEach(field => {
      if (!form.is.asked(field)) return;
      const parts = PARTS[field.kind], text = field.kind === 'table' ? (written[field.id] || []).map(row => field.columns.map(column => row[column.id]).filter(cell => cell).join('; ')).filter(row => row).join('\n')
        : field.kind === 'choices' ? (written[field.id] || []).join(', ') : parts ? parts.map(part => form.is.shown(field.id + '.' + part)).filter(part => part).join(', ')
        : field.kind === 'yes_no' && written[field.id] ? (form.is.inputs(field.id).filter(input => input.checked)[0]).closest('label').textContent.trim() : form.is.shown(field.id);
      if (text || field.required) line(lines, form.is.labelOf(parts ? field.id + '.' + parts[0] : field.id).split(' – ')[0], text);
    });
  });
  const last = part(W.papers, 'giay-to', where);
  const sent = papers().map(box => [one('label', box).firstChild.textContent.trim(), here(box)]).filter(pair => pair[1].length);
  sent.forEach(pair => line(last, pair[0], pair[1].map(file => file.name + ', ' + sized(file.size)).join('\n')));
  if (!sent.length) line(last, W.files_sent, W.no_papers);
};
const turn = isReview => {
  review.hidden = !isReview;
  nop.hidden = isReview;
  (isReview ? review : by('gui')).scrollIntoView();
  if (isReview) review.focus();
};

// Sending
let isSending = false, isStopped = false, hasAsked = false;
const say = (text, part) => {
  state.hidden = !text;
  one('p', state).textContent = text;
  one('progress', state).hidden = part == null;
  one('progress', state).value = part || 0;
};
const trouble = seconds => say(navigator.onLine === false ? W.offline : fill(W.retry, { n: seconds }));
const button = (word, act) => { const made = make('button', word); made.type = 'button'; made.className = 'btn q'; made.onclick = act; return made; };
const notice = (text, ...buttons) => {
  note.textContent = '';
  note.hidden = !text;
  if (!text) return;
  make('p', text, note);
  const acts = make('div', '', note);
  acts.className = 'acts';
  buttons.forEach(button => acts.appendChild(button));
};
const body = () => JSON.stringify({
  procedure: page.code, case: caseNow(), agency: officeNow(),
  fields: forms.filter(form => isNeeded(form) && !isScanned(form) || !isEmpty(form)).reduce((all, form) => {
    const values = form.is.values();
    Object.keys(values).forEach(name => { all[form.id + '.' + name] = values[name]; });
    return all;
  }, {}),
  papers: files.files.filter(file => file.case === caseNow() && file.token).map(file => ({ paper: file.paper, upload: file.token, name: file.name, pages: file.pages })),
});
const post = text => ask(page.api + 'dossiers', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': draft.key }, body: text });
// Asks until there is an answer
const untilAnswered = async text => {
  let pause = 2;
  for (;;) {
    if (isStopped) return null;
    say(W.now);
    hasAsked = true;
    const answer = await post(text);
    if (!('away' in answer)) return answer;
    trouble(answer.away || pause);
    await Promise.race([wait(answer.away || pause), new Promise(go => { stopped = go; })]);
    pause = Math.min(pause * 2, 30);
  }
};
let stopped = () => {};
const toReceipt = receipt => {
  const form = make('form', '', d.body);
  form.method = 'post';
  form.action = page.api + 'dossiers/' + encodeURIComponent(receipt.code) + '/receipt';
  const pin = make('input', '', form);
  pin.type = 'hidden';
  pin.name = 'pin';
  pin.value = receipt.pin;
  form.submit();
};
const accepted = (receipt, used) => {
  const isEarlier = used !== body();
  Object.assign(draft, { state: 'done', code: receipt.code, last: used, at: Date.now() });
  files.files.forEach(file => dropBytes(file.id));
  keep();
  review.hidden = false;
  nop.hidden = true;
  one('.acts', review).hidden = true;
  by('da-viet').hidden = true;
  say(fill(W.received, { code: receipt.code, pin: receipt.pin }) + (isEarlier ? ' ' + W.earlier : ''));
  state.appendChild(button(W.receipt, () => toReceipt(receipt)));
  if (!isEarlier) toReceipt(receipt);
};
const faulty = problem => {
  turn(false);
  const bad = (problem.faults || []).map(fault => {
    const dot = fault.at.indexOf('.'), head = fault.at.slice(0, dot), rest = fault.at.slice(dot + 1), form = forms.filter(form => form.id === head)[0];
    if (form) {
      const parts = rest.split('.'), table = form.is.fieldOf[parts[0]];
      // The function counts rows from 0, as they were sent
      const name = parts.length === 3 && table ? form.is.rows(table).filter((row, at) => at === +parts[1]).map(row => row.dataset.key + '.' + parts[2])[0] : rest;
      if (name && (form.is.inputs(name).length || form.is.fieldOf[name])) return form.is.fault(name, { said: fault.detail });
    }
    const box = head === 'paper' && papers().filter(box => box.dataset.paper === rest)[0];
    const at = box ? one('input', box).id : fault.at === 'agency' ? 'f-agency' : fault.at === 'case' ? 'f-case' : '';
    if (at && by(at)) { sayBox(at, at + '-e', fault.detail); return { at, text: fault.detail }; }
    return { at: 'nop', text: fault.detail };
  });
  list(W, bad.length ? bad : [{ at: 'nop', text: problem.detail || W.error }]);
  if (!bad.length) one('#loi h2').textContent = problem.title || W.error;
  by('loi').focus();
};
const send = async () => {
  if (isSending) return;
  isSending = true;
  isStopped = hasAsked = false;
  one('[data-go]', review).disabled = true;
  one('[data-back]', review).textContent = W.stop;
  let again = true;
  while (again && !isStopped) {
    again = false;
    const pumped = files.pump();
    files.pump.told = seconds => seconds ? trouble(seconds) : count();
    const count = () => { const own = files.files.filter(file => file.case === caseNow()), done = own.filter(file => file.token).length; say(fill(W.files, { done, all: own.length }), own.length ? done / own.length : null); };
    if (files.waiting().length) count();
    await Promise.race([pumped, new Promise(go => { stopped = go; })]);
    if (isStopped) break;
    // No file is left behind in silence
    again = files.files.some(file => !file.token && file.state !== 'bad' && file.case === caseNow());
    if (again) continue;
    if (files.files.some(file => file.state === 'bad' && file.case === caseNow())) { isSending = false; turn(false); check(); by('loi').focus(); break; }
    const before = draft.last, text = body();
    draft.state = 'sending';
    draft.last = draft.last || text;
    keep();
    let used = text, answer = await untilAnswered(text);
    // An earlier attempt arrived after all: what it sent is what was received
    if (answer && answer.problem && answer.problem.code === 'other-body' && before && before !== text) answer = await untilAnswered(used = before);
    if (!answer) break;
    if (answer.said) return accepted(answer.said, used);
    draft.state = 'open';
    if (answer.problem.code !== 'other-body') delete draft.last;
    const lost = (answer.problem.faults || []).filter(fault => fault.code === 'no-such-upload').length;
    if (lost && !send.hasTried) {
      // The function has swept what waited too long: send it once more
      send.hasTried = again = true;
      files.files.forEach(file => files.set(file, { token: '', state: 'waiting' }));
      continue;
    }
    keep();
    if (answer.problem.code === 'other-body') {
      turn(false);
      notice(answer.problem.title + '. ' + answer.problem.detail, button(W.anew, event => { if (isSure(event.target, W.wipe_sure)) wipe(); }));
      note.scrollIntoView();
    } else faulty(answer.problem);
  }
  isSending = false;
  one('[data-go]', review).disabled = false;
  one('[data-back]', review).textContent = backWord;
  if (isStopped) say(hasAsked ? W.uncertain : W.stopped);
  else say('');
};
const backWord = one('[data-back]', review).textContent;
one('[data-go]', review).onclick = send;
one('[data-back]', review).onclick = () => {
  if (isSending) { isStopped = true; stopped(); } else { say(''); turn(false); }
};
nop.addEventListener('submit', event => {
  event.preventDefault();
  if (timer) keep();
  if (files.files.some(file => file.state === 'shrinking')) return setTimeout(() => nop.requestSubmit(), 300);
  if (!check()) return by('loi').focus();
  look();
  turn(true);
});

// Draft: as a file, from a file, wiped
const wipe = () => {
  clearTimeout(timer);
  timer = 0;
  isOld = true;
  draft.files.forEach(file => dropBytes(file.id));
  try { localStorage.removeItem(KEY); } catch (fault) { /* forbidden: nothing was kept */ }
  draft.state = 'done';
  location.reload();
};
nop.addEventListener('click', event => {
  const pressed = event.target.closest('button');
  if (!pressed) return;
  if ('save' in pressed.dataset) {
    collect();
    download('ho-so-' + page.code + '.json', { motcua: 'nop', format: 1, of: page.code, title: page.title, key: draft.key, case: draft.case, agency: draft.agency, values: draft.values });
  } else if ('load' in pressed.dataset) by('tep').click();
  else if ('wipe' in pressed.dataset && isSure(pressed, W.wipe_sure)) wipe();
});
by('tep').onchange = async event => {
  const file = event.target.files[0];
  event.target.value = '';
  if (!file) return;
  if (file.size > 1e6) return tell(W.file_too_large);
  let loaded = null;
  try { loaded = JSON.parse(await file.text()); } catch (fault) { /* told below */ }
  if (!loaded || loaded.motcua !== 'nop' || !loaded.values || typeof loaded.values !== 'object' || !/^[0-9a-f]{32}$/.test(loaded.key)) return tell(W.file_broken);
  if (loaded.format > 1) return tell(W.file_newer);
  if (loaded.of !== page.code) return tell(fill(W.file_other, { title: String(loaded.title || '').slice(0, 200) }));
  draft.key = loaded.key;
  delete draft.last;
  const lost = show(loaded);
  keep();
  tell(W.loaded + ' ' + W.left_files + (lost ? ' ' + fill(W.left_out, { n: lost }) : ''));
};

// Puts a draft into the page; gives how many texts found no place
const show = kept => {
  let lost = 0;
  forms.forEach(form => { lost += form.is.show(kept.values[form.id] && typeof kept.values[form.id] === 'object' ? kept.values[form.id] : {}); });
  if (select) select.value = kept.agency || '';
  if (select && select.selectedIndex < 0) select.value = '';
  if (isManyCases) all('[name=case]', nop).forEach(input => { input.checked = +input.value === kept.case; });
  const owner = one('#khai-owner details');
  if (owner && kept.values.owner) owner.open = true;
  lastOffice = officeName();
  showCase();
  return lost;
};
const begin = () => {
  let kept = read();
  // What was received a day ago needn't lie on a device that others use too
  if (kept && kept.state === 'done' && Date.now() - kept.at > 864e5) {
    localStorage.removeItem(KEY);
    kept = null;
  }
  draft = kept || fresh();
  show(draft);
  if (!kept) forms.forEach(address);
  if (draft.state === 'done') {
    nop.hidden = true;
    nop.parentNode.insertBefore(note, nop);
    return notice(fill(W.done, { code: draft.code }), button(W.show, async () => {
      review.hidden = false;
      by('da-viet').hidden = one('.acts', review).hidden = true;
      isStopped = false;
      const answer = await untilAnswered(draft.last);
      if (answer && answer.said) toReceipt(answer.said);
      else say(answer && answer.problem.detail || W.error);
    }), button(W.anew, event => { if (isSure(event.target, W.wipe_sure)) wipe(); }));
  }
  draft.files.forEach(file => {
    const box = files.boxOf(file);
    if (!box || !file.sha) return;
    files.files.push(Object.assign({}, file));
    files.draw(box);
  });
  if (draft.state === 'sending') {
    draft.state = 'open';
    notice(W.interrupted, button(W.go_on, () => { notice(''); if (check()) { look(); turn(true); send(); } else by('loi').focus(); }));
  } else if (kept) notice(W.found);
  files.pump();
};
self.addEventListener('storage', event => {
  if (event.key !== KEY || event.newValue === stamp || isSending) return;
  isOld = true;
  notice(W.other_tab, button(W.reload, () => location.reload()));
  note.scrollIntoView();
});
one('#gui .btn.p').textContent = one('#gui .btn.p').dataset.say;
all('[data-save],[data-load],[data-wipe],[data-more]', nop).forEach(one => { one.hidden = false; });
units(nop);
begin();

// The search box of every page: a combobox after the ARIA authoring practices. Nothing typed leaves the device; data come
// as script files, so that it works from a folder, too.
const KINDS = {
  p: ['thu-tuc/', LATER.search_procedure], g: ['huong-dan/', LATER.search_guide],
  q: ['hoi-dap/', LATER.search_question], b: ['bieu-mau/', LATER.search_form]
};
const forms = document.querySelectorAll('form[role=search]');
// The root of the site, the folder of the search page in it, and what links end with: nothing, or index.html in a portable site.
const place = forms[0] && /^([^?#]*\/)([^/?#]+\/)([^?#]*)/.exec(forms[0].action);
const views = [];

const make = (name, kind, text) => {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
};
const addressOf = hit => place[1] + KINDS[hit.kind][0] + hit.id + '/' + place[3];
const LEVELS = [LATER.search_commune, LATER.search_province, LATER.search_district, LATER.search_ministry, LATER.search_other_level];
const levelsOf = hit => LEVELS.filter((level, bit) => hit.levels >> bit & 1).map(level => say[level]);
const isBroken = () => states[0] === 3 || states[1] === 3;
const ask = (text, most) => {
  const answer = find(text, most);
  if (answer) more(answer.best < 0.7);
  return answer;
};
// What to say instead of answers, if anything. `SAY` is in the script, `LATER` comes with the first data file.
const noteOn = answer => isBroken() ? SAY.search_broken : !answer ? SAY.search_waiting : answer.hits[0] ? '' : say[LATER.search_none];
// One answer: title with marks, what it is, and why it is here.
const row = (hit, into) => {
  const title = make('span', 'hit');
  hit.title().forEach(piece => title.append(piece[1] ? make('mark', 0, piece[0]) : piece[0]));
  into.append(title, make('span', 'm', [say[KINDS[hit.kind][1]]].concat(hit.kind === 'p' ? hit.id : [], levelsOf(hit).slice(0, 2), hit.field || []).join(' · ')));
  hit.why().forEach(why => into.append(make('span', 'm', '“' + why[0] + '” ' + (why[2] ? '=' : say[LATER.search_meant]) + ' ' + why[1])));
  return into;
};

const combobox = (form, at) => {
  const input = form.elements.q, list = make('ul', 'hits'), said = make('p', 'vh');
  const tell = (name, value) => input.setAttribute('aria-' + name, value);
  let active, made = 0;
  list.id = 'tim-' + at;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', SAY.search_results);
  said.setAttribute('role', 'status');
  form.append(list, said);
  form.classList.add('combo');
  input.setAttribute('role', 'combobox');
  tell('autocomplete', 'list');
  tell('controls', list.id);
  const move = to => {
    if (active) active.setAttribute('aria-selected', false);
    active = to;
    if (!to) return input.removeAttribute('aria-activedescendant');
    to.setAttribute('aria-selected', true);
    to.scrollIntoView({ block: 'nearest' });
    tell('activedescendant', to.id);
  };
  const close = () => {
    move();
    list.hidden = true;
    tell('expanded', false);
  };
  const show = () => {
    const text = input.value.trim(), answer = text && ask(input.value), note = text && noteOn(answer);
    close();
    said.textContent = '';
    if (!text || document.activeElement !== input) return;
    said.textContent = note || say[LATER.search_found].replace('{n}', answer.hits.length);
    // The last row leads to the page of all answers, or to the lists there. A row that stays as it was is not drawn again.
    const before = [...list.children], rows = (answer ? answer.hits.slice(0, 6) : []).concat(0).map(hit => {
      const key = hit ? JSON.stringify([hit.id, hit.field, hit.title(), hit.why()]) : note || say[LATER.search_all];
      let one = before.find(one => one.key === key);
      if (!one) {
        one = make('li');
        one.key = key;
        one.id = list.id + '-' + made++;
        one.setAttribute('role', 'option');
        one.setAttribute('aria-selected', false);
        if (hit) row(hit, one);
        else one.append(key);
        one.onclick = () => hit ? location.href = addressOf(hit) : form.submit();
      }
      return one;
    });
    before.forEach(one => rows.includes(one) || one.remove());
    rows.forEach((one, nth) => list.children[nth] === one || list.insertBefore(one, list.children[nth]));
    list.hidden = false;
    tell('expanded', true);
  };
  list.onpointerdown = event => event.preventDefault();
  input.oninput = show;
  input.onfocus = show;
  input.onblur = close;
  input.onkeydown = event => {
    const key = event.key;
    if (event.isComposing || list.hidden && key !== 'ArrowDown') return;
    if (list.hidden) show();
    else if (key === 'ArrowDown') move(active ? active.nextSibling : list.firstChild);
    else if (key === 'ArrowUp') move(active ? active.previousSibling : list.lastChild);
    else if (key === 'Escape') close();
    else if (key === 'Enter' && active) active.click();
    else return;
    event.preventDefault();
  };
  // Data that come late renew a list that is open; one that was closed stays closed. New words are read in one task, drawn in the next.
  views.push(() => list.hidden || active || (ask(input.value), later(show)));
  show();
};

if (place) {
  load = name => {
    const script = make('script');
    script.src = place[1] + place[2] + 'du-lieu/' + name + '.js';
    script.onload = script.onerror = () => add([name, 0]);
    document.head.append(script);
  };
  // A slow processor gets each piece of work as a task of its own.
  later = setTimeout;
  changed = () => views.forEach(view => view());
  // The page of the search has a list of its own, which page.js draws; it may come after this script.
  if (document.getElementById('ket-qua-tim')) (self.motcuaTrang = self.motcuaTrang || []).push({ row, ask, addressOf, levelsOf, noteOn, views, states, tokens });
  else forms.forEach(combobox);
  const early = self.motcuaTim || [];
  self.motcuaTim = { push: add };
  // app.js asks for the first two beside this script.
  states[0] = states[1] = 1;
  early.forEach(add);
}

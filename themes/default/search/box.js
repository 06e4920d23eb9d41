// The search box of every page: a combobox after the ARIA authoring practices. Nothing typed leaves the device; data come
// as script files, so that it works from a folder, too.
const FOLDERS = { p: 'thu-tuc', g: 'huong-dan', q: 'hoi-dap', b: 'bieu-mau' };
const page = document.getElementById('ket-qua-tim');
const forms = Array.from(document.querySelectorAll('form[role=search]'));
const place = forms[0] ? forms[0].action.split(/[?#]/)[0] : '';
// The folder of the search page, and what its links end with: nothing, or index.html in a portable site.
const folder = place.replace(/[^/]*$/, ''), leaf = place.slice(folder.length);
const views = [];

const make = (name, kind, text) => {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
};
const addressOf = hit => folder.replace(/[^/]*\/$/, '') + FOLDERS[hit.kind] + '/' + hit.id + '/' + leaf;
const kindOf = hit => ({ p: say[LATER.search_procedure], g: say[LATER.search_guide], q: say[LATER.search_question], b: say[LATER.search_form] })[hit.kind];
const levelsOf = hit => [say[LATER.search_commune], say[LATER.search_province], say[LATER.search_district], say[LATER.search_ministry], say[LATER.search_other_level]].filter((name, bit) => hit.levels >> bit & 1);
const isBroken = () => states[0] > 2 || states[1] > 2;
const ask = (text, most) => {
  const answer = find(text, most);
  if (answer) more(answer.best < 0.7);
  return answer;
};
// What to say instead of answers, if anything. `SAY` is in the script, `LATER` comes with the first data file.
const noteOn = answer => isBroken() ? SAY.search_broken : !answer ? SAY.search_waiting : answer.hits[0] ? '' : say[LATER.search_none];
// One answer: title with marks, what it is, and why it is here.
const row = (hit, into) => {
  const title = into.appendChild(make('span', 'hit'));
  hit.title().forEach(piece => title.append(piece[1] ? make('mark', '', piece[0]) : piece[0]));
  into.append(make('span', 'm', [kindOf(hit)].concat(hit.kind === 'p' ? hit.id : [], levelsOf(hit).slice(0, 2), hit.field || []).join(' · ')));
  hit.why().forEach(why => into.append(make('span', 'm', '“' + why[0] + '” ' + (why[2] ? '=' : say[LATER.search_meant]) + ' ' + why[1])));
  return into;
};

const combobox = (form, at) => {
  const input = form.elements.q, list = make('ul', 'hits'), said = make('p', 'vh');
  const tell = (name, value) => input.setAttribute('aria-' + name, value);
  let open = [], active = -1;
  list.id = 'tim-' + at;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', SAY.search_results);
  said.setAttribute('role', 'status');
  list.hidden = true;
  form.append(list, said);
  form.classList.add('combo');
  input.setAttribute('role', 'combobox');
  tell('autocomplete', 'list');
  tell('controls', list.id);
  const close = () => {
    list.hidden = true;
    active = -1;
    tell('expanded', false);
    input.removeAttribute('aria-activedescendant');
  };
  const go = hit => hit ? location.href = addressOf(hit) : form.submit();
  const move = to => {
    const rows = list.children;
    if (active >= 0) rows[active].setAttribute('aria-selected', false);
    active = (to + rows.length + 1) % (rows.length + 1);
    if (active === rows.length) active = -1;
    if (active < 0) return input.removeAttribute('aria-activedescendant');
    rows[active].setAttribute('aria-selected', true);
    rows[active].scrollIntoView({ block: 'nearest' });
    tell('activedescendant', rows[active].id);
  };
  const show = () => {
    const text = input.value.trim(), answer = text && ask(input.value), note = text && noteOn(answer);
    close();
    list.textContent = said.textContent = '';
    if (!text || document.activeElement !== input) return;
    open = answer ? answer.hits.slice(0, 7) : [];
    said.textContent = note || say[LATER.search_found].replace('{n}', answer.hits.length);
    // The last row leads to the page of all answers, or to the lists there.
    open.concat(0).forEach((hit, nth) => {
      const one = list.appendChild(make('li'));
      one.id = list.id + '-' + nth;
      one.setAttribute('role', 'option');
      one.setAttribute('aria-selected', false);
      if (hit) row(hit, one);
      else one.append(note || say[LATER.search_all]);
      one.onclick = () => go(hit);
    });
    list.hidden = false;
    tell('expanded', true);
  };
  list.onpointerdown = event => event.preventDefault();
  input.oninput = show;
  input.addEventListener('focus', show);
  input.onblur = close;
  input.onkeydown = event => {
    const key = event.key, last = list.children.length - 1;
    if (event.isComposing) return;
    if (list.hidden) {
      if (key === 'ArrowDown') show();
      return;
    }
    if (key === 'ArrowDown') move(active + 1);
    else if (key === 'ArrowUp') move(active < 0 ? last : active - 1);
    else if (key === 'Escape') close();
    else if (key === 'Enter' && active >= 0) go(open[active]);
    else return;
    event.preventDefault();
  };
  // Data that come late renew a list that is open; one that was closed stays closed.
  views.push(() => list.hidden || active < 0 && show());
  close();
  show();
};

const start = () => forms.forEach((form, at) => page && self.motcuaTrang && page.parentNode.contains(form)
  ? self.motcuaTrang(form, page, { make, row, ask, addressOf, levelsOf, noteOn, views }) : combobox(form, at));
if (place) {
  load = name => {
    const script = make('script');
    script.src = folder + 'du-lieu/' + name + '.js';
    // app.js asks for the first two beside this script.
    if (Array.from(document.scripts).some(other => other.src === script.src)) return;
    script.onload = script.onerror = () => add([name, 0]);
    document.head.append(script);
  };
  // A slow processor gets each piece of work as a task of its own.
  changed = () => setTimeout(() => views.forEach(view => view()));
  // trang.js may come after this one.
  if (!page || self.motcuaTrang || document.readyState === 'complete') start();
  else self.addEventListener('load', start);
  const early = self.motcuaTim || [];
  self.motcuaTim = { push: add };
  early.forEach(file => setTimeout(() => add(file)));
  want('0');
  want('1');
}

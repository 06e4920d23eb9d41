// The page /tim/: every answer, with filters and their counts. What it needs comes from box.js, before or after it.
const start = tools => {
  const form = document.querySelector('form[role=search]'), page = document.getElementById('ket-qua-tim'), lists = document.getElementById('khong-tim'), input = form.elements.q, chosen = {};
  const make = (name, kind, text) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  };
  const PEOPLE = [SAY.search_citizens, SAY.search_enterprises, SAY.search_organisations, SAY.search_foreigners];
  const NAMES = { level: SAY.search_by_level, field: SAY.search_by_field, who: SAY.search_by_people }, MOST = 60, AT_ONCE = 10, MOST_NEAR = 3;
  let timer;
  const filters = [
    ['level', tools.levelsOf],
    ['field', hit => hit.field ? [hit.field] : []],
    ['who', hit => PEOPLE.filter((name, bit) => hit.people >> bit & 1)]
  ];
  const said = form.parentNode.appendChild(make('p', 'm'));
  said.setAttribute('role', 'status');
  const fits = (hit, but) => filters.every(filter => filter[0] === but || !chosen[filter[0]] || filter[1](hit).indexOf(chosen[filter[0]]) >= 0);
  const filterFor = (filter, hits) => {
    const counts = new Map(), label = make('label', '', NAMES[filter[0]] + ' '), select = label.appendChild(make('select'));
    hits.forEach(hit => fits(hit, filter[0]) && filter[1](hit).forEach(name => counts.set(name, (counts.get(name) || 0) + 1)));
    select.id = 'loc-' + filter[0];
    if (chosen[filter[0]] && !counts.has(chosen[filter[0]])) counts.set(chosen[filter[0]], 0);
    const names = Array.from(counts.keys()).sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
    [''].concat(names).forEach(name => {
      const one = select.appendChild(make('option', '', name ? name + ' (' + counts.get(name) + ')' : SAY.search_any));
      one.value = name;
      one.selected = name === (chosen[filter[0]] || '');
    });
    select.onchange = () => {
      chosen[filter[0]] = select.value;
      show();
      keep();
    };
    return label;
  };
  // Words of titles that come near to one that nobody knows: fewer slips first, then the same first letter. Its twin is
  // generator/src/search/nearest.rs.
  const nearest = raw => {
    const typed = wordOf(raw).fold, most = typed.length < 4 ? 1 : typed.length < 8 ? 2 : 3, far = new Map();
    tools.tokens.forEach(token => {
      const name = token.toLowerCase(), fold = rawWords(name)[0] ? wordOf(rawWords(name)[0]).fold : '', n = slips(typed, fold, most);
      if (fold[1] && n <= most) far.set(name, 2 * n + (fold[0] === typed[0] ? 0 : 1));
    });
    return Array.from(far.keys()).sort((a, b) => far.get(a) - far.get(b) || (a < b ? -1 : 1)).slice(0, MOST_NEAR);
  };
  const suggest = (text, words) => {
    const found = words.map(raw => [raw, nearest(raw)]).filter(pair => pair[1][0]);
    if (!found[0]) return;
    const line = page.appendChild(make('p', '', SAY.search_nearest));
    found.forEach(pair => pair[1].forEach(near => {
      const link = make('a', '', near);
      link.href = '?' + new URLSearchParams([['q', text.toLowerCase().replace(pair[0], near)]]);
      line.append(' ', link);
    }));
  };
  const show = () => {
    const text = input.value.trim(), answer = text && tools.ask(input.value, 160), note = text && tools.noteOn(answer), focus = document.activeElement && document.activeElement.id;
    page.textContent = said.textContent = '';
    clearTimeout(timer);
    lists.hidden = !!text && !note;
    if (!text) return;
    const hits = answer ? answer.hits.filter(hit => fits(hit)) : [];
    const strange = answer ? answer.strange.map(word => '“' + word + '”') : [];
    said.textContent = (note || (hits.length > MOST ? SAY.search_many.replace(/{n}/g, MOST) : SAY.search_found.replace('{n}', hits.length) + '.')) + (strange[0] ? ' ' + SAY.search_unknown.replace('{words}', strange.join(', ')) : '');
    if (note) return answer && suggest(text, answer.strange);
    const bar = page.appendChild(make('div', 'filters'));
    filters.forEach(filter => bar.append(filterFor(filter, answer.hits)));
    const list = page.appendChild(make('ol', 'hits'));
    // More rows than a screen holds come after it is drawn, some at a time: the next key waits for none of them.
    const draw = from => {
      hits.slice(from, Math.min(from + AT_ONCE, MOST)).forEach(hit => { tools.row(hit, list.appendChild(make('li')).appendChild(make('a'))).href = tools.addressOf(hit); });
      const more = from + AT_ONCE < Math.min(hits.length, MOST);
      // Whole when all rows stand and no data file is on its way (tools.states, see data.js).
      list.setAttribute('aria-busy', more || Object.values(tools.states).some(state => state === 1 || state === 4));
      if (more) timer = setTimeout(draw, 0, from + AT_ONCE);
    };
    draw(0);
    if (focus && document.getElementById(focus)) document.getElementById(focus).focus();
  };
  // What is asked for and chosen stands in the address: to go back to, and to share.
  const named = document.title;
  const keep = () => {
    const asked = new URLSearchParams([['q', input.value]].concat(filters.map(filter => [filter[0], chosen[filter[0]]]).filter(pair => pair[1])));
    document.title = (input.value.trim() ? input.value.trim() + ' – ' : '') + named;
    try {
      history.replaceState(null, '', '?' + asked);
    } catch (fault) { /* pages of a folder may not; the list stands all the same */ }
  };
  const asked = new URLSearchParams(location.search);
  input.value = asked.get('q') || input.value;
  filters.forEach(filter => { chosen[filter[0]] = asked.get(filter[0]) || ''; });
  input.oninput = () => {
    show();
    keep();
  };
  tools.views.push(show);
  show();
  if (input.value) keep();
};
const early = self.motcuaTrang || [];
self.motcuaTrang = { push: start };
early.forEach(start);

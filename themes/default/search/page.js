// The page /tim/: every answer, with filters and their counts. Called by box.js.
self.motcuaTrang = (form, page, tools) => {
  'use strict';
  const make = tools.make, lists = document.getElementById('khong-tim'), input = form.elements.q, chosen = {};
  const PEOPLE = ['Người dân', 'Doanh nghiệp, hợp tác xã', 'Tổ chức', 'Người nước ngoài'];
  const NAMES = { level: 'Cấp', field: 'Lĩnh vực', who: 'Đối tượng' };
  const ANY = 'Tất cả', UNKNOWN = 'Không có từ nào giống: ', MOST = 60;
  const filters = [
    ['level', hit => tools.words().levels.filter((name, bit) => hit.levels >> bit & 1)],
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
      const one = select.appendChild(make('option', '', name ? name + ' (' + counts.get(name) + ')' : ANY));
      one.value = name;
      one.selected = name === (chosen[filter[0]] || '');
    });
    select.onchange = () => {
      chosen[filter[0]] = select.value;
      show();
    };
    return label;
  };
  const show = () => {
    const text = input.value.trim(), answer = text && tools.ask(input.value, 160), focus = document.activeElement && document.activeElement.id;
    page.textContent = said.textContent = '';
    lists.hidden = !!(answer && answer.hits[0]);
    if (!text) return;
    if (tools.isBroken() || !answer) {
      said.textContent = tools.isBroken() ? tools.BROKEN : tools.WAIT;
      return;
    }
    const hits = answer.hits.filter(hit => fits(hit));
    const strange = answer.words.filter(word => !word.known && !word.filler).map(word => '“' + word.raw + '”');
    said.textContent = (answer.hits[0] ? hits.length + ' ' + tools.words().found + '.' : tools.words().none) + (strange[0] ? ' ' + UNKNOWN + strange.join(', ') + '.' : '');
    if (!answer.hits[0]) return;
    const bar = page.appendChild(make('div', 'filters'));
    filters.forEach(filter => bar.append(filterFor(filter, answer.hits)));
    const list = page.appendChild(make('ol', 'hits'));
    hits.slice(0, MOST).forEach(hit => { tools.row(hit, list.appendChild(make('li')).appendChild(make('a'))).href = tools.addressOf(hit); });
    if (focus && document.getElementById(focus)) document.getElementById(focus).focus();
  };
  input.value = new URLSearchParams(location.search).get('q') || input.value;
  input.oninput = () => {
    show();
    try {
      history.replaceState(null, '', '?q=' + encodeURIComponent(input.value));
    } catch (fault) { /* pages of a folder may not; the list stands all the same */ }
  };
  tools.views.push(show);
  show();
};

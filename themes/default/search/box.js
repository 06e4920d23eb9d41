// The search box of every page (a combobox, after the ARIA authoring practices).
// Nothing typed leaves the device: data come as script files, so that it works from a folder, too.
(() => {
  'use strict';
  const WAIT = 'Đang tải dữ liệu tìm kiếm…', BROKEN = 'Không tải được dữ liệu tìm kiếm. Hãy tải lại trang, hoặc tìm trong danh sách.';
  const page = document.getElementById('ket-qua-tim');
  const forms = Array.from(document.querySelectorAll('form[role=search]'));
  if (!forms[0]) return;
  const place = forms[0].action.split(/[?#]/)[0], folder = place.replace(/[^/]*$/, ''), leaf = place.slice(folder.length);
  const folders = { p: 'thu-tuc', g: 'huong-dan', q: 'hoi-dap', b: 'bieu-mau' };
  const make = (name, kind, text) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  };
  const addressOf = hit => folder.replace(/[^/]*\/$/, '') + folders[hit.kind] + '/' + hit.id + '/' + leaf;
  const search = self.motcuaSearch(name => {
    const script = make('script');
    script.src = folder + 'du-lieu/' + name + '.js';
    if (Array.from(document.scripts).some(other => other.src === script.src)) return;
    script.onload = script.onerror = () => search.add([name, 0]);
    document.head.appendChild(script);
  }, () => views.forEach(view => view()));
  const views = [];
  const isBroken = () => search.states[0] > 2 || search.states[1] > 2;
  const ask = (text, most) => {
    const answer = search.find(text, most);
    if (answer) search.more(answer.best < 0.7);
    return answer;
  };
  // One answer: title with marks, what it is, and why it is here.
  const row = (hit, into) => {
    const W = search.words();
    const title = into.appendChild(make('span', 'hit'));
    hit.title().forEach(piece => piece[1] ? title.appendChild(make('mark', '', piece[0])) : title.append(piece[0]));
    const about = [W[hit.kind]].concat(hit.kind === 'p' ? hit.id : [], W.levels.filter((name, bit) => hit.levels >> bit & 1).slice(0, 2), hit.field || []);
    into.appendChild(make('span', 'm', about.join(' · ')));
    hit.why().forEach(why => into.appendChild(make('span', 'm', '“' + why[0] + '” ' + (why[2] ? '=' : W.meant) + ' ' + why[1])));
    return into;
  };

  const combobox = (form, at) => {
    const input = form.elements.q, list = make('ul', 'hits'), said = make('p', 'vh');
    let open = [], active = -1;
    list.id = 'tim-' + at;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Kết quả');
    said.setAttribute('role', 'status');
    list.hidden = true;
    form.append(list, said);
    form.classList.add('combo');
    [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', list.id], ['aria-expanded', false]].forEach(pair => input.setAttribute(pair[0], pair[1]));
    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute('aria-expanded', false);
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
      input.setAttribute('aria-activedescendant', rows[active].id);
    };
    const show = () => {
      const text = input.value, answer = text.trim() && ask(text), W = answer && search.words();
      close();
      list.textContent = '';
      if (!text.trim() || document.activeElement !== input) return;
      open = answer ? answer.hits.slice(0, 7) : [];
      const note = isBroken() ? BROKEN : !answer ? WAIT : open[0] ? '' : W.none;
      said.textContent = note || answer.hits.length + ' ' + W.found;
      open.concat(answer || isBroken() ? [0] : []).forEach((hit, nth) => {
        const one = list.appendChild(make('li'));
        one.id = list.id + '-' + nth;
        one.setAttribute('role', 'option');
        one.setAttribute('aria-selected', false);
        if (hit) row(hit, one);
        else one.append(note, answer && !note ? W.all : '');
        one.onclick = () => go(hit);
      });
      list.hidden = !list.firstChild;
      input.setAttribute('aria-expanded', !list.hidden);
    };
    list.onpointerdown = event => event.preventDefault();
    input.oninput = show;
    input.addEventListener('focus', show);
    input.onblur = close;
    input.onkeydown = event => {
      if (event.isComposing || list.hidden) return event.key === 'ArrowDown' && show();
      if (event.key === 'ArrowDown') move(active + 1);
      else if (event.key === 'ArrowUp') move(active < 0 ? list.children.length - 1 : active - 1);
      else if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && active >= 0) go(open[active]);
      else return;
      event.preventDefault();
    };
    views.push(show);
    show();
  };

  const tools = { WAIT, BROKEN, words: search.words, make, row, ask, addressOf, isBroken, views };
  forms.forEach((form, at) => page && self.motcuaTrang && page.parentNode.contains(form) ? self.motcuaTrang(form, page, tools) : combobox(form, at));
  const early = self.motcuaTim || [];
  self.motcuaTim = { push: search.add };
  early.forEach(search.add);
  search.want('0');
  search.want('1');
})();

// Runs the search script of a built site outside a browser: the same bytes, with a page that has no form.
'use strict';
const fs = require('fs');
const path = require('path');
const vm = require('vm');

/// Share of a query below which the box asks for the texts, too (box.js).
const WEAK = 0.7;

// The script of the site in `folder` as a page runs it, in a world of its own.
const world = folder => {
  const script = path.join(folder, 'tim', 'tim.js');
  const self = vm.createContext({ document: { querySelectorAll: () => [], getElementById: () => null } });
  self.self = self;
  vm.runInContext(fs.readFileSync(script, 'utf8'), self, { filename: script });
  return self;
};

// A search without data, and without a way to get any.
exports.alone = folder => world(folder).motcuaSearch(() => {}, () => {});

// The search of the site in `folder`. `loaded` lists the files it asked for, in order.
exports.open = folder => {
  const self = world(folder);
  const loaded = [];
  const load = name => {
    loaded.push(name);
    const file = path.join(folder, 'tim', 'du-lieu', name + '.js');
    self.motcuaTim = [];
    if (fs.existsSync(file)) vm.runInContext(fs.readFileSync(file, 'utf8'), self, { filename: file });
    self.motcuaTim.forEach(search.add);
    search.add([name, 0]);
  };
  const search = self.motcuaSearch(load, () => {});
  search.want('0');
  search.want('1');
  // The answers that stay when nothing more comes in.
  const settled = text => {
    for (;;) {
      const answer = search.find(text);
      const before = loaded.length;
      if (answer) search.more(answer.best < WEAK);
      if (loaded.length === before) return answer;
    }
  };
  return { search, settled, loaded };
};

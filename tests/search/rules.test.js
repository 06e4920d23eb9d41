// tests/search-rules.jsonl says what each rule makes of what is typed; Rust is held to the same lines
// (generator/src/search/twins.rs). The sources are read, not the shortened script: tests/browser/shorten.js --check holds that to them.
'use strict';
const assert = require('node:assert/strict');
const fs = require('fs');
const path = require('path');
const { test } = require('node:test');

const folder = path.join(__dirname, '../../themes/default/search');
const source = ['words', 'keys', 'answers'].map(name => fs.readFileSync(path.join(folder, name + '.js'), 'utf8')).join('');
const table = JSON.parse(fs.readFileSync(path.join(folder, 'rules.json'), 'utf8'));
const { wordOf, rawWords, slips, sound, vni, telex, codeIn } =
  new Function('rules', 'self', source + 'return { wordOf, rawWords, slips, sound, vni, telex, codeIn };')(table, {});
const shown = word => word ? word.base + word.tone : '';
const RULES = {
  telex: one => shown(telex(one.typed)),
  vni: one => shown(vni(one.typed)),
  word: one => shown(wordOf(one.typed)),
  words: one => rawWords(one.typed).join('|'),
  sound: one => sound(one.typed),
  slips: one => [slips(one.typed, one.other, one.most)].filter(far => far <= one.most).join(''),
  code: one => codeIn(one.typed) || '',
};

test('every rule makes what its cases say', () => {
  const cases = fs.readFileSync(path.join(__dirname, '../search-rules.jsonl'), 'utf8').trim().split('\n').map(line => JSON.parse(line));
  for (const one of cases) assert.equal(RULES[one.rule](one), one.made, JSON.stringify(one));
});

// What the benches of the search share: options, queries, sums by class, tables.
'use strict';
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');

exports.option = name => {
  const at = process.argv.indexOf('--' + name);
  return at < 0 ? undefined : process.argv[at + 1];
};

// What `gzip -9` makes of it: Node.js has a zlib of its own that packs two hundredths worse.
exports.gzipped = bytes => execFileSync('gzip', ['-9c'], { input: bytes, maxBuffer: 1 << 26 }).length;

// The queries of `file` that can be answered: some code of theirs is in the site. `leftOut` counts the others.
exports.queriesOf = (file, site) => {
  const has = code => fs.existsSync(path.join(site, 'thu-tuc', code, 'index.html'));
  const all = fs.readFileSync(file, 'utf8').split('\n').filter(line => line.trim()).map(line => JSON.parse(line));
  const kept = all.filter(one => one.expected.some(has));
  kept.leftOut = all.length - kept.length;
  return kept;
};

// Asks `find` every query; for `all` and each class: queries, success@1, success@3, mrr. `fails` gets those not first.
exports.judged = (queries, find, fails = []) => {
  const classes = {};
  for (const one of queries) {
    const ids = find(one.query) || [];
    const place = ids.findIndex(id => one.expected.includes(id));
    for (const name of ['all', one.class || 'other']) {
      const sum = classes[name] = classes[name] || { queries: 0, first: 0, three: 0, reciprocal: 0 };
      sum.queries++;
      if (place === 0) sum.first++;
      if (place >= 0 && place < 3) sum.three++;
      if (place >= 0) sum.reciprocal += 1 / (place + 1);
    }
    if (place !== 0) fails.push({ ...one, place: place + 1, first: ids.slice(0, 3) });
  }
  const round = number => Math.round(number * 1e4) / 1e4;
  const shares = ([name, sum]) => [name, { queries: sum.queries, 'success@1': round(sum.first / sum.queries), 'success@3': round(sum.three / sum.queries), mrr: round(sum.reciprocal / sum.queries) }];
  return Object.fromEntries(Object.entries(classes).map(shares));
};

exports.table = (title, rows) => {
  console.log('\n' + title);
  rows.forEach(([what, value]) => console.log('  ' + what.padEnd(60) + value));
};

// The value that `share` of the sorted numbers do not exceed.
exports.at = (numbers, share) => {
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] || 0;
};

// Answers of the script, for the test that holds Rust to the same: node answers.js SITE, one query a line on the input.
// An answer is its id, a space, and why it is one; a tab stands between two.
'use strict';
const { open } = require('./site.js');

const { search } = open(process.argv[2]);
for (const name of ['1c', '1k', '1t']) search.want(name);
const queries = require('fs').readFileSync(0, 'utf8').split('\n').slice(0, -1);
for (const query of queries) {
  const answer = search.find(query);
  const why = hit => hit.why().map(one => one[0] + '=' + one[1]).join(';');
  console.log(answer.hits.slice(0, 10).map(hit => hit.id + ' ' + why(hit)).join('\t'));
}

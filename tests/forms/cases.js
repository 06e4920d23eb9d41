// The cases of tests/form-cases.jsonl by the script of form pages: prints each case it answers otherwise.
// node cases.js <form.js> <form-cases.jsonl>
const { readFileSync } = require("node:fs");
const { runInNewContext } = require("node:vm");

const [script, cases] = process.argv.slice(2);
const self = {};
runInNewContext(readFileSync(script, "utf8"), { self });
const mau = self.motcuaMau;

readFileSync(cases, "utf8").trim().split("\n").map((line) => JSON.parse(line)).forEach((one) => {
  const got = one.say ? mau[one.say](one.of) : mau.value(one.field, one.value, "2026-11-24");
  const good = one.refused ? got.code === one.refused && (one.n === undefined || got.n === one.n) : got === one.gives;
  if (!good) console.log(`${JSON.stringify(one)}\n  gave ${JSON.stringify(got)}`);
});

// Runs the browser tests of the files or folders named, two files at a time. A test that fails is run once more, alone: a browser on two
// busy cores is sometimes late, and what is really broken fails twice. What passed only then is told by name.

import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "node:test";
import { tap } from "node:test/reporters";

const files = process.argv.slice(2).flatMap((name) =>
  statSync(name).isFile() ? [resolve(name)] : readdirSync(name).filter((file) => file.endsWith(".test.js")).map((file) => resolve(join(name, file))));

// Prints what the tests say, but for their sums; gives those that passed and those that failed.
async function attempt(options) {
  const outcome = { passed: 0, failed: [] };
  const stream = run(options);
  stream.on("test:pass", ({ nesting, skip, todo }) => { if (nesting === 0 && skip === undefined && todo === undefined) outcome.passed++; });
  stream.on("test:fail", ({ nesting, name, file }) => { if (nesting === 0) outcome.failed.push({ name, file: file ?? name }); });
  for await (const text of stream.compose(tap)) process.stdout.write(String(text).replace(/^(# (?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) .*\n|1\.\.\d+\n)+/gm, ""));
  return outcome;
}

const escaped = (name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
const first = await attempt({ files, concurrency: 2 });
let { passed } = first;
const [late, broken] = [[], []];
for (const { name, file } of first.failed) {
  console.log(`# once more, alone: ${name}`);
  // A file that can't even be read fails under its own name.
  const whole = file.endsWith(name) || resolve(name) === resolve(file);
  const again = await attempt({ files: [file], concurrency: 1, ...(whole ? {} : { testNamePatterns: [`/^${escaped(name)}$/`] }) });
  const good = again.failed.length === 0 && again.passed > 0;
  if (good) passed += again.passed;
  (good ? late : broken).push(name);
}
for (const name of late) console.log(`# passed only at the second attempt: ${name}`);
for (const name of broken) console.log(`# broken: ${name}`);
console.log(`# pass ${passed}\n# fail ${broken.length}`);
process.exit(broken.length || !passed ? 1 : 0);

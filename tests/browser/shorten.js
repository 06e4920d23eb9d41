// Shortens the theme's larger scripts with terser: each file in a folder `short` is made of the sources beside that folder.
// The build only puts numbers and words in (generator/src/search/script.rs), so it needs no Node.js.
//   node shorten.js           writes them: after every change of a source
//   node shorten.js --check   writes nothing; fails when one is not what its sources give
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { minify } from "terser";

const THEME = join(import.meta.dirname, "../../themes/default");
const SEARCH = ["words", "keys", "data", "read", "rank", "answers", "box"];
// Properties that only the search script itself writes and reads: not the browser's, not the data files', not what page.js or
// a test asks for.
const PRIVATE = [
  "bag", "base", "cost", "cover", "docs", "doc", "fold", "forms", "found", "from", "have", "heavy", "joined", "list", "nth", "paired", "pair", "parts",
  "plain", "posts", "prior", "query", "raw", "said", "seen", "share", "span", "spans", "spelling", "tone", "total", "ways",
];
// Tables whose names the build replaces by numbers and words: no short name may look like one.
const TABLES = ["Q", "W", "RULES", "SAY", "LATER"];
const read = (name) => readFileSync(join(THEME, name), "utf8");
// Names of one file are seen in the next, and nowhere outside.
const wrapped = (folder, names) => `(self => {\n'use strict';\n${names.map((name) => read(`${folder}/${name}.js`)).join("")}})(self);\n`;
const SCRIPTS = {
  "search/short/tim.js": {
    source: `(self => {\n${SEARCH.map((name) => read(`search/${name}.js`)).join("")}})(self);\n`,
    mangle: { reserved: TABLES, properties: { builtins: true, regex: new RegExp(`^(${PRIVATE.join("|")})$`) } },
  },
  "search/short/trang.js": { source: `(self => {\n${read("search/words.js")}${read("search/page.js")}})(self);\n`, mangle: { reserved: TABLES } },
  // Fields and rules are the same where a form is printed and where it is sent.
  "assets/short/form.js": { source: wrapped("forms", ["check", "page", "fields", "sheet"]) },
  "assets/short/nop.js": { source: wrapped("forms", ["check", "page", "fields", "files", "send"]) },
  "assets/short/tep.js": { source: wrapped("forms", ["page", "files", "supplement"]) },
  "assets/short/tra-cuu.js": { source: wrapped("forms", ["track"]) },
};

const shortened = async ({ source, mangle = true }) => {
  const { code } = await minify(source, { ecma: 2015, compress: { passes: 3 }, mangle });
  return code + "\n";
};

const check = process.argv.includes("--check");
for (const [name, script] of Object.entries(SCRIPTS)) {
  const [file, code] = [join(THEME, name), await shortened(script)];
  let known = "";
  try {
    known = readFileSync(file, "utf8");
  } catch { /* not written yet */ }
  if (known === code) continue;
  if (check) {
    console.error(`themes/default/${name} is not what its sources give: run "node tests/browser/shorten.js" and commit what it writes`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
    console.log(`themes/default/${name}: ${code.length} characters`);
  }
}

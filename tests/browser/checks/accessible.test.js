// axe-core finds nothing on any kind of page, narrow and wide, light and dark; what it can't decide is listed.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { SCHEMES, WIDTHS, launch, open } from "../lib/browser.js";
import { SITE, kinds } from "../lib/pages.js";
import { serve } from "../lib/server.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser, site;
before(async () => { [browser, site] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); site.stop(); });

const undecided = new Map();
for (const [kind, address] of kinds()) {
  test(`axe finds nothing: ${kind}`, async (t) => {
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        const { page, close } = await open(browser, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
        await page.goto(site.address + address);
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
        await page.evaluate(AXE);
        const { violations, incomplete } = await page.evaluate(() => axe.run({ resultTypes: ["violations", "incomplete"] }));
        const told = violations.map(({ id, nodes }) => `${address} at ${width}, ${colorScheme}: ${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" ... ")}`);
        assert.deepEqual(told, []);
        for (const { id, nodes } of incomplete) {
          const places = undecided.get(id) ?? new Map();
          for (const node of nodes) places.set(node.target.join(" ").replace(/\d+/g, "n"), node.any[0]?.message ?? "");
          undecided.set(id, places);
        }
        await close();
      }
    }
  });
}

test("what axe can't decide is listed", (t) => {
  for (const [id, places] of undecided) {
    t.diagnostic(`${id}: ${places.size} kinds of place`);
    for (const [place, message] of [...places].slice(0, 5)) t.diagnostic(`  ${place}  ${message}`);
  }
});

// Lighthouse, as on a phone: the median of five runs is 100 everywhere.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { SITE, kinds } from "../lib/pages.js";
import { serve } from "../lib/server.js";

const PORT = 18033;
const RUNS = 5;
const GOALS = { performance: 100, accessibility: 100, "best-practices": 100, seo: 100 };
let browser, site;
before(async () => {
  site = await serve(SITE);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [`--remote-debugging-port=${PORT}`, "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});
after(async () => { await browser.close(); site.stop(); });

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

for (const [kind, address] of kinds().filter(([kind]) => ["home", "procedure, middle", "procedure, longest", "field"].includes(kind))) {
  test(`Lighthouse: ${kind}`, async (t) => {
    const scores = [];
    let failed;
    for (let run = 0; run < RUNS; run++) {
      const { lhr } = await lighthouse(site.address + address, { port: PORT, output: "json", logLevel: "error", onlyCategories: Object.keys(GOALS) });
      scores.push(Object.fromEntries(Object.keys(GOALS).map((key) => [key, Math.round(lhr.categories[key].score * 100)])));
      failed = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "informative").map((audit) => `${audit.id}: ${audit.displayValue ?? audit.score}`);
    }
    const medians = Object.fromEntries(Object.keys(GOALS).map((key) => [key, median(scores.map((score) => score[key]))]));
    t.diagnostic(`${address}: ${JSON.stringify(medians)}`);
    assert.deepEqual(medians, GOALS, failed.join("; "));
  });
}

// On paper: A4, few sheets, no menu, and nothing folded away.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { launch, open } from "../lib/browser.js";
import { SITE, kinds } from "../lib/pages.js";
import { serve } from "../lib/server.js";

let browser, site;
before(async () => { [browser, site] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); site.stop(); });

const sheets = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

const limits = { "procedure, shortest": 2, "procedure, middle": 4, "procedure, longest": 40, guide: 6 };
for (const [kind, address] of kinds().filter(([kind]) => kind in limits)) {
  test(`few sheets: ${kind}`, async (t) => {
    const { page, close } = await open(browser);
    await page.goto(site.address + address);
    const count = sheets(await page.pdf({ format: "A4" }));
    t.diagnostic(`${address}: ${count} sheets`);
    assert.ok(count >= 1 && count <= limits[kind], `${count} sheets, at most ${limits[kind]}`);
    await close();
  });
}

test("print leaves menus away and shows every paper of every case", async () => {
  const { page, close } = await open(browser, { viewport: { width: 794, height: 1123 } });
  const address = kinds().find(([kind]) => kind === "procedure, most cases")[1];
  await page.goto(site.address + address);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  for (const selector of [".menu", ".tools", ".toc", ".acts", ".skip"]) {
    assert.ok(!(await page.locator(selector).first().isVisible()), `${selector} is not printed`);
  }
  for (const box of await page.locator(".chk li").all()) assert.ok(await box.isVisible());
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 794), "as wide as the paper");
  const text = await page.evaluate(() => document.body.innerText);
  assert.match(text, new RegExp(address.split("/")[1].replaceAll(".", "\\.")), "the code is on the paper");
  await close();
});

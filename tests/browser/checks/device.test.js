// What a device remembers, and what works without script or without a server.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { follow, launch, open } from "../lib/browser.js";
import { PORTABLE, SITE, below, html, kinds } from "../lib/pages.js";
import { serve } from "../lib/server.js";

let browser, site;
before(async () => { [browser, site] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); site.stop(); });

// A dossier of one case stands open; three papers are enough.
const isOpen = (address) => !html(address).includes('<details class="case"');
const ticked = below("thu-tuc").find((address) => (html(address).match(/type="checkbox"/g) ?? []).length >= 3 && isOpen(address));

test("ticks are there after a reload, on that page only, and go when told", async () => {
  const { page, close } = await open(browser);
  await page.goto(site.address + ticked);
  const boxes = page.locator(".chk input");
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  assert.equal(await page.textContent("[data-count]"), "2");
  await page.reload();
  assert.deepEqual([await boxes.nth(0).isChecked(), await boxes.nth(1).isChecked(), await boxes.nth(2).isChecked()], [true, false, true]);
  const other = below("thu-tuc").find((address) => address !== ticked && html(address).includes('type="checkbox"'));
  await page.goto(site.address + other);
  assert.equal(await page.locator(".chk input:checked").count(), 0);
  await page.goto(site.address + ticked);
  await page.click("[data-clear]");
  await page.reload();
  assert.equal(await page.locator(".chk input:checked").count(), 0);
  await close();
});

test("text size and darkness are there on the next page, before anything is painted", async () => {
  const { page, close } = await open(browser, { colorScheme: "light" });
  await page.goto(site.address);
  await page.click('[data-size="2"]:not(html)');
  await page.click("[data-dark]");
  await page.goto(site.address + ticked);
  assert.deepEqual(await page.evaluate(() => [document.documentElement.dataset.size, document.documentElement.dataset.theme]), ["2", "dark"]);
  await close();
});

test("a browser that forbids storage shows the page all the same", async () => {
  const { page, wrong, close } = await open(browser);
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("forbidden"); } }));
  await page.goto(site.address + ticked);
  await page.locator(".chk input").first().check();
  assert.deepEqual(wrong, []);
  await close();
});

test("without script every page reads, and nothing that needs script is shown", async () => {
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  for (const [kind, address] of kinds()) {
    await page.goto(site.address + address);
    assert.equal(await page.locator("h1").count(), 1, kind);
    assert.ok((await page.textContent("main")).trim().length > 40, `${kind} has words`);
    for (const dead of await page.locator("button:not([hidden])").all()) {
      const works = await dead.evaluate((button) => Boolean(button.form) || !button.checkVisibility());
      assert.ok(works, `${kind}: a button that does nothing: ${await dead.evaluate((button) => button.outerHTML)}`);
    }
  }
  await page.goto(site.address);
  await page.locator("#linh-vuc summary").first().click();
  assert.ok(await page.locator("#linh-vuc details[open] a").first().isVisible(), "fields unfold");
  await close();
});

test("a site on a USB stick opens by a double click and leads everywhere", { skip: !existsSync(PORTABLE) && "no portable site was built" }, async () => {
  const { page, wrong, close } = await open(browser);
  await page.goto(pathToFileURL(PORTABLE + "/index.html").href);
  await follow(page, page.locator("#hay-dung a").first());
  assert.match(page.url(), /^file:.*\/thu-tuc\/[^/]+\/index\.html$/);
  await follow(page, page.locator(".crumb a").last());
  assert.match(page.url(), /^file:.*\/index\.html$/);
  await follow(page, page.locator("a.logo"));
  assert.match(page.url(), /-portable\/index\.html$/);
  await follow(page, page.locator("#muc-luc a", { hasText: "Tìm" }).first());
  assert.match(page.url(), /\/tim\/index\.html$/);
  assert.deepEqual(wrong, []);
  await close();
});

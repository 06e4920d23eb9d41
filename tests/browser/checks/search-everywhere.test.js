// The box in the header of every page that has none of its own: by touch, by keyboard alone, without script, and fitting.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, open } from "../lib/browser.js";
import { PORTABLE, SITE, kinds } from "../lib/pages.js";
import { serve } from "../lib/server.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { width: 360, height: 800 };
const DESK = { width: 1280, height: 900 };
const PAGE = "thu-tuc/1.001193/";

let browser, site;
before(async () => { [browser, site] = [await launch(), await serve(SITE, "/a/b/")]; });
after(async () => { await browser.close(); site.stop(); });

const options = (page) => page.locator("[role=option]");
const broken = async (page) => {
  await page.addScriptTag({ content: AXE });
  const { violations } = await page.evaluate(() => axe.run());
  return violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
};

test("every kind of page has one box, and nothing of the search is loaded before it is touched", async () => {
  for (const [kind, address] of kinds()) {
    const { page, close } = await open(browser, { viewport: PHONE });
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(site.address + address);
    assert.equal(await page.locator("form[role=search] input[name=q]").count(), 1, kind);
    assert.deepEqual(asked.filter((url) => /\/tim\/(tim|du-lieu)/.test(url)), [], kind);
    await close();
  }
});

test("a header on a phone is the name and the box, and nothing overflows", async () => {
  const { page, close } = await open(browser, { viewport: PHONE });
  await page.goto(site.address + PAGE);
  const tops = await page.locator("header .logo, header .seek, header .set, header .menu").evaluateAll((all) =>
    all.filter((one) => one.offsetHeight).map((one) => one.className));
  assert.deepEqual(tops, ["logo", "seek"]);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
  const menu = page.locator("[data-tools]");
  await menu.click();
  assert.equal(await menu.getAttribute("aria-expanded"), "true");
  assert.ok(await page.locator("header .menu a").first().isVisible());
  assert.ok(await page.locator("[data-dark]").isVisible());
  await close();
});

for (const [where, address] of [["served", () => site.address + PAGE], ["from a folder", () => pathToFileURL(join(PORTABLE, PAGE, "index.html")).href]]) {
  for (const viewport of [PHONE, DESK]) {
    test(`by keyboard alone from a procedure to another, ${where}, at ${viewport.width}`, async () => {
      const { page, wrong, close } = await open(browser, { viewport });
      await page.goto(address());
      for (let n = 0; n < 12 && await page.evaluate(() => document.activeElement.id !== "tim"); n++) await page.keyboard.press("Tab");
      const box = page.locator("#tim");
      await page.keyboard.type("ket hon");
      await options(page).first().locator(".hit").waitFor();
      assert.equal(await box.getAttribute("aria-expanded"), "true");
      await page.keyboard.press("Escape");
      assert.equal(await box.getAttribute("aria-expanded"), "false");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      const last = await page.locator(`#${await box.getAttribute("aria-activedescendant")}`).innerText();
      assert.match(last, /Xem tất cả/);
      await page.keyboard.press("ArrowDown");
      assert.equal(await box.getAttribute("aria-activedescendant"), null, "after the last comes the box");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(/thu-tuc\/1\.000894\//);
      assert.deepEqual(wrong, []);
      await close();
    });
  }
}

test("without script the form asks the page of the search, which says how to find a word in the list", async () => {
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  await page.goto(site.address + PAGE);
  await page.locator("#tim").fill("khai sinh");
  await page.keyboard.press("Enter");
  await page.waitForURL(/tim\/[?]q=khai\+sinh/);
  assert.match(await page.locator("#khong-tim").innerText(), /Ctrl\+F/);
  assert.ok(await page.locator("#khong-tim a[href*='thu-tuc/']").first().isVisible());
  await close();
});

test("odd input leaves a box that answers", async () => {
  const { page, wrong, close } = await open(browser);
  await page.goto(site.address + "tim/");
  const box = page.locator("input[name=q]");
  await box.focus();
  for (const text of ["a".repeat(10000), "🙂🙂🙂", "<img src=x onerror=alert(1)>", "\u200b\ufeff", "   ", "ở đâu thì làm sao ạ", "\"'`\\ %00", "khai sinh ".repeat(1000)]) {
    await box.evaluate((input, value) => { input.value = value; input.dispatchEvent(new Event("input", { bubbles: true })); }, text);
  }
  await box.fill("kết hôn");
  await page.locator("ol.hits > li", { hasText: "Đăng ký kết hôn" }).first().waitFor();
  assert.equal(await page.locator("img[src=x]").count(), 0);
  assert.deepEqual(wrong, []);
  await close();
});

test("no rule of accessibility is broken: header list open, answers, nothing found, menu open", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { page, close } = await open(browser, { viewport: PHONE, colorScheme, bypassCSP: true });
    await page.goto(site.address + PAGE);
    await page.locator("#tim").pressSequentially("mat vi");
    await options(page).first().locator(".hit").waitFor();
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await broken(page), [], `list, ${colorScheme}`);
    await page.keyboard.press("Escape");
    await page.locator("[data-tools]").click();
    assert.deepEqual(await broken(page), [], `menu, ${colorScheme}`);
    await page.goto(site.address + "tim/?q=xqzjw");
    await page.locator("[role=status]", { hasText: "Không thấy" }).waitFor();
    assert.deepEqual(await broken(page), [], `nothing found, ${colorScheme}`);
    await close();
  }
});

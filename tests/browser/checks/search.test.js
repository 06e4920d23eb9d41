// Real typing in a real browser: served and from a folder, on a phone and a desk, by keyboard alone, with broken data.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, open } from "../lib/browser.js";
import { PORTABLE, SITE } from "../lib/pages.js";
import { serve } from "../lib/server.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZES = [{ width: 360, height: 740 }, { width: 1280, height: 900 }];

let browser, site;
before(async () => { [browser, site] = [await launch(), await serve(SITE, "/a/b/")]; });
after(async () => { await browser.close(); site.stop(); });

const places = () => [["served", site.address], ["folder", pathToFileURL(join(PORTABLE, "index.html")).href]];
const options = (page) => page.locator("[role=option]");

for (const viewport of SIZES) {
  test(`typing at home leads to the procedure, served and from a folder, at ${viewport.width}`, async () => {
    for (const [kind, address] of places()) {
      const { page, wrong, close } = await open(browser, { viewport });
      await page.goto(address);
      const box = page.locator("input[name=q]");
      await box.pressSequentially("lamf giaays khai sinh");
      await options(page).first().waitFor();
      assert.match(await options(page).first().innerText(), /khai sinh/i, kind);
      assert.equal(await box.getAttribute("aria-expanded"), "true");
      await page.keyboard.press("ArrowDown");
      const active = await box.getAttribute("aria-activedescendant");
      assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
      await page.keyboard.press("Enter");
      await page.waitForURL(/thu-tuc\/1\.001193\//);
      assert.match(await page.locator("h1").innerText(), /khai sinh/i);
      assert.deepEqual(wrong, [], kind);
      await close();
    }
  });

  test(`the page of answers: shared, filtered, gone back to, at ${viewport.width}`, async () => {
    for (const [kind, address] of places()) {
      const { page, wrong, close } = await open(browser, { viewport });
      await page.goto(address);
      await page.locator("input[name=q]").pressSequentially("so do");
      await options(page).first().waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL(/tim\/.*[?]q=so(\+|%20)do/);
      // Rows come some at a time; the list says when it is whole.
      const answers = page.locator("ol.hits[aria-busy=false] > li");
      await answers.first().waitFor();
      const all = await answers.count();
      assert.match(await answers.first().innerText(), /“so do” = /, kind);
      assert.ok(await answers.first().locator("mark").count());
      await page.locator("#loc-level").selectOption({ index: 1 });
      await answers.first().waitFor();
      const some = await answers.count();
      assert.ok(some > 0 && some <= all);
      await answers.first().locator("a").click();
      await page.waitForURL(/thu-tuc\//);
      await page.goBack();
      await answers.first().waitFor();
      assert.equal(await page.locator("input[name=q]").inputValue(), "so do");
      await page.locator("input[name=q]").fill("xqzjw");
      await page.locator("[role=status]", { hasText: "Không thấy" }).waitFor();
      assert.ok(await page.locator("#khong-tim").isVisible(), "nothing found shows where else to look");
      await page.locator("input[name=q]").fill("zkhaip");
      await page.locator("#ket-qua-tim a", { hasText: /^khai$/ }).click();
      await answers.first().waitFor();
      assert.equal(await page.locator("input[name=q]").inputValue(), "khai");
      assert.deepEqual(wrong, [], kind);
      await close();
    }
  });
}

test("the open list breaks no rule of accessibility, light and dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const address of ["", "tim/?q=gplx"]) {
      const { page, close } = await open(browser, { viewport: SIZES[0], colorScheme, bypassCSP: true });
      await page.goto(site.address + address);
      if (!address) {
        await page.locator("input[name=q]").pressSequentially("mất ví");
        await options(page).first().waitFor();
        await page.keyboard.press("ArrowDown");
      } else await page.locator("ol.hits > li").first().waitFor();
      await page.addScriptTag({ content: AXE });
      const { violations } = await page.evaluate(() => axe.run());
      assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}`), []);
      await close();
    }
  }
});

test("data that do not come are told, and the box still leads somewhere", async () => {
  for (const [name, answer] of [["1.js", { status: 404, body: "" }], ["0.js", { contentType: "text/javascript", body: "(self.motcuaTim=[]).push([\"0\",1" }],
    ["1.js", { contentType: "text/javascript", body: "(self.motcuaTim=self.motcuaTim||[]).push([\"1\",1,\"00000000\",{}]);" }]]) {
    const { page, close } = await open(browser);
    await page.route(`**/du-lieu/${name}`, (route) => route.fulfill(answer));
    await page.goto(site.address);
    await page.locator("input[name=q]").pressSequentially("khai sinh");
    await page.locator("[role=option]", { hasText: "không tải được" }).waitFor();
    await page.locator("[role=option]").first().click();
    await page.waitForURL(/tim\//);
    assert.ok(await page.locator("#khong-tim a").first().isVisible());
    await close();
  }
});

test("nothing that is typed leaves the device, and storage may be forbidden", async () => {
  const { page, wrong, close } = await open(browser, { serviceWorkers: "block" });
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("forbidden"); } }));
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(site.address);
  await page.locator("input[name=q]").pressSequentially("kết hôn bí mật 0987");
  await options(page).first().waitFor();
  assert.deepEqual(asked.filter((url) => /0987|b%C3%AD|m%E1%BA%ADt/i.test(decodeURIComponent(url) + url)), []);
  assert.deepEqual(wrong, []);
  await close();
});

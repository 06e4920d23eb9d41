// No page asks another host, breaks the strict policy or fails in its scripts, at the root and below a path.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { launch, open } from "../lib/browser.js";
import { SITE, kinds } from "../lib/pages.js";
import { POLICY, serve } from "../lib/server.js";

let browser, site;
before(async () => { [browser, site] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); site.stop(); });

for (const [kind, address] of kinds()) {
  test(`asks nobody else and keeps the policy: ${kind}`, async () => {
    const { page, wrong, close } = await open(browser);
    await page.addInitScript(() => {
      window.breaches = [];
      document.addEventListener("securitypolicyviolation", (event) => window.breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    const response = await page.goto(site.address + address, { waitUntil: "networkidle" });
    assert.equal(response.headers()["content-security-policy"], POLICY);
    assert.deepEqual(await page.evaluate(() => window.breaches), []);
    assert.deepEqual(wrong, []);
    const inline = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => element.hasAttribute("style") || [...element.attributes].some((one) => one.name.startsWith("on"))).length);
    assert.equal(inline, 0, "inline styles and handlers");
    await close();
  });
}

test("a site below a path works the same", async () => {
  const deep = await serve(SITE, "/a/b/");
  const { page, wrong, close } = await open(browser);
  for (const [kind, address] of kinds().filter(([kind]) => kind !== "404")) {
    await page.goto(deep.address + address);
    const home = await page.evaluate(() => document.querySelector("a.logo").href);
    assert.equal(home, deep.address, kind);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".skip")).position !== "static"), true, "style is there");
  }
  assert.deepEqual(wrong, []);
  await close();
  deep.stop();
});

test("a page that isn't there says so, with style and a way home, however deep", async () => {
  const { page, close } = await open(browser);
  for (const address of ["khong-co", "a/b/c/d/", "thu-tuc/9.999999/", "thu-tuc/9.999999/x/y.html"]) {
    const response = await page.goto(site.address + address);
    assert.equal(response.status(), 404);
    assert.equal(await page.evaluate(() => document.querySelector("a.logo").href), site.address);
    assert.ok(await page.evaluate(() => document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0), "style is there");
  }
  await close();
});

// A site that takes no dossiers says so, helps to prepare one, and shows the way to the national portal.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { follow, launch, open } from "../lib/browser.js";
import { serveMotcua } from "../lib/motcua.js";

let browser, site;
before(async () => { [browser, site] = [await launch(), await serveMotcua("--no-watch")]; });
after(async () => { await browser?.close(); await site?.stop(); });

test("nothing is sent where nobody takes it", async () => {
  const { page, close } = await open(browser, { viewport: { width: 360, height: 800 } });
  await page.goto(site.address + "nop/");
  const text = await page.locator("main").textContent();
  assert.match(text, /Trang này không nhận hồ sơ\./);
  assert.ok(!/chạy thử/.test(text));
  assert.equal(await page.locator('main a[href="https://dichvucong.gov.vn"]').count(), 1);
  await follow(page, page.locator('main a[href$="bieu-mau/"]'));
  assert.match(page.url(), /\/bieu-mau\/$/);
  assert.equal((await page.goto(site.address + "nop/1.001193/")).status(), 404);
  await page.goto(site.address + "thu-tuc/1.001193/");
  assert.equal(await page.locator('a[href*="nop/1.001193"]').count(), 0);
  await page.goto(site.address + "tra-cuu/");
  assert.equal(await page.locator("main form").count(), 0);
  assert.match(await page.locator("main").textContent(), /không giữ hồ sơ nào/);
  const refused = await page.request.post(site.address + "api/dossiers", { data: {}, headers: { accept: "text/html" } });
  assert.equal(refused.status(), 403);
  assert.match(await refused.text(), /Trang này không nhận hồ sơ/);
  await close();
});

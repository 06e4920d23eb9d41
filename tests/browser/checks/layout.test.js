// Nothing sticks out sideways: phones, wide screens, large text, and the 320 points that zooming in four times leaves.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { launch, open } from "../lib/browser.js";
import { SITE, kinds } from "../lib/pages.js";
import { serve } from "../lib/server.js";

let browser, site;
before(async () => { [browser, site] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); site.stop(); });

for (const [kind, address] of kinds()) {
  test(`nothing sticks out: ${kind}`, async () => {
    const { page, close } = await open(browser);
    await page.goto(site.address + address);
    for (const width of [320, 360, 768, 1280]) {
      // WCAG asks for 320 points, and for large text, not for both.
      for (const size of width === 320 ? ["0"] : ["0", "2"]) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate((size) => document.documentElement.setAttribute("data-size", size), size);
        const out = await page.evaluate((where) => {
          const room = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= room) return [];
          const far = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > room + 1);
          return far.slice(-2).map((element) => `${where}: ${element.outerHTML.slice(0, 120)}`);
        }, `${address} at ${width}, text size ${size}`);
        assert.deepEqual(out, []);
      }
    }
    await close();
  });
}

test("what a finger must hit is large enough on a phone", async () => {
  const { page, close } = await open(browser, { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true });
  for (const [kind, address] of kinds()) {
    await page.goto(site.address + address);
    // WCAG 2.2, 2.5.8: 24 by 24, links within a sentence aside.
    const small = await page.evaluate(() => [...document.querySelectorAll("button, input, summary, header a, .btn, .tiles a")]
      .filter((element) => element.checkVisibility?.() && !element.classList.contains("skip") && !element.classList.contains("vh"))
      .map((element) => [element.outerHTML.slice(0, 80), element.closest("label")?.getBoundingClientRect() ?? element.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24)
      .map(([element, box]) => `${element} ${Math.round(box.width)}x${Math.round(box.height)}`));
    assert.deepEqual(small, [], `${kind}: ${small.join("; ")}`);
  }
  await close();
});

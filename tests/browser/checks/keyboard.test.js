// Everything can be reached and worked by keyboard alone, in the order in which it is read, and one always sees where one is.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { launch, open } from "../lib/browser.js";
import { SITE, kinds } from "../lib/pages.js";
import { serve } from "../lib/server.js";

let browser, site;
before(async () => { [browser, site] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); site.stop(); });

// What has the focus: its place among all elements, and whether a person sees it.
const focused = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const ring = (one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0;
  const marked = ring(style) || style.boxShadow !== "none" || (element.closest("label") && ring(getComputedStyle(element.closest("label"))));
  return {
    place: [...document.querySelectorAll("*")].indexOf(element),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    marked: Boolean(marked),
    html: element.outerHTML.slice(0, 100),
  };
};

const MOST_STEPS = 150;
const walked = kinds().filter(([kind]) => ["home", "procedure, middle", "procedure, most cases", "field", "404"].includes(kind));
for (const width of [360, 1280]) {
  for (const [kind, address] of walked) {
    test(`a walk with the Tab key: ${kind} at ${width}`, async () => {
      const { page, close } = await open(browser, { viewport: { width, height: 800 }, reducedMotion: "reduce" });
      await page.goto(site.address + address);
      const visited = [];
      for (let step = 0; step < MOST_STEPS; step++) {
        await page.keyboard.press("Tab");
        let now = await page.evaluate(focused);
        // Scrolling to what has the focus takes a moment.
        for (let wait = 0; wait < 20 && now && !now.seen; wait++) {
          await page.waitForTimeout(50);
          now = await page.evaluate(focused);
        }
        if (!now || visited.some((one) => one.place === now.place)) break;
        assert.ok(now.seen, `out of sight: ${now.html}`);
        assert.ok(now.marked, `no mark of focus: ${now.html}`);
        visited.push(now);
      }
      assert.match(visited[0].html, /class="skip"/, "the first stop leads past the menu");
      const places = visited.map((one) => one.place);
      assert.deepEqual(places, [...places].sort((a, b) => a - b), "in the order of the page");
      const reachable = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, summary")]
        .filter((element) => element.checkVisibility() && getComputedStyle(element).visibility === "visible").length);
      assert.ok(visited.length >= Math.min(reachable, MOST_STEPS), `${visited.length} stops for ${reachable} things to reach`);
      await close();
    });
  }
}

test("the first link leads to the content", async () => {
  const { page, close } = await open(browser);
  await page.goto(site.address);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => location.hash), "#noi-dung");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
  await close();
});

test("a paper is ticked with the space bar, a case unfolds with Enter", async () => {
  const { page, close } = await open(browser);
  const address = kinds().find(([kind]) => kind === "procedure, most cases")[1];
  await page.goto(site.address + address);
  await page.focus("details.case summary");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.querySelector("details.case").open));
  await page.focus("details.case[open] .chk input");
  await page.keyboard.press("Space");
  assert.ok(await page.isChecked("details.case[open] .chk input"));
  await close();
});

test("the search box of home leads to the search page by Enter", async () => {
  const { page, close } = await open(browser);
  await page.goto(site.address);
  await page.fill("#q", "khai sinh");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/tim\/\?q=khai/);
  await close();
});

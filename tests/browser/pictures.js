// Takes the pictures of README from a built site: SITE=../../target/site node pictures.js

import { mkdir } from "node:fs/promises";
import { launch, open } from "./lib/browser.js";
import { serve } from "./lib/server.js";

const PICTURES = [
  { name: "home-1280", address: "", viewport: { width: 1280, height: 900 } },
  { name: "procedure-360", address: "thu-tuc/1.001193/", viewport: { width: 360, height: 800 } },
  { name: "search-360", address: "", viewport: { width: 360, height: 800 }, type: "lam so do" },
];

const folder = new URL("../../docs/pictures/", import.meta.url).pathname;
await mkdir(folder, { recursive: true });
const site = await serve(process.env.SITE);
const browser = await launch();
for (const { name, address, viewport, type } of PICTURES) {
  const { page, close } = await open(browser, { viewport });
  await page.goto(site.address + address);
  if (type) {
    await page.locator("form[role=search] input").first().click();
    await page.keyboard.type(type);
    await page.getByRole("option").first().waitFor();
  }
  await page.screenshot({ path: `${folder}${name}.png` });
  await close();
}
await browser.close();
site.stop();

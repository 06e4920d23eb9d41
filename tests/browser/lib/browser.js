// Debian's Chromium, quiet: it asks nobody for updates.

import { chromium } from "playwright-core";

export const WIDTHS = [360, 1280];
export const SCHEMES = ["light", "dark"];

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}

// A fresh page, and all that it did wrong: requests elsewhere, breaches of the policy, errors of scripts.
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "vi-VN", ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // A missing page is what the test of 404 asks for.
    if (message.type() === "error" && !/status of 404/.test(message.text())) wrong.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["127.0.0.1", ""].includes(url.hostname) || !["http:", "file:", "data:", "blob:"].includes(url.protocol)) wrong.push(`request: ${request.url()}`);
  });
  return { page, wrong, close: () => context.close() };
}

// Presses what leads to another page, and waits until that page is whole.
export async function follow(page, link) {
  await Promise.all([page.waitForEvent("load"), link.click()]);
}

// An officer asks for a paper; the citizen photographs it on the page of the dossier, while the line breaks.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { launch, open } from "../lib/browser.js";
import { BIRTH, fillBirth, named, paper, pdf, photo, receipt, review, send } from "../lib/citizen.js";
import { serveMotcua } from "../lib/motcua.js";

let browser, site, officer;
before(async () => {
  [browser, site] = [await launch(), await serveMotcua("--memory")];
  officer = await signedIn();
});
after(async () => { await browser?.close(); await site?.stop(); });

// The officer of the trial, who needs no telephone.
async function signedIn() {
  const { page } = await open(browser);
  page.context().setDefaultTimeout(30_000);
  await page.goto(site.address + "can-bo/dang-nhap/");
  const [, account, password] = /tài khoản (\S+), mật khẩu (\S+);/.exec(site.said());
  await named(page, "account").fill(account);
  await named(page, "password").fill(password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  const [code] = /\d{6}/.exec(await page.getByText("mã lúc này là").textContent());
  await named(page, "code").fill(code);
  await page.getByRole("button", { name: "Xác nhận và vào" }).click();
  await page.waitForURL(/can-bo\/(?!dang-nhap)/);
  return page;
}
// The office asks for paper 3, with a reason.
async function ask(code, reason) {
  const page = officer;
  await page.goto(`${site.address}can-bo/ho-so/${code}/`);
  const form = page.locator("details.act", { has: page.locator('textarea[name="reason"]'), hasText: "Giấy chứng sinh" });
  await form.locator("summary").click();
  await form.getByLabel(/Giấy chứng sinh/).check();
  await form.locator('[name="reason"]').fill(reason);
  await form.getByRole("button").click();
  await page.getByText("Yêu cầu bổ sung giấy tờ").first().waitFor();
}
async function sent() {
  const opened = await open(browser, { viewport: { width: 360, height: 800 } });
  const { page } = opened;
  page.context().setDefaultTimeout(30_000);
  await page.goto(`${site.address}nop/${BIRTH}/`);
  await fillBirth(page, (page, name, text) => named(page, name).fill(text));
  await paper(page, 3).setInputFiles(pdf);
  await review(page);
  await send(page);
  return { ...opened, ...(await receipt(page)) };
}
async function look(page, code, pin) {
  await page.goto(`${site.address}api/dossiers/${code}`);
  await named(page, "pin").fill(pin);
  await page.getByRole("button", { name: "Xem chi tiết" }).click();
}

test("what is asked for is seen with the reason, photographed and sent in spite of the line", async () => {
  const { page, code, pin, close } = await sent();
  await ask(code, "Ảnh giấy chứng sinh bị mờ, hãy chụp lại.");
  await look(page, code, pin);
  await page.getByText("Ảnh giấy chứng sinh bị mờ").first().waitFor();
  await page.context().setOffline(true);
  await paper(page, 3).setInputFiles(await photo(page, 3200, 2400));
  await page.getByText(/thu nhỏ từ .* · chờ gửi/).waitFor();
  await page.locator("#words").fill("Tôi đã chụp lại.");
  await page.getByRole("button", { name: "Gửi bổ sung" }).dblclick();
  await page.getByText("Đang mất mạng").waitFor();
  await page.context().setOffline(false);
  await page.getByText("Đã nhận giấy tờ bổ sung. Nơi nhận sẽ xem và báo lại.").waitFor();
  const text = await page.locator("main").textContent();
  assert.match(text, /IMG_0001\.jpg/);
  assert.equal(text.match(/Đã gửi giấy tờ bổ sung/g).length, 1, "two presses are one");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /Tải về.*IMG_0001/ }).click()]);
  const bytes = await (await download.createReadStream()).toArray();
  assert.ok(!Buffer.concat(bytes).includes("GPS"), "nothing of where it was taken");
  await close();
});

test("without script the asked paper goes as a plain form", async () => {
  const { page, code, pin, close } = await sent();
  await ask(code, "Thiếu trang sau.");
  const plain = await open(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
  await look(plain.page, code, pin);
  await paper(plain.page, 3).setInputFiles(pdf);
  await plain.page.getByRole("button", { name: "Gửi bổ sung" }).click();
  await plain.page.getByText("Đã nhận giấy tờ bổ sung. Nơi nhận sẽ xem và báo lại.").waitFor();
  await Promise.all([close(), plain.close()]);
  assert.ok(page.isClosed());
});

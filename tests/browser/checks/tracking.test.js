// After sending: the receipt on paper, the way back to the dossier, and the same without script.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { follow, launch, open } from "../lib/browser.js";
import { BIRTH, fillBirth, named, paper, pdf, photo, receipt, review, send } from "../lib/citizen.js";
import { serveMotcua } from "../lib/motcua.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const fast = (page, name, text) => named(page, name).fill(text);
const sheets = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
let browser, site;
before(async () => { [browser, site] = [await launch(), await serveMotcua()]; });
after(async () => { await browser?.close(); await site?.stop(); });

async function at(address, options = {}) {
  const opened = await open(browser, { viewport: { width: 360, height: 800 }, ...options });
  opened.page.context().setDefaultTimeout(30_000);
  await opened.page.goto(site.address + address);
  return opened;
}
async function submitted(options) {
  const opened = await at(`nop/${BIRTH}/`, options);
  await fillBirth(opened.page, fast);
  await paper(opened.page, 3).setInputFiles([await photo(opened.page, 800, 600), pdf]);
  await review(opened.page);
  await send(opened.page);
  return { ...opened, ...(await receipt(opened.page)) };
}
// axe finds nothing, nothing sticks out, at the widths of phones and in the dark.
async function isGood(page, what) {
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const out = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(out, 0, `${what} at ${width} sticks out`);
  }
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${what}, ${colorScheme}: ${id}: ${nodes.slice(0, 2).map((node) => node.html).join(" ... ")}`), []);
  }
  await page.emulateMedia({ colorScheme: null });
}

test("the receipt stands on one sheet, A4 and A5, with code, PIN, QR and papers", async () => {
  const { page, code, pin, wrong, close } = await submitted();
  for (const format of ["A4", "A5"]) assert.equal(sheets(await page.pdf({ format })), 1, format);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 559, height: 794 });
  for (const what of [page.getByText(code).first(), page.getByText(pin), page.locator("svg.qr"), page.getByText("giấy chứng sinh.pdf"), page.getByText("Bản chạy thử")]) assert.ok(await what.isVisible());
  for (const what of [".fn", ".acts", "footer"]) assert.ok(await page.locator(what).first().isHidden(), what);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 559), "as wide as the paper");
  assert.deepEqual(wrong, []);
  await close();
});

test("a link with the code fills the box; the code tells the state alone, the PIN tells all; then the dossier is taken back", async () => {
  const { page, code, pin, close } = await submitted();
  const addresses = [];
  page.on("request", (request) => addresses.push(request.url()));
  await follow(page, page.getByRole("link", { name: "Tra cứu bằng mã" }));
  assert.equal(new URL(page.url()).pathname, "/tra-cuu/");
  assert.equal(await named(page, "code").inputValue(), code);
  await follow(page, page.locator("#tra-cuu button"));
  const state = await page.locator("main").textContent();
  assert.match(state, /Mới đăng ký.*Đã qua 1 trên 5 bước/s);
  for (const secret of [pin, "Hoàng Thị Mai", "giấy chứng sinh", "Phường", "Đăng ký khai sinh"]) assert.ok(!state.includes(secret), secret);
  await named(page, "pin").fill("AAAAAAAA");
  await follow(page, page.getByRole("button", { name: "Xem chi tiết" }));
  await page.getByText("Mã hồ sơ hoặc mã PIN không đúng").first().waitFor();
  await named(page, "pin").fill(pin.toLowerCase());
  await follow(page, page.getByRole("button", { name: "Xem chi tiết" }));
  const detail = await page.locator("main").textContent();
  for (const own of ["Hoàng Thị Mai", "0912345678", "Nguyễn Hoàng An", "05/06/2026", "Nữ", "giấy chứng sinh.pdf", "2 trang", "Gửi hồ sơ"]) assert.ok(detail.includes(own), own);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /Tải về.*giấy chứng sinh/ }).click()]);
  assert.deepEqual(readFileSync(await download.path()), pdf.buffer);
  await page.getByRole("button", { name: "Xem và in lại giấy tiếp nhận" }).click();
  assert.deepEqual(await receipt(page), { code, pin });
  await page.getByRole("button", { name: "Xem chi tiết hồ sơ" }).click();
  await page.getByText("Tôi muốn rút hồ sơ này").click();
  await page.getByRole("button", { name: "Rút hồ sơ này" }).click();
  await page.getByText("Đã rút hồ sơ.", { exact: true }).waitFor();
  assert.equal(await page.getByText("Tôi muốn rút hồ sơ này").count(), 0);
  assert.ok(addresses.every((address) => !address.includes(pin)), "the PIN stands in no address");
  await close();
});

test("a mistyped code is understood by its form", async () => {
  const { page, close } = await at("tra-cuu/");
  await named(page, "code").fill("ooo.oo.oo.z99-261125-ooo1");
  await follow(page, page.locator("#tra-cuu button"));
  await page.getByText("Có phải bạn muốn gõ 000.00.00.Z99-261125-0001?").waitFor();
  await named(page, "code").fill("000.00.00.Z99-261332-0001");
  await page.getByRole("button", { name: "Tra cứu" }).click();
  await page.getByText("lịch không có ngày bạn gõ").waitFor();
  await close();
});

test("every page of it is readable for everybody and fits a phone", async () => {
  const { page, code, pin, close } = await submitted({ bypassCSP: true });
  await isGood(page, "receipt");
  await page.goto(site.address + "nop/");
  await isGood(page, "index");
  await page.goto(site.address + "tra-cuu/");
  await isGood(page, "tracking");
  await page.goto(`${site.address}api/dossiers/${code}`);
  await isGood(page, "state");
  await named(page, "pin").fill(pin);
  await follow(page, page.getByRole("button", { name: "Xem chi tiết" }));
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  await isGood(page, "detail");
  await page.goto(`${site.address}api/dossiers?code=x`);
  await isGood(page, "mistyped");
  await page.goto(`${site.address}nop/${BIRTH}/`);
  await isGood(page, "sent before");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  await isGood(page, "form");
  await review(page);
  await isGood(page, "form with faults");
  await fillBirth(page, fast);
  await paper(page, 3).setInputFiles([pdf, { name: "hỏng.jpg", mimeType: "image/jpeg", buffer: Buffer.from("x") }]);
  await page.getByText("không đọc được").waitFor();
  await isGood(page, "form with files");
  await page.getByRole("button", { name: "Bỏ tệp hỏng.jpg" }).click();
  await review(page);
  await isGood(page, "last look");
  await close();
});

test("without script a plain form sends it; what is wrong comes back with all that was written", async () => {
  const { page, close } = await at(`nop/${BIRTH}/`, { javaScriptEnabled: false });
  await fillBirth(page, fast);
  await named(page, "field.filer.phone").fill("12");
  await paper(page, 3).setInputFiles(pdf);
  await page.getByRole("button", { name: "Gửi hồ sơ" }).click();
  await page.getByText("Có chỗ cần sửa").first().waitFor();
  await page.getByText("Số điện thoại có 10 chữ số, bắt đầu bằng 0.").waitFor();
  assert.equal(await named(page, "field.filer.name").inputValue(), "Hoàng Thị Mai");
  await page.getByText("Đã nhận: giấy chứng sinh.pdf").waitFor();
  await named(page, "field.filer.phone").fill("0912345678");
  await page.getByText("Hãy điền mục này.").waitFor();
  await page.getByLabel("Kính gửi").fill("Ủy ban nhân dân xã Na Rì");
  await page.getByRole("button", { name: "Gửi lại" }).click();
  const { code, pin } = await receipt(page);
  assert.equal(readdirSync(join(site.data, "kept", code)).length, 1);
  await page.goto(site.address + "tra-cuu/");
  await named(page, "code").fill(code);
  await page.getByRole("button", { name: "Xem hồ sơ đến đâu" }).click();
  await named(page, "pin").fill(pin);
  await follow(page, page.getByRole("button", { name: "Xem chi tiết" }));
  await page.getByText("Nguyễn Hoàng An").waitFor();
  await close();
});

test("without script papers of several cases are told apart, and rows of a table can be filled", async () => {
  const { page, close } = await at("nop/1.004222/", { javaScriptEnabled: false });
  const cases = await page.locator('[name="case"]').count();
  assert.ok(cases > 1);
  const boxes = await page.locator("input[type=file][name]").evaluateAll((all) => all.map((one) => one.name));
  assert.equal(new Set(boxes).size, boxes.length, "no two boxes have one name");
  assert.ok(boxes.every((name) => /^paper\.\d+\.\d+$/.test(name)));
  await page.locator('[name="case"]').nth(1).check();
  await page.selectOption("#f-agency", { index: 1 });
  await named(page, "field.filer.name").fill("Hoàng Thị Mai");
  await named(page, "field.filer.phone").fill("0912345678");
  await page.locator('[name^="paper.1."]').first().setInputFiles(pdf);
  await page.getByRole("button", { name: "Gửi hồ sơ" }).click();
  await page.getByText("trường hợp khác với trường hợp bạn nộp").waitFor();
  await close();
});

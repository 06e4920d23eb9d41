// Forms: filled by real typing on a phone, checked in words, kept on the device, printed like the paper.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch, open } from "../lib/browser.js";
import { PORTABLE, SITE, below, html } from "../lib/pages.js";
import { serve } from "../lib/server.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const BIRTH = "bieu-mau/to-khai-dang-ky-khai-sinh/";
const RESIDENCE = "bieu-mau/to-khai-thay-doi-thong-tin-cu-tru-ct01/";
const MARRIAGE = "bieu-mau/to-khai-dang-ky-ket-hon/";
const PHONE = { viewport: { width: 360, height: 800 } };
let browser, site;
before(async () => { [browser, site] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); site.stop(); });

async function at(address, options = PHONE) {
  const opened = await open(browser, options);
  await opened.page.goto(site.address + address);
  // A test has no printer.
  await opened.page.evaluate(() => { window.printed = 0; window.print = () => { window.printed++; }; });
  return opened;
}
const named = (page, name) => page.locator(`[name="${name}"]`);
const type = async (page, name, text) => {
  await named(page, name).fill("");
  await named(page, name).pressSequentially(text);
  await named(page, name).blur();
};
const on = (page, key) => page.locator(`#giay [data-v="${key}"]`).first().textContent();
const said = (page, name) => page.locator(`[id="e-${name}"]`).textContent();
const print = (page) => page.locator("#khai button.btn.p").click();
const sheets = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

const birth = {
  kinh_gui: "Ủy ban nhân dân phường Bắc Kạn", ho_ten: "Hoàng Thị Mai", giay_to: "Căn cước số 025188001010", quan_he: "mẹ đẻ",
  con_ho_ten: "Nguyễn Hoàng An", con_ngay_sinh: "5/6/2026", con_dan_toc: "Tày", con_noi_sinh: "Bệnh viện Đa khoa Bắc Kạn",
  con_que_quan: "xã Na Rì, tỉnh Thái Nguyên",
};
async function fillBirth(page) {
  for (const [name, text] of Object.entries(birth)) await type(page, name, text);
  await named(page, "con_gioi_tinh").nth(1).check();
}

test("the birth form is filled by typing, and stands on the sheet in the words of the law", async () => {
  const { page, wrong, close } = await at(BIRTH);
  await fillBirth(page);
  assert.equal(await named(page, "con_ngay_sinh").inputValue(), "05/06/2026");
  assert.equal(await on(page, "con_ngay_sinh"), "05/06/2026");
  assert.equal(await on(page, "con_ngay_sinh:w"), "Ngày mùng năm tháng sáu năm hai nghìn không trăm hai mươi sáu");
  assert.equal(await on(page, "con_gioi_tinh"), "Nữ");
  assert.equal(await on(page, "con_quoc_tich"), "Việt Nam");
  assert.equal(await page.locator('#giay .nm[data-v="ho_ten"]').textContent(), "Hoàng Thị Mai");
  await print(page);
  assert.equal(await page.evaluate(() => window.printed), 1);
  assert.deepEqual(wrong, []);
  await close();
});

test("what is wrong is said at the field and in a list that leads there; the paper can be printed all the same", async () => {
  const { page, close } = await at(BIRTH, { ...PHONE, bypassCSP: true });
  await type(page, "ho_ten", "Mai 2");
  assert.equal(await said(page, "ho_ten"), "Tên không có chữ số.");
  await type(page, "con_ngay_sinh", "29/02/2026");
  assert.equal(await said(page, "con_ngay_sinh"), "Lịch không có ngày này.");
  await type(page, "con_ngay_sinh", "01/01/2199");
  assert.equal(await said(page, "con_ngay_sinh"), "Ngày này chưa tới.");
  await type(page, "giay_to", "số 😀");
  assert.match(await said(page, "giay_to"), /“😀” không in được/);
  await print(page);
  assert.equal(await page.evaluate(() => window.printed), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), "loi");
  const list = page.locator("#loi li");
  assert.match(await page.locator("#loi h2").textContent(), /^Có \d+ chỗ cần xem lại$/);
  assert.ok((await list.allTextContents()).includes("Họ, chữ đệm, tên người yêu cầu: Tên không có chữ số."));
  await list.first().locator("a").click();
  assert.equal(await page.evaluate(() => document.activeElement.name), "kinh_gui");
  assert.equal(await named(page, "kinh_gui").getAttribute("aria-invalid"), "true");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
  }
  await type(page, "kinh_gui", "Ủy ban nhân dân xã Na Rì");
  assert.equal(await page.locator('[id="e-kinh_gui"]').count(), 0, "a mended field is quiet at once");
  await page.locator("[data-anyway]").click();
  assert.equal(await page.evaluate(() => window.printed), 1);
  await close();
});

test("what the fields say beforehand is printed only once somebody writes", async () => {
  const { page, close } = await at(BIRTH);
  assert.equal(await named(page, "con_quoc_tich").inputValue(), "Việt Nam");
  assert.equal(await on(page, "con_quoc_tich"), "");
  await type(page, "giay_to", "số\u200b 12 \u202e Ж");
  assert.equal(await said(page, "giay_to"), "Ký tự ẩn U+202E, “Ж” không in được trên giấy. Viết bằng chữ Việt hoặc chữ Latinh.");
  assert.equal(await on(page, "con_quoc_tich"), "Việt Nam");
  await close();
});

test("a condition asks only when it holds, and what it hides is not printed", async () => {
  const { page, close } = await at(BIRTH);
  assert.ok(await named(page, "so_ban_sao").isHidden());
  await named(page, "ban_sao").first().check();
  await type(page, "so_ban_sao", "3");
  assert.equal(await on(page, "so_ban_sao"), "3");
  assert.equal(await page.locator('#giay [data-o="ban_sao"][data-x="yes"]').textContent(), "X");
  await named(page, "ban_sao").nth(1).check();
  assert.ok(await named(page, "so_ban_sao").isHidden());
  assert.equal(await on(page, "so_ban_sao"), "");
  await close();
});

test("a table grows and shrinks by keyboard, up to its end, and cells take digits", async () => {
  const { page, close } = await at(RESIDENCE);
  await type(page, "so_dinh_danh", "019 196 001 234");
  assert.equal((await page.locator('#giay [data-c="so_dinh_danh"] i').allTextContents()).join(""), "019196001234");
  const more = page.locator('[data-more="thanh_vien"]');
  for (const name of ["An", "Bình"]) {
    await more.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type(name);
  }
  assert.deepEqual(await page.locator(".rw > legend").allTextContents(), ["Dòng 1", "Dòng 2"]);
  assert.match((await page.locator('#giay [data-t="thanh_vien"] tr').nth(1).textContent()), /2Bình/);
  await page.locator(".rw [data-less]").first().focus();
  await page.keyboard.press("Enter");
  assert.deepEqual(await page.locator(".rw > legend").allTextContents(), ["Dòng 1"]);
  assert.match((await page.locator('#giay [data-t="thanh_vien"] tr').first().textContent()), /1Bình/);
  await page.evaluate(() => { for (let at = 0; at < 40; at++) document.querySelector("[data-more]").click(); });
  assert.equal(await page.locator(".rw").count(), 30);
  assert.match(await said(page, "thanh_vien"), /Tối đa 30 dòng/);
  await close();
});

test("both sides of a marriage stand in their columns", async () => {
  const { page, close } = await at(MARRIAGE);
  assert.deepEqual(await page.locator(".rw > legend").allTextContents(), ["Bên nữ", "Bên nam"]);
  await page.locator('.rw [name$=".ho_ten"]').nth(0).fill("Hoàng Thị Mai");
  await page.locator('.rw [name$=".ho_ten"]').nth(1).fill("Nguyễn Văn Bình");
  assert.match(await page.locator('#giay [data-t="hai_ben"] tr').first().textContent(), /tên.*Hoàng Thị MaiNguyễn Văn Bình/);
  await close();
});

test("the whole form is filled by keyboard alone", async () => {
  const { page, close } = await at(BIRTH);
  await named(page, "kinh_gui").focus();
  const seen = new Set(["kinh_gui"]);
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => document.activeElement.name || document.activeElement.dataset.wipe !== undefined && "wipe");
    if (name) seen.add(name);
    if (name === "wipe") break;
  }
  const all = await page.evaluate(() => Array.from(document.querySelectorAll("#khai [name]")).filter((e) => e.offsetParent).map((e) => e.name));
  assert.deepEqual(all.filter((name) => !seen.has(name)), []);
  await close();
});

test("a draft stays on this device, a second tab says so, and wiping wipes", async () => {
  const { page, close } = await at(BIRTH);
  await type(page, "ho_ten", "Hoàng Thị Mai");
  await page.locator("#tin", { hasText: "Đã giữ bản nháp" }).waitFor();
  await page.reload();
  assert.equal(await named(page, "ho_ten").inputValue(), "Hoàng Thị Mai");
  const second = await page.context().newPage();
  await second.goto(site.address + BIRTH);
  await type(second, "ho_ten", "Lê Văn Bình");
  await page.locator("#tin", { hasText: "thẻ khác" }).waitFor();
  await type(page, "ho_ten", "Ghi đè");
  await page.waitForTimeout(700);
  assert.match(await page.evaluate(() => Object.values(localStorage).join()), /Lê Văn Bình/);
  await second.locator("[data-wipe]").click();
  await second.locator("[data-wipe]").click();
  assert.equal(await second.evaluate(() => localStorage.length), 0);
  assert.equal(await named(second, "ho_ten").inputValue(), "");
  await close();
});

test("storage that is forbidden or full is said, and the form works", async () => {
  const { page, close } = await open(browser, PHONE);
  await page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; });
  await page.goto(site.address + BIRTH);
  await type(page, "ho_ten", "Mai");
  await page.locator("#tin", { hasText: "không cho giữ bản nháp" }).waitFor();
  assert.equal(await on(page, "ho_ten"), "Mai");
  await close();
});

test("a saved file opens elsewhere; a foreign, newer, cut or huge one is refused in words", async () => {
  const { page, close } = await at(BIRTH);
  await type(page, "ho_ten", "Hoàng Thị Mai");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-save]").click()]);
  const saved = readFileSync(await download.path(), "utf8");
  await close();
  const elsewhere = await at(BIRTH);
  const folder = mkdtempSync(join(tmpdir(), "mau-"));
  const load = async (text) => {
    writeFileSync(join(folder, "tep.json"), text);
    await elsewhere.page.evaluate(() => { document.getElementById("tin").textContent = ""; });
    await elsewhere.page.locator("#tep").setInputFiles(join(folder, "tep.json"));
    await elsewhere.page.waitForFunction(() => document.getElementById("tin").textContent);
    return elsewhere.page.locator("#tin").textContent();
  };
  const other = { ...JSON.parse(saved), form: "khac", title: "Mẫu khác" };
  assert.match(await load(JSON.stringify(other)), /của mẫu “Mẫu khác”/);
  assert.match(await load(JSON.stringify({ ...JSON.parse(saved), format: 2 })), /bản mới hơn/);
  assert.match(await load(saved.slice(0, 40)), /hỏng/);
  assert.match(await load("null"), /hỏng/);
  assert.match(await load("x".repeat(2_000_000)), /quá lớn/);
  assert.equal(await named(elsewhere.page, "ho_ten").inputValue(), "", "a refused file changes nothing");
  const odd = JSON.parse(saved);
  Object.assign(odd.values, { khong_co: "x", con_ho_ten: { a: 1 }, "noi_cu_tru.commune": "xã Na Rì" });
  assert.match(await load(JSON.stringify(odd)), /Đã mở tệp\. Có 2 mục/);
  assert.equal(await named(elsewhere.page, "ho_ten").inputValue(), "Hoàng Thị Mai");
  assert.equal(await on(elsewhere.page, "noi_cu_tru"), "xã Na Rì");
  await elsewhere.close();
});

test("nothing typed leaves the device, and markup typed stays text", async () => {
  const { page, wrong, close } = await at(BIRTH);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await type(page, "ho_ten", "<img src=x onerror=alert(1)>");
  await type(page, "con_noi_sinh", "<b>đậm</b>");
  await named(page, "noi_cu_tru.commune").focus();
  await page.waitForTimeout(800);
  assert.deepEqual(asked.map((url) => url.split("/").pop()), ["don-vi.js"], "only the list of communes is read");
  assert.equal(await on(page, "con_noi_sinh"), "<b>đậm</b>");
  assert.equal(await page.locator("#giay img, #giay .v b").count(), 0);
  assert.deepEqual(wrong, []);
  await close();
});

for (const [what, text] of [["a name of 200 letters", "Nguyễn ".repeat(28) + "Anh"], ["one word without end", "a".repeat(290)]]) {
  test(`${what} flows and is never cut, at 320 and on paper`, async () => {
    const { page, close } = await at(BIRTH, { viewport: { width: 320, height: 800 } });
    await named(page, "con_ho_ten").fill(text.normalize("NFD"));
    await named(page, "con_ho_ten").blur();
    await page.locator("[data-see]").click();
    assert.equal(await on(page, "con_ho_ten"), text.trim().normalize("NFC"));
    const fits = () => page.evaluate(() => [document.documentElement.scrollWidth <= innerWidth,
      Array.from(document.querySelectorAll("#giay .f")).every((e) => e.scrollWidth <= e.clientWidth + 1)]);
    assert.deepEqual(await fits(), [true, true]);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await fits(), [true, true]);
    await close();
  });
}

test("on paper stands the sheet alone, at its size, signatures whole", async () => {
  for (const address of [BIRTH, RESIDENCE, MARRIAGE]) {
    const { page, close } = await at(address);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.ok(sheets(pdf) <= 2, `${address}: ${sheets(pdf)} sheets`);
    await page.emulateMedia({ media: "print" });
    for (const selector of [".top", "#khai", ".ab", "footer", "h1"]) assert.ok(await page.locator(selector).first().isHidden(), selector);
    assert.ok(await page.locator("#giay").isVisible());
    assert.equal(await page.locator("#giay .sg").first().evaluate((e) => getComputedStyle(e).breakInside), "avoid");
    await close();
  }
});

test("without script the blank sheet stands there to be printed, and no dead fields", async () => {
  for (const address of [BIRTH, RESIDENCE]) {
    const { page, close } = await at(address, { ...PHONE, javaScriptEnabled: false }).catch(async () => {
      const opened = await open(browser, { ...PHONE, javaScriptEnabled: false });
      await opened.page.goto(site.address + address);
      return opened;
    });
    assert.ok(await page.locator("#giay").isVisible());
    assert.ok(await page.locator("#khai").isHidden());
    await close();
  }
});

test("the general request knows its procedure, and prints it or the list of papers", async () => {
  const address = below("thu-tuc").map((one) => one + "don/").find((one) => {
    try { return /data-t="giay_to"[^>]*><tr><td>1</.test(html(one)); } catch { return false; }
  });
  const { page, close } = await at(address);
  const title = await page.locator(".hd .lead").textContent();
  assert.equal(await named(page, "thu_tuc").inputValue(), title);
  assert.ok((await page.locator(".rw").count()) >= 1);
  await page.locator("[data-list]").click();
  assert.equal(await page.evaluate(() => window.printed), 1);
  await page.goto(site.address + address.replace("don/", ""));
  assert.ok(await page.locator('#bieu-mau a[href$="don/"]').isVisible(), "the page of the procedure leads to it");
  await close();
});

test("a form works from a folder", async () => {
  const { page, wrong, close } = await open(browser, PHONE);
  await page.goto("file://" + join(PORTABLE, BIRTH, "index.html"));
  await type(page, "ho_ten", "Mai");
  assert.equal(await on(page, "ho_ten"), "Mai");
  await named(page, "noi_cu_tru.commune").focus();
  await page.waitForFunction(() => document.querySelectorAll("#ds-commune option").length > 50);
  assert.deepEqual(wrong, []);
  await close();
});

test("a page of a form with its script is light", (t) => {
  const size = (text) => gzipSync(text, { level: 9 }).length;
  const [script, style] = ["form.js", "form.css"].map((name) => size(readFileSync(join(SITE, "giao-dien", name))));
  for (const address of [BIRTH, RESIDENCE, MARRIAGE]) {
    const page = size(html(address));
    t.diagnostic(`${address}: page ${page} + script ${script} = ${page + script}; with the style of forms ${page + script + style} bytes`);
    // Two entries of the menu, and a script that the pages for sending share, and what pages say when the search can't be reached,
    // cost some 230 bytes more than the 16,600 of before.
    assert.ok(page + script <= 14_000 && page + script + style <= 16_900, `${page} + ${script} + ${style} bytes`);
  }
});

test("a field takes the value of another as long as nobody wrote something else into it", async () => {
  const { page, close } = await open(browser, PHONE);
  const field = '"id":"cha_noi_cu_tru","kind":"address"';
  assert.ok(html(BIRTH).includes(field));
  await page.route(`**/${BIRTH}`, (route) => route.fulfill({
    contentType: "text/html; charset=utf-8", body: html(BIRTH).replace(field, field + ',"prefill":"me_noi_cu_tru"'),
  }));
  await page.goto(site.address + BIRTH);
  await type(page, "me_noi_cu_tru.commune", "xã Na Rì");
  assert.equal(await named(page, "cha_noi_cu_tru.commune").inputValue(), "xã Na Rì");
  assert.equal(await on(page, "cha_noi_cu_tru"), "xã Na Rì");
  await type(page, "cha_noi_cu_tru.commune", "xã Ba Bể");
  await type(page, "me_noi_cu_tru.commune", "xã Chợ Đồn");
  assert.equal(await named(page, "cha_noi_cu_tru.commune").inputValue(), "xã Ba Bể");
  await close();
});

test("no form sticks out at 320 wide, with its errors and its sheet open", async () => {
  const told = [];
  for (const address of below("bieu-mau")) {
    const { page, wrong, close } = await at(address, { viewport: { width: 320, height: 800 } });
    await print(page);
    await page.locator("[data-see]").click();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320 || wrong.length) told.push(`${address}: ${width} wide ${wrong.join()}`);
    await close();
  }
  assert.deepEqual(told, []);
});

// A citizen sends a dossier from a phone: the line breaks, the tab is closed, the button is pressed twice; it is one dossier.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { launch, open } from "../lib/browser.js";
import { BIRTH, answers, fillBirth, named, paper, pdf, photo, receipt, review, send } from "../lib/citizen.js";
import { serveMotcua } from "../lib/motcua.js";

const PHONE = { viewport: { width: 360, height: 800 }, hasTouch: true };
const fast = (page, name, text) => named(page, name).fill(text);
let browser, site;
before(async () => { [browser, site] = [await launch(), await serveMotcua()]; });
after(async () => { await browser?.close(); await site?.stop(); });

// `loose` is for pages whose line is cut: the browser tells that as an error.
async function at(address, options = PHONE) {
  const opened = await open(browser, options);
  opened.page.context().setDefaultTimeout(30_000);
  await opened.page.goto(site.address + address);
  const wrong = () => opened.wrong.filter((one) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 4/.test(one));
  return { ...opened, context: opened.page.context(), wrong };
}
const filled = async (how = fast) => {
  const opened = await at(`nop/${BIRTH}/`);
  await fillBirth(opened.page, how);
  return opened;
};
// The last letter is kept, not only the first.
const kept = async (page) => {
  await page.waitForTimeout(700);
  await page.waitForFunction(() => /đã giữ/.test(document.getElementById("tin").textContent));
};
const sent = (page, count) => page.waitForFunction((count) => [...document.querySelectorAll(".fs .m")].filter((one) => /đã gửi/.test(one.textContent)).length === count, count);
// Number of the dossier within its day: gaps tell of a second one.
const number = (code) => +code.split("-").at(-1);

test("a phone, a broken line, a closed tab, two presses: one dossier, and no place in its photos", async () => {
  const { page, wrong, context, close } = await filled(undefined);
  const addresses = [];
  context.on("request", (request) => addresses.push(request.url()));
  await kept(page);
  await paper(page, 3).setInputFiles([await photo(page), await photo(page, 1200, 900, 5)]);
  await sent(page, 2);
  assert.match(await page.locator(".fs .m").first().textContent(), /thu nhỏ từ/);

  // The line breaks before the next paper.
  await context.setOffline(true);
  await paper(page, 8).setInputFiles(pdf);
  await review(page);
  await send(page);
  await page.getByText("Đang mất mạng").waitFor();
  await page.close();
  await context.setOffline(false);

  const again = await context.newPage();
  await again.goto(`${site.address}nop/${BIRTH}/`);
  assert.equal(await named(again, "field.filer.name").inputValue(), answers["field.filer.name"]);
  assert.equal(await named(again, "field.to-khai-dang-ky-khai-sinh.con_ngay_sinh").inputValue(), "05/06/2026");
  await sent(again, 3);
  await review(again);
  const shown = await again.locator("#da-viet").textContent();
  for (const text of ["Hoàng Thị Mai", "05/06/2026", "IMG_0001.jpg", "giấy chứng sinh.pdf"]) assert.ok(shown.includes(text), `${text}: ${shown}`);
  await again.locator("[data-go]").dblclick();
  const { code, pin } = await receipt(again);
  assert.match(code, /^000\.00\.00\.Z99-\d{6}-\d{4}$/);
  assert.match(pin, /^[0-9A-HJKMNP-TV-Z]{8}$/);
  const text = await again.locator("main").textContent();
  for (const said of ["Bản chạy thử", "IMG_0001.jpg", "2 trang", "SHA-256", "giờ làm việc"]) assert.ok(text.includes(said), said);
  assert.equal(await again.locator("svg.qr").count(), 1);

  const files = readdirSync(join(site.data, "kept", code)).map((name) => readFileSync(join(site.data, "kept", code, name)));
  const photos = files.filter((bytes) => bytes[0] === 0xff && bytes[1] === 0xd8);
  assert.deepEqual([files.length, photos.length], [3, 2]);
  for (const bytes of photos) assert.ok(!bytes.includes("GPS") && !bytes.includes("Exif"), "nothing of where it was taken");

  const other = await filled();
  await review(other.page);
  await send(other.page);
  assert.equal(number((await receipt(other.page)).code), number(code) + 1, "the dossier before was one");
  await other.close();
  assert.ok(addresses.every((address) => !address.includes(pin)), "the PIN stands in no address");
  assert.deepEqual(wrong(), []);
  await close();
});

test("an upload that breaks off is tried again by itself, and says how far it is", async () => {
  const { page, context, close } = await filled();
  let broken = 0;
  await context.route("**/api/uploads/*", (route) => (broken++ < 1 ? route.abort() : route.continue()));
  await paper(page, 3).setInputFiles(await photo(page, 900, 600));
  await sent(page, 1);
  assert.equal(broken, 2);
  await close();
});

test("an answer that is lost is asked for again and names the same dossier; so does the page when it is opened later", async () => {
  const { page, context, close } = await filled();
  const codes = [];
  await context.route("**/api/dossiers", async (route) => {
    const answer = await route.fetch();
    codes.push((await answer.json()).code);
    if (codes.length < 2) return route.abort();
    return route.fulfill({ response: answer });
  });
  await review(page);
  await send(page);
  await page.getByText(/thử lại sau/).waitFor();
  const { code, pin } = await receipt(page);
  assert.deepEqual(codes, [code, code]);

  await page.goto(`${site.address}nop/${BIRTH}/`);
  await page.getByText(`Bạn đã gửi hồ sơ này, mã ${code}.`).waitFor();
  assert.ok(await page.locator("#nop").isHidden());
  await page.getByRole("button", { name: "Xem lại giấy tiếp nhận" }).click();
  assert.deepEqual(await receipt(page), { code, pin });
  await close();
});

test("a tab closed while it sends: the next one says so, goes on, and it is one dossier", async () => {
  const { page, context, close } = await filled();
  const codes = [];
  await context.route("**/api/dossiers", async (route) => {
    const answer = await route.fetch();
    codes.push((await answer.json()).code);
    if (codes.length === 1) return page.close();
    return route.fulfill({ response: answer });
  });
  await review(page);
  await send(page);
  await page.waitForEvent("close");
  const again = await context.newPage();
  await again.goto(`${site.address}nop/${BIRTH}/`);
  await again.getByText("Lần trước bạn đã bấm gửi").waitFor();
  await again.getByRole("button", { name: "Gửi tiếp" }).click();
  const { code } = await receipt(again);
  assert.deepEqual(codes, [code, code]);
  await close();
});

test("what was changed after a sending that had arrived is told, and makes no second dossier", async () => {
  const { page, context, close } = await filled();
  let code = "";
  await context.route("**/api/dossiers", async (route) => {
    const answer = await route.fetch();
    if (answer.status() === 201 && !code) {
      code = (await answer.json()).code;
      return route.abort();
    }
    // The line stays broken until the person has changed something.
    return (await page.evaluate(() => window.changed)) ? route.fulfill({ response: answer }) : route.abort();
  });
  await review(page);
  await send(page);
  await page.getByText(/thử lại sau/).waitFor();
  await page.getByRole("button", { name: "Để gửi sau" }).click();
  await page.getByText("chưa rõ hồ sơ tới nơi hay chưa").waitFor();
  await page.getByRole("button", { name: "Sửa lại" }).click();
  await page.evaluate(() => { window.changed = true; });
  await named(page, "field.filer.name").fill("Hoàng Thị Hoa");
  await review(page);
  await send(page);
  await page.getByText("những gì bạn sửa sau đó chưa được gửi").waitFor();
  await page.getByRole("button", { name: "Mở giấy tiếp nhận" }).click();
  assert.equal((await receipt(page)).code, code);
  await close();
});

test("the same draft from two tabs is one dossier, and what was changed after the first sending is told", async () => {
  const { page, context, close } = await filled();
  await kept(page);
  const other = await context.newPage();
  await other.goto(`${site.address}nop/${BIRTH}/`);
  await other.locator("#nop").waitFor();
  await review(page);
  await review(other);
  // Both at once, before either can hear of the other.
  await Promise.all([send(page), send(other)]);
  const both = [await receipt(page), await receipt(other)];
  assert.deepEqual(both[0], both[1]);
  await close();
});

test("what another tab wrote isn't written over", async () => {
  const { page, context, close } = await filled();
  await kept(page);
  const other = await context.newPage();
  await other.goto(`${site.address}nop/${BIRTH}/`);
  await named(other, "field.filer.name").fill("Hoàng Thị Hoa");
  await page.getByText("Trang khác đang mở cùng bản nháp").waitFor();
  await named(page, "field.filer.phone").fill("0900000009");
  await page.waitForTimeout(800);
  const draft = JSON.parse(await page.evaluate((code) => localStorage.getItem(`motcua:nop:${code}`), BIRTH));
  assert.equal(draft.values.filer.name, "Hoàng Thị Hoa");
  await page.getByRole("button", { name: "Tải lại" }).click();
  await page.waitForFunction(() => document.querySelector('[name="field.filer.name"]').value === "Hoàng Thị Hoa");
  await close();
});

test("where the device keeps nothing, the page says so and sends all the same", async () => {
  const opened = await open(browser, PHONE);
  const { page, close } = opened;
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
    Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("no", "SecurityError"); } });
  });
  await page.goto(`${site.address}nop/${BIRTH}/`);
  await fillBirth(page, fast);
  await page.getByText("Máy này không cho trang giữ bản nháp").waitFor();
  await paper(page, 3).setInputFiles(pdf);
  await review(page);
  await send(page);
  await receipt(page);
  assert.match(await page.locator("main").textContent(), /giấy chứng sinh\.pdf/, "no paper is left behind");
  assert.deepEqual(opened.wrong, []);
  await close();
});

test("a draft goes to another device as a file", async () => {
  const { page, close } = await filled();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-save]").click()]);
  const file = await download.path();
  const saved = JSON.parse(readFileSync(file, "utf8"));
  assert.equal(saved.values.filer.name, answers["field.filer.name"]);
  const other = await at(`nop/${BIRTH}/`);
  await other.page.locator("#tep").setInputFiles(file);
  await other.page.getByText("hãy chọn lại giấy tờ").waitFor();
  assert.equal(await named(other.page, "field.filer.phone").inputValue(), "0912345678");
  await review(other.page);
  await send(other.page);
  const { code } = await receipt(other.page);
  // The key travels with it: the first device gets the same dossier.
  await review(page);
  await send(page);
  assert.equal((await receipt(page)).code, code);
  await Promise.all([close(), other.close()]);
});

test("what is wrong is told at its place before anything is sent, and again when only the function can know", async () => {
  const { page, context, close } = await at(`nop/${BIRTH}/`);
  let asked = 0;
  await context.route("**/api/dossiers", (route) => { asked++; return route.continue(); });
  await review(page);
  assert.match(await page.locator("#loi h2").textContent(), /^Có \d+ chỗ cần xem lại$/);
  const told = await page.locator("#loi li").allTextContents();
  assert.ok(told.includes("Nơi nhận: Hãy chọn nơi nhận."), told.join("\n"));
  assert.ok(told.includes("Họ và tên: Hãy điền mục này."), told.join("\n"));
  assert.equal(asked, 0);
  await fillBirth(page, fast);
  await context.unroute("**/api/dossiers");
  await context.route("**/api/dossiers", (route) => {
    const body = JSON.parse(route.request().postData());
    body.fields["filer.phone"] = "12";
    return route.continue({ postData: JSON.stringify(body) });
  });
  await review(page);
  await send(page);
  await page.locator("#loi a", { hasText: "Số điện thoại có 10 chữ số" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.name), "field.filer.phone");
  assert.equal(await named(page, "field.filer.name").inputValue(), answers["field.filer.name"], "nothing typed is lost");
  await close();
});

test("files that can't be taken are told by name and don't block the others", async () => {
  const { page, close } = await filled();
  await paper(page, 3).setInputFiles([
    { name: "ghi chú.txt", mimeType: "text/plain", buffer: Buffer.from("chào") },
    { name: "hỏng.jpg", mimeType: "image/jpeg", buffer: Buffer.from("không phải ảnh") },
    { name: "giả.pdf", mimeType: "application/pdf", buffer: Buffer.from("không phải PDF") },
    { name: "trống.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) },
    pdf,
  ]);
  await sent(page, 1);
  const told = await page.locator(".fs .m").allTextContents();
  assert.match(told[0], /chỉ nhận ảnh/);
  assert.match(told[1], /không đọc được/);
  assert.match(told[2], /chỉ nhận ảnh/);
  assert.match(told[3], /tệp trống/);
  await review(page);
  assert.ok(await page.locator("#xem").isHidden(), "not before they are taken away");
  for (let left = 4; left > 0; left--) await page.locator(".fs button").first().click();
  await review(page);
  await send(page);
  await receipt(page);
  await close();
});

test("a procedure without a form of its own asks with the general request, filled from record, office and person", async () => {
  const { page, close } = await at("nop/1.000253/");
  await page.selectOption("#f-agency", { label: "Phường Bắc Kạn" });
  await named(page, "field.filer.name").fill("Hoàng Thị Mai");
  await named(page, "field.filer.phone").fill("0912345678");
  const request = (name) => named(page, `field.don-de-nghi.${name}`).inputValue();
  assert.equal(await request("kinh_gui"), "Phường Bắc Kạn");
  assert.equal(await request("thu_tuc"), await page.locator("h1 + .lead").textContent());
  assert.deepEqual([await request("ho_ten"), await request("dien_thoai")], ["Hoàng Thị Mai", "0912345678"]);
  await named(page, "field.don-de-nghi.ho_ten").fill("Nguyễn Văn Bình");
  await named(page, "field.filer.name").fill("Hoàng Thị Hoa");
  assert.equal(await request("ho_ten"), "Nguyễn Văn Bình", "what somebody wrote stays");
  await review(page);
  assert.match(await page.locator("#loi li").textContent(), /Thiếu giấy tờ này/);
  await paper(page, 1).setInputFiles(pdf);
  await sent(page, 1);
  await review(page);
  await send(page);
  await receipt(page);
  await close();
});

test("photos are hashed rightly where the browser has no hash of its own", async () => {
  const { page, close } = await at(`nop/${BIRTH}/`);
  const same = await page.evaluate(async () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 1000, 100_003]) {
      const bytes = crypto.getRandomValues(new Uint8Array(Math.min(length, 65536)));
      const own = window.motcuaTep.ownHash(bytes);
      const real = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      if (own !== real) return length;
    }
    return "same";
  });
  assert.equal(same, "same");
  await close();
});

// The officers' desk in a real browser: a whole life of a dossier with a supplement and an apology, without script and by
// the keys alone; two officers on one dossier; nothing that axe finds.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { SCHEMES, WIDTHS, launch, open } from "../lib/browser.js";
import { serveMotcua } from "../lib/motcua.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const OFFICE = "phuong-bac-kan";
const BIRTH = "1.001193";
const result = { name: "ket qua.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 <</Type /Page>> %%EOF") };

let browser, site, state;
before(async () => {
  [browser, site] = [await launch(), await serveMotcua("--memory")];
  const { page, close } = await open(browser, { javaScriptEnabled: false });
  await signIn(page, { click: (name) => page.getByRole("button", { name }).click(), type: (label, text) => page.getByLabel(label).fill(text) });
  state = await page.context().storageState();
  await close();
});
after(async () => { await browser?.close(); await site?.stop(); });

// The officer of the trial: the terminal tells the password, the page the code.
async function signIn(page, { click, type }) {
  const [, account, password] = /tài khoản (\S+), mật khẩu (\S+);/.exec(site.said());
  await page.goto(site.address + "can-bo/");
  assert.match(page.url(), /can-bo\/dang-nhap\/$/);
  await type("Tên tài khoản", account);
  await type("Mật khẩu", password);
  await click("Đăng nhập");
  const told = await page.locator("main").textContent();
  const [, code] = /mã (?:xác nhận )?lúc này là (\d{6})/.exec(told);
  if (await page.getByLabel("Mật khẩu").count()) await type("Mật khẩu", password);
  await type(/^Mã .*6 chữ số/, code);
  await click(/Đăng nhập|Xác nhận và vào/);
  await page.waitForURL(/can-bo\/$/);
}

// A page of the officer, already signed in.
async function desk(options = {}) {
  const opened = await open(browser, { javaScriptEnabled: false, storageState: state, ...options });
  opened.page.context().setDefaultTimeout(30_000);
  return opened;
}

// A citizen sends a dossier, as the page for sending does: what is asked for, as it is asked for.
async function sent() {
  const own = { "filer.name": "Hoàng Thị Mai", "filer.phone": "0912345678", con_ho_ten: "Nguyễn Hoàng An", con_ngay_sinh: "5/6/2026" };
  const asked = await (await fetch(`${site.address}api/procedures/${BIRTH}`)).json();
  const needed = asked.fields.filter((field) => field.required && !field.when?.length);
  const value = ({ id, choices, example }) => own[id] ?? own[id.split(".")[1]] ?? choices?.[0] ?? example ?? "Việt Nam";
  const fields = { "filer.phone": own["filer.phone"], ...Object.fromEntries(needed.map((field) => [field.id, value(field)])) };
  const body = JSON.stringify({ procedure: BIRTH, case: 1, agency: OFFICE, fields, papers: [] });
  const answer = await fetch(`${site.address}api/dossiers`, { method: "POST", headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() }, body });
  const said = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(said));
  return said;
}

// Opens the form of an action, fills it and presses its button.
async function act(page, action, fill = async () => {}) {
  const box = page.locator(`#viec-${action}`);
  await box.locator("summary").click();
  await fill(box);
  await box.locator("button").click();
  await page.getByRole("status").waitFor();
}

// The calendar of the offices: an appointment on a day off is refused.
const CALENDAR = new URL("../../../content/calendar/", import.meta.url);
const OFF = readdirSync(CALENDAR).flatMap((file) => readFileSync(new URL(file, CALENDAR), "utf8").match(/\d{4}-\d\d-\d\d/g) ?? []);
const later = (days) => {
  for (let at = Date.now() + days * 86_400_000; ; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (![0, 6].includes(new Date(at).getUTCDay()) && !OFF.includes(day)) return day;
  }
};

test("a whole life with a supplement and an apology, without script", async () => {
  const { code } = await sent();
  const { page, wrong, close } = await desk();
  await page.goto(`${site.address}can-bo/?co-quan=${OFFICE}&nhom=cho-xem`);
  const row = page.getByRole("row", { name: new RegExp(code) });
  assert.match(await row.textContent(), /chờ tiếp nhận, trả lời trước|chậm trả lời/);
  await row.getByRole("link").click();
  await page.getByText("Nguyễn Hoàng An").first().waitFor();

  await act(page, "accept", async (box) => { await box.locator('[value="set"]').check(); await box.getByLabel("Ngày do cán bộ ghi").fill(later(20)); await box.getByLabel("Lý do ghi ngày").fill("Cần xác minh"); });
  const [slip] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: /Phiếu 01/ }).click()]);
  await slip.waitForLoadState();
  const printed = await slip.locator("main").textContent();
  assert.ok(printed.includes(code) && printed.includes("Hoàng Thị Mai") && /Mã PIN.*[0-9A-Z]{8}/.test(printed), printed);
  await slip.close();

  await act(page, "hand-over", (box) => box.getByLabel(/Bộ phận nhận/).fill("Tư pháp, hộ tịch"));
  await act(page, "take-over");
  await act(page, "ask-supplement", async (box) => { await box.getByRole("checkbox", { name: /3\. Giấy chứng sinh/ }).check(); await box.getByLabel(/Lý do/).fill("Bản chụp bị mờ"); });
  await page.getByText("Đang chờ bổ sung").waitFor();
  await page.getByRole("link", { name: /Phiếu 02/ }).waitFor();
  await act(page, "send-supplement", async (box) => { await box.getByRole("checkbox", { name: /3\. Giấy chứng sinh/ }).check(); await box.locator("input[type=file]").setInputFiles(result); });
  await act(page, "complete", async (box) => { await box.locator('[value="set"]').check(); await box.getByLabel("Ngày do cán bộ ghi").fill(later(20)); await box.getByLabel("Lý do ghi ngày").fill("Tính lại từ đầu"); });
  assert.equal(await page.locator("#viec-ask-supplement").count(), 0, "a second request isn't offered");
  await act(page, "apologise", async (box) => { await box.getByLabel(/Ngày hẹn mới/).fill(later(30)); await box.getByLabel(/Lý do/).fill("Chờ nơi sinh trả lời"); });
  await page.getByRole("link", { name: /Phiếu 04/ }).waitFor();
  await act(page, "finish", async (box) => { await box.locator("textarea").fill("Giấy khai sinh số 12/2026"); await box.locator("input[type=file]").setInputFiles(result); });
  await act(page, "return");

  const life = await page.locator(".steps").textContent();
  for (const words of ["Hồ sơ được gửi trực tuyến", "Tiếp nhận hồ sơ", "Chuyển đến Tư pháp, hộ tịch", "Yêu cầu bổ sung: Giấy chứng sinh", "Bản chụp bị mờ", "Hồ sơ đã đủ", "Xin lỗi và hẹn lại", "Đã có kết quả", "Trả kết quả (trực tiếp)"]) assert.ok(life.includes(words), words);
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("section:has(#ket-qua) a").click()]);
  assert.equal(file.suggestedFilename(), "ket qua.pdf");
  assert.deepEqual(wrong, []);
  await close();
});

// Presses Tab until `target` has the focus.
async function tabTo(page, target) {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    if (await target.and(page.locator(":focus")).count()) return presses + 1;
  }
  assert.fail(`the keys don't lead to ${target}`);
}

test("by the keys alone: sign in, take a dossier on paper, move it on, find it", async () => {
  const { page, wrong, close } = await open(browser, { javaScriptEnabled: false });
  page.context().setDefaultTimeout(30_000);
  const keys = {
    // The field that is to be filled first has the focus already.
    type: async (label, text) => {
      if (page.url().includes("dang-nhap")) await page.locator("main :focus").waitFor();
      const field = page.getByLabel(label);
      if (!(await field.and(page.locator(":focus")).count())) await tabTo(page, field);
      await page.keyboard.type(text);
    },
    click: async () => { await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]); },
  };
  await signIn(page, keys);
  // The trial tells its code with a refusal.
  wrong.length = 0;

  await tabTo(page, page.getByRole("link", { name: "Tiếp nhận tại quầy" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/tiep-nhan/);
  await page.goto(`${site.address}can-bo/tiep-nhan/?noi=${OFFICE}`);
  await page.locator("#tim:focus").waitFor();
  await page.keyboard.type("dang ky khai sinh");
  await page.keyboard.press("Enter");
  await page.waitForURL(/tim=/);
  await tabTo(page, page.getByRole("link", { name: "Thủ tục đăng ký khai sinh", exact: true }));
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`${BIRTH}/`));
  await keys.type("Họ và tên người nộp", "Triệu Văn Bàn Phím");
  await page.keyboard.press("Tab");
  await page.keyboard.type("0912000333");
  await tabTo(page, page.locator('[name="sheet.1"]'));
  await page.keyboard.press("Space");
  await tabTo(page, page.locator('[name="due_by"]').first());
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "Tiếp nhận hồ sơ" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/ho-so\/.*moi=1/);
  await page.getByRole("status").waitFor();
  const code = /ho-so\/([^/]+)\//.exec(page.url())[1];

  await tabTo(page, page.locator("#viec-hand-over summary"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Tư pháp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/xong=hand-over/);

  await tabTo(page, page.getByRole("link", { name: "Tìm hồ sơ" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/tim\/$/);
  await page.locator("#words:focus").waitFor();
  await page.keyboard.type("trieu van ban phim");
  await page.keyboard.press("Enter");
  await page.getByText("Triệu Văn Bàn Phím, 0912000333").waitFor();
  assert.ok(!page.url().includes("trieu"), "no name in an address");
  await page.getByRole("link", { name: code }).waitFor();
  assert.deepEqual(wrong, []);
  await close();
});

test("the second of two officers is told what the first did, and keeps every word", async () => {
  const { code } = await sent();
  const [one, two] = [await desk(), await desk()];
  for (const { page } of [one, two]) await page.goto(`${site.address}can-bo/ho-so/${code}/`);
  await act(one.page, "note", (box) => box.getByLabel(/Nội dung/).fill("Đã gọi điện"));
  const box = two.page.locator("#viec-reject");
  await box.locator("summary").click();
  await box.getByLabel(/Lý do/).fill("Không thuộc nơi này");
  await box.locator("button").click();
  assert.match(await two.page.getByRole("alert").textContent(), /Có người vừa làm trước bạn.*Cán bộ thử: Ghi chú nội bộ/s);
  assert.equal(await two.page.locator("#viec-reject textarea").inputValue(), "Không thuộc nơi này");
  await two.page.locator("#viec-reject button").click();
  await two.page.getByText("Đã từ chối tiếp nhận.").waitFor();
  for (const { close } of [one, two]) await close();
});

test("axe finds nothing on any page, and none is wider than its screen", async () => {
  const { code } = await sent();
  const paths = ["", "?nhom=qua-han", "tiep-nhan/", `tiep-nhan/?noi=${OFFICE}&tim=khai+sinh`, `tiep-nhan/${BIRTH}/?noi=${OFFICE}`, "tim/",
    `so/?co-quan=${OFFICE}`, "tai-khoan/", "xoa/", `ho-so/${code}/`, "ho-so/x/", "dang-nhap/"];
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const { page, close } = await desk({ javaScriptEnabled: true, bypassCSP: true, viewport: { width, height: 900 }, colorScheme });
      for (const path of paths) {
        await page.goto(site.address + "can-bo/" + path);
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
        assert.deepEqual(violations.map(({ id, nodes }) => `${path} at ${width}, ${colorScheme}: ${id}: ${nodes[0].html}`), []);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(over <= 0, `${path} at ${width} is ${over} too wide`);
      }
      await close();
    }
  }
});

test("no page of the desk holds a script, and each is small", async () => {
  const { page, close } = await desk();
  for (const path of ["", "tiep-nhan/", `tiep-nhan/${BIRTH}/?noi=${OFFICE}`, "tim/"]) {
    const answer = await page.goto(site.address + "can-bo/" + path);
    const text = await answer.text();
    assert.ok(!/<script|onclick|javascript:/i.test(text), path);
    assert.ok(text.length < 60_000, `${path}: ${text.length} bytes`);
    assert.match(answer.headers()["content-security-policy"], /default-src 'none'/);
  }
  await close();
});

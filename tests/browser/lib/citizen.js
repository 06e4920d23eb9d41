// A citizen at the page for sending: what they type, photograph and read.

export const BIRTH = "1.001193";
const FORM = "field.to-khai-dang-ky-khai-sinh.";

export const named = (page, name) => page.locator(`[name="${name}"]`);

// Types like a person: the events of each letter, and leaving the field.
export async function type(page, name, text) {
  await named(page, name).fill("");
  await named(page, name).pressSequentially(text);
  await named(page, name).blur();
}

export const answers = {
  "field.filer.name": "Hoàng Thị Mai",
  "field.filer.phone": "0912 345 678",
  [FORM + "ho_ten"]: "Hoàng Thị Mai",
  [FORM + "giay_to"]: "Căn cước số 025188001010",
  [FORM + "quan_he"]: "mẹ đẻ",
  [FORM + "con_ho_ten"]: "Nguyễn Hoàng An",
  [FORM + "con_ngay_sinh"]: "5/6/2026",
  [FORM + "con_dan_toc"]: "Tày",
  [FORM + "con_noi_sinh"]: "Bệnh viện Đa khoa Bắc Kạn",
  [FORM + "con_que_quan"]: "xã Na Rì, tỉnh Thái Nguyên",
};

// Fills in the birth of a child; `how` types a text into a field.
export async function fillBirth(page, how = type) {
  const office = page.locator("#f-agency option").nth(1);
  await page.selectOption("#f-agency", await office.getAttribute("value"));
  for (const [name, text] of Object.entries(answers)) await how(page, name, text);
  await named(page, FORM + "con_gioi_tinh").nth(1).check();
}

// A photo of a phone, with the place where it was taken in its EXIF data.
export async function photo(page, width = 3000, height = 2000, seed = 1) {
  const base64 = await page.evaluate(async ([width, height, seed]) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext("2d");
    for (let at = 0; at < 400; at++) {
      pen.fillStyle = `hsl(${(at * 37 * seed) % 360} 80% ${30 + at % 50}%)`;
      pen.fillRect((at * 131 * seed) % width, (at * 71) % height, 220, 160);
    }
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", .95));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }, [width, height, seed]);
  const plain = Buffer.from(base64, "base64");
  const said = Buffer.from("Exif\0\0GPS 22.147 N 105.834 E", "latin1");
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, said.length + 2]), said]);
  return { name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: Buffer.concat([plain.subarray(0, 2), segment, plain.subarray(2)]) };
}

export const pdf = { name: "giấy chứng sinh.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 <</Type /Page>> <</Type/Page>> %%EOF") };

export const paper = (page, number) => page.locator(`[data-paper="${number}"] input[type=file]`);
export const review = (page) => page.locator("#gui .btn.p").click();
export const send = (page) => page.locator("[data-go]").click();

// The receipt that is on the screen.
export async function receipt(page) {
  await page.locator(".receipt").waitFor({ timeout: 30_000 });
  const [code, pin] = await page.locator("dd.code").allTextContents();
  return { code, pin };
}

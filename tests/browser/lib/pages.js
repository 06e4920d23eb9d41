// One page of each kind of a built site, found by looking at what is there.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

export const SITE = resolve(process.env.SITE ?? "../../target/site");
export const PORTABLE = resolve(process.env.SITE_PORTABLE ?? SITE + "-portable");

if (!existsSync(join(SITE, "index.html"))) throw new Error(`no site in ${SITE}: build one, or name it with SITE=...`);

// Addresses below `folder` that have a page of their own, sorted.
export function below(folder) {
  const path = join(SITE, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path).sort().filter((name) => existsSync(join(path, name, "index.html"))).map((name) => `${folder}/${name}/`);
}

export const html = (address) => readFileSync(join(SITE, address, "index.html"), "utf8");
const size = (address) => statSync(join(SITE, address, "index.html")).size;

// [kind, address]: every kind that the site has; of procedures the shortest, the middle, the longest, the one with most
// cases, one with open facts and one with an older version.
export function kinds() {
  const procedures = below("thu-tuc").map((address) => ({ address, size: size(address) })).sort((a, b) => a.size - b.size);
  const count = (address, pattern) => html(address).match(pattern)?.length ?? 0;
  const most = (pattern) => procedures.reduce((best, one) => {
    const found = count(one.address, pattern);
    return found > best.found ? { found, address: one.address } : best;
  }, { found: 0 }).address;
  const longest = (folder) => below(folder).sort((a, b) => size(b) - size(a))[0];
  const found = [
    ["home", ""],
    ["procedure, shortest", procedures[0]?.address],
    ["procedure, middle", procedures[procedures.length >> 1]?.address],
    ["procedure, longest", procedures.at(-1)?.address],
    ["procedure, most cases", most(/<details class="case"/g)],
    ["procedure, most open facts", most(/class="ask"/g)],
    ["field", longest("linh-vuc")],
    ["agency", longest("co-quan")],
    ["life event", longest("su-kien")],
    ["level", longest("muc-do")],
    ["legal text", longest("can-cu")],
    ["guide", longest("huong-dan")],
    ["form", longest("bieu-mau")],
    ["request", procedures.map(({ address }) => address + "don/").findLast((address) => existsSync(join(SITE, address)))],
    ...["linh-vuc/", "co-quan/", "su-kien/", "can-cu/", "huong-dan/", "bieu-mau/", "thu-tuc/", "muc-do/", "nop/", "tra-cuu/", "so-do/", "tim/", "du-lieu/"]
      .filter((address) => existsSync(join(SITE, address, "index.html")))
      .map((address) => [`list ${address}`, address]),
    ["404", "khong-co/trang-nay/"],
  ];
  return found.filter(([, address]) => address !== undefined);
}

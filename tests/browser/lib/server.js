// A server for a built folder, as docs/hosting.md wants one: types, 404.html, the strict policy.

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".wasm": "application/wasm",
};

// Also in docs/hosting.md and in serve; tests/hosting/run holds those two together, and this one to them.
export const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// Serves `folder` below `path` ("/" or "/a/b/") on a free port; gives the site's address and a way to stop.
export async function serve(folder, path = "/", policy = POLICY) {
  const server = createServer(async (request, response) => {
    const address = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const below = address.startsWith(path) ? normalize("/" + address.slice(path.length)) : null;
    const [status, file] = await find(folder, below);
    if (status === 301) {
      response.writeHead(301, { location: address + "/" }).end();
      return;
    }
    const bytes = file ? await readFile(file) : Buffer.from("");
    const headers = { "content-type": TYPES[extname(file ?? "x.html")] ?? "application/octet-stream", "content-security-policy": policy };
    const zipped = /gzip/.test(request.headers["accept-encoding"] ?? "") && bytes.length > 512;
    if (zipped) headers["content-encoding"] = "gzip";
    headers["cache-control"] = address.includes("?v=") || request.url.includes("?v=") ? "max-age=31536000, immutable" : "max-age=300";
    response.writeHead(status, headers).end(zipped ? gzipSync(bytes) : bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}${path}`;
  return { address, stop: () => (server.closeAllConnections(), server.close()) };
}

async function find(folder, address) {
  const missing = [404, await isFile(join(folder, "404.html"))];
  if (address === null) return missing;
  const file = join(folder, address.endsWith("/") ? address + "index.html" : address);
  if (await isFile(file)) return [200, file];
  return !address.endsWith("/") && (await isFile(join(file, "index.html"))) ? [301, null] : missing;
}

async function isFile(path) {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? path : null;
}

// `motcua serve` on a free port with a folder of its own for dossiers; all of it is gone when it stops.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../..");
const BINARY = process.env.MOTCUA ?? join(ROOT, "target/debug/motcua");

// Gives the site's address, what the program said while it started, and a way to stop it. `--memory` keeps dossiers in memory,
// with an officer for trying the desk.
export async function serveMotcua(...options) {
  const inMemory = options[0] === "--memory";
  if (inMemory) options.shift();
  const data = mkdtempSync(join(tmpdir(), "motcua-"));
  const theme = process.env.THEME ? ["--theme", process.env.THEME] : [];
  const program = spawn(BINARY, [...theme, "serve", "--port", "0", ...(inMemory ? [] : ["--data", data]), ...options], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((done) => program.once("exit", done));
  let said = "";
  const address = await new Promise((found, failed) => {
    const read = (chunk) => {
      said += chunk;
      const at = /http:\/\/\S+:\d+\//.exec(said);
      if (at) found(at[0]);
    };
    program.stdout.on("data", read);
    program.stderr.on("data", read);
    program.once("error", failed);
    program.once("exit", (code) => failed(new Error(`motcua serve ended with ${code}: ${said}`)));
  });
  return {
    address,
    data,
    said: () => said,
    async stop() {
      program.kill();
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

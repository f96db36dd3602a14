// Serves a folder as a plain web host would: right types, nothing cached, no first page for
// missing files. Usage: node server.mjs PORT FOLDER [NAME=OTHER_FOLDER …]: what begins with /NAME/ is
// looked for in the other one.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".mjs", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".json", "application/json"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".wasm", "application/wasm"],
]);

const [port = "8123", folder = "dist", ...others] = process.argv.slice(2);
const root = resolve(folder);
const beside = others.map((other) => other.split("="));

/** @param {string} url The path of a request, as sent. */
async function find(url) {
  const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  const [name, there] = beside.find(([first]) => path.startsWith(`/${first}/`)) ?? [];
  const from = there ? resolve(there) : root;
  const rest = there ? path.slice(`/${name}`.length) : path;
  const file = join(from, rest.endsWith("/") ? `${rest}index.html` : rest);
  if (!file.startsWith(from + sep)) throw new Error("outside of the folder");
  const { size } = await stat(file);
  return { file, size };
}

const server = createServer(async (request, response) => {
  try {
    const { file, size } = await find(request.url ?? "/");
    response.writeHead(200, {
      "content-type": TYPES.get(extname(file)) ?? "application/octet-stream",
      "content-length": size,
      "cache-control": "no-store",
    });
    createReadStream(file)
      .on("error", () => response.destroy())
      .pipe(response);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found");
  }
});

server.on("error", (error) => {
  console.error(`${error.message}: choose another port, or stop what listens there`);
  process.exit(1);
});
server.listen(Number(port), "127.0.0.1", () => {
  console.log(`${root} at http://127.0.0.1:${port}/`);
});

// The page's code, module and style as a web host sends them: Brotli at its highest level.
// Usage: node size.mjs FOLDER LIMIT_IN_BYTES; fails above the limit.

import { readFileSync, readdirSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [folder = "dist", limitText = ""] = process.argv.slice(2);
const limit = Number(limitText);
const COUNTED = new Set([".js", ".mjs", ".wasm", ".css"]);

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && COUNTED.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .map((path) => {
    const bytes = readFileSync(path);
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    return {
      name: relative(folder, path),
      plain: bytes.length,
      packed: brotliCompressSync(bytes, { params }).length,
    };
  })
  .sort((a, b) => b.packed - a.packed);

/**
 * @param {string} name
 * @param {number} plain
 * @param {number} packed
 */
function row(name, plain, packed) {
  const number = (/** @type {number} */ n) => n.toLocaleString("en").padStart(10);
  console.log(`${name.padEnd(32)}${number(plain)}${number(packed)}`);
}

console.log(`${"bytes".padEnd(32)}${"plain".padStart(10)}${"Brotli".padStart(10)}`);
let plain = 0;
let packed = 0;
for (const file of files) {
  row(file.name, file.plain, file.packed);
  plain += file.plain;
  packed += file.packed;
}
row("total", plain, packed);
console.log(`${"limit".padEnd(42)}${limit.toLocaleString("en").padStart(10)}`);

if (!files.some((file) => file.name.endsWith(".wasm"))) {
  console.error(`${folder}: no module in it; build the page first with \`cargo xtask dist\``);
  process.exit(1);
}
if (!(packed <= limit)) {
  console.error(`${packed - limit} bytes over the limit: find what grew in the table above`);
  process.exit(1);
}

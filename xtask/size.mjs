// Code, module and style as a web host sends them: Brotli at its highest level.
// Usage: node size.mjs FOLDER LIMIT_IN_BYTES; fails if what a picture needs is above the limit.

import { readFileSync, readdirSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [folder = "dist", limitText = ""] = process.argv.slice(2);
const limit = Number(limitText);
/** What every picture needs, in an article too; the panels around it are the explorer's own. */
const PICTURE = new Set([...["embed/tiegraph_bg.wasm", "embed/tie-graph.js", "embed/embed.js"]]);
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
/**
 * @param {string} name
 * @param {typeof files} some
 */
function sum(name, some) {
  const total = (/** @type {"plain" | "packed"} */ key) =>
    some.reduce((n, file) => n + file[key], 0);
  row(name, total("plain"), total("packed"));
  return total("packed");
}

const picture = files.filter((file) => PICTURE.has(file.name));
const panels = files.filter((file) => !PICTURE.has(file.name));
picture.forEach((file) => row(file.name, file.plain, file.packed));
const packed = sum("what a picture needs", picture);
console.log(`${"its limit".padEnd(42)}${limit.toLocaleString("en").padStart(10)}`);
sum("the explorer's own", panels);

for (const name of PICTURE) {
  if (picture.some((file) => file.name === name)) continue;
  console.error(`${folder}: no ${name} in it; build the page first with \`cargo xtask dist\``);
  process.exit(1);
}
if (!(packed <= limit)) {
  console.error(`${packed - limit} bytes over the limit: find what grew in the table above`);
  process.exit(1);
}

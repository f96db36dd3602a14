// Takes comments and white space out of every script and style of a folder, each file by itself:
// they import each other by name. Usage: node minify.mjs FOLDER

import { readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { build } from "esbuild";

const [folder = "dist"] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && [".js", ".css"].includes(extname(entry.name)))
  // These are made small as they are made.
  .filter((entry) => !["tie-graph.js", "embed.js"].includes(entry.name))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

await build({
  entryPoints: files,
  outdir: folder,
  outbase: folder,
  allowOverwrite: true,
  minify: true,
  format: "esm",
  charset: "utf8",
  target: "es2022",
  logLevel: "warning",
});

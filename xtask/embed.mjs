// Makes the scripts of an embedded picture: each one file, classic, so that it runs wherever a script
// runs at all. Usage: node embed.mjs FOLDER, with the module's glue in FOLDER/embed

import { join, resolve } from "node:path";
import { build } from "esbuild";

const [folder = "dist"] = process.argv.slice(2);

await build({
  entryPoints: ["www/embed/tie-graph.js", "www/embed/embed.js", "www/embed/host.js"],
  outdir: join(folder, "embed"),
  bundle: true,
  minify: true,
  format: "iife",
  charset: "utf8",
  target: "es2022",
  logLevel: "warning",
  loader: { ".css": "text" },
  alias: { "tiegraph-core": resolve(folder, "embed/tiegraph.js") },
  // The glue would look for its module beside itself; it is always handed one.
  define: { "import.meta.url": '""' },
});

// Makes the scripts of an embedded picture: each one file, classic, so that it runs wherever a script
// runs at all; and the npm package around the same sources. Usage: node embed.mjs FOLDER PACKAGE, with
// the module's glue in FOLDER/embed

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, transformSync } from "esbuild";

const [folder = "dist", packed = "target/npm"] = process.argv.slice(2);
const built = (/** @type {string} */ name) => resolve(folder, "embed", name);

/** The glue would look for its module beside itself; it is always handed one. */
const glue = {
  name: "glue",
  setup(/** @type {import("esbuild").PluginBuild} */ { onLoad }) {
    onLoad({ filter: /[\\/]embed[\\/]tiegraph\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll("import.meta.url", '""'),
    }));
  },
};

/** A style that is taken as a text is made as small as one that is a file. */
const style = {
  name: "style",
  setup(/** @type {import("esbuild").PluginBuild} */ { onLoad }) {
    onLoad({ filter: /\.css$/ }, ({ path }) => {
      const { code } = transformSync(readFileSync(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/**
 * @param {"classic" | "module" | "inline"} where the wasm is
 * @returns {import("esbuild").BuildOptions}
 */
const options = (where) => ({
  bundle: true,
  minify: true,
  format: where === "classic" ? "iife" : "esm",
  charset: "utf8",
  target: "es2022",
  logLevel: "warning",
  loader: { ".wasm": "binary" },
  alias: {
    "tiegraph-core": built("tiegraph.js"),
    "tiegraph-wasm": resolve(`www/embed/wasm-${where}.js`),
    "tiegraph-bytes": built("tiegraph_bg.wasm"),
  },
  plugins: [glue, style],
});

await build({
  ...options("classic"),
  entryPoints: ["www/embed/tie-graph.js", "www/embed/embed.js", "www/embed/host.js"],
  outdir: join(folder, "embed"),
});

rmSync(packed, { recursive: true, force: true });
mkdirSync(packed, { recursive: true });
const [, version] = /^version = "(.+)"$/m.exec(readFileSync("Cargo.toml", "utf8")) ?? [];
const manifest = JSON.parse(readFileSync("npm/package.json", "utf8"));
const text = JSON.stringify({ ...manifest, version }, null, 2);
writeFileSync(join(packed, "package.json"), `${text}\n`);
for (const name of ["README.md", "custom-elements.json", "tie-graph.d.ts", "inline.d.ts"]) {
  cpSync(join("npm", name), join(packed, name));
}
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) cpSync(name, join(packed, name));
cpSync(built("tiegraph_bg.wasm"), join(packed, "tie-graph.wasm"));
for (const [where, format, name] of /** @type {const} */ ([
  ["module", "esm", "tie-graph.js"],
  ["inline", "esm", "inline.js"],
  // Hosts of packages serve it from addresses beside which there is nothing.
  ["inline", "iife", "classic.js"],
])) {
  const entryPoints = ["www/embed/tie-graph.js"];
  await build({ ...options(where), format, entryPoints, outfile: join(packed, name) });
}

// The npm package as one gets it: packed, installed, with a bundler and with none.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { build } from "esbuild";
import { expect, test } from "./fixtures.js";
import { published } from "./publish.js";

/** @import { Page } from "@playwright/test" */

const SITE = "https://site.test/";
const FOLDER = resolve("target/package");
const MODULES = join(FOLDER, "node_modules/tiegraph");
const TYPES = new Map([
  [".js", "text/javascript"],
  [".wasm", "application/wasm"],
]);
/** @type {string} */
let tarball;

/**
 * @param {string} program
 * @param {...string} args
 */
const run = (program, ...args) => execFileSync(program, args, { cwd: FOLDER, encoding: "utf8" });
const bin = (/** @type {string} */ name) => resolve("node_modules/.bin", name);

test.describe.configure({ mode: "serial" });

test.beforeAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "package.json"), '{ "private": true, "type": "module" }');
  const [packed] = JSON.parse(run("npm", "pack", "--json", resolve("target/npm")));
  tarball = join(FOLDER, packed.filename);
  run("npm", "install", "--offline", "--no-audit", "--no-fund", tarball);
});

/**
 * A page of a site that has the package's files, with this script.
 * @param {Page} page
 * @param {string} script
 */
async function site(page, script) {
  await page.context().route(`${SITE}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === "") {
      const figure = `<tie-graph src="data.json" view="company=baidu">A picture of ties</tie-graph>`;
      const body = `<!doctype html><meta charset="utf-8"><title>Site</title>${figure}${script}`;
      return route.fulfill({ body, contentType: "text/html" });
    }
    if (name === "data.json") return route.fulfill({ body: published("data.json") });
    if (name === "favicon.ico") return route.fulfill({ status: 204 });
    const body = readFileSync(join(FOLDER, name));
    return route.fulfill({ body, contentType: TYPES.get(extname(name)) ?? "text/plain" });
  });
  await page.goto(SITE);
  await expect(page.locator("tie-graph")).toHaveAttribute("data-state", "ready");
}

test("the package is what package managers and compilers expect", () => {
  run(bin("publint"), "run", tarball, "--strict");
  // These two are no modules.
  const files = ["--exclude-entrypoints", "./classic", "./tie-graph.wasm"];
  run(bin("attw"), tarball, "--profile", "esm-only", ...files);
  // Where pages are made there is no browser: it can be imported all the same.
  const names = run("node", "-e", 'import("tiegraph").then((m) => console.log(Object.keys(m)))');
  expect(names).toContain("TieGraph");
  const types = `import type { TieGraph } from "tiegraph";
    import "tiegraph/inline";
    const one: TieGraph = document.createElement("tie-graph");
    one.addEventListener("tie-graph:select", ({ detail }) => detail.target);
    // @ts-expect-error there is no such method
    one.fly();`;
  writeFileSync(join(FOLDER, "types.ts"), types);
  const strict = ["--strict", "--noEmit", "--module", "nodenext", "--ignoreConfig"];
  run(process.execPath, resolve("node_modules/typescript/bin/tsc"), ...strict, "types.ts");
});

test("without a bundler, as a module", async ({ page }) => {
  await site(page, `<script type="module" src="node_modules/tiegraph/tie-graph.js"></script>`);
});

test("without a bundler, as a script by the name that hosts of packages use", async ({ page }) => {
  const { unpkg, jsdelivr } = JSON.parse(readFileSync(join(MODULES, "package.json"), "utf8"));
  expect(unpkg).toBe(jsdelivr);
  await site(page, `<script src="node_modules/tiegraph/${unpkg}"></script>`);
});

for (const [form, name] of [
  ["with its wasm beside it", "tiegraph"],
  ["in one file", "tiegraph/inline"],
]) {
  test(`with a bundler, ${form}`, async ({ page }) => {
    writeFileSync(join(FOLDER, "entry.js"), `import "${name}";`);
    const bundled = await build({
      absWorkingDir: FOLDER,
      entryPoints: ["entry.js"],
      outfile: "bundle.js",
      bundle: true,
      format: "esm",
      logLevel: "silent",
    });
    expect(bundled.warnings).toEqual([]);
    // What a bundler does that knows `new URL(…, import.meta.url)`.
    const wasm = readFileSync(join(MODULES, "tie-graph.wasm"));
    if (name === "tiegraph") writeFileSync(join(FOLDER, "tie-graph.wasm"), wasm);
    else rmSync(join(FOLDER, "tie-graph.wasm"), { force: true });
    await site(page, `<script type="module" src="bundle.js"></script>`);
  });
}

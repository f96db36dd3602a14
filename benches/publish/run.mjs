// How long publishing takes, and how soon a published picture is at work:
// `node benches/publish/run.mjs PROGRAM`, after `cargo xtask dist` and `cargo build --release`.
// Results: benches/README.md.
//
// A picture is at work when `<tie-graph>` says so, after its first drawn frame; counted from the start
// of the navigation, with a server on this machine that keeps nothing back.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SCRATCH = join(ROOT, "target/bench");
const PROGRAM = resolve(process.argv[2] ?? join(ROOT, "target/release/tiegraph"));
const RUNS = 9;

mkdirSync(SCRATCH, { recursive: true });
const many = join(SCRATCH, "ten-thousand.csv");
writeFileSync(many, ties(5_000, 10_000));

for (const [name, data] of [
  ["bat-ties", join(ROOT, "data/bat-ties")],
  ["10,000 ties", many],
]) {
  const folder = join(SCRATCH, `published-${name.replace(/\W/g, "")}`);
  rmSync(folder, { recursive: true, force: true });
  const begun = performance.now();
  const done = spawnSync(PROGRAM, ["publish", data, "-o", folder, "--page", join(ROOT, "dist")], {
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(done.stderr);
  const took = (performance.now() - begun) / 1000;
  const page = statSync(join(folder, "embed.html")).size;
  console.log(`publish ${name}: ${took.toFixed(2)} s; embed.html ${(page / 1000).toFixed(0)} KB`);
  await atWork(name, folder);
}

/**
 * @param {string} name
 * @param {string} folder
 */
async function atWork(name, folder) {
  const port = await freePort();
  const server = spawn("node", [join(ROOT, "tests/browser/server.mjs"), String(port), folder]);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || undefined,
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage({ viewport: { width: 928, height: 900 } });
  await page.addInitScript(() => {
    addEventListener("tie-graph:ready", () => {
      document.documentElement.dataset.took = String(performance.now());
    });
  });
  /** @type {number[]} */
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.goto("about:blank");
    await page.goto(`http://127.0.0.1:${port}/embed.html`);
    await page.locator("tie-graph[data-state=ready]").waitFor();
    times.push(Number(await page.locator("html").getAttribute("data-took")));
  }
  times.sort((a, b) => a - b);
  const [least = 0, middle = 0] = [times[0], times[RUNS >> 1]];
  console.log(`at work, ${name}: least ${least.toFixed(0)} ms, median ${middle.toFixed(0)} ms`);
  await browser.close();
  server.kill();
}

/**
 * A seeded list of ties in which some entities have many.
 * @param {number} entities
 * @param {number} count
 */
function ties(entities, count) {
  let state = 1;
  const below = (/** @type {number} */ n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const rows = ["from,to"];
  for (let i = 0; i < count; i += 1) {
    const from = i < entities - 1 ? i + 1 : below(entities);
    rows.push(`organisation-${from},organisation-${below(Math.max(1, below(from) + 1))}`);
  }
  return rows.join("\n");
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

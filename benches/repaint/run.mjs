// How long a filter change takes until its picture is there: `node benches/repaint/run.mjs`, after
// `cargo xtask dist`. Results and what they mean: benches/README.md.
//
// In Chromium, with the core in its worker, from the `merge` command to the frame that shows it: the
// core tells of each frame that it has drawn, in the same task; the browser's own work on the canvas
// comes after. With the core on the page the same is timed with the pixels read back, so that the
// browser has to finish them; there the thread's processor time is all work there is: core, canvas,
// and what the page writes into its panels.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright";

import { ledger } from "./ledger.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BUNDLE = join(ROOT, "target/bench/many.json");
const RUNS = 7;
const CHANGES = [
  "sector=beidou",
  "sector=&status=reported",
  "status=&since=2010&until=2015",
  "since=&until=&clock=held&until=2012",
  "until=&clock=&q=organisation 7",
  "q=&kind=military",
];
const CLEAR = "sector=&status=&kind=&since=&until=&clock=&q=";
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

mkdirSync(join(ROOT, "target/bench"), { recursive: true });
writeFileSync(BUNDLE, ledger());
if (!process.argv.includes("--page")) {
  spawnSync("cargo", ["bench", "--quiet", "--bench", "repaint", "--", BUNDLE], {
    cwd: ROOT,
    stdio: "inherit",
  });
}

const server = createServer((request, response) => {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const file =
    path === "/many.json" ? BUNDLE : join(ROOT, "dist", path === "/" ? "index.html" : path);
  try {
    const bytes = readFileSync(file);
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? "text/plain";
    response.writeHead(200, { "content-type": type });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", () => done(null)));
const address = server.address();
const port = typeof address === "object" && address ? address.port : 0;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || undefined,
  args: ["--no-sandbox"],
});
console.log(`Chromium ${browser.version()}, 1440 × 900`);
for (const [name, data] of [
  ["100k ties", "&data=many.json"],
  ["bat-ties", ""],
]) {
  for (const home of ["worker", "page"]) await measure(name, data, home);
}
await browser.close();
server.close();

/**
 * @param {string} name
 * @param {string} data
 * @param {string} home
 */
async function measure(name, data, home) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on("pageerror", (error) => console.log(String(error)));
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`http://127.0.0.1:${port}/?host=${home}${data}`);
  await page.waitForFunction(
    () => document.querySelector("#picture")?.getAttribute("data-nodes"),
    null,
    { timeout: 300_000 },
  );
  // In processor time of the thread: what else the machine does is left out.
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await client.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
  };
  await page.evaluate(async (home) => {
    const { host } = await import(new URL("js/main.js", document.baseURI).href);
    const picture = /** @type {HTMLElement} */ (document.querySelector("#picture"));
    /** @type {() => void} */
    let framed = () => {};
    new MutationObserver(() => framed()).observe(picture, {
      attributeFilter: ["data-nodes", "data-edges", "data-labels"],
    });
    /** Milliseconds to the frame's own event; with the core on the page until pixels can be read. */
    const merge = async (/** @type {string} */ query) => {
      const start = performance.now();
      const frame = new Promise((done) => {
        framed = () => done(null);
        setTimeout(done, 5000);
      });
      host.send({ type: "merge", query });
      await frame;
      if (home === "page") {
        const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("#canvas canvas"));
        canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
      }
      return performance.now() - start;
    };
    Object.assign(globalThis, { merge });
  }, home);
  /** @param {string} query @returns {Promise<number>} */
  const merge = (query) =>
    page.evaluate((text) => /** @type {any} */ (globalThis).merge(text), query);
  console.log(`\n${name}, core in the ${home}: milliseconds to the picture, least and median;`);
  console.log(
    "processor time of the page's thread, least and median; entities, ties, labels drawn",
  );
  for (const query of CHANGES) {
    const [waited, worked] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (let run = 0; run < RUNS; run += 1) {
      await merge(CLEAR);
      await page.waitForTimeout(300);
      const before = await spent();
      waited.push(await merge(query));
      worked.push((await spent()) - before);
      await page.waitForTimeout(200);
    }
    const show = (/** @type {number[]} */ list) => {
      list.sort((a, b) => a - b);
      return [list[0], list[list.length >> 1]]
        .map((n) => (n ?? 0).toFixed(1).padStart(7))
        .join(" ");
    };
    const marks = await page.evaluate(() => {
      const { nodes, edges, labels } = /** @type {HTMLElement} */ (
        document.querySelector("#picture")
      ).dataset;
      return `${nodes} + ${edges} + ${labels}`;
    });
    console.log(`${query.padEnd(38)} ${show(waited)}   ${show(worked)}   ${marks}`);
  }
  await page.close();
}

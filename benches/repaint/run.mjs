// How long a filter change takes until its picture is there: `node benches/repaint/run.mjs`, after
// `cargo xtask dist`. Results and what they mean: benches/README.md.
//
// In Chromium, with the core in its worker, from the `merge` command to the frame that shows it: the
// core tells of each frame that it has drawn, in the same task; the browser's own work on the canvas
// comes after. With the core on the page the same is timed with the pixels read back, so that the
// browser has to finish them. Processor time tells the work from the waiting on a busy machine.

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
  const rows = await page.evaluate(
    async ({ changes, clear, runs, home }) => {
      const { host } = await import(new URL("js/main.js", document.baseURI).href);
      const picture = /** @type {HTMLElement} */ (document.querySelector("#picture"));
      const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
      /** @type {(value: number) => void} */
      let framed = () => {};
      new MutationObserver(() => framed(performance.now())).observe(picture, {
        attributeFilter: ["data-nodes", "data-edges", "data-labels"],
      });
      /** Until the frame's own event; with the core on the page until the pixels can be read. */
      const merge = async (/** @type {string} */ query) => {
        const start = performance.now();
        const frame = new Promise((/** @type {(value: number) => void} */ done) => {
          framed = done;
          setTimeout(() => done(NaN), 5000);
        });
        host.send({ type: "merge", query });
        const drawn = await frame;
        let finished = NaN;
        if (home === "page") {
          const canvas = /** @type {HTMLCanvasElement} */ (
            document.querySelector("#canvas canvas")
          );
          canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
          finished = performance.now();
        }
        return [drawn - start, finished - start];
      };
      const rows = [];
      for (const query of changes) {
        const times = [];
        for (let run = 0; run < runs; run += 1) {
          await merge(clear);
          await pause(200);
          times.push(await merge(query));
          await pause(200);
        }
        const sorted = [0, 1].map((i) =>
          times
            .map((time) => time[i] ?? NaN)
            .filter(Number.isFinite)
            .sort((a, b) => a - b),
        );
        const { nodes, edges, labels } = picture.dataset;
        rows.push({
          query,
          marks: `${nodes} + ${edges} + ${labels}`,
          drawn: sorted[0],
          finished: sorted[1],
        });
      }
      return rows;
    },
    { changes: CHANGES, clear: CLEAR, runs: RUNS, home },
  );
  console.log(`\n${name}, core in the ${home}; milliseconds, least and median`);
  for (const { query, marks, drawn, finished } of rows) {
    const show = (/** @type {number[] | undefined} */ list) =>
      list && list.length > 0
        ? `${(list[0] ?? 0).toFixed(1).padStart(7)} ${(list[list.length >> 1] ?? 0).toFixed(1).padStart(7)}`
        : "";
    console.log(`${query.padEnd(40)} drawn ${show(drawn)}  pixels ${show(finished)}  ${marks}`);
  }
  await page.close();
}

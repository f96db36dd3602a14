// The page in Firefox and WebKit: the same positions to the bit, drawn, and the same answer in words.
// Usage: BASE=http://127.0.0.1:PORT/ node --test tests/browser/engines

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { DRIVERS } from "./drivers.js";

/** @import { Driver } from "./drivers.js" */

const ROOT = new URL("../../../", import.meta.url);
const BASE = process.env.BASE ?? "http://127.0.0.1:8080/";
const PICTURES = new URL("target/engines/", ROOT);

/** A script that comes back once the page has drawn its view; `picture` is the element. */
const DRAWN = `
  const picture = document.querySelector("#picture");
  for (let tries = 0; tries < 200 && !picture.dataset.nodes; tries += 1) {
    await new Promise((done) => setTimeout(done, 50));
  }
  const { actions } = await import(new URL("js/main.js", document.baseURI).href);
`;

/** Layouts by their key in a view, as they are natively. @returns {[string, string][]} */
function goldenHashes() {
  const folder = new URL("tests/golden/", ROOT);
  const names = readdirSync(folder).filter((name) => /^bat-ties.*\.hash$/.test(name));
  return names.map((name) => [
    name.slice("bat-ties".length, -".hash".length).replace(/^-/, "") || "stress",
    readFileSync(new URL(name, folder), "utf8").trim(),
  ]);
}

for (const { name, found, start } of DRIVERS) {
  if (!found) {
    test(name, { skip: "it is not installed" });
    continue;
  }
  /** @type {Driver} */
  let browser;
  before(async () => {
    browser = await start();
  });
  after(() => browser?.close());

  /** @param {string} view @param {[number, number]} size */
  const open = (view, size = [1280, 900]) => browser.open(BASE + view, size);

  for (const [layout, hash] of goldenHashes()) {
    test(`${name}: ${layout} lays out as natively`, async () => {
      await open(layout === "stress" ? "" : `#layout=${layout}`);
      const answer = await browser.run(`${DRAWN} return (await actions.ask("hash")).hash;`);
      assert.equal(answer, hash);
    });
  }

  // To read what a worker drew headless Firefox now and then waits for ten seconds.
  const readable = (/** @type {string} */ home) => name !== "Firefox" || home === "page";

  for (const home of ["worker", "page"]) {
    test(`${name}: draws with the core in the ${home}`, async () => {
      await open(`?host=${home}#path=alibaba~pla`);
      const seen = await browser.run(`${DRAWN}
        let colours = 0;
        if (${readable(home)}) {
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const canvas = document.querySelector("#canvas canvas");
          const copy = new OffscreenCanvas(canvas.width, canvas.height);
          const context = copy.getContext("2d");
          context.drawImage(canvas, 0, 0);
          const { data } = context.getImageData(0, 0, copy.width, copy.height);
          colours = new Set(new Uint32Array(data.buffer)).size;
        }
        const notices = document.querySelectorAll("#notices > *").length;
        return JSON.stringify({ ...picture.dataset, colours, notices });`);
      const { state, nodes, colours, notices } = JSON.parse(seen);
      assert.deepEqual({ state, nodes, notices }, { state: "ready", nodes: "66", notices: 0 });
      if (readable(home)) assert.ok(colours > 100, `${colours} colours in the picture`);
    });
  }

  test(`${name}: answers in words, on a wide page and on a narrow one`, async () => {
    mkdirSync(PICTURES, { recursive: true });
    for (const size of /** @type {[number, number][]} */ ([
      [1280, 900],
      [480, 900],
    ])) {
      await open("?host=page#path=alibaba~pla", size);
      const { words, wide } = JSON.parse(
        await browser.run(`${DRAWN}
          const question = document.querySelector("#question");
          for (let tries = 0; tries < 100 && !question.textContent.includes("routes"); tries += 1) {
            await new Promise((done) => setTimeout(done, 50));
          }
          const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          return JSON.stringify({ words: question.textContent, wide });`),
      );
      assert.match(words, /3 or more routes from Alibaba to People's Liberation Army/);
      assert.match(words, /Disputed/);
      assert.equal(wide, 0, "the page scrolls sideways");
      const file = new URL(`${name}-${size[0]}.png`, PICTURES);
      writeFileSync(fileURLToPath(file), await browser.screenshot());
    }
  });
}

// Every engine on every size of graph in Firefox and WebKit: the places that the program gives, to the
// bit. Usage: as page.test.js.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { DRIVERS } from "./drivers.js";

/** @import { Driver } from "./drivers.js" */

const BASE = process.env.BASE ?? "http://127.0.0.1:8080/";
const PROGRAM = process.env.TIEGRAPH || "target/debug/tiegraph";
const FOLDER = "target/engines";

/** Numbers from a seed, each below another. */
function seeded() {
  let state = 7;
  return (/** @type {number} */ n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/**
 * A grid of `across` columns with some far ties, or without a row a tree whose entities join the rich.
 * @param {number} n
 * @param {number} across
 */
function ties(n, across) {
  const below = seeded();
  /** @type {[number, number][]} */
  const pairs = [];
  for (let v = 1; v < n; v += 1) {
    if (!across) pairs.push([v, below(below(v) + 1)]);
    if (across && v % across) pairs.push([v - 1, v]);
    if (across && v >= across) pairs.push([v - across, v]);
    if (v % 97 === 0) pairs.push([below(v), v]);
  }
  return pairs.map(([from, to]) => ({ from: `e${from}`, to: `e${to}` }));
}

/** @type {{ name: string, n: number, across: number, layouts: string[] }[]} */
const GRAPHS = [
  { name: "small", n: 120, across: 0, layouts: ["stress", "clusters", "force", "fdg"] },
  { name: "middling", n: 1_200, across: 30, layouts: ["stress", "clusters", "force"] },
  { name: "large", n: 6_000, across: 60, layouts: ["stress", "clusters", "force"] },
];

/** @type {Map<string, string>} */
const hashes = new Map();

before(() => {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, n, across, layouts } of GRAPHS) {
    const file = `${FOLDER}/${name}.json`;
    writeFileSync(file, JSON.stringify({ name, title: name, ties: ties(n, across) }));
    for (const layout of layouts) {
      const args = ["layout", file, "--labels", "--algorithm", layout, "--json"];
      const told = execFileSync(PROGRAM, args, { encoding: "utf8" });
      hashes.set(`${name} ${layout}`, JSON.parse(told).hash);
    }
  }
});

for (const { name: engine, found, start } of DRIVERS) {
  if (!found) {
    test(engine, { skip: "it is not installed" });
    continue;
  }
  /** @type {Driver} */
  let browser;
  before(async () => {
    browser = await start();
  });
  after(() => browser?.close());

  for (const { name, layouts } of GRAPHS) {
    for (const layout of layouts) {
      test(`${engine}: ${layout} of a ${name} graph lays out as natively`, async () => {
        const expected = hashes.get(`${name} ${layout}`);
        await browser.open(`${BASE}?data=engines/${name}.json#layout=${layout}`, [1000, 800]);
        // A layout that is made in portions has other places until its end.
        const hash = await browser.run(`
          const picture = document.querySelector("#picture");
          const until = performance.now() + 25_000;
          let hash = "none";
          while (hash !== ${JSON.stringify(expected)} && performance.now() < until) {
            await new Promise((done) => setTimeout(done, 100));
            if (!picture.dataset.nodes) continue;
            const { actions } = await import(new URL("js/main.js", document.baseURI).href);
            ({ hash } = await actions.ask("hash"));
          }
          return hash;`);
        assert.equal(hash, expected);
      });
    }
  }
}

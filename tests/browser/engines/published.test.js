// A published folder in Firefox and WebKit: the printed picture, the live one in its place, the evidence.
// Usage: as page.test.js; it publishes the folder itself.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import publish, { FOLDER, olderPage } from "../publish.js";
import { DRIVERS } from "./drivers.js";

/** @import { Driver } from "./drivers.js" */

const BASE = process.env.BASE ?? "http://127.0.0.1:8080/";

before(() => publish());

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

  for (const page of ["embed.html", "single.html"]) {
    test(`${name}: ${page} is at work, and nothing has moved`, async () => {
      await browser.open(`${BASE}published/${page}`, [928, 900]);
      const seen = await browser.run(`
        const element = document.querySelector("tie-graph");
        const box = () => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [x, y, width, height].join();
        };
        const before = box();
        for (let tries = 0; tries < 200 && element.dataset.state !== "ready"; tries += 1) {
          await new Promise((done) => setTimeout(done, 50));
        }
        const canvas = element.shadowRoot.querySelector("canvas");
        const context = canvas.getContext("2d");
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        return JSON.stringify({
          state: element.dataset.state,
          moved: before !== box(),
          colours: new Set(new Uint32Array(data.buffer)).size > 100,
          ties: document.querySelectorAll("tr[id^=tie-]").length,
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        });`);
      const expected = { state: "ready", moved: false, colours: true, ties: 108, wide: 0 };
      assert.deepEqual(JSON.parse(seen), expected);
    });
  }

  test(`${name}: an older edition says what has changed`, async () => {
    await browser.open(`${BASE}published/${olderPage()}`, [928, 900]);
    const told = await browser.run(`
      const element = document.querySelector("tie-graph");
      const newer = () => element.shadowRoot?.querySelector(".newer");
      for (let tries = 0; tries < 200 && !newer(); tries += 1) {
        await new Promise((done) => setTimeout(done, 50));
      }
      return newer()?.textContent ?? "nothing";`);
    assert.equal(told, "Changed since publication: 3 ties. See the newest");
  });
}

test("the folder is the one that is served", async () => {
  const response = await fetch(`${BASE}published/latest.json`);
  assert.ok(response.ok, `serve ${FOLDER} at ${BASE}published/`);
});

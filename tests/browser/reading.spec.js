// Everyone can read it: axe finds nothing, no text is small, forced colours and large text hold.

import { COLOURS, findings } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { open } from "./page.js";

/** @import { Page } from "@playwright/test" */

const VIEWS = {
  "the first view": "",
  "an answer": "path=alibaba~pla",
  "a tie": "focus=alibaba-pla-data",
  "an entity": "focus=beidou",
  "a filter": "company=baidu&hops=1&since=2019",
  "a dark answer": "path=baidu~cetc&theme=dark",
  "a dark tie": "focus=alibaba-pla-data&theme=dark",
  "a Chinese answer": "path=tencent~beidou&lang=zh&focus=navinfo",
  "a bad address": "sector=nope",
};

/** A phone's page differs in these. */
const ON_PHONE = new Set(["the first view", "an answer", "a tie"]);

test.describe("axe", () => {
  test.use({ bypassCSP: true });
  for (const [what, view] of Object.entries(VIEWS)) {
    const tag = ON_PHONE.has(what) ? "@both" : "@desk";
    test(`finds nothing in ${what}`, { tag }, async ({ page }) => {
      await open(page, view);
      const rules = view.includes("theme=dark") ? COLOURS : [];
      expect(await findings(page, { rules })).toEqual([]);
    });
  }
});

/**
 * Every visible text below so many pixels.
 * @param {Page} page
 * @param {number} least
 */
function smallTexts(page, least) {
  return page.evaluate((limit) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    /** @type {string[]} */
    const small = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.textContent?.trim() || !parent?.checkVisibility()) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (size < limit) small.push(`${size} ${node.textContent.trim().slice(0, 40)}`);
    }
    for (const field of document.querySelectorAll("input")) {
      if (Number.parseFloat(getComputedStyle(field).fontSize) < limit) small.push(field.id);
    }
    return small;
  }, least);
}

test("no text is under 12 px", { tag: "@both" }, async ({ page }) => {
  for (const view of Object.values(VIEWS)) {
    await page.goto("about:blank");
    await open(page, view);
    expect(await smallTexts(page, 12), view).toEqual([]);
  }
  // The scan does find what is smaller than it asks for.
  expect(await smallTexts(page, 30)).not.toEqual([]);
});

test("the page and its picture grow on a wall", async ({ page }) => {
  await page.setViewportSize({ width: 3840, height: 2160 });
  await open(page);
  expect(await smallTexts(page, 20)).toEqual([]);
  const sizes = await page.evaluate(async () => {
    const { pictureScale } = await import(new URL("js/scale.js", document.baseURI).href);
    return pictureScale();
  });
  expect(sizes).toBe(1.75);
  // What lies under the pointer is what is drawn there.
  const box = await page.locator("#picture").boundingBox();
  if (!box) throw new Error("the picture has no place");
  const tip = page.locator("#tip");
  let found = false;
  for (let x = box.width * 0.3; x < box.width * 0.8 && !found; x += 10) {
    await page.mouse.move(box.x + x, box.y + box.height * 0.47);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    found = await tip.isVisible();
    if (!found) continue;
    const at = await tip.boundingBox();
    expect(Math.abs((at?.x ?? 0) - (box.x + x))).toBeLessThan(600);
  }
  expect(found).toBe(true);
});

test("nothing hangs over the edge, from a small phone to a desk", async ({ page }) => {
  for (const view of ["", "path=alibaba~pla&focus=alibaba-pla-data"]) {
    await page.goto("about:blank");
    await open(page, view);
    for (const width of [320, 390, 600, 899, 900, 1100, 1440]) {
      await page.setViewportSize({ width, height: 700 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${view} at ${width} px`).toBeLessThanOrEqual(0);
    }
  }
});

test("forced colours keep borders, choices and the picture", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page, "sector=beidou&path=tencent~beidou");
  const pressed = page.locator('.entry[aria-pressed="true"]').first();
  const other = page.locator('.entry[aria-pressed="false"]').first();
  const background = (/** @type {typeof pressed} */ of) =>
    of.evaluate((element) => getComputedStyle(element).backgroundColor);
  const chosen = await background(pressed);
  expect(chosen).not.toBe(await background(other));
  expect(chosen, "it stands out from the page").not.toBe(await background(page.locator("html")));
  await expect(page.locator("#picture")).toHaveAttribute("data-nodes", /[1-9]/);
});

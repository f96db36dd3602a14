// What a hand moves: an entity with what is near, its pin, and rest.

import { expect, test } from "./fixtures.js";
import { ask, open, pixels } from "./page.js";

/** The line about what the pointer is at. */
const tip = (/** @type {import("@playwright/test").Page} */ page) => page.locator("#tip");

/** @param {import("@playwright/test").Page} page */
const told = async (page) =>
  ((await tip(page).isVisible()) && (await tip(page).textContent())) || "";

/**
 * Finds an entity under the pointer near the middle of the picture.
 * @param {import("@playwright/test").Page} page
 */
async function findEntity(page) {
  const box = await page.locator("#picture").boundingBox();
  if (!box) throw new Error("no picture");
  for (let ring = 0; ring < 12; ring += 1) {
    for (let step = 0; step < 8; step += 1) {
      const x = box.x + box.width / 2 + ring * 22 * Math.cos((step * Math.PI) / 4);
      const y = box.y + box.height / 2 + ring * 16 * Math.sin((step * Math.PI) / 4);
      await page.mouse.move(x, y);
      await page.waitForTimeout(40);
      const text = await told(page);
      if (!/ ties?( |$)/.test(text) || text.includes("→")) continue;
      // A slow machine may still tell of the place before.
      await page.waitForTimeout(400);
      if ((await told(page)) === text) return { x, y, text };
    }
  }
  throw new Error("no entity found");
}

test("a dragged entity is pinned, its neighbours follow and come to rest", async ({ page }) => {
  await open(page);
  const before = await ask(page, "hash");
  const { x, y, text } = await findEntity(page);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 40, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => ask(page, "hash")).not.toEqual(before);
  await page.waitForTimeout(1_800);
  const after = await ask(page, "hash");

  // At rest: nothing changes any more.
  const still = await pixels(page);
  await page.waitForTimeout(600);
  expect(await pixels(page)).toBe(still);
  expect(await ask(page, "hash")).toEqual(after);

  await page.mouse.move(x + 90, y + 300);
  await page.mouse.move(x + 60, y + 40);
  await expect(tip(page)).toContainText(`${text.split(" · ")[0]}`);
  await expect(tip(page)).toContainText("pinned");
  await page.mouse.dblclick(x + 60, y + 40);
  await expect(tip(page)).not.toContainText("pinned");
});

test("P pins and unpins what the keys have walked to", async ({ page }) => {
  await open(page);
  await page.locator("#picture").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("p");
  await expect(tip(page)).toContainText("pinned");
  await page.keyboard.press("p");
  await expect(tip(page)).not.toContainText("pinned");
});

test("clusters are a choice of the layout menu", async ({ page }) => {
  await open(page);
  const before = await ask(page, "hash");
  await page.getByRole("button", { name: "Layout", exact: true }).click();
  await page.getByRole("radio", { name: /Clusters/ }).check();
  await expect(page).toHaveURL(/layout=clusters/);
  await expect.poll(() => ask(page, "hash")).not.toEqual(before);
});

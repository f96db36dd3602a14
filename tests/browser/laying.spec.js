// A layout that takes longer than a frame: told, stopped, seen through; and all else goes on meanwhile.

import { findings } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { ask, drawn, pixels } from "./page.js";

/** @import { Page } from "@playwright/test" */

const ENTITIES = 16_000;

/** A ring with a chord at every fourth entity: 20,000 ties. */
function large() {
  const ties = [];
  for (let v = 0; v < ENTITIES; v += 1) {
    ties.push({ from: `e-${v}`, to: `e-${(v + 1) % ENTITIES}` });
    if (v % 4 === 0) ties.push({ from: `e-${v}`, to: `e-${(v * 7 + 90) % ENTITIES}` });
  }
  return JSON.stringify({ title: "Large", ties });
}

/**
 * The page with the large dataset, on a machine that is slow enough for a test to look on.
 * @param {Page} page
 * @param {string} [view]
 */
async function open(page, view = "") {
  await page.route("**/large.json", (route) =>
    route.fulfill({ contentType: "application/json", body: large() }),
  );
  await page.route(/\/tiegraph\.js$/, (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: `
export { default } from "./tiegraph.js?real";
import { Engine as Fast } from "./tiegraph.js?real";
let pace = "slow";
new BroadcastChannel("pace").addEventListener("message", ({ data }) => (pace = data));
export class Engine extends Fast {
  tick(time) {
    if (pace === "still") return [];
    const end = performance.now() + 60;
    while (performance.now() < end);
    return super.tick(time);
  }
}`,
    }),
  );
  await page.goto(`./?data=large.json${view ? `#${view}` : ""}`);
}

/**
 * @param {Page} page
 * @param {"slow" | "still"} pace
 */
const keep = (page, pace) =>
  page.evaluate((pace) => new BroadcastChannel("pace").postMessage(pace), pace);

/** @param {Page} page */
const bar = (page) => page.getByRole("progressbar", { name: "Laying out" });

/** @param {Page} page */
const stop = (page) => page.locator("#laying").getByRole("button", { name: "Stop" });

/** @param {Page} page */
const hash = async (page) => (await ask(page, "hash")).hash;

test(
  "is told, leaves the picture to its reader, and can be stopped",
  { tag: "@both" },
  async ({ page }, info) => {
    await open(page);
    await drawn(page);
    await expect(bar(page)).toBeVisible();
    await expect(bar(page)).toHaveAttribute("aria-valuenow", /^\d+$/);
    await expect(page.locator("#laying-text")).toHaveText(/^Laying out: \d+ %$/);
    const room = await page.locator("#picture").boundingBox();

    // What is not finished can be looked at already. In a corner there is paper to pull at.
    if (!room) throw new Error("no picture");
    const [x, y] = [room.x + 8, room.y + 8];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 90, y + 40, { steps: 3 });
    await page.mouse.up();
    await expect(page).toHaveURL(/at=/);
    await expect(bar(page)).toBeVisible();

    await keep(page, "still");
    expect(await findings(page, { within: ["#stage"] })).toEqual([]);
    const target = await stop(page).boundingBox();
    const least = info.project.name === "phone" ? 44 : 24;
    expect(Math.min(target?.width ?? 0, target?.height ?? 0)).toBeGreaterThanOrEqual(least);

    await keep(page, "slow");
    await stop(page).click();
    await expect(bar(page)).toBeHidden();
    await expect(page.locator("#picture")).toBeFocused();
    await expect(page.locator("#live")).toHaveText("The layout was stopped.");
    expect(await page.locator("#picture").boundingBox()).toEqual(room);
    const stopped = await hash(page);
    await pixels(page);

    // Once more, to its end.
    await page.reload();
    await expect(bar(page)).toBeVisible();
    await expect(bar(page)).toBeHidden({ timeout: 20_000 });
    await expect(page.locator("#live")).toHaveText("The layout is done.");
    const whole = await hash(page);
    expect(whole).not.toBe(stopped);

    // Another one is stopped by Escape: this one comes back, and so does its address.
    const address = page.url();
    await page.locator("#layout-button").click();
    await page.locator("#relayout").click();
    await expect(page).toHaveURL(/seed=1/);
    await stop(page).focus();
    await page.keyboard.press("Escape");
    await expect(bar(page)).toBeHidden();
    await expect(page).not.toHaveURL(/seed=/);
    expect(await hash(page)).toBe(whole);
    expect(page.url().split("#")[0]).toBe(address.split("#")[0]);
  },
);

test("speaks Chinese", async ({ page }) => {
  await open(page, "lang=zh");
  const line = page.getByRole("progressbar", { name: "正在布局" });
  await expect(line).toBeVisible();
  await expect(page.locator("#laying-text")).toHaveText(/^正在布局：\d+%$/);
  await page.locator("#laying").getByRole("button", { name: "停止" }).click();
  await expect(line).toBeHidden();
});

test("is not told where it takes no time", async ({ page }) => {
  await page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const line = document.getElementById("laying");
      const told = () => {
        if (line && !line.hidden) document.documentElement.dataset.told = "yes";
      };
      if (line) new MutationObserver(told).observe(line, { attributes: true });
    });
  });
  await page.goto("");
  await drawn(page);
  await page.locator("#layout-button").click();
  await page.locator("#relayout").click();
  await expect(page).toHaveURL(/seed=1/);
  await pixels(page);
  await expect(page.locator("html")).not.toHaveAttribute("data-told");
});

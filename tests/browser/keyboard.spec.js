// All of it by keys, with the focus in sight.

import { expect, test } from "./fixtures.js";
import { entry, open } from "./page.js";

/** @import { Page } from "@playwright/test" */

/**
 * Where the focus is, and whether a reader can see it.
 * @param {Page} page
 */
function focus(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const onScreen =
      box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
    return {
      id: element.id || element.className || element.tagName,
      ring: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
      onScreen,
    };
  });
}

test("Tab reaches search, legend, picture and question, each with a ring", async ({ page }) => {
  await open(page);
  /** @type {string[]} */
  const seen = [];
  for (let press = 0; press < 90 && seen.at(-1) !== "question-to"; press += 1) {
    await page.keyboard.press("Tab");
    const at = await focus(page);
    if (!at) throw new Error("the focus left the page");
    expect(at.ring, `${at.id} shows the focus`).toBe(true);
    expect(at.onScreen, `${at.id} is on the screen`).toBe(true);
    seen.push(at.id);
  }
  const order = ["skip", "search", "share", "language", "entry", "picture", "question-from"];
  const places = order.map((id) => seen.findIndex((one) => one.startsWith(id)));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test("a skip link leads past the legend", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#question-from")).toBeFocused();
});

test("arrows walk the entities, Enter opens one, Escape closes it", async ({ page }) => {
  await open(page);
  const live = page.locator("#live");
  const heading = page.locator("#ledger .ledger-head");
  await page.locator("#picture").focus();
  await page.keyboard.press("ArrowRight");
  await expect(live).not.toBeEmpty();
  const first = (await live.textContent()) ?? "";
  await page.keyboard.press("ArrowDown");
  await expect(live).not.toHaveText(first);
  const second = (await live.textContent()) ?? "";

  await page.keyboard.press("Enter");
  await expect(heading).toBeVisible();
  const name = (await heading.evaluate((head) => head.firstChild?.textContent)) ?? "?";
  expect(second).toContain(name);
  await expect(page).toHaveURL(/focus=/);
  await expect(page.locator("#picture")).toBeFocused();

  await page.keyboard.press("Escape");
  await expect(heading).toHaveCount(0);
  await expect(page).not.toHaveURL(/focus=/);
});

test("plus, minus and 0 zoom", async ({ page }) => {
  await open(page);
  await page.locator("#picture").focus();
  await page.keyboard.press("+");
  await expect(page).toHaveURL(/at=/);
  const near = page.url();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(page).not.toHaveURL(near);
  await page.keyboard.press("0");
  await expect(page).not.toHaveURL(/at=/);
});

test("the legend filters by Space and keeps the focus", async ({ page }) => {
  await open(page);
  const ai = entry(page, "sector", "ai");
  await ai.focus();
  await page.keyboard.press("Space");
  await expect(ai).toHaveAttribute("aria-pressed", "true");
  await expect(ai).toBeFocused();
});

test("a question without a mouse", async ({ page }) => {
  await open(page);
  await page.locator("#question-from").focus();
  await page.keyboard.type("Tencent");
  await expect(page.getByRole("option").first()).toContainText("Tencent");
  await page.keyboard.press("Enter");
  await expect(page.locator("#question-to")).toBeFocused();
  await page.keyboard.type("beidou");
  await expect(page.getByRole("option").first()).toContainText("BeiDou");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#path=tencent~beidou$/);
  await expect(page.locator("#routes > .route").first()).toBeVisible();
});

test("Escape in the ledger goes back to the picture", async ({ page }) => {
  await open(page, "focus=navinfo");
  await page.locator("#ledger").getByRole("button").first().focus();
  await page.keyboard.press("Escape");
  await expect(page.locator(".ledger-head")).toHaveCount(0);
  await expect(page.locator("#picture")).toBeFocused();
});

// The legend is the filter: counts and address follow it, and the history brings it back.

import { expect, test } from "./fixtures.js";
import { bundle, count, drawn, entry, open, pixels } from "./page.js";

/** @import { Page } from "@playwright/test" */
/** @import { Bundle } from "./page.js" */

/**
 * @param {Page} page
 * @param {number} ties
 * @param {Bundle} data
 */
async function expectShown(page, ties, data) {
  await expect(page.locator("#shown")).toHaveText(`${ties} of ${data.ties.length} ties`);
}

/**
 * The ties within so many steps of a company, told from the dataset alone.
 * @param {Bundle} data
 * @param {string} company
 * @param {number} hops
 */
function near(data, company, hops) {
  const reached = new Set([company]);
  /** @type {Set<string>} */
  let ties = new Set();
  for (let step = 0; step < hops; step += 1) {
    const found = data.ties.filter(({ from, to }) => reached.has(from) || reached.has(to));
    ties = new Set(found.map(({ id }) => id));
    for (const { from, to } of found) reached.add(from).add(to);
  }
  return ties.size;
}

test("a sector leaves its ties, and the other counts follow", async ({ page }) => {
  await open(page);
  const data = await bundle(page);
  await expectShown(page, data.ties.length, data);
  const before = await pixels(page);

  const beidou = entry(page, "sector", "beidou");
  const ofBeidou = data.ties.filter(({ sectors }) => sectors?.includes("beidou"));
  await expect(count(beidou)).toHaveText(String(ofBeidou.length));
  await beidou.click();
  await expect(beidou).toHaveAttribute("aria-pressed", "true");
  await expectShown(page, ofBeidou.length, data);
  await expect(page).toHaveURL(/#sector=beidou$/);

  // Each status is counted among what is left; a sector says what it would add.
  const statuses = page.locator('[data-facet="status"] .entry-count');
  const numbers = (await statuses.allTextContents()).map(Number);
  expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(ofBeidou.length);
  const ofCloud = data.ties.filter(({ sectors }) => sectors?.includes("cloud"));
  await expect(count(entry(page, "sector", "cloud"))).toHaveText(String(ofCloud.length));
  expect(await pixels(page)).not.toBe(before);

  await entry(page, "sector", "cloud").click();
  const either = data.ties.filter(({ sectors }) =>
    sectors?.some((sector) => ["beidou", "cloud"].includes(sector)),
  );
  await expectShown(page, either.length, data);
  await expect(page).toHaveURL(/#sector=cloud,beidou$/);

  await page.getByRole("button", { name: "Show all" }).click();
  await expectShown(page, data.ties.length, data);
  await expect(page).not.toHaveURL(/sector/);
  expect(await pixels(page), "the picture is as before").toBe(before);
});

test("a company leaves what is within so many steps of it", async ({ page }) => {
  await open(page);
  const data = await bundle(page);
  await entry(page, "company", "tencent").click();
  await expectShown(page, near(data, "tencent", 2), data);
  await expect(page).toHaveURL(/#company=tencent$/);
  await expect(page.getByRole("radio", { name: "2" })).toBeChecked();

  await page.getByRole("radio", { name: "1" }).check();
  await expectShown(page, near(data, "tencent", 1), data);
  await expect(page).toHaveURL(/#company=tencent&hops=1$/);
});

test("a status, a kind and a source leave what has them", async ({ page }) => {
  await open(page);
  const data = await bundle(page);

  const disputed = entry(page, "status", "disputed");
  const denied = new Set(
    data.claims.filter(({ stance }) => stance === "denies").map(({ tie }) => tie),
  );
  await expect(count(disputed)).toHaveText(String(denied.size));
  await disputed.click();
  await expectShown(page, denied.size, data);
  await expect(page).toHaveURL(/#status=disputed$/);
  await disputed.click();

  await entry(page, "kind", "university").click();
  const universities = data.entities.filter(({ kind }) => kind === "university");
  const ids = universities.map(({ id }) => id);
  const theirs = data.ties.filter(({ from, to }) => ids.includes(from) || ids.includes(to));
  await expectShown(page, theirs.length, data);
  await expect(page).toHaveURL(/#kind=university$/);
  await entry(page, "kind", "university").click();

  await page.getByRole("button", { name: "Source", exact: true }).click();
  const source = entry(page, "source", "foreign-policy");
  const claimed = new Set(
    data.claims.filter(({ source: id }) => id === "foreign-policy").map(({ tie }) => tie),
  );
  expect(claimed.size).toBeGreaterThan(0);
  await expect(count(source)).toHaveText(String(claimed.size));
  await source.click();
  await expectShown(page, claimed.size, data);
  await expect(page).toHaveURL(/#source=foreign-policy$/);
});

test("back and forward bring filters back", async ({ page }) => {
  await open(page);
  const data = await bundle(page);
  const cloud = entry(page, "sector", "cloud");
  const alleged = entry(page, "status", "alleged");
  await cloud.click();
  await expect(page).toHaveURL(/#sector=cloud$/);
  await alleged.click();
  await expect(page).toHaveURL(/#sector=cloud&status=alleged$/);

  await page.goBack();
  await expect(page).toHaveURL(/#sector=cloud$/);
  await expect(alleged).toHaveAttribute("aria-pressed", "false");
  await expect(cloud).toHaveAttribute("aria-pressed", "true");
  await page.goBack();
  await expectShown(page, data.ties.length, data);
  await expect(cloud).toHaveAttribute("aria-pressed", "false");
  await page.goForward();
  await page.goForward();
  await expect(alleged).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/#sector=cloud&status=alleged$/);
});

test("a filter that has no section of its own is shown and can be taken off", async ({ page }) => {
  await open(page, "since=2020&q=cloud");
  const data = await bundle(page);
  const chips = page.locator("#other-filters button");
  await expect(chips).toHaveCount(2);
  await expect(chips.first()).toContainText("since 2020");
  await chips.first().click();
  await chips.first().click();
  await expect(chips).toHaveCount(0);
  await expectShown(page, data.ties.length, data);
});

test("panning and zooming change the address but make no history", async ({ page }) => {
  await open(page);
  await entry(page, "sector", "ai").click();
  await expect(page).toHaveURL(/#sector=ai$/);
  const entries = await page.evaluate(() => history.length);
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect(page).toHaveURL(/at=/);
  expect(await page.evaluate(() => history.length)).toBe(entries);
  const address = page.url();
  await page.reload();
  await drawn(page);
  await expect(page).toHaveURL(address);
});

// The address is the view: opening it shows the same again.

import { expect, test } from "./fixtures.js";
import { ask, bundle, drawn, entry, open, pixels, routes } from "./page.js";

test("a full address opens the same state", async ({ page, context }) => {
  await open(page);
  await entry(page, "company", "alibaba").click();
  await entry(page, "sector", "fusion").click();
  await entry(page, "sector", "cloud").click();
  await page.getByRole("button", { name: "How is Alibaba connected to the PLA?" }).first().click();
  await page.getByRole("button", { name: "Westone", exact: true }).first().click();
  await expect(page).toHaveURL(
    /#company=alibaba&sector=cloud,fusion&focus=westone&path=alibaba~pla$/,
  );
  const state = async (/** @type {typeof page} */ of) => ({
    address: of.url(),
    shown: await of.locator("#shown").textContent(),
    ledger: await of.locator("#ledger-body").innerText(),
    routes: await routes(of),
    hash: await ask(of, "hash"),
  });
  await expect(page.locator(".standing-block h3")).toBeVisible();
  const before = await state(page);
  const picture = await pixels(page);

  const other = await context.newPage();
  await other.goto(page.url());
  await drawn(other);
  await expect.poll(() => state(other)).toEqual(before);
  expect(await pixels(other), "the same picture").toBe(picture);
});

test("the link is copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "sector=ai");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("button", { name: "Link copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await expect(page.getByRole("button", { name: "Share" })).toBeVisible();
});

test("a value that has no meaning is told with its key; all is shown", async ({ page }) => {
  await open(page, "sector=nope");
  const { ties } = await bundle(page);
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("key sector of the view");
  await expect(notice).toContainText("beidou");
  await expect(notice.locator("[data-code]")).toHaveAttribute("data-code", "bad-view");
  await expect(page.locator("#shown")).toHaveText(`${ties.length} of ${ties.length} ties`);
  await expect(page).not.toHaveURL(/nope/);
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect(notice).toHaveCount(0);
  await entry(page, "sector", "ai").click();
  await expect(page).toHaveURL(/#sector=ai$/);
});

test("a bad address later keeps the view that is there", async ({ page }) => {
  await open(page, "sector=ai");
  const shown = await page.locator("#shown").textContent();
  await page.evaluate(() => {
    location.hash = "status=certain";
  });
  await expect(page.getByRole("alert")).toContainText("key status of the view");
  await expect(page.locator("#shown")).toHaveText(shown ?? "");
  await expect(page).toHaveURL(/#sector=ai$/);
});

test("an unknown key is left out with a word", async ({ page }) => {
  await open(page, "sector=ai&colour=red");
  await expect(page.locator('.notice[data-severity="warning"]')).toContainText('no key "colour"');
  await expect(entry(page, "sector", "ai")).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/#sector=ai$/);
});

test("an entity that is not there is told, and the dataset shown", async ({ page }) => {
  await open(page, "path=alibaba~nobody&sector=clouds&status=disputed&lang=zh");
  await expect(page.getByRole("alert").first()).toContainText('no entity is called "nobody"');
  await expect(page.getByRole("alert").first()).toContainText("视图键 sector");
  await expect(page.locator("#picture")).toHaveAttribute("data-nodes", /\d/);
  // What could be read of the address stays.
  await expect(page.locator("html")).toHaveAttribute("lang", /^zh/);
  await expect(entry(page, "status", "disputed")).toHaveAttribute("aria-pressed", "true");
});

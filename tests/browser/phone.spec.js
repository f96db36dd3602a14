// A phone: the picture first, chips that fold, a sheet from below, the question after it.

import { expect, test } from "./fixtures.js";
import { entry, open } from "./page.js";

test(
  "the picture has the first screen, the question follows",
  { tag: "@phone" },
  async ({ page }) => {
    await open(page);
    const picture = await page.locator("#picture").boundingBox();
    const question = await page.locator("#question").boundingBox();
    expect(picture?.height).toBeGreaterThan(320);
    expect(picture?.width).toBe(390);
    expect((picture?.y ?? 0) + (picture?.height ?? 0)).toBeLessThan(844);
    // Its first line is in sight and says that there is more.
    expect(question?.y).toBeLessThan(844);
    expect(question?.y).toBeGreaterThan(700);
    await expect(page.locator("#ledger")).toBeHidden();
  },
);

test("the legend folds into chips", { tag: "@phone" }, async ({ page }) => {
  await open(page);
  const sector = page.getByRole("button", { name: "Sector" });
  const status = page.getByRole("button", { name: "Status" });
  await expect(sector).toHaveAttribute("aria-expanded", "false");
  await expect(entry(page, "sector", "beidou")).toBeHidden();
  await sector.tap();
  await expect(entry(page, "sector", "beidou")).toBeVisible();
  await status.tap();
  await expect(entry(page, "sector", "beidou")).toBeHidden();
  await expect(entry(page, "status", "disputed")).toBeVisible();
  await entry(page, "status", "disputed").tap();
  await expect(page).toHaveURL(/#status=disputed$/);
  await expect(page.locator("#shown")).toBeVisible();

  // A tap beside it folds it.
  await page.locator("#picture").tap({ position: { x: 20, y: 300 } });
  await expect(entry(page, "status", "disputed")).toBeHidden();
  await page.getByRole("button", { name: "Show all" }).tap();
  await expect(page).not.toHaveURL(/status/);
});

test("the sheet does not cover what was chosen", { tag: "@phone" }, async ({ page }) => {
  // The lowest entity of the first view.
  await open(page, "focus=defence-research");
  const sheet = await page.locator("#ledger").boundingBox();
  await page.evaluate(async () => {
    const { actions } = await import(new URL("js/main.js", document.baseURI).href);
    actions.hover({ entity: "defence-research" });
  });
  const tip = page.locator("#tip");
  await expect(tip).toContainText("State defence research");
  await expect.poll(async () => (await tip.boundingBox())?.y).toBeLessThan((sheet?.y ?? 0) - 12);
});

test("the ledger is a sheet", { tag: "@phone" }, async ({ page }) => {
  await open(page, "focus=alibaba-pla-data");
  const sheet = page.locator("#ledger");
  await expect(sheet).toBeVisible();
  const half = await sheet.boundingBox();
  expect(half?.height).toBeLessThan(844 * 0.6);
  expect((half?.y ?? 0) + (half?.height ?? 0)).toBeCloseTo(844, 0);
  await page.getByRole("button", { name: "Taller" }).tap();
  await expect.poll(async () => (await sheet.boundingBox())?.height).toBeGreaterThan(844 * 0.6);
  await page.getByRole("button", { name: "Lower" }).tap();
  await page.getByRole("button", { name: "Close" }).tap();
  await expect(sheet).toBeHidden();
  await expect(page).not.toHaveURL(/focus/);

  await page.getByRole("button", { name: "About" }).tap();
  await expect(sheet).toBeVisible();
  await expect(sheet).toContainText("What this shows");
  await page.getByRole("button", { name: "Close" }).tap();
  await expect(sheet).toBeHidden();
});

test(
  "an answer shows its first route together with the picture",
  { tag: "@phone" },
  async ({ page }) => {
    await open(page);
    await page.getByRole("button", { name: "How is Alibaba connected to the PLA?" }).first().tap();
    const first = page.locator("#routes > .route").first();
    await expect(first.locator(".route-verdict")).toBeInViewport({ ratio: 1 });
    await expect(first.locator(".hop").first()).toBeInViewport({ ratio: 0.95 });
    await expect(page.locator("#picture")).toBeInViewport({ ratio: 0.6 });
  },
);

test("fingers find their targets", { tag: "@phone" }, async ({ page }) => {
  for (const view of ["", "path=alibaba~pla", "focus=alibaba-pla-data", "focus=beidou"]) {
    await page.goto("about:blank");
    await open(page, view);
    if (view === "") await page.getByRole("button", { name: "Company" }).tap();
    else
      await expect(page.locator("#cut[aria-busy=true]:visible, .standing-block:empty")).toHaveCount(
        0,
      );
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, input:not([type=file]), a[href]")]
        .filter((target) => target.checkVisibility() && !target.matches(".skip"))
        // A name within a sentence is a link in a text, and has its line.
        .filter((target) => !target.matches("p *, h2 > .entity-name, .lineage *"))
        .map((target) => ({
          what: target.id || target.className || target.tagName,
          text: target.textContent?.trim().slice(0, 30),
          height: target.getBoundingClientRect().height,
        }))
        .filter(({ height }) => height < 44),
    );
    expect(small, view).toEqual([]);
  }
});

test("two fingers zoom, one moves", { tag: "@phone" }, async ({ page }) => {
  await open(page);
  const client = await page.context().newCDPSession(page);
  /**
   * @param {"touchStart" | "touchMove" | "touchEnd"} type
   * @param {...[number, number]} points
   */
  const touch = (type, ...points) =>
    client.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    });
  // Nothing stands in the upper left corner that would be dragged instead.
  await touch("touchStart", [30, 290]);
  await touch("touchMove", [60, 300]);
  await touch("touchMove", [90, 310]);
  await touch("touchEnd");
  await expect(page).toHaveURL(/at=/);
  const moved = page.url();
  await touch("touchStart", [30, 290], [120, 290]);
  await touch("touchMove", [25, 290], [150, 290]);
  await touch("touchMove", [20, 290], [200, 290]);
  await touch("touchEnd");
  await expect(page).not.toHaveURL(moved);
});

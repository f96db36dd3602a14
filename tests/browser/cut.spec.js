// "What would break this?" below an answer, and where an entity stands in its details.

import { findings } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { ask, open } from "./page.js";

const ORGANISATIONS = "path=alibaba~pla&via=organisations";

test("the fewest origins are named and can be withdrawn", { tag: "@both" }, async ({ page }) => {
  await open(page, ORGANISATIONS);
  const cut = page.getByRole("region", { name: "What would break this?" });
  await expect(cut).toContainText(
    "The fewest origins whose withdrawal leaves no route of asserted ties through organisations: 1.",
  );
  await expect(cut.locator(".cut-origin")).toHaveCount(1);
  await expect(cut.locator(".cut-origin")).toContainText("Examples of Chinese Military Ties");
  await expect(cut.getByRole("button", { name: /Withdraw all/ })).toBeHidden();

  const alleged = cut.getByRole("button", { name: "Count alleged ties" });
  await alleged.click();
  await expect(alleged).toHaveAttribute("aria-pressed", "true");
  await expect(cut.locator(".cut-origin")).toHaveCount(2);
  await expect(cut).toContainText("asserted or alleged ties through organisations: 2.");

  await cut.getByRole("button", { name: "Withdraw all 2" }).click();
  await expect(page).toHaveURL(/without=dod-memo,rwr/);
  await expect(page.locator("#question-sentence")).toContainText("No route from Alibaba");
  await expect(cut).toContainText("Nothing to break");
  await expect(cut.locator(".cut-origin")).toHaveCount(0);
});

test("one origin is withdrawn by key, and the focus stays near", async ({ page }) => {
  await open(page, "path=baidu~cetc&via=organisations");
  const cut = page.locator("#cut");
  const first = cut.getByRole("button", { name: /^Withdraw source/ }).first();
  await first.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/without=sohu-baidu/);
  await expect(cut).toContainText("through organisations: 1.");
  await expect(cut.locator(".cut-origin")).toHaveCount(1);
  await expect(cut).toBeFocused();
});

test("the question alone has a block, in the reader's language", async ({ page }) => {
  await open(page);
  await expect(page.locator("#cut")).toBeHidden();
  await open(page, `${ORGANISATIONS}&lang=zh`);
  const cut = page.getByRole("region", { name: "什么会使之断开？" });
  await expect(cut).toContainText("最少需要 1 个源头");
  await expect(cut.getByRole("button", { name: "撤除来源 1" })).toHaveText("撤除");
});

test("what is not proven says so", async ({ page }) => {
  // Dozens of routes, each held by other sources: too many to try.
  const sources = Array.from({ length: 260 }, (_, i) => ({ id: `s-${i}`, title: `Source ${i}` }));
  /** @type {Record<string, string>[]} */
  const ties = [];
  /** @type {Record<string, string>[]} */
  const claims = [];
  let seed = 1;
  const chance = (/** @type {number} */ below) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let layer = 0; layer < 13; layer += 1) {
    for (let i = 0; i < 144; i += 1) {
      const name = (/** @type {number} */ at) =>
        at === 0 ? "a" : at === 13 ? "b" : `n-${at}-${chance(12)}`;
      const id = `t-${layer}-${i}`;
      ties.push({ id, from: name(layer), to: name(layer + 1) });
      for (const n of [0, 1]) {
        claims.push({ id: `${id}-${n}`, tie: id, source: `s-${chance(260)}`, stance: "asserts" });
      }
    }
  }
  await page.route("**/hard.json", (route) =>
    route.fulfill({ json: { title: "Hard", ties, sources, claims } }),
  );
  await open(page, "path=a~b&max=20", "?data=hard.json");
  const cut = page.locator("#cut");
  await expect(cut).toContainText(/Fewer may do: not proven, at least \d+\./, { timeout: 30_000 });
  const { cut: card } = await ask(page, { cut: { alleged: false } });
  expect(card.proven).toBe(false);
  expect(card.lower_bound).toBeLessThan(card.origins.length);
});

test("an entity's details say where it stands", { tag: "@both" }, async ({ page }) => {
  await open(page, "focus=tencent");
  const standing = page.locator("#ledger .standing-block");
  await expect(standing).toContainText("9 ties with 8 others");
  await expect(standing).toContainText(/\d+\w\w of 66 by betweenness \(12\.6%\)\./);
  await expect(standing).toContainText("Cut vertex: without it, what it is connected to");
  await expect(standing).toContainText(/Group \d of 8, with \d+ entities: /);
  const meaning = standing.getByText("What this does and does not mean");
  await meaning.click();
  await expect(standing).toContainText("not how important it is");
  await open(page, "focus=tencent&lang=zh");
  await expect(standing).toContainText("9 条关联，涉及 8 个实体");
});

test("where it stands follows the filter", async ({ page }) => {
  await open(page, "focus=navinfo&sector=beidou");
  await expect(page.locator(".standing-block")).toContainText("3 ties with 2 others");
  await page.goto("./#focus=navinfo&sector=cloud");
  await expect(page.locator(".standing-block")).toBeHidden();
});

test("both pass axe", { tag: "@both" }, async ({ page }) => {
  await open(page, `${ORGANISATIONS}&focus=tencent`);
  await expect(page.locator(".cut-origin")).toHaveCount(1);
  await page.locator(".remarks-meaning > summary").click();
  expect(await findings(page, { within: ["#cut", "#ledger"] })).toEqual([]);
});

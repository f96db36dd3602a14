// "What would be left if this one report were wrong?" From a claim, from the list of sources, by
// keyboard, on a phone, in both languages.

import { COLOURS, findings } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { ask, bundle, count, entry, open, pixels } from "./page.js";

/** @import { Page } from "@playwright/test" */

/** @param {Page} page */
function banner(page) {
  return page.locator("#retraction");
}

/** @param {Page} page @param {string} title the first words of a heading of the list */
function part(page, title) {
  return banner(page).locator(`h3:has-text("${title}") + ul > li`);
}

test("from a claim: foretold, done, listed, put back", async ({ page }) => {
  await open(page, "focus=alibaba-pla-data");
  const before = await pixels(page);
  const claim = page.locator('.claim[data-source="4"]');
  await expect(claim).toContainText("Without it: 4 ties fall.");
  const button = claim.getByRole("button", { name: "Read without this source · Source 4" });
  await expect(button).toHaveAccessibleDescription("Without it: 4 ties fall.");
  await button.click();

  await expect(page).toHaveURL(/without=dod-memo/);
  await expect(banner(page)).toContainText("Without 4. Classified memo on Alibaba");
  await expect(banner(page)).toContainText("4 ties fall.");
  await expect(page.locator(".standing")).toContainText("Fallen");
  await expect(page.locator(".standing")).toContainText(
    "fallen: all that held it is withdrawn; still denied by 1 origin",
  );
  expect(await pixels(page)).not.toBe(before);
  // The focus stays on the button, which now takes it back.
  await expect(claim.getByRole("button", { name: "Put it back" })).toBeFocused();

  await banner(page).getByRole("button", { name: "Show the list" }).click();
  await expect(part(page, "Ties that fall · 4")).toHaveCount(4);
  const covert = part(page, "Ties that fall").nth(1);
  await expect(covert).toContainText("is alleged to be covertly connected to");
  await expect(covert.locator(".status-mark")).toHaveText(["Disputed", "Fallen"]);
  await expect(part(page, "Between the ends").first()).toHaveText(
    "Alibaba – People's Liberation Army: the shortest route left has 3 ties",
  );
  await expect(part(page, "Sources that fall with them")).toHaveText([
    /^2 Undated article/,
    /^5 Financial Times report/,
  ]);
  await covert.getByRole("button").first().click();
  await expect(page.locator(".ledger-head")).toContainText("covertly connected");
  await expect(banner(page).locator(".retraction-list")).toBeVisible();

  await banner(page).getByRole("button", { name: "Put it back" }).click();
  await expect(banner(page)).toBeHidden();
  await expect(page).not.toHaveURL(/without/);
  await expect(page.locator(".standing")).toContainText("Disputed");
});

test("what falls is grey, counts to nothing and can be pointed at", async ({ page }) => {
  await open(page, "without=foreign-policy");
  const { ties } = await bundle(page);
  await expect(page.locator("#shown")).toHaveText(`${ties.length - 3} of ${ties.length} ties`);
  await expect(page.locator(".fallen-key")).toHaveText("Fallen3");
  await expect(count(entry(page, "sector", "surveillance"))).toHaveText("4");
  await expect(page.locator('[data-facet="status"] > [data-key="unsourced"]')).toHaveCount(0);

  await page.evaluate(async () => {
    const { actions } = await import(new URL("js/main.js", document.baseURI).href);
    actions.hover({ tie: "mss-tencent" });
  });
  await expect(page.locator("#tip")).toContainText("fallen: all that held it is withdrawn");
  const { figure } = await ask(page, { figure: { width: 900 } });
  expect(figure).toContain(">Fallen<");
  expect(figure).toContain("3 ties fallen");

  // No route walks it.
  await open(page, "without=foreign-policy&path=mss~tencent");
  await expect(page.locator("#question-sentence")).toContainText("No route");
  await banner(page).getByRole("button", { name: "Show the list" }).click();
  await expect(part(page, "The question").first()).toContainText("1 route");
  await expect(part(page, "The question").last()).toContainText("No route");
  await expect(part(page, "Connections lost").first()).toHaveText(
    "Ministry of State Security no longer connected with Alibaba, Tencent, Baidu",
  );
  await expect(part(page, "Left without any tie")).toHaveCount(3);
});

test("an entity keeps what fell apart from what stands", async ({ page }) => {
  await open(page, "without=foreign-policy&focus=tencent");
  const ledger = page.locator("#ledger");
  await expect(ledger).toContainText("Ties · 7 · 4 sources, 4 origins");
  await expect(ledger).toContainText("Fallen, drawn grey · 2");
});

test("from the list of sources, by keyboard", async ({ page }) => {
  await open(page);
  const section = page.getByRole("button", { name: "Source", exact: true });
  await section.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#support")).toHaveText("33 sources, 31 origins in this view");
  const button = page.getByRole("button", { name: "Read without this source · Source 17" });
  await button.focus();
  await expect(page.locator("#support")).toHaveText(
    "Source 17 · Without it: 4 ties change status.",
  );
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/without=sohu-baidu/);
  await expect(banner(page)).toContainText("4 ties change status.");

  const fold = banner(page).getByRole("button", { name: "Show the list" });
  await fold.focus();
  await page.keyboard.press("Enter");
  const first = part(page, "Ties that change status").first();
  await expect(first.locator(".status-mark")).toHaveText(["Corroborated", "Reported"]);
  await expect(first).toContainText("Here 1 origin asserts it as a fact.");
  await page.keyboard.press("Escape");
  await expect(banner(page).locator(".retraction-list")).toBeHidden();

  await page.getByRole("button", { name: "Put it back · Source 17" }).focus();
  await page.keyboard.press("Space");
  await expect(banner(page)).toBeHidden();
  await expect(button).toBeFocused();
});

test("several sources are put back one by one or all at once", async ({ page }) => {
  await open(page, "without=reuters-ban,wsj-ban");
  await expect(banner(page)).toContainText("3 ties fall");
  await page.getByRole("button", { name: "Source", exact: true }).click();
  await page.getByRole("button", { name: "Put it back · Source 9" }).click();
  await expect(banner(page)).toContainText("Nothing changes in this view.");
  await page.goBack();
  await banner(page).getByRole("button", { name: "Put all back" }).click();
  await expect(banner(page)).toBeHidden();
});

test("the answer comes in under a second, for every source", async ({ page }) => {
  await open(page, "path=alibaba~pla");
  const { sources } = await bundle(page);
  for (const source of sources.map(({ id }) => id)) {
    const start = Date.now();
    const { retraction } = await ask(page, { retraction: { source } });
    expect(Date.now() - start, source).toBeLessThan(1000);
    expect(retraction.sources.map((/** @type {{ id: string }} */ { id }) => id)).toEqual([source]);
  }
});

test("in Chinese", async ({ page }) => {
  await open(page, "lang=zh&without=foreign-policy&focus=mss-tencent");
  await expect(banner(page)).toContainText("3 条关联失去依据，9 对实体不再相连。");
  await banner(page).getByRole("button", { name: "显示清单" }).click();
  await expect(part(page, "失去的连接").first()).toHaveText(
    "国家安全部 不再与阿里巴巴、腾讯、百度相连",
  );
  await expect(page.locator(".standing")).toContainText("失去依据：支持它的来源已全部撤除");
  await page.locator(".claim").getByRole("button", { name: "恢复此来源" }).click();
  await expect(banner(page)).toBeHidden();
});

test.describe("bad input", () => {
  test.use({ expectErrors: [] });
  test("a source that is not there names those that are near", async ({ page }) => {
    await open(page, "without=dod-mem");
    const fault = page.locator('#notices [data-code="bad-view"]');
    await expect(fault).toContainText('there is no source "dod-mem"');
    await expect(fault).toContainText("did you mean dod-memo?");
    await expect(banner(page)).toBeHidden();
  });
});

test("on a phone: withdrawn by a tap, listed, put back", { tag: "@phone" }, async ({ page }) => {
  await open(page, "focus=mss-tencent");
  const button = page.getByRole("button", { name: /Read without this source/ });
  await button.scrollIntoViewIfNeeded();
  const box = await button.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  await button.tap();
  await expect(page).toHaveURL(/without=foreign-policy/);
  await page.getByRole("button", { name: "Close" }).tap();
  await expect(banner(page)).toContainText("3 ties fall");
  const screen = await banner(page).boundingBox();
  expect((screen?.x ?? 0) + (screen?.width ?? 0)).toBeLessThanOrEqual(390);
  await banner(page).getByRole("button", { name: "Show the list" }).tap();
  await expect(part(page, "Ties that fall").first()).toBeVisible();
  await banner(page).getByRole("button", { name: "Put it back" }).tap();
  await expect(banner(page)).toBeHidden();
});

test.describe("axe", () => {
  test.use({ bypassCSP: true });
  for (const theme of ["light", "dark"]) {
    const [tag, rules] = theme === "dark" ? ["@desk", COLOURS] : ["@both", []];
    test(`finds nothing in what changes, ${theme}`, { tag }, async ({ page }) => {
      await open(page, `without=foreign-policy&theme=${theme}`);
      await banner(page).getByRole("button", { name: "Show the list" }).click();
      await expect(part(page, "Ties that fall").first()).toBeVisible();
      expect(await findings(page, { rules })).toEqual([]);
    });
  }
});

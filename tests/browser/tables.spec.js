// The tables: in step with the picture, by mouse, by keys, by ear and on a phone.

import { readFile } from "node:fs/promises";
import { COLOURS, findings } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { ask, bundle, drawn, entry, open, openFile } from "./page.js";

/** @import { Page } from "@playwright/test" */

/** @param {Page} page @param {string} column */
function cells(page, column) {
  return page.locator(`#table tbody:not(.spacer) [data-column="${column}"]`);
}

/** @param {Page} page */
function rows(page) {
  return page.locator("#table tbody:not(.spacer) tr");
}

/** @param {Page} page @param {string} name */
function sort(page, name) {
  return page.locator("#table thead").getByRole("button", { name, exact: true });
}

test(
  "the switch opens each table, the address remembers it",
  { tag: "@both" },
  async ({ page }) => {
    await open(page);
    const { ties, entities, sources } = await bundle(page);
    const panes = page.getByRole("group", { name: "Show as" });
    for (const [name, list] of /** @type {const} */ ([
      ["Ties", ties],
      ["Entities", entities],
      ["Sources", sources],
    ])) {
      await panes.getByRole("button", { name, exact: true }).click();
      await expect(panes.getByRole("button", { name, exact: true })).toHaveAttribute(
        "aria-pressed",
        "true",
      );
      await expect(rows(page)).toHaveCount(list.length);
      await expect(page).toHaveURL(new RegExp(`table=${name.toLowerCase()}`));
      await expect(page.locator("#table")).toHaveAttribute("aria-rowcount", `${list.length + 1}`);
    }
    await page.reload();
    await expect(rows(page)).toHaveCount(sources.length);
    await panes.getByRole("button", { name: "Picture" }).click();
    await expect(page.locator("#table-pane")).toBeHidden();
    await expect(page).not.toHaveURL(/table=/);
  },
);

test("a disputed tie: status, sources and origins in its row", async ({ page }) => {
  await open(page, "table=ties&status=disputed");
  await expect(rows(page)).toHaveCount(3);
  const row = page.locator('#table tr[data-key="alibaba-pla-data"]');
  await expect(row.locator('[data-column="status"]')).toHaveText("Disputed");
  await expect(row.locator('[data-column="sources"]')).toHaveText("4 sources, 2 origins");
  await expect(row.locator('[data-column="first"]')).toHaveText("unknown");
  await expect(row.getByRole("rowheader")).toHaveText("is alleged to pass customer data to");
});

test("the filter and the table go together", async ({ page }) => {
  await open(page, "table=ties");
  await entry(page, "sector", "beidou").click();
  const { ties } = await bundle(page);
  const own = ties.filter(({ sectors }) => sectors?.includes("beidou"));
  await expect(rows(page)).toHaveCount(own.length);
  await expect(page.locator("#table-count")).toHaveText(`${own.length} ties`);
  const picture = await ask(page, { table: table("ties", { limit: 1 }) });
  expect(picture.table.all).toBe(own.length);

  await page.getByRole("searchbox", { name: "Only rows with" }).fill("norinco");
  await expect(page.locator("#table-count")).toHaveText(new RegExp(`^\\d of ${own.length} ties$`));
  await page.getByRole("searchbox", { name: "Only rows with" }).fill("no such words");
  await expect(page.getByText("No row has these words.")).toBeVisible();
});

/** @param {string} of @param {Record<string, unknown>} [more] */
function table(of, more = {}) {
  return { of, sort: "", descending: false, text: "", offset: 0, limit: 1000, ...more };
}

test("sorting is told and turns around, what is unknown stays last", async ({ page }) => {
  await open(page, "table=sources");
  await sort(page, "Date").click();
  const head = page.locator('#table thead [data-column="date"]');
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect(cells(page, "date").first()).toHaveText("2017-06-15");
  await expect(cells(page, "date").last()).toHaveText("unknown");
  await sort(page, "Date").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(cells(page, "date").first()).toHaveText("2021-01-12");
  await expect(cells(page, "date").last()).toHaveText("unknown");
  await expect(page.locator("#table thead [aria-sort]")).toHaveCount(1);

  // Of what counts the largest comes first.
  await sort(page, "Ties it speaks of").click();
  const speaks = page.locator('#table thead [data-column="speaks"]');
  await expect(speaks).toHaveAttribute("aria-sort", "descending");
  const spoken = (await cells(page, "speaks").allTextContents()).map(Number);
  expect(spoken).toEqual([...spoken].sort((a, b) => b - a));
  expect(spoken[0]).toBeGreaterThan(40);
});

test("a measure says what it means and what it does not", async ({ page }) => {
  await open(page, "table=entities");
  const help = page.getByRole("button", { name: "What “Betweenness” means" });
  await help.click();
  await expect(help).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator("#table-note")).toContainText(
    "not that anything passes from hand to hand",
  );
  await help.click();
  await expect(page.locator("#table-note")).toBeHidden();
});

test("a row opens the ledger, the ledger marks the row", async ({ page }) => {
  await open(page, "table=ties");
  const row = page.locator('#table tr[data-key="mss-tencent"]');
  await row.locator('[data-column="status"]').click();
  await expect(page.locator("#ledger .ledger-head")).toContainText("Tencent");
  await expect(row).toHaveAttribute("aria-current", "true");
  await expect(page).toHaveURL(/table=ties/);
  // From elsewhere: the row comes into sight.
  await page.evaluate(async () => {
    const { actions } = await import(new URL("js/main.js", document.baseURI).href);
    actions.select({ tie: "alibaba-pla-data" });
  });
  const other = page.locator('#table tr[data-key="alibaba-pla-data"]');
  await expect(other).toHaveAttribute("aria-current", "true");
  await expect(other).toBeInViewport();
  await page.evaluate(async () => {
    const { actions } = await import(new URL("js/main.js", document.baseURI).href);
    actions.hover({ tie: "mss-tencent" });
  });
  await expect(row).toHaveAttribute("data-over", "yes");
});

test("show in the picture: the picture comes back with it selected", async ({ page }) => {
  await open(page, "table=ties");
  const row = page.locator('#table tr[data-key="alibaba-pla-data"]');
  await row.getByRole("button", { name: /^Show in the picture/ }).click();
  await expect(page.locator("#table-pane")).toBeHidden();
  await expect(page.locator("#picture")).toBeFocused();
  await expect(page).toHaveURL(/focus=alibaba-pla-data/);
  await page.goto("./#table=sources");
  await drawn(page);
  await page.locator('#table tr[data-key="dod-memo"] .show').click();
  await expect(page).toHaveURL(/#source=dod-memo$/);
});

test("all of it by keys", async ({ page }) => {
  await open(page, "table=ties");
  await expect(rows(page).first()).toBeVisible();
  await page.locator("#table-csv").focus();
  await page.keyboard.press("Tab");
  await expect(page.locator("#table-scroll")).toBeFocused();
  // The headings, then one stop for all rows.
  let presses = 0;
  while (presses < 40 && !(await page.evaluate(() => document.activeElement?.closest("tbody")))) {
    await page.keyboard.press("Tab");
    presses += 1;
  }
  expect(presses).toBeLessThan(30);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const focused = () =>
    page.evaluate(() => {
      const active = document.activeElement;
      const row = active?.closest("tr");
      const box = active?.getBoundingClientRect();
      return {
        slot: active instanceof HTMLElement ? active.dataset.slot : "",
        row: Number(row?.getAttribute("aria-rowindex")),
        seen: box !== undefined && box.top >= 0 && box.bottom <= innerHeight,
      };
    });
  expect(await focused()).toEqual({ slot: "open", row: 2, seen: true });
  await page.keyboard.press("ArrowDown");
  expect(await focused()).toEqual({ slot: "open", row: 3, seen: true });
  await page.keyboard.press("End");
  const { ties } = await bundle(page);
  expect(await focused()).toEqual({ slot: "open", row: ties.length + 1, seen: true });
  await page.keyboard.press("Enter");
  await expect(page.locator("#ledger .ledger-head")).toBeVisible();
  await expect.poll(focused).toEqual({ slot: "open", row: ties.length + 1, seen: true });
});

test("a long table holds a window and asks for more", async ({ page }) => {
  await open(page);
  const many = Array.from({ length: 1500 }, (_, i) => ({
    id: `t-${i}`,
    from: `a-${i % 70}`,
    to: `b-${Math.floor(i / 70)}`,
    label: `says ${String(i).padStart(4, "0")} of`,
  }));
  await openFile(page, "many.json", JSON.stringify({ title: "Many", ties: many }));
  await expect(page.locator("#title")).toHaveText("Many");
  await page.getByRole("button", { name: "Ties", exact: true }).click();
  await sort(page, "What is said").click();
  await expect(page.locator("#table")).toHaveAttribute("aria-rowcount", "1501");
  expect(await rows(page).count()).toBeLessThan(400);
  const scroll = page.locator("#table-scroll");
  await scroll.evaluate((element) => {
    element.scrollTop = element.scrollHeight / 2;
  });
  const middle = () =>
    page.evaluate(() => {
      const box = document.getElementById("table-scroll")?.getBoundingClientRect();
      if (!box) return -1;
      const at = document.elementFromPoint(box.left + 200, box.top + box.height / 2);
      const row = at?.closest("tr");
      return Number(row?.querySelector("[data-slot=open]")?.textContent?.slice(5, 9) ?? -1);
    });
  await expect.poll(middle).toBeGreaterThan(650);
  expect(await middle()).toBeLessThan(850);
  await scroll.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  await expect(page.locator('#table tr[aria-rowindex="1501"]')).toBeInViewport();
  await page.locator('#table tr[aria-rowindex="1501"] .said').focus();
  await page.keyboard.press("Home");
  await expect(page.locator('#table tr[aria-rowindex="2"] .said')).toBeFocused();
});

test("the table as CSV: the same rows, no cell a formula", async ({ page }) => {
  await open(page);
  const evil = {
    title: "Evil",
    entities: [
      { id: "a", name: "=1+1" },
      { id: "b", name: '@SUM("A1")' },
    ],
    ties: [{ id: "t", from: "a", to: "b", label: "-2,\n+3" }],
  };
  await openFile(page, "evil.json", JSON.stringify(evil));
  await expect(page.locator("#title")).toHaveText("Evil");
  await page.getByRole("button", { name: "Ties", exact: true }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as CSV" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("evil-ties.csv");
  const text = await readFile(await download.path(), "utf8");
  expect(text.startsWith('\uFEFF"id","From","What is said"')).toBe(true);
  expect(text).toContain(`"t","'=1+1","'-2,\n+3","'@SUM(""A1"")"`);
  expect(text.split("\r\n").length).toBe(3);
});

test("hostile text is text", async ({ page }) => {
  await open(page);
  const hostile = '<img src=x onerror="document.title=1">';
  await openFile(
    page,
    "hostile.json",
    JSON.stringify({
      title: "Hostile",
      entities: [
        { id: "a", name: hostile },
        { id: "b", name: "\u202Bright to left" },
      ],
      ties: [{ id: "t", from: "a", to: "b", label: hostile }],
      sources: [{ id: "s", title: hostile, url: "https://e.org/" }],
      claims: [{ id: "c", tie: "t", source: "s", stance: "asserts" }],
    }),
  );
  await expect(page.locator("#title")).toHaveText("Hostile");
  for (const [pane, column] of [
    ["Ties", "said"],
    ["Entities", "name"],
    ["Sources", "title"],
  ]) {
    await page.getByRole("button", { name: pane, exact: true }).click();
    await expect(cells(page, column ?? "").first()).toContainText(hostile);
    await expect(page.locator("#table img[src=x]")).toHaveCount(0);
  }
  await expect(page).toHaveTitle("Hostile");
});

test("in Chinese: headings, measures, names", async ({ page }) => {
  await open(page, "table=entities&lang=zh");
  await expect(page.getByRole("button", { name: "中介度", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "“割点”的含义" }).click();
  await expect(page.locator("#table-note")).toContainText("这些部分之间已报道的路径都经过它");
  await expect(page.locator('#table tr[data-key="alibaba"] .entity-name')).toHaveText("阿里巴巴");
});

test.describe("axe", () => {
  test.use({ bypassCSP: true });
  for (const pane of ["ties", "entities", "sources"]) {
    for (const theme of ["light", "dark"]) {
      const [tag, rules] = theme === "dark" ? ["@desk", COLOURS] : ["@both", []];
      test(`finds nothing in the ${pane}, ${theme}`, { tag }, async ({ page }) => {
        await open(page, `table=${pane}&status=disputed&theme=${theme}&focus=alibaba-pla-data`);
        await expect(rows(page).first()).toBeVisible();
        expect(await findings(page, { rules })).toEqual([]);
      });
    }
  }
});

test(
  "on a phone rows are blocks that fit, and headings sort",
  { tag: "@phone" },
  async ({ page }) => {
    await open(page, "table=ties");
    await expect(rows(page).first()).toBeVisible();
    const wide = await page.evaluate(() => {
      const box = document.getElementById("table-scroll");
      return [document.documentElement.scrollWidth, box?.scrollWidth ?? 0, innerWidth];
    });
    expect(wide[0]).toBeLessThanOrEqual(wide[2] ?? 0);
    expect(wide[1]).toBeLessThanOrEqual(wide[2] ?? 0);
    await expect(rows(page).first()).toContainText("BeiDou");
    await sort(page, "Status").tap();
    await expect(cells(page, "status").first()).toContainText("Corroborated");
    const show = await rows(page).first().locator(".show").boundingBox();
    expect(Math.min(show?.height ?? 0, show?.width ?? 0)).toBeGreaterThanOrEqual(44);
    await cells(page, "said").first().getByRole("button").tap();
    await expect(page.locator("#ledger")).toHaveAttribute("data-sheet", "half");
  },
);

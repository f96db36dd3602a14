// Theme, language and layout.

import { readFileSync } from "node:fs";

import { expect, test } from "./fixtures.js";
import { ask, open, pixels } from "./page.js";

const GOLDEN = new URL("../golden/bat-ties.hash", import.meta.url);

test("Chinese: interface, names and routes", async ({ page }) => {
  await open(page, "path=alibaba~pla");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "中文" }).click();
  await expect(page).toHaveURL(/lang=zh/);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");

  await expect(page.getByRole("button", { name: "分享" })).toBeVisible();
  await expect(page.locator('[data-facet="sector"]')).toContainText("北斗");
  await expect(page.locator('[data-facet="status"]')).toContainText("有争议");
  await expect(page.locator('[data-facet="company"]')).toContainText("百度");
  await expect(page.locator("#question-from")).toHaveValue("阿里巴巴");
  await expect(page.locator("#routes .route-line").first()).toContainText("中国人民解放军");
  await expect(page.locator(".route-verdict").first()).toContainText("有争议");

  // The suggestions follow too.
  await page.locator("#question-to").fill("tencent");
  await expect(page.getByRole("option").first()).toContainText("腾讯");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("#question-sentence")).toContainText("routes from Alibaba to");
});

test.describe("a reader who prefers Chinese", () => {
  test.use({ locale: "zh-CN" });
  test("gets Chinese without asking", async ({ page }) => {
    await open(page);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
    await expect(page.getByRole("button", { name: "百度与中国电科有何关联？" })).toBeVisible();
    await expect(page).not.toHaveURL(/lang/);
  });
});

test("no phrase of the interface lacks its other language", async ({ page }) => {
  await open(page, "lang=zh&focus=alibaba-pla-data&path=tencent~beidou");
  const left = await page.evaluate(() => {
    const panels = ["legend", "question", "ledger", "tools", "stage"];
    return panels.flatMap((id) =>
      [...(document.getElementById(id)?.querySelectorAll("[data-t], [data-t-label]") ?? [])]
        .map((part) => part.textContent?.trim() || part.getAttribute("aria-label") || "")
        .filter((text) => /\p{Letter}/u.test(text) && !/\p{Script=Han}/u.test(text)),
    );
  });
  expect(left).toEqual([]);
});

test("themes: light, dark, and as the system has it", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page);
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).background);
  const light = await paper();
  const picture = await pixels(page);

  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(paper).not.toBe(light);
  await expect.poll(() => pixels(page)).not.toBe(picture);
  const dark = await paper();

  const theme = page.getByRole("button", { name: /^Theme/ });
  await theme.click();
  await expect(page).toHaveURL(/theme=light/);
  await expect.poll(paper).toBe(light);
  await expect.poll(() => pixels(page)).toBe(picture);
  await theme.click();
  await expect(page).toHaveURL(/theme=dark/);
  await expect.poll(paper).toBe(dark);
  await theme.click();
  await expect(page).not.toHaveURL(/theme=/);
});

test("the layout is a choice, and comes back the same", async ({ page }) => {
  await open(page);
  const stress = await ask(page, "hash");
  const picture = await pixels(page);
  await page.getByRole("button", { name: "Layout" }).click();
  await page.getByRole("radio", { name: /Force-directed/ }).check();
  await expect(page).toHaveURL(/layout=fdg/);
  expect(await ask(page, "hash")).not.toEqual(stress);
  expect(await pixels(page)).not.toBe(picture);

  await page.getByRole("radio", { name: /Distances/ }).check();
  await expect(page).not.toHaveURL(/layout=/);
  expect(await ask(page, "hash")).toEqual(stress);
  expect(await pixels(page)).toBe(picture);

  await page.getByRole("button", { name: "New layout" }).click();
  await expect(page).toHaveURL(/seed=/);
  expect(await ask(page, "hash")).not.toEqual(stress);
});

test("filters and panels move nothing", async ({ page }) => {
  await open(page);
  const before = await ask(page, "hash");
  for (const view of ["sector=beidou", "company=baidu&hops=1", "path=tencent~beidou&lang=zh"]) {
    await page.evaluate((query) => {
      location.hash = query;
    }, view);
    await expect(page).toHaveURL(new RegExp(`#${view}$`));
    expect(await ask(page, "hash"), view).toEqual(before);
  }
});

test("positions are those of the command line, to the bit", async ({ page }) => {
  const golden = readFileSync(GOLDEN, "utf8").trim();
  expect(golden).toMatch(/^[0-9a-f]{16}$/);
  await open(page);
  expect(await ask(page, "hash")).toEqual({ hash: golden });
});

test("the page draws what the worker draws", async ({ page }) => {
  const home = () =>
    page.evaluate(async () => {
      const { host } = await import(new URL("js/main.js", document.baseURI).href);
      return host.home;
    });
  const seen = async () => ({
    counts: await page
      .locator("#picture")
      .evaluate(({ dataset: { nodes, edges, labels } }) => ({ nodes, edges, labels })),
    hash: await ask(page, "hash"),
    picture: await pixels(page),
  });
  await open(page);
  expect(await home()).toBe("worker");
  const inWorker = await seen();
  await open(page, "", "?host=page");
  expect(await home()).toBe("page");
  expect(await seen()).toEqual(inWorker);
});

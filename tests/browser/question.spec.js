// "How is A tied to B?": the answers in words, each tie with its status and the numbers of its
// sources.

import { expect, test } from "./fixtures.js";
import { bundle, open, routes } from "./page.js";

/** @import { Page } from "@playwright/test" */

/**
 * The number under which a source is cited: its row in the dataset.
 * @param {Page} page
 * @param {...string} ids
 */
async function cited(page, ...ids) {
  const { sources } = await bundle(page);
  const numbers = ids.map((id) => sources.findIndex((source) => source.id === id) + 1);
  expect(numbers).not.toContain(0);
  return numbers.sort((a, b) => a - b).join(" ");
}

const PLA = "People's Liberation Army";

test("Alibaba and the PLA", { tag: "@both" }, async ({ page }) => {
  await open(page);
  await page
    .getByRole("button", { name: "How is Alibaba connected to the PLA?" })
    .filter({ visible: true })
    .click();
  await expect(page).toHaveURL(/#path=alibaba~pla$/);
  await expect(page.locator("#question-sentence")).toContainText("from Alibaba to People's");
  await expect(page.locator("#question-from")).toHaveValue("Alibaba");
  await expect(page.locator("#question-to")).toHaveValue(PLA);

  const [direct, westone, cetc] = await routes(page);
  expect(direct?.through).toEqual(["Alibaba", PLA]);
  expect(direct?.status).toBe("Disputed");
  expect(direct?.verdict).toBe(
    "1 step, served by 3 parallel ties; the strongest is disputed: alleged by 1 origin, denied by 1; without them a path of 2 steps remains. One origin carries all of it.",
  );
  const memoAndDenial = await cited(page, "dod-memo", "alibaba-statement");
  const withNewspaper = await cited(page, "dod-memo", "ft-report", "alibaba-statement");
  expect(direct?.ties).toEqual([
    [`Alibaba is alleged to be covertly connected to ${PLA}`, "Disputed", withNewspaper],
    [`Alibaba is alleged to provide 'opportunities' to ${PLA}`, "Disputed", memoAndDenial],
    [`Alibaba is alleged to pass customer data to ${PLA}`, "Disputed", memoAndDenial],
  ]);

  expect(westone?.through).toEqual(["Alibaba", "Alibaba Cloud", "Westone", PLA]);
  expect(westone?.status).toBe("Prospective");
  expect(westone?.verdict).toContain("the weakest is prospective");
  expect(westone?.ties).toEqual([
    ["Alibaba Cloud is treated as part of Alibaba", "Reported", await cited(page, "rwr")],
    ["Westone plans to collaborate with Alibaba Cloud", "Prospective", expect.any(String)],
    [`Westone supplies security and encryption to ${PLA}`, "Reported", expect.any(String)],
  ]);
  expect(cetc?.through).toEqual(["Alibaba", "Alibaba Cloud", "CETC", "Westone", PLA]);
  expect(cetc?.status).toBe("Reported");
});

test("the direct tie says who alleges and who denies", async ({ page }) => {
  await open(page, "path=alibaba~pla");
  const ledger = page.locator("#ledger");
  await page.getByRole("button", { name: /pass customer data/ }).click();
  await expect(ledger.getByText("US Department of Defense, in the memo")).toBeVisible();
  await expect(ledger.getByText("an Alibaba spokesperson")).toBeVisible();
  await expect(page).toHaveURL(/focus=alibaba-pla-data/);
  await expect(page).toHaveURL(/path=alibaba~pla/);

  // The number of a source leads to its claim.
  const hop = page.locator(".hop", { hasText: "pass customer data" });
  await hop.getByRole("button", { name: "Source" }).last().click();
  await expect(ledger.locator('[data-stance="denies"]')).toBeFocused();
});

test("Baidu and CETC", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "How is Baidu connected to CETC?" }).first().click();
  await expect(page).toHaveURL(/#path=baidu~cetc$/);
  await expect(page.locator("#question-sentence")).toContainText("the shortest has 2 steps");

  const sources = await cited(page, "sohu-baidu", "aspi-entanglement");
  const [institute, laboratory] = await routes(page);
  expect(institute?.through).toEqual(["Baidu", "CETC 28th Institute", "CETC"]);
  expect(institute?.status).toBe("Corroborated");
  expect(institute?.verdict).toContain("2 ties, both corroborated");
  expect(institute?.ties).toEqual([
    ["Baidu partnered with CETC 28th Institute", "Corroborated", sources],
    ["CETC 28th Institute is an institute of CETC", "Corroborated", sources],
  ]);
  const lab = "Joint Laboratory for Intelligent Command and Control";
  expect(laboratory?.through).toEqual(["Baidu", lab, "CETC 28th Institute", "CETC"]);
  expect(laboratory?.ties[0]).toEqual([`Baidu co-founded ${lab}`, "Corroborated", sources]);
});

test("Tencent and BeiDou", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "How is Tencent connected to BeiDou?" }).first().click();
  await expect(page).toHaveURL(/#path=tencent~beidou$/);
  await expect(page.locator("#question-sentence")).toContainText("the shortest has 1 step");

  const [direct, navinfo] = await routes(page);
  expect(direct?.through).toEqual(["Tencent", "BeiDou"]);
  expect(direct?.verdict).toBe(
    "1 tie, reported: asserted by 1 origin; without it a path of 2 steps remains.",
  );
  expect(direct?.ties).toEqual([
    ["Tencent is described as key to deploying BeiDou", "Reported", await cited(page, "rwr")],
  ]);
  expect(navinfo?.through).toEqual(["Tencent", "Navinfo", "BeiDou"]);
  expect(navinfo?.status).toBe("Prospective");
  expect(navinfo?.ties.at(-1)?.slice(0, 2)).toEqual([
    "Navinfo planned to mass-produce chips for BeiDou",
    "Prospective",
  ]);
});

test("Chinese aliases ask as well as names", async ({ page }) => {
  await open(page);
  const from = page.getByRole("combobox", { name: "From" });
  await from.fill("解放军");
  await expect(page.getByRole("option", { name: new RegExp(`^${PLA}`) })).toBeVisible();
  await page.getByRole("option", { name: new RegExp(`^${PLA}`) }).click();
  await expect(from).toHaveValue(PLA);

  const to = page.getByRole("combobox", { name: "To" });
  await to.fill("北斗");
  await expect(page.getByRole("option").first()).toContainText("BeiDou");
  await to.press("Enter");
  await expect(page).toHaveURL(/#path=pla~beidou$/);
  await expect(page.locator("#question-sentence")).toContainText("to BeiDou");
  expect((await routes(page))[0]?.through).toEqual([PLA, "BeiDou"]);
});

test("an empty field offers the names, the companies first", async ({ page }) => {
  await open(page);
  await page.getByRole("combobox", { name: "To" }).click();
  const options = page.getByRole("option");
  await expect(options).toHaveCount(50);
  await expect(options.locator(".option-name")).toContainText(["Alibaba", "Tencent", "Baidu"]);
});

test("a route under the filter only, and none where there is none", async ({ page }) => {
  await open(page, "path=alibaba~pla&sector=logistics");
  await expect(page.locator("#routes > .route")).toHaveCount(0);
  await expect(page.locator("#question-sentence")).toContainText(/no route/i);
});

test("more routes, through organisations only, and none", async ({ page }) => {
  await open(page, "path=tencent~beidou");
  const list = page.locator("#routes > .route");
  await expect(list).toHaveCount(3);
  await page.getByRole("button", { name: "Show more routes" }).click();
  await expect(list).toHaveCount(8);
  await expect(page).toHaveURL(/k=8/);

  const only = page.getByRole("button", { name: "Through organisations only" });
  await only.click();
  await expect(only).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".route-line", { hasText: "Military-civil fusion" })).toHaveCount(0);

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(list).toHaveCount(0);
  await expect(page).not.toHaveURL(/path=|via=|k=/);
});

test("the firmest routes first, and the shortest again", { tag: "@both" }, async ({ page }) => {
  await open(page, "path=alibaba~pla");
  const strength = page.getByRole("button", { name: "By strength" });
  const length = page.getByRole("button", { name: "By length" });
  await expect(length).toHaveAttribute("aria-pressed", "true");
  await strength.click();
  await expect(page).toHaveURL(/rank=strength/);
  await expect(strength).toHaveAttribute("aria-pressed", "true");
  await expect(length).toHaveAttribute("aria-pressed", "false");
  const statuses = page.locator(".route-head .status-mark");
  await expect(statuses.first()).toHaveAttribute("data-status", "reported");
  await length.click();
  await expect(page).not.toHaveURL(/rank=/);
  await expect(statuses.first()).toHaveAttribute("data-status", "disputed");
});

test("all routes, and as many as are listed", async ({ page }) => {
  await open(page, "path=alibaba~pla&max=4");
  const list = page.locator("#routes > .route");
  await page.getByRole("button", { name: "Show all up to 4 steps" }).click();
  await expect(list).toHaveCount(22);
  await expect(page.locator("#question-sentence")).toContainText("22 routes from");
  for (const name of ["Show all", "Show more routes"]) {
    await expect(page.getByRole("button", { name })).toBeHidden();
  }
  await expect(page.locator("#question-listed")).toBeHidden();

  await open(page, "path=alibaba~pla&k=all&max=9");
  await expect(list).toHaveCount(100);
  await expect(page.locator("#question-listed")).toContainText("The first 100 are listed");
});

test(
  "where there is no route, the least that gives one is a press away",
  { tag: "@both" },
  async ({ page }) => {
    await open(page, "path=baidu~cetc&status=disputed");
    const sentence = page.locator("#question-sentence");
    await expect(sentence).toContainText(
      "There is one of 2 steps if corroborated ties are allowed.",
    );
    await page.getByRole("button", { name: "Show that route" }).click();
    await expect(page).toHaveURL(/status=corroborated,disputed/);
    await expect(page.locator("#routes > .route").first()).toBeVisible();
    await expect(page.locator("#routes")).toBeFocused();
    await expect(page.getByRole("button", { name: "Show that route" })).toBeHidden();

    await open(page, "path=baidu~cetc&max=1&lang=zh");
    await expect(sentence).toContainText("若允许多走 1 步，则有一条 2 步的路径。");
    await page.getByRole("button", { name: "显示该路径" }).click();
    await expect(page).toHaveURL(/max=2/);
  },
);

test("from an entity to the question", async ({ page }) => {
  await open(page, "focus=westone");
  await page.getByRole("button", { name: "How is it tied to" }).click();
  await expect(page.locator("#question-from")).toHaveValue("Westone");
  await expect(page.locator("#question-to")).toBeFocused();
});

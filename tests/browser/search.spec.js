import { expect, test } from "./fixtures.js";
import { open } from "./page.js";

for (const [typed, name] of /** @type {const} */ ([
  ["Norinco", "Norinco"],
  ["北斗", "BeiDou"],
  ["解放军", "People's Liberation Army"],
  ["BDS", "BeiDou"],
])) {
  test(`search finds ${name} by ${typed}`, async ({ page }) => {
    await open(page);
    await page.keyboard.press("/");
    const field = page.getByRole("combobox", { name: "Search" });
    await expect(field).toBeFocused();
    await field.fill(typed);
    await expect(page.getByRole("option").first()).toContainText(name);
    await expect(field).toHaveAttribute("aria-expanded", "true");
    await field.press("Enter");
    await expect(page.locator("#ledger .ledger-head")).toContainText(name);
    await expect(page).toHaveURL(/focus=/);
  });
}

test("arrows walk the suggestions, Escape leaves them", async ({ page }) => {
  await open(page);
  const field = page.getByRole("combobox", { name: "Search" });
  await field.fill("PLA");
  const chosen = page.locator('[role="option"][aria-selected="true"]');
  await expect(chosen).toHaveCount(1);
  const first = await chosen.textContent();
  await field.press("ArrowDown");
  await expect(chosen).not.toHaveText(first ?? "");
  const id = await chosen.getAttribute("id");
  await expect(field).toHaveAttribute("aria-activedescendant", id ?? "");
  await field.press("Escape");
  await expect(page.getByRole("option")).toHaveCount(0);
  await expect(field).toHaveAttribute("aria-expanded", "false");
});

test("what no name matches is said", async ({ page }) => {
  await open(page);
  await page.getByRole("combobox", { name: "Search" }).fill("qqqq");
  await expect(page.locator("#live")).toHaveText("No name matches");
  await expect(page.getByRole("option")).toHaveCount(0);
});

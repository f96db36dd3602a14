import { expect, test } from "./fixtures.js";

test("the page draws on a canvas and reports no error", { tag: "@both" }, async ({ page }) => {
  await page.goto("");
  await expect(page.locator("canvas").first()).toBeVisible();
  // The tables of the dataset and the module are there, under the names that the page loads.
  for (const file of ["tiegraph.js", "tiegraph_bg.wasm", "data/bat-ties.json"]) {
    const response = await page.request.get(file);
    expect(response.status(), file).toBe(200);
  }
  await page.waitForLoadState("networkidle");
});

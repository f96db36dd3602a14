// The README's picture. Drawn anew only when asked: TIEGRAPH_SCREENSHOT=1 cargo xtask test browser.

import { fileURLToPath } from "node:url";

import { test } from "./fixtures.js";
import { open, pixels } from "./page.js";

const TARGET = fileURLToPath(new URL("../../docs/screenshot.png", import.meta.url));

test("the README's picture", async ({ page }) => {
  test.skip(process.env.TIEGRAPH_SCREENSHOT !== "1", "TIEGRAPH_SCREENSHOT=1 draws it");
  await page.emulateMedia({ colorScheme: "light" });
  // An answer in words, with an allegation and its denial beside it.
  await open(page, "path=alibaba~pla&focus=alibaba-pla-data");
  await pixels(page);
  await page.screenshot({ path: TARGET });
});

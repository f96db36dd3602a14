// What can go wrong before there is a picture, and a core that dies while it works.

import { expect, test } from "./fixtures.js";
import { drawn, entry, open, pixels } from "./page.js";

/** @import { Page } from "@playwright/test" */

test.describe("a module that cannot be had", () => {
  test.use({
    expectErrors: [/404/, /tiegraph_bg\.wasm/, /WebAssembly/, /Content Security Policy/],
  });

  /**
   * @param {Page} page
   * @param {RegExp} message
   */
  async function expectTrouble(page, message) {
    await page.goto("");
    const notice = page.getByRole("alert");
    await expect(notice).toContainText("The picture cannot be drawn");
    await expect(notice).toContainText(message);
    await expect(page.locator("#picture")).toHaveAttribute("data-state", "failed");
    await expect(page.getByText("Drawing the picture")).toBeHidden();
  }

  test("because it is missing", async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }));
    await expectTrouble(page, /not found on the server/);
  });

  test("because the server sends its first page instead", async ({ page }) => {
    await page.route("**/*.wasm", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Home</title>" }),
    );
    await expectTrouble(page, /should go out as application\/wasm/);
  });

  test("because it is cut short", async ({ page }) => {
    await page.route("**/*.wasm", async (route) => {
      const response = await route.fetch();
      const body = (await response.body()).subarray(0, 1000);
      await route.fulfill({ contentType: "application/wasm", body });
    });
    await expectTrouble(page, /lacks WebAssembly|did not start/);
  });

  test("because the site forbids WebAssembly", async ({ page }) => {
    await page.route(/\/$/, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace("'wasm-unsafe-eval'", "");
      await route.fulfill({ response, body });
    });
    // A worker has the policy of its own response, which such a site would send as well.
    await page.route("**/worker.js", async (route) => {
      const response = await route.fetch();
      const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
      await route.fulfill({
        response,
        headers: { ...response.headers(), "content-security-policy": policy },
      });
    });
    await expectTrouble(page, /forbids WebAssembly.*wasm-unsafe-eval/);
  });

  test("but a good module under a wrong type is used", async ({ page }) => {
    await page.route("**/*.wasm", async (route) => {
      const response = await route.fetch();
      const contentType = "application/octet-stream";
      await route.fulfill({ contentType, body: await response.body() });
    });
    await open(page);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

test.describe("data that cannot be had", () => {
  test.use({ expectErrors: [/404/] });

  test("is said, and a file can be opened instead", async ({ page }) => {
    const { body } = await page.request
      .get("data/bat-ties.json")
      .then(async (response) => ({ body: await response.body() }));
    await page.route("**/bat-ties.json", (route) => route.fulfill({ status: 404 }));
    await page.goto("");
    await expect(page.getByRole("alert")).toContainText("The data could not be fetched");
    const file = { name: "mine.json", mimeType: "application/json", buffer: body };
    await page.locator("#file").setInputFiles(file);
    await drawn(page);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

/**
 * Makes zooming trap the module, as a fault in it would.
 * @param {Page} page
 * @param {number} times how many instances have the fault
 */
async function plantTrap(page, times) {
  let left = times;
  await page.route(/\/tiegraph\.js(\?attempt=\d+)?$/, async (route) => {
    if (left <= 0) {
      await route.continue();
      return;
    }
    left -= 1;
    // The real one stands behind it, at an address of its own.
    const real = JSON.stringify(`./tiegraph.js?real=${left}`);
    await route.fulfill({
      contentType: "text/javascript",
      body: `
export { default } from ${real};
import { Engine as Sound } from ${real};
export class Engine extends Sound {
  handle(command) {
    if (command.type === "zoom") throw new WebAssembly.RuntimeError("unreachable");
    return super.handle(command);
  }
}`,
    });
  });
}

for (const search of ["", "?host=page"]) {
  const home = search ? "on the page" : "in the worker";

  test(`a trap ${home} is recovered from, in the same view`, async ({ page }) => {
    await plantTrap(page, 1);
    await open(page, "sector=beidou&focus=navinfo&lang=zh", search);
    const before = await pixels(page);
    const shown = (await page.locator("#shown").textContent()) ?? "";
    await page.locator("#zoom-in").click();
    await expect(page.locator(".notice")).toContainText("已重新绘制");
    await expect(page.locator("#shown")).toHaveText(shown);
    await expect(page).toHaveURL(/#sector=beidou&focus=navinfo&lang=zh$/);
    expect(await pixels(page)).toBe(before);

    await entry(page, "sector", "cloud").click();
    await expect(page).toHaveURL(/sector=cloud,beidou/);
    await page.locator("#zoom-in").click();
    await expect(page).toHaveURL(/at=/);
  });

  test(`two traps in a row ${home} end with a word`, async ({ page }) => {
    await plantTrap(page, 9);
    await open(page, "", search);
    await page.locator("#zoom-in").click();
    await expect(page.locator(".notice")).toContainText("drawn anew");
    await page.locator("#zoom-in").click();
    await expect(page.getByRole("alert")).toContainText("failed twice in a row");
  });
}

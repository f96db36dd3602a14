// `page` as every test of the page wants it: a test fails if the page reports an error that the
// test did not expect.

import { test as base } from "@playwright/test";

export { expect } from "@playwright/test";

/**
 * `expectErrors` is for tests of bad input: a message that one of its patterns matches is fine.
 * @typedef {{ expectErrors: RegExp[] }} Options
 */

/** @type {import("@playwright/test").TestType<import("@playwright/test").PlaywrightTestArgs & import("@playwright/test").PlaywrightTestOptions & Options, import("@playwright/test").PlaywrightWorkerArgs & import("@playwright/test").PlaywrightWorkerOptions>} */
export const test = base.extend({
  expectErrors: [[], { option: true }],
  // What moves makes a test wait; tests of motion ask for it.
  contextOptions: ({ contextOptions }, use) => use({ reducedMotion: "reduce", ...contextOptions }),
  page: async ({ page, expectErrors }, use) => {
    /** @type {string[]} */
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error.stack ?? error)));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
    });
    await use(page);
    const unexpected = errors.filter((text) => !expectErrors.some((known) => known.test(text)));
    if (unexpected.length > 0) throw new Error(`The page reports:\n${unexpected.join("\n")}`);
  },
});

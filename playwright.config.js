// Tests of the built page in dist/. `cargo xtask test browser` builds it, finds Chromium and runs
// them; what it knows comes by CHROMIUM (the browser), PORT (a free one) and TIEGRAPH (the program).

import { defineConfig, devices } from "@playwright/test";

const port = Number(process.env.PORT ?? 8123);

export default defineConfig({
  testDir: "tests/browser",
  testMatch: "*.spec.js",
  globalSetup: "./tests/browser/publish.js",
  outputDir: "target/playwright",
  // Two cores are the least that the tests must pass on, and a page waits much; a retry would hide a flaw.
  workers: 3,
  retries: 0,
  timeout: 30_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    locale: "en-GB",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM || undefined,
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--disable-gpu",
      ],
    },
  },
  // A test tagged @phone runs on the phone only, one tagged @both on both.
  projects: [
    {
      name: "desktop",
      grepInvert: /@phone\b/,
      use: { viewport: { width: 1440, height: 900 } },
    },
    {
      name: "phone",
      grep: /@phone\b|@both\b/,
      use: {
        ...devices["Pixel 7"],
        viewport: { width: 390, height: 844 },
      },
    },
  ],
  webServer: {
    command: `node tests/browser/server.mjs ${port} dist published=target/published`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});

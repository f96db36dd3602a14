// Firefox and WebKit, each as one who opens pages and runs scripts in them.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import puppeteer from "puppeteer-core";
import { Builder, Capabilities } from "selenium-webdriver";

/**
 * @typedef {object} Driver
 * @property {(url: string, size: [number, number]) => Promise<void>} open
 * @property {<T>(script: string) => Promise<T>} run the value that a script's promise comes to
 * @property {() => Promise<Buffer>} screenshot PNG
 * @property {() => Promise<void>} close
 */

const FIREFOX = "/usr/bin/firefox-esr";
const WEBKIT = "/usr/bin/WebKitWebDriver";
const MINI_BROWSER = [
  "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
  "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
].find((path) => existsSync(path));

/** @returns {Promise<Driver>} */
async function firefox() {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
  });
  const [page = await browser.newPage()] = await browser.pages();
  return {
    open: async (url, [width, height]) => {
      await page.goto("about:blank");
      await page.setViewport({ width, height });
      await page.goto(url);
    },
    run: (script) => /** @type {Promise<any>} */ (page.evaluate(`(async () => {${script}})()`)),
    screenshot: async () => Buffer.from(await page.screenshot()),
    close: () => browser.close(),
  };
}

/** @returns {Promise<Driver>} */
async function webkit() {
  const display = `:${await freePort()}`;
  const screen = spawn("Xvfb", [display, "-screen", "0", "1600x1200x24"], { stdio: "ignore" });
  const port = await freePort();
  const driver = spawn(WEBKIT, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_COMPOSITING_MODE: "1" },
    stdio: "ignore",
  });
  const options = { binary: MINI_BROWSER, args: ["--automation"] };
  const capabilities = new Capabilities({
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": options,
  });
  const server = `http://127.0.0.1:${port}`;
  const stop = () => [driver, screen].forEach((program) => program.kill());
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await fetch(`${server}/status`).catch(() => null);
    if (answer?.ok) break;
    await sleep(100);
  }
  try {
    const session = await new Builder().usingServer(server).withCapabilities(capabilities).build();
    await session.manage().setTimeouts({ script: 30_000 });
    return {
      open: async (url, [width, height]) => {
        await session.manage().window().setRect({ x: 0, y: 0, width, height });
        await session.get("about:blank");
        await session.get(url);
      },
      run: async (script) => {
        const [value, error] = /** @type {[any, string]} */ (
          await session.executeAsyncScript(`
            const done = arguments[arguments.length - 1];
            (async () => {${script}})().then((value) => done([value, null]),
              (error) => done([null, error + " at " + error.stack]));`)
        );
        if (error) throw new Error(error);
        return value;
      },
      screenshot: async () => Buffer.from(await session.takeScreenshot(), "base64"),
      close: async () => {
        await session.quit();
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** @type {{ name: string, found: boolean, start: () => Promise<Driver> }[]} */
export const DRIVERS = [
  { name: "Firefox", found: existsSync(FIREFOX), start: firefox },
  { name: "WebKit", found: existsSync(WEBKIT) && MINI_BROWSER !== undefined, start: webkit },
];

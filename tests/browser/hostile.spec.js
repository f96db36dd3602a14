// What an attacker may hold: the data, the address, the article around, another frame, the host.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { ARTICLE, GRAPH, article, frame, hosts, snippet } from "./article.js";
import { expect, test } from "./fixtures.js";
import { olderPage, published } from "./publish.js";

/** @import { Frame, Page } from "@playwright/test" */

const FOLDER = "target/hostile";
const EVIL = `"><img src=x onerror="pwned=1"><script>pwned=1</script>{{pwned}}\${pwned=1}`;

/** @param {Page | Frame} page */
const ready = (page) => expect(page.locator("tie-graph")).toHaveAttribute("data-state", "ready");
/** @param {Page | Frame} page */
const pwned = (page) => page.evaluate(() => "pwned" in globalThis);

test.describe("data that are markup", () => {
  test.beforeAll(() => {
    mkdirSync("target", { recursive: true });
    const bundle = {
      title: EVIL,
      entities: [
        { id: "a", name: EVIL, summary: EVIL, aliases: [EVIL] },
        { id: "b", name: "b" },
      ],
      ties: [{ id: "t", from: "a", to: "b", label: EVIL }],
      sources: [{ id: "s", title: EVIL, publisher: EVIL, url: "https://e.test/?a='b'&c=<d>%22" }],
      claims: [{ id: "c", tie: "t", source: "s", stance: "asserts", summary: EVIL, locator: EVIL }],
    };
    writeFileSync(`${FOLDER}.json`, JSON.stringify(bundle).replace("<d>", "%3Cd%3E"));
    const options = ["--page", "dist", "--force", "--title", EVIL];
    const args = ["publish", `${FOLDER}.json`, "-o", FOLDER, ...options];
    execFileSync("target/debug/tiegraph", args, { stdio: "pipe" });
  });

  for (const name of ["embed.html", "single.html", "index.html"]) {
    test(`stay text in ${name}, at rest and at work`, async ({ page }) => {
      await hosts(page.context(), {
        fault: (file) => ({ body: readFileSync(`${FOLDER}/${file}`) }),
      });
      await page.goto(GRAPH + name);
      await expect(page.locator("h1").first()).toHaveText(EVIL);
      await expect(page).toHaveTitle(EVIL);
      if (name !== "index.html") {
        await ready(page);
        await page.locator("tie-graph .stage").focus();
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("Enter");
        await expect(page.locator("tie-graph .card strong")).toHaveText(/^(b|.*onerror.*)$/);
      } else {
        await expect(page.locator("#picture")).toHaveAttribute("data-state", "ready");
      }
      expect(await pwned(page)).toBe(false);
      await expect(page.locator("img[src=x]")).toHaveCount(0);
    });
  }
});

test("an address cannot bring code or data in", async ({ page }) => {
  const strangers = await hosts(page.context(), {});
  for (const rest of [
    "embed.html?wasm=https://evil.test/x.wasm&src=https://evil.test/x.json",
    "embed.html#src=javascript:pwned=1",
    "embed.html#?secret=<img src=x onerror=pwned=1>",
  ]) {
    await page.goto(GRAPH + rest);
    await ready(page);
    expect(await pwned(page)).toBe(false);
  }
  expect(strangers).toEqual([]);
});

test.describe("an explorer that is told to open another's data", () => {
  test.use({ expectErrors: [/Content Security Policy|Failed to load|CORS|URL scheme/] });

  for (const data of [
    "https://evil.test/x.json",
    "javascript:pwned=1",
    "data:application/json,{}",
  ]) {
    test(`does not: ${data}`, async ({ page }) => {
      const strangers = await hosts(page.context(), {});
      await page.goto(`${GRAPH}index.html?data=${encodeURIComponent(data)}`);
      await expect(page.locator(".notice[data-severity=error]:visible").first()).toBeVisible();
      expect(await pwned(page)).toBe(false);
      expect(strangers).toEqual([]);
    });
  }
});

test("an article hears frames of the folder only, and sane heights only", async ({ page }) => {
  const other = `<iframe id="other" height="90" src="https://graph.test/other.html"></iframe>`;
  await hosts(page.context(), { article: article(snippet("A frame") + other) });
  await page
    .context()
    .route("https://graph.test/other.html", (route) =>
      route.fulfill({ body: "<!doctype html><title>Other</title>", contentType: "text/html" }),
    );
  await page.goto(ARTICLE);
  const inner = await frame(page);
  await ready(inner);
  const heights = () =>
    page.locator("iframe").evaluateAll((all) => all.map((one) => one.style.height));
  await expect.poll(async () => (await heights())[0]).toMatch(/^\d{3,4}px$/);
  const before = await heights();
  const forged = [
    { type: "tie-graph:height", v: 1, height: 1e9 },
    { type: "tie-graph:height", v: 1, height: 3 },
    { type: "tie-graph:height", v: 1, height: "500px;position:fixed" },
    { type: "tie-graph:height", v: 1, height: NaN },
    { type: "tie-graph:height", v: 2, height: 500 },
    { type: "tie-graph:height", height: 500 },
    { type: "height", v: 1, height: 500 },
    null,
    "tie-graph:height",
  ];
  const say = (/** @type {Frame} */ from, /** @type {unknown[]} */ messages) =>
    from.evaluate((all) => all.forEach((one) => parent.postMessage(one, "*")), messages);
  await say(inner, forged);
  // A frame that is none of the folder's, and the article itself, may ask in the right form.
  const right = [{ type: "tie-graph:height", v: 1, height: 500 }];
  const stranger = page.frames().find((one) => one.url().endsWith("other.html"));
  if (!stranger) throw new Error("no other frame");
  await say(stranger, right);
  await page.evaluate((one) => postMessage(one, "*"), right[0]);
  await page.waitForTimeout(100);
  expect(await heights()).toEqual(before);
  // The right one from the right frame is heard: the test can fail.
  await say(inner, right);
  await expect.poll(async () => (await heights())[0]).toBe("500px");
});

test("a frame hears nobody", async ({ page }) => {
  await hosts(page.context(), { article: article(snippet("A frame")) });
  await page.goto(ARTICLE);
  const inner = await frame(page);
  await ready(inner);
  const before = await inner.locator("tie-graph").evaluate((one) => one.outerHTML);
  await page.evaluate(() => {
    for (const type of ["tie-graph:step", "tie-graph:select", "tie-graph:height", "view", "load"]) {
      const message = { type, v: 1, step: 2, height: 5, query: "company=nobody", bytes: [1] };
      document.querySelector("iframe")?.contentWindow?.postMessage(message, "*");
    }
  });
  await page.waitForTimeout(100);
  expect(await inner.locator("tie-graph").evaluate((one) => one.outerHTML)).toBe(before);
});

test.describe("a forged word about newer data", () => {
  const latest = JSON.parse(published("latest.json").toString());
  test.use({ expectErrors: [/Failed to load|integrity|valid digest|404/] });

  for (const [what, forged] of /** @type {[string, string][]} */ ([
    ["leads elsewhere", JSON.stringify({ ...latest, page: "https://evil.test/x.html" })],
    ["leads to a script", JSON.stringify({ ...latest, page: "javascript:pwned=1//.html" })],
    ["names data elsewhere", JSON.stringify({ ...latest, data: "//evil.test/x.json" })],
    ["names data above", JSON.stringify({ ...latest, data: "../x.json" })],
    ["names a wrong hash", JSON.stringify({ ...latest, integrity: "sha384-AAAA" })],
    ["is no JSON", "{"],
    ["is another thing", "[null]"],
  ])) {
    test(`that ${what} is not believed`, async ({ page }) => {
      const strangers = await hosts(page.context(), {
        fault: (name) => (name === "latest.json" ? { body: Buffer.from(forged) } : undefined),
      });
      await page.goto(GRAPH + olderPage());
      await ready(page);
      await page.waitForTimeout(150);
      await expect(page.locator("tie-graph .newer")).toHaveCount(0);
      expect(strangers).toEqual([]);
      expect(await pwned(page)).toBe(false);
    });
  }
});

test("nothing is stored, no cookie is set, no other host is asked", async ({ page }) => {
  const strangers = await hosts(page.context(), {});
  for (const name of ["index.html", "embed.html", "single.html"]) {
    await page.goto(GRAPH + name);
    if (name === "index.html") {
      await expect(page.locator("#picture")).toHaveAttribute("data-state", "ready");
    } else await ready(page);
    const kept = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
      (await navigator.serviceWorker.getRegistrations()).length,
    ]);
    expect(kept).toEqual([0, 0, "", 0, 0, 0]);
  }
  expect(strangers).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);
});

test("every page carries its policy, and no page has a script that it does not name", () => {
  for (const name of ["index.html", "embed.html", "single.html"]) {
    const page = published(name).toString();
    const [, policy = ""] = /Content-Security-Policy"\s+content="([^"]+)"/.exec(page) ?? [];
    for (const rule of ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]) {
      expect(policy, name).toContain(rule);
    }
    expect(policy, name).toContain("require-trusted-types-for 'script'");
    expect(policy, name).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
    expect(page, name).not.toMatch(/<[^>]+\son\w+=|javascript:|<[^>]+\sstyle=/);
  }
  for (const name of readdirSync("target/published")) expect(name).not.toMatch(/\.map$/);
});

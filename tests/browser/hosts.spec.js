// A published folder in the articles and on the hosts that there are: it works, or its printed picture
// stays, and the evidence is there in any case.

import { readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { ARTICLE, GRAPH, OPEN, article, frame, hosts, snippet } from "./article.js";
import { expect, test } from "./fixtures.js";
import { FOLDER, olderPage, published } from "./publish.js";

/** @import { Frame, Page } from "@playwright/test" */

const STATE = "data-state";
const TIES = 108;

/** @param {Page | Frame} page */
const ready = (page) => expect(page.locator("tie-graph")).toHaveAttribute(STATE, "ready");

/**
 * What must be there with and without scripts.
 * @param {Page | Frame} page
 */
async function evidence(page) {
  await expect(page.locator("tr[id^=tie-]")).toHaveCount(TIES);
  await expect(page.locator("li[id^=source-]")).toHaveCount(33);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/**
 * The printed picture is what one sees, with a word why.
 * @param {Page | Frame} page
 * @param {RegExp} why
 */
async function printed(page, why) {
  const element = page.locator("tie-graph");
  await expect(element).toHaveAttribute(STATE, "failed");
  await expect(element.locator("svg").first()).toBeVisible();
  await expect(element.locator(".note")).toHaveText(why);
  await evidence(page);
}

test("a frame works, is as high as what is in it, and says what is chosen", async ({ page }) => {
  const strangers = await hosts(page.context(), { article: article(snippet("A frame")) });
  await page.goto(ARTICLE);
  const inner = await frame(page);
  await ready(inner);
  await evidence(inner);
  const height = () =>
    inner.evaluate(() => document.documentElement.getBoundingClientRect().height);
  const fits = async () =>
    Math.abs((await page.locator("iframe").evaluate((one) => one.clientHeight)) - (await height()));
  await expect.poll(fits).toBeLessThan(1.5);
  const closed = await height();
  await inner.locator("summary").click();
  await expect.poll(height).toBeGreaterThan(closed + 1000);
  await expect.poll(fits).toBeLessThan(1.5);

  const told = page.evaluate(
    () =>
      new Promise((done) => {
        addEventListener("message", ({ data }) => data.type === "tie-graph:select" && done(data));
      }),
  );
  await inner.locator("summary").click();
  await inner.locator("tie-graph .stage").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  expect(await told).toEqual({
    type: "tie-graph:select",
    v: 1,
    target: { entity: expect.stringMatching(/^[a-z0-9-]+$/) },
  });
  expect(strangers).toEqual([]);
});

test("a frame in a sandbox that allows scripts and nothing else works", async ({ page }) => {
  const body = `<iframe sandbox="allow-scripts" width="100%" height="700" src="${GRAPH}embed.html"></iframe>`;
  await hosts(page.context(), { article: article(body) });
  await page.goto(ARTICLE);
  const inner = await frame(page);
  expect(await inner.evaluate(() => self.origin)).toBe("null");
  await ready(inner);
  await evidence(inner);
});

test("WordPress hears a height that it knows", async ({ page }) => {
  const body = `<iframe sandbox="allow-scripts" width="600" height="338" data-secret="Ab3"
    src="${GRAPH}embed.html#?secret=Ab3"></iframe>
    <script>addEventListener("message", ({ data }) => {
      if (data.message === "height") document.body.dataset.heard = JSON.stringify(data);
    })</script>`;
  await hosts(page.context(), { article: article(body) });
  await page.goto(ARTICLE);
  await expect(page.locator("body")).toHaveAttribute("data-heard", /"value":\d+,"secret":"Ab3"/);
});

test("the element works in an article with a strict policy and Trusted Types", async ({ page }) => {
  const origin = new URL(GRAPH).origin;
  const policy = `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin};
    style-src 'unsafe-inline'; img-src ${origin}; require-trusted-types-for 'script'; trusted-types 'none'`;
  const headers = { "content-security-policy": policy.replace(/\s+/g, " ") };
  const strangers = await hosts(page.context(), {
    ...{ article: article(snippet("The element")), headers, folder: OPEN },
  });
  await page.goto(ARTICLE);
  const before = await page.locator("tie-graph").boundingBox();
  await ready(page);
  expect(await page.locator("tie-graph").boundingBox()).toEqual(before);
  expect(before?.height).toBeGreaterThan(300);
  expect(strangers).toEqual([]);
});

test.describe("a policy that forbids WebAssembly", () => {
  test.use({ expectErrors: [/unsafe-eval|WebAssembly/] });

  test("leaves the printed picture, with a word why", async ({ page }) => {
    const policy = "script-src 'self'; require-trusted-types-for 'script'";
    await hosts(page.context(), { folder: { "content-security-policy": policy } });
    await page.goto(`${GRAPH}embed.html`);
    await printed(page, /This site's rules keep the picture still/);
  });
});

test("an article that is isolated from other origins can show the frame", async ({ page }) => {
  const isolated = {
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
  };
  const folder = Object.fromEntries(
    [
      ...published("README.md")
        .toString()
        .matchAll(/^ {2}(Cross-Origin-\S+|Access\S+): (.+)$/gm),
    ].map(([, name = "", value = ""]) => [name.toLowerCase(), value]),
  );
  expect(Object.keys(folder)).toHaveLength(3);
  await hosts(page.context(), { article: article(snippet("A frame")), headers: isolated, folder });
  await page.goto(ARTICLE);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await ready(await frame(page));
});

for (const name of ["single.html", "embed.html", "index.html"]) {
  test(`${name} works with the headers that the folder's README gives`, async ({ page }) => {
    const section = published("README.md").toString().split("### Netlify")[1] ?? "";
    const folder = Object.fromEntries(
      [...section.matchAll(/^ {2}([\w-]+): (.+)$/gm)]
        .slice(0, 5)
        .map(([, key, value]) => [key, value]),
    );
    expect(folder["Content-Security-Policy"]).toContain("frame-ancestors *");
    await hosts(page.context(), { folder });
    await page.goto(GRAPH + name);
    if (name === "index.html") {
      await expect(page.locator("#picture")).toHaveAttribute("data-state", "ready");
    } else await ready(page);
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    if (name !== "index.html") expect(paper).toBe("rgb(251, 250, 247)");
  });
}

for (const name of ["single.html", "embed.html"]) {
  test(`${name} opens from a file`, async ({ page }) => {
    await page.goto(pathToFileURL(`${FOLDER}/${name}`).href);
    await ready(page);
    await evidence(page);
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  for (const name of ["index.html", "embed.html", "single.html"]) {
    test(`${name} has picture, ties and sources`, { tag: "@both" }, async ({ page }) => {
      await page.goto(`./published/${name}`);
      await evidence(page);
      const picture = page.locator(".drawn svg:visible");
      await expect(picture).toHaveCount(1);
      // No letter under 12 pixels, however wide the page is.
      const box = await picture.boundingBox();
      const drawn = await picture.getAttribute("width");
      expect((box?.width ?? 0) / Number(drawn)).toBeGreaterThan(0.99);
      // A tie in the picture leads to its claims.
      const link = picture.locator("a[href]").first();
      const href = (await link.getAttribute("href")) ?? "";
      expect(href).toMatch(/^#tie-/);
      await expect(page.locator(href)).toHaveCount(1);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBeLessThanOrEqual(0);
    });
  }
});

test("twenty pictures on a page: all at work, in 400 MB", async ({ page }) => {
  const one = (/** @type {number} */ i) =>
    i % 2
      ? snippet("The element").replace(/<script[^]*<\/script>/, "")
      : snippet("A frame").replace(' loading="lazy"', "");
  const body = Array.from({ length: 20 }, (_, i) => one(i)).join("\n");
  const script = /<script[^]*<\/script>/.exec(snippet("The element"))?.[0] ?? "";
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await hosts(page.context(), { article: article(script + body), folder: OPEN });
  await page.goto(ARTICLE);
  await expect(page.locator("tie-graph").first()).toHaveAttribute(STATE, "ready");
  // What is far away has not begun.
  await expect(page.locator("tie-graph").last()).not.toHaveAttribute(STATE);
  for (const element of await page.locator("tie-graph, iframe").all()) {
    await element.scrollIntoViewIfNeeded();
    const inner = await (await element.elementHandle())?.contentFrame();
    if (inner) await ready(inner);
    else await expect(element).toHaveAttribute(STATE, "ready");
  }
  const lost = page.locator("tie-graph canvas").evaluateAll((all) =>
    all.filter((one) => {
      const context = /** @type {HTMLCanvasElement} */ (one).getContext("2d");
      return !context || context.isContextLost();
    }),
  );
  expect(await lost).toEqual([]);
  await expect(page.locator(`tie-graph[${STATE}=ready]`)).toHaveCount(10);
  expect(page.frames()).toHaveLength(11);
  // Ten elements share one module: the frames have one each.
  expect(asked.filter((url) => url.endsWith(".wasm"))).toHaveLength(11);

  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await session?.send("SystemInfo.getProcessInfo")) ?? {};
  const resident = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => /^Pss:\s+(\d+)/m.exec(proportional(id))?.[1])
    .map((kilobytes) => Number(kilobytes ?? 0) / 1024);
  const sum = resident.reduce((all, one) => all + one, 0);
  if (process.platform === "linux") expect(sum).toBeGreaterThan(20);
  expect(sum, resident.join(", ")).toBeLessThan(400);
});

/** @param {number} id of a process */
function proportional(id) {
  try {
    return readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
  } catch {
    return "";
  }
}

test.describe("a host with faults", () => {
  test.use({ expectErrors: [/Failed to load|integrity|Failed to find a valid digest|404|MIME/] });

  const MODULE = /The moving picture could not be loaded/;
  const DATA = /The data could not be loaded/;
  /** @typedef {(name: string) => import("./article.js").Answer | null} Fault */
  /** @type {Fault} */
  const none = () => null;
  /** @type {Fault} */
  const short = (name) => ({ body: published(name).subarray(0, 1000) });
  /** @type {Fault} */
  const other = (name) => ({ body: Buffer.concat([published(name), Buffer.from(" ")]) });
  /** @type {[string, RegExp, Fault, RegExp][]} */
  const faults = [
    ["has no wasm", /\.wasm$/, none, MODULE],
    ["cuts the wasm short", /\.wasm$/, short, MODULE],
    ["has another wasm", /\.wasm$/, other, MODULE],
    ["has no data", /^data\..*json$/, none, DATA],
    ["has other data", /^data\..*json$/, other, DATA],
  ];
  for (const [what, file, answer, why] of faults) {
    test(`that ${what} leaves the printed picture`, async ({ page }) => {
      await hosts(page.context(), {
        fault: (name) => (file.test(name) ? answer(name) : undefined),
      });
      await page.goto(`${GRAPH}embed.html`);
      await printed(page, why);
    });
  }

  /** @type {[string, Fault][]} */
  const scripts = [
    ["has no scripts", none],
    ["has other scripts", other],
  ];
  for (const [what, answer] of scripts) {
    test(`that ${what} leaves the printed picture, untouched`, async ({ page }) => {
      const of = /^tie-graph\..*js$/;
      await hosts(page.context(), { fault: (name) => (of.test(name) ? answer(name) : undefined) });
      await page.goto(`${GRAPH}embed.html`);
      await expect(page.locator("tie-graph svg").first()).toBeVisible();
      await evidence(page);
      await page.waitForTimeout(200);
      await expect(page.locator("tie-graph")).not.toHaveAttribute(STATE);
    });
  }

  test("that names wasm wrongly does no harm", async ({ page }) => {
    const headers = { "content-type": "text/plain" };
    await hosts(page.context(), {
      fault: (name) => (name.endsWith(".wasm") ? { headers } : undefined),
    });
    await page.goto(`${GRAPH}embed.html`);
    await ready(page);
  });

  test("that is slow shows picture and evidence all the while", async ({ page }) => {
    await hosts(page.context(), {
      fault: (name) => (/\.(js|wasm|json)$/.test(name) ? { delay: 700 } : undefined),
    });
    await page.goto(`${GRAPH}embed.html`, { waitUntil: "commit" });
    await expect(page.locator("tie-graph svg").first()).toBeVisible({ timeout: 600 });
    await evidence(page);
    await expect(page.locator("tie-graph")).not.toHaveAttribute(STATE, "ready");
    await ready(page);
  });
});

test(
  "an article in another language and direction keeps the picture as it is",
  {
    tag: "@both",
  },
  async ({ page }) => {
    const body = snippet("The element");
    await hosts(page.context(), { article: article(body, 'lang="ar" dir="rtl"'), folder: OPEN });
    await page.goto(ARTICLE);
    await ready(page);
    await expect(page.locator("tie-graph .stage")).toHaveAttribute(
      "aria-label",
      "Picture of the ties",
    );
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBeLessThanOrEqual(0);
  },
);

test(
  "the live picture takes the printed one's place: nothing shifts",
  { tag: "@both" },
  async ({ page }) => {
    // As wide as it was printed, so that both are one to one.
    if ((page.viewportSize()?.width ?? 0) > 900)
      await page.setViewportSize({ width: 928, height: 900 });
    await page.goto("./published/embed.html");
    const sizes = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("tie-graph, .hues, .more")].map((one) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          return [x, y, width, height];
        }),
      );
    const before = await sizes();
    await ready(page);
    expect(await sizes()).toEqual(before);
    const shift = await page.evaluate(
      () =>
        new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              sum += "value" in entry ? Number(entry.value) : 0;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 200);
        }),
    );
    expect(shift).toBe(0);
  },
);

test("a story is told step by step, and the article hears of it", async ({ page }) => {
  const told = snippet("The element").replace("<tie-graph", "<tie-graph story controls");
  await hosts(page.context(), { article: article(told), folder: OPEN });
  await page.addInitScript(() => {
    addEventListener("tie-graph:step", (event) => {
      const { step, of } = /** @type {CustomEvent} */ (event).detail;
      document.documentElement.dataset.told = `${step}/${of}`;
    });
  });
  await page.goto(ARTICLE);
  await ready(page);
  const element = page.locator("tie-graph");
  const heard = page.locator("html");
  await expect(heard).toHaveAttribute("data-told", "1/6");
  await expect(element.locator(".story strong")).toHaveText("Three companies, many intermediaries");
  const view = () => element.evaluate((one) => /** @type {any} */ (one).view);
  expect(await view()).toContain("hops=1");
  await expect(element.getByRole("button", { name: "Back" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await element.getByRole("button", { name: "Next" }).click();
  await expect(heard).toHaveAttribute("data-told", "2/6");
  await expect.poll(view).toContain("path=alibaba");
  // With nothing selected the card answers the view's question.
  await expect(element.locator(".card")).toContainText("; the shortest has ");
  await element.evaluate((one) => one.setAttribute("step", "99"));
  await expect(heard).toHaveAttribute("data-told", "6/6");
  await element.evaluate((one) => /** @type {any} */ (one).next());
  await element.evaluate((one) => /** @type {any} */ (one).prev());
  await expect(heard).toHaveAttribute("data-told", "5/6");
  await expect(element.locator(".story")).toContainText("Step 5 of 6");
});

test("an element that is moved about or resized goes on, and is never blank", async ({ page }) => {
  await page.goto("./published/embed.html");
  await ready(page);
  const colours = () =>
    page.locator("tie-graph canvas").evaluate((one) => {
      const canvas = /** @type {HTMLCanvasElement} */ (one);
      const context = canvas.getContext("2d");
      const data = context?.getImageData(0, 0, canvas.width, canvas.height).data.buffer;
      return new Set(new Uint32Array(data ?? new ArrayBuffer(0))).size;
    });
  expect(await colours()).toBeGreaterThan(100);
  await page.setViewportSize({ width: 800, height: 700 });
  // What the next frame shows: an observer of sizes has had its turn by then.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  expect(await colours()).toBeGreaterThan(100);

  await page.locator("tie-graph").evaluate((one) => {
    const parent = one.parentElement;
    one.remove();
    parent?.prepend(one);
  });
  await ready(page);
  expect(await colours()).toBeGreaterThan(100);
  await expect(page.locator("tie-graph canvas")).toHaveCount(1);
});

test("print has the picture, every tie and every source", async ({ page }) => {
  for (const name of ["embed.html", "single.html", "index.html"]) {
    await page.goto(`./published/${name}`);
    if (name !== "index.html") await ready(page);
    await page.emulateMedia({ media: "print" });
    if (name !== "index.html") {
      await expect(page.locator("tie-graph svg:visible").first()).toBeVisible();
      await expect(page.locator("tie-graph canvas")).toBeHidden();
    }
    const row = page.locator("tr[id^=tie-]").last();
    expect(await row.evaluate((one) => one.getBoundingClientRect().height)).toBeGreaterThan(10);
    const wide = await page.locator("table.ties").evaluate((one) => one.clientWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    const pages = (await page.pdf()).toString("latin1").match(/\/Type \/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(5);
    await page.emulateMedia({ media: "screen" });
  }
});

test.describe("an article that names an older edition", () => {
  for (const sandbox of ["allow-scripts allow-same-origin", "allow-scripts"]) {
    test(`says what has changed since: ${sandbox}`, async ({ page }) => {
      const body = `<iframe sandbox="${sandbox}" width="100%" height="700" src="${GRAPH}${olderPage()}"></iframe>`;
      await hosts(page.context(), { article: article(body) });
      await page.goto(ARTICLE);
      const inner = await frame(page);
      await ready(inner);
      await expect(inner.locator("tr[id^=tie-]")).toHaveCount(TIES - 1);
      await expect(inner.locator(".newer")).toHaveText(
        "Changed since publication: 3 ties. See the newest",
      );
      await inner.locator(".newer a").click();
      await expect(inner.locator("tr[id^=tie-]")).toHaveCount(TIES);
      await ready(inner);
      await expect(inner.locator(".newer")).toHaveCount(0);
    });
  }
});

test("the bill of materials names what is compiled in, and nothing else", () => {
  const { bomFormat, components } = JSON.parse(published("sbom.cdx.json").toString());
  expect(bomFormat).toBe("CycloneDX");
  /** @type {string[]} */
  const names = components.map((/** @type {{ name: string }} */ one) => one.name);
  expect(names).toEqual(expect.arrayContaining(["petgraph", "serde", "wasm-bindgen", "web-sys"]));
  for (const other of ["clap", "resvg", "proptest", "serde_derive"]) {
    expect(names).not.toContain(other);
  }
  for (const { name, version, hashes } of components) {
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    if (name !== "tiegraph-kernels") expect(hashes[0].content).toMatch(/^[0-9a-f]{64}$/);
  }
});

test("the host's script is small", () => {
  const name = /host\.\w{10}\.js/.exec(snippet("A frame"))?.[0] ?? "";
  expect(statSync(`${FOLDER}/${name}`).size).toBeLessThanOrEqual(1024);
});

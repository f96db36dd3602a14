// The time line: a range by hand, by keys and by steps, on both clocks, and nothing dropped unsaid.

import { findings } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { bundle, open } from "./page.js";

/** @import { Page } from "@playwright/test" */
/** @import { Bundle } from "./page.js" */

/** @param {Page} page */
const since = (page) => page.getByRole("slider", { name: "Range starts" });
/** @param {Page} page */
const until = (page) => page.getByRole("slider", { name: "Range ends" });

/** @param {Page} page */
async function openLine(page, view = "") {
  await open(page, view);
  await expect(page.locator("#timeline")).toHaveAttribute("data-state", "ready");
}

/**
 * Where a share of the drawn span is.
 * @param {Page} page
 * @param {number} share
 */
async function at(page, share) {
  const box = await page.locator("#timeline-chart svg").boundingBox();
  if (!box) throw new Error("no chart");
  return { x: box.x + share * box.width, y: box.y + 12 };
}

/**
 * @param {Page} page
 * @param {number} from
 * @param {number} to
 */
async function drag(page, from, to) {
  const [first, last] = [await at(page, from), await at(page, to)];
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step += 1) {
    await page.mouse.move(first.x + ((last.x - first.x) * step) / 8, first.y);
  }
  await page.mouse.up();
}

/** @param {Page} page */
const range = (page) =>
  page.evaluate(() => {
    const keys = new URLSearchParams(location.hash.slice(1));
    return [keys.get("since"), keys.get("until")];
  });

/**
 * Ties of which a claim may have been made in a range of years, told from the dataset alone.
 * @param {Bundle} data
 * @param {string} first
 * @param {string} last
 */
function reported(data, first, last) {
  /** @type {Map<string, any>} */
  const sources = new Map(data.sources.map((source) => [source.id, source]));
  const ids = data.claims
    .filter((/** @type {any} */ claim) => {
      const date = claim.date || sources.get(claim.source)?.date;
      return !date || (date.slice(0, 4) >= first && date.slice(0, 4) <= last);
    })
    .map(({ tie }) => tie);
  return new Set(ids).size;
}

test("a drag chooses a range in one step of the history, its window and handles move", async ({
  page,
}) => {
  await openLine(page);
  const data = await bundle(page);
  const entries = await page.evaluate(() => history.length);
  // Sixteen quarters from April 2017 to March 2021: the fourth to the seventh are of 2018.
  await drag(page, 3.5 / 16, 6.5 / 16);
  await expect(page).toHaveURL(/#since=2018-01&until=2018-12$/);
  const shown = page.locator("#shown");
  await expect(shown).toHaveText(`${reported(data, "2018", "2018")} of ${data.ties.length} ties`);
  await expect(page.locator("#timeline-fold")).toHaveText("Time: Jan – Dec 2018");
  expect(await page.evaluate(() => history.length)).toBe(entries + 1);

  // The window.
  await drag(page, 5 / 16, 9 / 16);
  await expect(page).toHaveURL(/#since=2019-01&until=2019-12$/);
  // A handle.
  const box = await until(page).boundingBox();
  if (!box) throw new Error("no handle");
  const end = await at(page, 14 / 16);
  await page.mouse.move(box.x + 8, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(end.x + 8, box.y + 10, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => range(page)).toEqual(["2019-01", "2020-09"]);

  await page.goBack();
  await expect.poll(() => range(page)).toEqual(["2019-01", "2019-12"]);
  await page.goBack();
  await page.goBack();
  await expect(page).not.toHaveURL(/since/);
  await expect(page.locator("#timeline-fold")).toHaveText("Time: all dates");
  await expect(since(page)).toHaveAttribute("aria-valuetext", /^no start/);
  await page.goForward();
  await expect.poll(() => range(page)).toEqual(["2018-01", "2018-12"]);
  await page.getByRole("button", { name: "All dates" }).click();
  await expect(page).not.toHaveURL(/since|until/);
});

test("a click chooses one bin; the tip says what it holds", async ({ page }) => {
  await openLine(page);
  const place = await at(page, 4.5 / 16);
  await page.mouse.move(place.x, place.y);
  await expect(page.locator("#timeline-chart .tip")).toHaveText("Apr – Jun 2018: 7 reported");
  await page.mouse.click(place.x, place.y);
  await expect.poll(() => range(page)).toEqual(["2018-04", "2018-06"]);
});

test("handles go by keys and say in words where they are", async ({ page }) => {
  await openLine(page);
  await since(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(since(page)).toHaveAttribute("aria-valuenow", "3");
  await expect(since(page)).toHaveAttribute("aria-valuetext", /^Jan 2018, ties shown: \d+$/);
  await expect.poll(() => range(page)).toEqual(["2018-01", null]);
  await page.keyboard.press("PageUp");
  await expect(since(page)).toHaveAttribute("aria-valuetext", /^Jan 2019/);
  await page.keyboard.press("End");
  await expect(since(page)).toHaveAttribute("aria-valuenow", "15");
  await page.keyboard.press("Home");
  await expect(since(page)).toHaveAttribute("aria-valuenow", "0");
  await expect.poll(() => range(page)).toEqual([null, null]);

  await until(page).focus();
  await page.keyboard.press("PageDown");
  await page.keyboard.press("ArrowLeft");
  await expect(until(page)).toHaveAttribute("aria-valuenow", "11");
  await expect.poll(() => range(page)).toEqual([null, "2019-12"]);
  await page.keyboard.press("Home");
  await expect(until(page)).toHaveAttribute("aria-valuenow", "1");
  await expect.poll(() => range(page)).toEqual([null, "2017-06"]);
});

test("steps move the window, play goes on to the end and can be paused", async ({ page }) => {
  await page.clock.install();
  await openLine(page, "since=2018-01&until=2018-06");
  await page.getByRole("button", { name: "One step forward" }).click();
  await expect(page.locator("#timeline-fold")).toHaveText(/^Time: Apr – Sept? 2018$/);
  await page.getByRole("button", { name: "One step back" }).click();
  await expect(page.locator("#timeline-fold")).toHaveText("Time: Jan – Jun 2018");
  await page.clock.runFor(2000);
  const entries = await page.evaluate(() => history.length);

  const play = page.getByRole("button", { name: "Play" });
  await play.click();
  await expect(page.locator("#timeline-fold")).toHaveText(/^Time: Apr – Sept? 2018$/);
  await page.clock.runFor(850);
  await expect(page.locator("#timeline-fold")).toHaveText("Time: Jul – Dec 2018");
  await page.getByRole("button", { name: "Pause" }).click();
  await page.clock.runFor(3000);
  await expect(page.locator("#timeline-fold")).toHaveText("Time: Jul – Dec 2018");
  await expect.poll(() => range(page)).toEqual(["2018-07", "2018-12"]);
  expect(await page.evaluate(() => history.length)).toBe(entries + 1);

  await play.click();
  for (let step = 0; step < 16; step += 1) await page.clock.runFor(850);
  await expect(page.locator("#timeline-fold")).toHaveText("Time: from Oct 2020");
  await expect(play).toBeVisible();
  await expect(page.getByRole("button", { name: "One step forward" })).toBeDisabled();
});

test("the other clock has its own bins, and marks what only may have been", async ({ page }) => {
  await openLine(page);
  await page.getByRole("radio", { name: "When ties held" }).check();
  await expect(page).toHaveURL(/#clock=held$/);
  const notes = page.locator("#timeline-notes");
  await expect(notes).toContainText("85 undated, kept");
  await expect(notes).toContainText("7 imprecise");
  await expect(notes).toContainText("12 open-ended");
  // July to September 2018 is the thirteenth of 23 quarters.
  const place = await at(page, 12.5 / 23);
  await page.mouse.move(place.x, place.y);
  await expect(page.locator("#timeline-chart .tip")).toHaveText(
    /^Jul – Sept? 2018: 5 held, 5 may have held \(end or start not stated\), 4 may have held by an imprecise date$/,
  );
  for (const bar of ["sure", "open", "vague"]) {
    await expect(page.locator(`.bar-${bar}`)).toHaveAttribute("d", /^M/);
  }
  await page.mouse.click(place.x, place.y);
  await expect(page.locator("#shown")).toHaveText("99 of 108 ties");
});

test("what has no date is said, kept, and set aside only on demand", async ({ page }) => {
  await openLine(page, "since=2018&until=2018");
  const notes = page.locator("#timeline-notes");
  await expect(notes).toContainText("53 undated, kept");
  await expect(notes).toContainText("≠ 3 denied, undated");
  await expect(page.locator("#shown")).toHaveText("62 of 108 ties");
  await notes.getByRole("button").first().click();
  const note = page.locator("#timeline-note");
  await expect(note).toContainText("53 ties have no date on this clock; they stay shown.");
  await expect(note).toContainText("3 ties are denied at a date that nobody gave");
  await note.getByRole("button", { name: "Set undated ties aside" }).click();
  await expect(page).toHaveURL(/undated=hide/);
  await expect(page.locator("#shown")).toHaveText("9 of 108 ties");
  await expect(notes).toContainText("53 undated, set aside");
  await note.getByRole("button", { name: "Keep undated ties" }).click();
  await expect(page.locator("#shown")).toHaveText("62 of 108 ties");
  await page.keyboard.press("Escape");
  await expect(note).toBeHidden();
});

test("denials stand below the line, by their sign", async ({ page }) => {
  await page.route("**/data/bat-ties.json", async (route) => {
    const response = await route.fetch();
    const data = await response.json();
    for (const claim of data.claims) if (claim.stance === "denies") claim.date = "2019-05";
    await route.fulfill({ json: data });
  });
  await openLine(page);
  await expect(page.locator(".axis .sign")).toHaveText("≠");
  await expect(page.locator(".bar-denied")).toHaveAttribute("d", /^M/);
  const place = await at(page, 8.5 / 16);
  await page.mouse.move(place.x, place.y);
  await expect(page.locator("#timeline-chart .tip")).toContainText("3 denied");
});

test.describe("an impossible range", () => {
  test("is an error that names both ends", async ({ page }) => {
    await open(page, "since=2021&until=2018");
    await expect(page.locator("#notices")).toContainText("since=2021 is later than until=2018");
    await expect(page.locator("#notices")).toContainText("swap since and until");
  });
});

test("dragging does not flood the core, the history or the main thread", async ({ page }) => {
  await openLine(page);
  await page.evaluate(async () => {
    const { host } = await import(new URL("js/main.js", document.baseURI).href);
    const log = /** @type {any} */ (globalThis);
    Object.assign(log, { merges: 0, tasks: 0, frames: 0 });
    const send = host.send.bind(host);
    host.send = (/** @type {any} */ command) => {
      if (command.type === "merge") log.merges += 1;
      send(command);
    };
    new PerformanceObserver((list) => (log.tasks += list.getEntries().length)).observe({
      type: "longtask",
    });
    const tick = () => {
      log.frames += 1;
      requestAnimationFrame(tick);
    };
    tick();
  });
  /** @returns {Promise<{ merges: number, tasks: number, frames: number, entries: number }>} */
  const log = () =>
    page.evaluate(() => {
      const { merges, tasks, frames } = /** @type {any} */ (globalThis);
      return { merges, tasks, frames, entries: history.length };
    });
  const [first, last] = [await at(page, 0.02), await at(page, 0.98)];
  // Whatever else this machine does may hold up one drag, not each of four.
  for (let again = 0; ; again += 1) {
    const before = await log();
    await page.mouse.move(first.x, first.y);
    await page.mouse.down();
    for (let step = 0; step <= 40; step += 1) {
      await page.mouse.move(first.x + ((last.x - first.x) * step) / 40, first.y);
    }
    await page.mouse.up();
    const after = await log();
    const merges = after.merges - before.merges;
    expect(merges).toBeLessThanOrEqual(Math.min(17, after.frames - before.frames + 1));
    expect(again > 0 || merges > 0).toBe(true);
    expect(after.entries - before.entries).toBeLessThanOrEqual(1);
    if (after.tasks === before.tasks) break;
    expect(again, "a long task in each drag").toBeLessThan(3);
    await expect(page.locator("#timeline-fold")).toHaveText("Time: all dates");
  }
});

test("on a phone it is one line until it is opened", { tag: "@phone" }, async ({ page }) => {
  await openLine(page, "since=2018-01&until=2018-12");
  const fold = page.getByRole("button", { name: "Time: Jan – Dec 2018" });
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await expect(page.locator("#timeline-chart")).toBeHidden();
  const before = await page.locator("#picture").boundingBox();
  await fold.tap();
  await expect(page.locator("#timeline-chart")).toBeVisible();
  const after = await page.locator("#picture").boundingBox();
  expect(after?.height).toBeGreaterThan(0.8 * (before?.height ?? 0));
  await since(page).scrollIntoViewIfNeeded();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("#timeline :is(button, label, .handle)")]
      .filter((target) => target.checkVisibility())
      .map((target) => target.getBoundingClientRect())
      .filter(({ height, width }) => height < 34 || width < 34),
  );
  expect(small).toEqual([]);

  const client = await page.context().newCDPSession(page);
  const [from, to] = [await at(page, 0.72), await at(page, 0.9)];
  for (const [type, point] of /** @type {const} */ ([
    ["touchStart", from],
    ["touchMove", { x: (from.x + to.x) / 2, y: from.y }],
    ["touchMove", to],
    ["touchEnd", null],
  ])) {
    await client.send("Input.dispatchTouchEvent", { type, touchPoints: point ? [point] : [] });
  }
  await expect.poll(() => range(page)).toEqual(["2020-01", "2020-12"]);
});

test("it reads in Chinese", { tag: "@both" }, async ({ page }) => {
  await openLine(page, "lang=zh&since=2018-04&until=2019-03");
  const fold = page.locator("#timeline-fold");
  await expect(fold).toHaveText("时间：2018年4月至2019年3月");
  if ((await fold.getAttribute("aria-expanded")) === "false") await fold.click();
  await expect(page.getByRole("radio", { name: "关联存续的时间" })).toBeVisible();
  await expect(page.getByRole("slider", { name: "范围起点" })).toHaveAttribute(
    "aria-valuetext",
    /^2018年4月，?/,
  );
  await expect(page.locator("#timeline-notes")).toContainText("53 条无日期，保留");
});

test.describe("axe", () => {
  test.use({ bypassCSP: true });

  for (const view of ["since=2018-01&until=2018-12", "clock=held&theme=dark"]) {
    test(`finds nothing in ${view}`, { tag: "@both" }, async ({ page }) => {
      await openLine(page, view);
      const fold = page.locator("#timeline-fold");
      if ((await fold.getAttribute("aria-expanded")) === "false") await fold.click();
      await page.locator("#timeline-notes button").first().click();
      expect(await findings(page, { within: ["#timeline"] })).toEqual([]);
    });
  }
});

test("it holds from 320 pixels to a wall", async ({ page }) => {
  for (const [width, height] of /** @type {const} */ ([
    [320, 640],
    [700, 900],
    [1100, 700],
    [3840, 2160],
  ])) {
    await page.setViewportSize({ width, height });
    await page.goto("about:blank");
    await openLine(page, "clock=held");
    const fold = page.locator("#timeline-fold");
    if ((await fold.getAttribute("aria-expanded")) === "false") await fold.click();
    await expect
      .poll(async () => (await page.locator("#timeline-chart svg").boundingBox())?.width)
      .toBeGreaterThan(0.4 * Math.min(width, 560));
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over, `${width}`).toBeLessThanOrEqual(0);
  }
});

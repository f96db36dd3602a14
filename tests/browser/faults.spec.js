// Bad files: said with place and hint, the last good picture stays, nothing runs.

import { expect, test } from "./fixtures.js";
import { bundle, count, entry, open, openFile, pixels } from "./page.js";

/** @import { Page } from "@playwright/test" */
/** @import { Bundle } from "./page.js" */

/**
 * @typedef {{
 *   what: string,
 *   code: string,
 *   place: RegExp,
 *   hint: RegExp,
 *   make(good: Bundle): string | Buffer,
 * }} Fault
 */

/**
 * @param {Bundle} good
 * @param {(bundle: Bundle) => void} spoil
 */
function spoilt(good, spoil) {
  spoil(good);
  return JSON.stringify(good, null, 2);
}

/** @type {(list: any[], at?: number) => any} */
const nth = (list, at = 3) => list[at];

/** @type {Fault[]} */
const FAULTS = [
  {
    what: "an id that names nothing",
    code: "dangling-id",
    place: /spoilt\.json, line \d+, column \d+.*\bto\b/,
    hint: /add the entity, or correct the id/,
    make: (good) => spoilt(good, ({ ties }) => (nth(ties).to = "nobody")),
  },
  {
    what: "the same id twice",
    code: "duplicate-id",
    place: /spoilt\.json, line \d+, column \d+.*\bid\b/,
    hint: /give each row an id of its own/,
    make: (good) => spoilt(good, ({ entities }) => (nth(entities).id = "alibaba")),
  },
  {
    what: "a word outside of the vocabulary",
    code: "bad-word",
    place: /spoilt\.json, line \d+, column \d+.*\bkind\b/,
    hint: /the words are company.*military/s,
    make: (good) => spoilt(good, ({ entities }) => (nth(entities).kind = "firm")),
  },
  {
    what: "a date that is none",
    code: "bad-date",
    place: /spoilt\.json, line \d+, column \d+.*\bstart\b/,
    hint: /write 2018, 2018-10 or 2018-10-31/,
    make: (good) => spoilt(good, ({ ties }) => (nth(ties).start = "2018-13-45")),
  },
  {
    what: "a byte that is not UTF-8",
    code: "not-utf8",
    place: /spoilt\.json, line \d+, column \d+/,
    hint: /save the file as UTF-8/,
    make: (good) => {
      const bytes = Buffer.from(JSON.stringify(good, null, 2));
      bytes[bytes.indexOf("Tencent")] = 0xff;
      return bytes;
    },
  },
  {
    what: "an empty file",
    code: "empty-file",
    place: /spoilt\.json, line 1, column 1/,
    hint: /check that it was saved/,
    make: () => "",
  },
  {
    what: "a cell of ten million characters",
    code: "cell-too-long",
    place: /spoilt\.json, line \d+, column \d+.*\bsummary\b/,
    hint: /shorten it/,
    make: (good) => spoilt(good, ({ entities }) => (nth(entities).summary = "x".repeat(10e6))),
  },
  {
    what: "a source that runs a script",
    code: "bad-url",
    place: /spoilt\.json, line \d+, column \d+.*\burl\b/,
    hint: /from https:\/\/ on/,
    make: (good) => spoilt(good, ({ sources }) => (nth(sources).url = "javascript:alert(1)")),
  },
  {
    what: "half a file",
    code: "bad-json",
    place: /spoilt\.json, line \d+, column \d+/,
    hint: /ends too early/,
    make: (good) => JSON.stringify(good, null, 2).slice(0, 5000),
  },
];

for (const { what, code, place, hint, make } of FAULTS) {
  test(`${what} is said, and the picture stays`, async ({ page }) => {
    await open(page, "sector=beidou");
    const before = await pixels(page);
    const shown = await page.locator("#shown").textContent();

    await openFile(page, "spoilt.json", make(await bundle(page)));
    const notice = page.getByRole("alert");
    const fault = notice.locator(`[data-code="${code}"]`).first();
    await expect(fault).toContainText(code);
    await expect(fault).toContainText(place);
    await expect(fault).toContainText(hint);
    await expect(notice).toContainText("The picture stays as it was.");

    expect(await pixels(page)).toBe(before);
    await expect(page.locator("#shown")).toHaveText(shown ?? "");
    await expect(page).toHaveURL(/#sector=beidou$/);

    // Still of use, and a good file is welcome.
    await entry(page, "sector", "beidou").click();
    await expect(page.locator("#shown")).not.toHaveText(shown ?? "");
    const good = await bundle(page);
    good.title = "Mended";
    await openFile(page, "mended.json", JSON.stringify(good));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mended");
    await expect(notice).toHaveCount(0);
  });
}

test("in Chinese the kind of fault is said before its English words", async ({ page }) => {
  await open(page, "lang=zh");
  await openFile(page, "spoilt.json", "");
  const fault = page.getByRole("alert").locator('[data-code="empty-file"]');
  await expect(fault.locator("p").first()).toHaveText("文件为空");
  await expect(fault.locator(`p[lang="en"]`).first()).toContainText("empty");
  await page.locator("#language").click();
  await openFile(page, "spoilt.json", "");
  await expect(fault.locator("p").first()).not.toHaveText("文件为空");
});

test("a dropped file is opened", async ({ page }) => {
  await open(page);
  const good = await bundle(page);
  good.title = "Dropped";
  const drop = (/** @type {string} */ name, /** @type {string} */ text) =>
    page.evaluate(
      ([file = "", content = ""]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], file));
        for (const type of ["dragover", "drop"]) {
          document.body.dispatchEvent(
            new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
          );
        }
      },
      [name, text],
    );
  await drop("good.json", JSON.stringify(good));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dropped");
  await drop("bad.json", "{");
  await expect(page.getByRole("alert").locator("[data-code]")).toContainText("bad-json");
  await drop("table.csv", "from,to\na,b\n");
  await expect(page.getByRole("alert")).toContainText("Only a bundle");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dropped");
});

test("markup in the data is text", async ({ page }) => {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page);
  const evil = `<img src="x-evil" onerror="globalThis.ran = true"><script>globalThis.ran = true</script>`;
  const good = await bundle(page);
  good.title = `Title ${evil}`;
  nth(good.entities, 0).name = `Alibaba ${evil}`;
  nth(good.entities, 0).summary = evil;
  nth(good.entities, 0).aliases = [evil];
  nth(good.sources, 0).title = `Report ${evil}`;
  for (const tie of good.ties) /** @type {any} */ (tie).label = `tied to ${evil}`;
  for (const claim of good.claims) {
    Object.assign(claim, { summary: evil, locator: evil, speaker: evil });
  }
  await openFile(page, "evil.json", JSON.stringify(good));

  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText(`Title ${evil}`);
  await expect(page).toHaveTitle(`Title ${evil}`);
  await expect(entry(page, "company", "alibaba").locator(".entry-name")).toHaveText(
    `Alibaba ${evil}`,
  );
  for (const view of ["focus=alibaba-pla-data", "focus=alibaba&path=alibaba~pla"]) {
    await page.evaluate((query) => {
      location.hash = query;
    }, view);
    await expect(page.locator("#ledger-body")).toContainText("<script>");
  }
  await expect(page.locator(".route-line").first()).toContainText(evil);
  await page.locator("#search").fill("alibaba");
  await expect(page.getByRole("option").first()).toContainText("<img");

  const found = await page.evaluate(() => ({
    ran: "ran" in globalThis,
    markup: document.querySelectorAll("[onerror], img:not(.swatch), body script").length,
  }));
  expect(found).toEqual({ ran: false, markup: 0 });
  expect(asked.filter((address) => address.includes("x-evil"))).toEqual([]);
});

test("a dataset without a source, a sector or a date is fine", async ({ page }) => {
  await open(page);
  const small = {
    title: "Small",
    entities: [
      { id: "a", name: "A" },
      { id: "b", name: "B" },
    ],
    ties: [{ id: "a-b", from: "a", to: "b", directed: true }],
  };
  await openFile(page, "small.json", JSON.stringify(small));
  await expect(page.locator("#shown")).toHaveText("1 of 1 ties");
  await expect(count(entry(page, "status", "unsourced"))).toHaveText("1");
  await page.evaluate(() => {
    location.hash = "focus=a-b";
  });
  await expect(page.locator("#ledger-body")).toContainText("No source is given for this tie.");
  await expect(page.locator("#ledger-body .ledger-head")).toHaveText(/A\s+→\s+B/);
  // The questions to try are about another dataset.
  await expect(page.getByRole("button", { name: "How is Baidu connected to CETC?" })).toHaveCount(
    0,
  );
});

// The ledger: who says so, who denies it, where it is written.

import { expect, test } from "./fixtures.js";
import { bundle, open } from "./page.js";

test("a tie: allegation and denial side by side, each with its source", async ({ page }) => {
  await open(page, "focus=alibaba-pla-data");
  const ledger = page.locator("#ledger");
  await expect(ledger.locator("h2.ledger-head")).toHaveText(
    "Alibaba is alleged to pass customer data to People's Liberation Army",
  );
  await expect(ledger.locator(".standing")).toContainText("Disputed");
  await expect(ledger.locator(".standing")).toContainText("alleged by 1 origin, denied by 1");

  const alleged = ledger.locator('[data-stance="alleges"]');
  const denied = ledger.locator('[data-stance="denies"]');
  await expect(alleged).toContainText("The memo alleges");
  await expect(denied).toContainText("no government body ever received user information");
  const [left, right] = [await alleged.boundingBox(), await denied.boundingBox()];
  expect(Math.abs((left?.y ?? 0) - (right?.y ?? 9))).toBeLessThan(2);
  expect(right?.x).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0));
  expect(Math.abs((left?.width ?? 0) - (right?.width ?? 9))).toBeLessThan(2);

  await expect(
    page.locator("#ledger-body").getByText("A denial makes a tie disputed"),
  ).toBeVisible();
});

test("lineage: a drawing, the same in words, and the documents", async ({ page }) => {
  await open(page, "focus=alibaba-pla-data");
  const drawing = page.locator(".lineage-frame .lineage-drawing");
  await expect(drawing).toHaveAttribute("aria-label", "2 repeats 5; 3 cites 6; 5 repeats 4");
  await expect(page.locator("#ledger").getByText("5 documents, 2 origins")).toBeVisible();
  await expect(page.locator('.lineage-node[data-kind="origin"] text')).toHaveText(["4", "6"]);
  await expect(page.locator(".lineage li")).toHaveText([
    /^2 Undated article/,
    /^3 The same undated article/,
    /^4 Classified memo/,
    /^5 Financial Times report/,
    /^6 Alibaba's answer/,
  ]);
  // From the origin at the left to the document that this dataset knows.
  const x = async (/** @type {number} */ number) => {
    const node = page.locator(".lineage-node", { hasText: new RegExp(`^${number}\\.`) });
    return (await node.boundingBox())?.x ?? 0;
  };
  expect(await x(4)).toBeLessThan(await x(5));
  expect(await x(5)).toBeLessThan(await x(2));
  const frame = await page.locator(".lineage-frame").boundingBox();
  const own = await drawing.boundingBox();
  expect(own?.width).toBeLessThanOrEqual(frame?.width ?? 0);

  // What repeats a withdrawn memo is drawn as fallen with it.
  await open(page, "focus=alibaba-pla-data&without=dod-memo");
  await expect(page.locator('.lineage-node[data-stands="no"] text')).toHaveText(["2", "4", "5"]);
});

test("documents that repeat nothing are listed, not drawn", async ({ page }) => {
  await open(page, "focus=baidu-cetc-28");
  await expect(page.locator(".lineage li")).toHaveText([
    /^1 Examples of Chinese Military Ties.* · cites 17, cites 18$/,
    /^17 Report on the joint laboratory/,
    /^18 Technological entanglement/,
  ]);
  await expect(page.locator(".lineage-drawing")).toHaveCount(0);
  await expect(page.locator("#ledger")).toContainText("Here 2 origins assert it as a fact");
});

test("dates are told as they are known", async ({ page }) => {
  await open(page, "focus=alibaba-pla-data");
  await expect(page.locator(".claim-date").first()).toHaveText("undated");
  await page.evaluate(async () => {
    const { actions } = await import(new URL("js/main.js", document.baseURI).href);
    actions.select({ tie: "navinfo-beidou" });
  });
  await expect(page.locator(".tags")).toContainText("Held 2020, uncertain");
  await page.evaluate(async () => {
    const { actions } = await import(new URL("js/main.js", document.baseURI).href);
    actions.select({ tie: "cetc-feitian" });
  });
  await expect(page.locator(".tags")).toContainText("Held about 2018 –");
});

test("the footnote and the link of a source", async ({ page }) => {
  await open(page, "focus=mss-tencent");
  const claim = page.locator(".claim").first();
  await expect(claim).toContainText(/fn \d+/);
  const link = claim.getByRole("link");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("href", /^https:\/\/foreignpolicy\.com\//);
});

test("every link of every tie leads to the web and tells it nothing", async ({ page }) => {
  await open(page);
  const { ties, sources } = await bundle(page);
  const known = new Set(
    sources.flatMap((source) => [source.url, /** @type {any} */ (source).archive_url]),
  );
  const found = await page.evaluate(
    async (ids) => {
      const { actions } = await import(new URL("js/main.js", document.baseURI).href);
      /** @type {{ href: string, rel: string }[]} */
      const links = [];
      for (const tie of ids) {
        actions.select({ tie });
        // An answer comes after all that was sent before it.
        await actions.ask("hash");
        for (const link of document.querySelectorAll("#ledger a")) {
          links.push({
            href: link.getAttribute("href") ?? "",
            rel: link.getAttribute("rel") ?? "",
          });
        }
      }
      return links;
    },
    ties.map(({ id }) => id),
  );
  expect(found.length).toBeGreaterThan(ties.length / 2);
  expect(found.filter(({ rel }) => rel !== "noopener noreferrer")).toEqual([]);
  expect(found.filter(({ href }) => !/^https?:\/\//.test(href) || !known.has(href))).toEqual([]);
});

test("an entity: its names, its ties, and the way to each", async ({ page }) => {
  await open(page, "focus=beidou");
  const ledger = page.locator("#ledger");
  await expect(ledger.locator("h2.ledger-head")).toHaveText("BeiDou 北斗卫星导航系统");
  await expect(ledger).toContainText("Also called BDS, 北斗");
  const { ties } = await bundle(page);
  const own = ties.filter(({ from, to }) => [from, to].includes("beidou"));
  await expect(ledger.locator(".tie-row")).toHaveCount(own.length);

  // What the filter hides is told.
  await page.getByRole("button", { name: /^Prospective/ }).click();
  await expect(ledger.locator(".tie-row")).toHaveCount(1);
  await expect(ledger).toContainText(`${own.length - 1} more are hidden by the filter.`);

  await ledger.getByRole("button", { name: /planned to mass-produce/ }).click();
  await expect(ledger.locator("h2.ledger-head")).toContainText("Navinfo planned to mass-produce");
  await ledger.getByRole("button", { name: "Navinfo", exact: true }).click();
  await expect(ledger.locator("h2.ledger-head")).toContainText("Navinfo");
  await expect(page).toHaveURL(/focus=navinfo/);
});

test("a withdrawn source leaves its claim, struck through", async ({ page }) => {
  await open(page, "focus=alibaba-pla-data&without=dod-memo");
  const claim = page.locator('.claim[data-stands="no"]').first();
  await expect(claim).toContainText("withdrawn in this view");
});

test("a click on the picture opens what lies there, and on nothing closes it", async ({ page }) => {
  await open(page);
  const picture = page.locator("#picture");
  const box = await picture.boundingBox();
  if (!box) throw new Error("the picture has no place");
  // Some entity stands under some point of a line through the middle.
  const tip = page.locator("#tip");
  let at = 0;
  for (let x = box.width * 0.3; x < box.width * 0.8 && at === 0; x += 6) {
    await page.mouse.move(box.x + x, box.y + box.height * 0.47);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    if (await tip.isVisible()) at = x;
  }
  expect(at).toBeGreaterThan(0);
  await page.mouse.click(box.x + at, box.y + box.height * 0.47);
  await expect(page.locator(".ledger-head")).toBeVisible();
  await expect(page).toHaveURL(/focus=/);
  await page.mouse.click(box.x + 8, box.y + 8);
  await expect(page.locator(".ledger-head")).toHaveCount(0);
  await expect(page).not.toHaveURL(/focus=/);
});

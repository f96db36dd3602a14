// Citing a tie, an answer and a view: what is shown, copied and saved.

import { readFile } from "node:fs/promises";
import { findings } from "./axe.js";
import { expect, test } from "./fixtures.js";
import { open, openFile } from "./page.js";

test("a tie: three forms, each to copy and to save", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "focus=alibaba-pla-data");
  const opener = page.locator("#ledger").getByRole("button", { name: "Cite", exact: true });
  await opener.click();
  const dialog = page.getByRole("dialog", { name: "Cite this tie" });
  const preview = dialog.getByRole("region", { name: "What is copied" });
  await expect(preview).toContainText("Disputed: alleged by 1 origin, denied by 1.");
  await expect(preview).toContainText(
    /– Denies \(no date\), an Alibaba spokesperson: .* \[6\], via \[3\]/,
  );
  await expect(preview).toContainText(/http:\/\/127\.0\.0\.1:\d+\/#focus=alibaba-pla-data\n/);
  await dialog.getByRole("button", { name: "Copy" }).click();
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.replaceAll("\r\n", "\n")).toBe(await preview.textContent());

  await dialog.getByRole("radio", { name: "CSL-JSON" }).check();
  await expect(preview).toContainText('"id": "dod-memo"');
  expect(JSON.parse((await preview.textContent()) ?? "").length).toBe(6);
  await dialog.getByRole("radio", { name: "BibTeX" }).check();
  await expect(preview).toContainText("@misc{dod-memo,");
  const saved = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as a file" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe(
    "reported-ties-of-alibaba-tencent-and-baidu-citation.bib",
  );
  expect(await readFile(await download.path(), "utf8")).toBe(await preview.textContent());

  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test("an answer and a view", async ({ page }) => {
  await open(page, "path=alibaba~pla&sector=data,fusion,cloud");
  await page.locator("#question").getByRole("button", { name: "Cite", exact: true }).click();
  const preview = page.locator(".cite-preview");
  await expect(preview).toContainText("How is Alibaba tied to People's Liberation Army?");
  await expect(preview).toContainText(/\/#sector=[a-z,]+&path=alibaba~pla\n/);
  await page.getByRole("button", { name: "Close" }).last().click();
  await page.locator("#cite-view").click();
  await expect(page.getByRole("dialog", { name: "Cite this view" })).toBeVisible();
  await expect(preview).toContainText("the firmest first.");
});

test("by keys: the focus goes in, stays in, comes back", { tag: "@both" }, async ({ page }) => {
  await open(page, "focus=mss-tencent");
  const opener = page.locator("#ledger").getByRole("button", { name: "Cite", exact: true });
  await opener.focus();
  await page.keyboard.press("Enter");
  const within = () => page.evaluate(() => document.activeElement?.closest("dialog") !== null);
  await expect.poll(within).toBe(true);
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const { activeElement: active } = document;
      // Between its last and its first stop the browser's own bar has its turn.
      return active === document.body || active?.closest("dialog") !== null;
    });
    expect(at).toBe(true);
  }
  const box = await page.locator("#cite").boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true);
  expect((box?.y ?? -1) >= 0 && (box?.y ?? 0) + (box?.height ?? 0) <= height).toBe(true);
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
});

test.describe("axe", () => {
  test.use({ bypassCSP: true });
  test("finds nothing in the dialog", { tag: "@both" }, async ({ page }) => {
    await open(page, "focus=mss-tencent");
    await page.locator("#ledger").getByRole("button", { name: "Cite", exact: true }).click();
    await expect(page.locator(".cite-preview")).not.toBeEmpty();
    expect(await findings(page, { within: ["#cite"] })).toEqual([]);
  });
});

test("in Chinese", async ({ page }) => {
  await open(page, "focus=alibaba-pla-data&lang=zh");
  await page.locator("#ledger").getByRole("button", { name: "引用", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "引用此关联" })).toBeVisible();
  await expect(page.locator(".cite-preview")).toContainText("有争议：1 个源头指称，1 个源头否认。");
});

test("a file from the reader's disk has no permanent link; hostile text is text", async ({
  page,
}) => {
  await open(page);
  const hostile = "<img src=x onerror=alert(1)> } \\input{/etc/passwd} %";
  await openFile(
    page,
    "hostile.json",
    JSON.stringify({
      title: "Hostile",
      ties: [{ id: "t", from: "a", to: "b", label: hostile }],
      sources: [{ id: "s", title: hostile }],
      claims: [{ id: "c", tie: "t", source: "s", stance: "asserts", summary: hostile }],
    }),
  );
  await expect(page.locator("#title")).toHaveText("Hostile");
  await page.locator("#cite-view").click();
  const preview = page.locator(".cite-preview");
  await expect(preview).toContainText(hostile);
  await expect(preview).not.toContainText("http");
  await expect(page.locator("#cite img")).toHaveCount(0);
  await page.getByRole("radio", { name: "BibTeX" }).check();
  await expect(preview).toContainText("\\textbackslash{}input\\textbraceleft{}/etc/passwd");
});

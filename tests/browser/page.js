// What the specs share: opening a view, reading the picture, asking the core.

import { expect } from "./fixtures.js";

/** @import { Locator, Page } from "@playwright/test" */

/**
 * @typedef {{ id: string, name: string, name_original?: string, kind?: string, aliases?: string[] }} Entity
 * @typedef {{ id: string, from: string, to: string, kind?: string, sectors?: string[], start?: string }} Tie
 * @typedef {{ id: string, tie: string, source: string, stance?: string }} Claim
 * @typedef {{ id: string, title?: string, url?: string }} Source
 * @typedef {{ name?: string, title?: string, focal?: string[], entities: Entity[], ties: Tie[],
 *   sources: Source[], claims: Claim[] }} Bundle
 */

/**
 * Opens the page in a view and waits for its picture.
 * @param {Page} page
 * @param {string} [view]
 * @param {string} [search] what stands before the fragment, with its `?`
 */
export async function open(page, view = "", search = "") {
  await page.goto(`./${search}${view ? `#${view}` : ""}`);
  await drawn(page);
}

/** @param {Page} page */
export async function drawn(page) {
  const picture = page.locator("#picture");
  await expect(picture).toHaveAttribute("data-state", "ready");
  await expect(picture).toHaveAttribute("data-nodes", /^\d+$/);
}

/**
 * What the core answers.
 * @param {Page} page
 * @param {unknown} question
 * @returns {Promise<any>}
 */
export function ask(page, question) {
  return page.evaluate(async (asked) => {
    const { actions } = await import(new URL("js/main.js", document.baseURI).href);
    return actions.ask(asked);
  }, question);
}

/**
 * A digest of the canvas's pixels once they hold still.
 * @param {Page} page
 * @returns {Promise<string>}
 */
export async function pixels(page) {
  const look = () =>
    page.evaluate(async () => {
      const canvas = document.querySelector("#canvas canvas");
      if (!(canvas instanceof HTMLCanvasElement)) return "no canvas";
      await new Promise((done) => requestAnimationFrame(done));
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = copy.getContext("2d");
      if (!context) return "no context";
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, copy.width, copy.height);
      const words = new Uint32Array(data.buffer);
      if (words.every((word) => word === words[0])) return "blank";
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
      return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    });
  let last = "";
  await expect
    .poll(async () => {
      const before = last;
      last = await look();
      return last === before && last.length === 64;
    })
    .toBe(true);
  return last;
}

/**
 * The dataset that the page shows.
 * @param {Page} page
 * @returns {Promise<Bundle>}
 */
export async function bundle(page) {
  const response = await page.request.get("data/bat-ties.json");
  return response.json();
}

/**
 * A switch of the legend.
 * @param {Page} page
 * @param {"company" | "sector" | "status" | "kind" | "source"} key
 * @param {string} id
 */
export function entry(page, key, id) {
  return page.locator(`[data-facet="${key}"] > [data-key="${id}"] > button`);
}

/**
 * @param {Locator} toggle a switch of the legend
 * @returns {Locator} its number
 */
export function count(toggle) {
  return toggle.locator(".entry-count");
}

/**
 * Chooses a file through "Open a file".
 * @param {Page} page
 * @param {string} name
 * @param {string | Buffer} content
 */
export async function openFile(page, name, content) {
  const buffer = typeof content === "string" ? Buffer.from(content) : content;
  await page.locator("#file").setInputFiles({ name, mimeType: "application/json", buffer });
}

/**
 * Every route of the answer: its entities, its status, the sentences of its ties with status and
 * sources, and its verdict.
 * @param {Page} page
 */
export function routes(page) {
  return page.locator("#routes > .route").evaluateAll((list) =>
    list.map((route) => {
      /** @param {Element} within @param {string} selector */
      const texts = (within, selector) =>
        [...within.querySelectorAll(selector)].map((part) => part.textContent?.trim() ?? "");
      return {
        through: texts(route, ".route-line .entity-name"),
        status: texts(route, ".route-head .status-mark")[0],
        verdict: texts(route, ".route-verdict")[0],
        ties: [...route.querySelectorAll(".hop")].map((tie) => [
          texts(tie, ".tie-sentence")[0],
          texts(tie, ".status-mark")[0],
          texts(tie, ".citation").join(" "),
        ]),
      };
    }),
  );
}

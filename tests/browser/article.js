// An article on one host, the published folder on another: what each sends is up to the test.

import { extname } from "node:path";
import { published } from "./publish.js";

/** @import { BrowserContext, Frame, Page } from "@playwright/test" */

/** Where the folder is. */
export const GRAPH = "https://graph.test/g/";
/** Where the article is. */
export const ARTICLE = "https://article.test/";

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript"],
  [".css", "text/css"],
  [".json", "application/json"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".wasm", "application/wasm"],
]);

/**
 * What a host answers: nothing changes it, `null` is for a file that is not there, `false` for none at all.
 * @typedef {{ body?: Buffer, headers?: Record<string, string>, delay?: number }} Answer
 * @typedef {{
 *   article?: string, headers?: Record<string, string>, folder?: Record<string, string>,
 *   fault?: (name: string) => Answer | null | undefined,
 * }} Hosts
 */

/**
 * Puts both hosts up. Returns what was asked of anybody else.
 * @param {BrowserContext} context
 * @param {Hosts} hosts
 */
export async function hosts(context, { article = "", headers = {}, folder = {}, fault }) {
  /** @type {string[]} */
  const strangers = [];
  await context.route(/^https?:/, async (route) => {
    const url = new URL(route.request().url());
    if (url.href === ARTICLE) {
      return route.fulfill({ body: article, contentType: "text/html; charset=utf-8", headers });
    }
    if (!url.href.startsWith(GRAPH)) {
      strangers.push(url.href);
      return route.abort();
    }
    const name = decodeURIComponent(url.pathname.slice(new URL(GRAPH).pathname.length));
    const answer = fault?.(name);
    if (answer?.delay) await new Promise((done) => setTimeout(done, answer.delay));
    if (answer === null) return route.fulfill({ status: 404, body: "not found" });
    try {
      const type = TYPES.get(extname(name)) ?? "application/octet-stream";
      const body = answer?.body ?? published(name);
      await route.fulfill({
        body,
        headers: { "content-type": type, ...folder, ...answer?.headers },
      });
    } catch {
      await route.fulfill({ status: 404, body: "not found" }).catch(() => {});
    }
  });
  return strangers;
}

/** What a folder's host sends so that articles elsewhere may load from it. */
export const OPEN = { "access-control-allow-origin": "*" };

/**
 * @param {string} body
 * @param {string} [root] attributes of the page
 */
export function article(body, root = 'lang="en"') {
  return `<!doctype html><html ${root}><meta charset="utf-8"><title>Article</title>
    <meta name="viewport" content="width=device-width">
    <body style="margin:0 auto;max-width:700px"><p>Text.</p>${body}<p>More.</p></body></html>`;
}

/**
 * A snippet as the folder's own README gives it.
 * @param {string} heading
 */
export function snippet(heading) {
  const section = published("README.md").toString().split(`## ${heading}\n`)[1] ?? "";
  return section.split("```html\n")[1]?.split("```")[0] ?? "";
}

/**
 * The frame's page, once it is there.
 * @param {Page} page
 * @returns {Promise<Frame>}
 */
export async function frame(page) {
  const handle = await page.locator("iframe").first().elementHandle();
  const inner = await handle?.contentFrame();
  if (!inner) throw new Error("no frame");
  return inner;
}

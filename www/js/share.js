// Taking something away from the page, or bringing something in: a link, a figure, a file.

/** @import { Actions } from "./main.js" */

import { announce, byId, setText } from "./dom.js";
import { t } from "./i18n.js";
import { notice } from "./notice.js";
import { save } from "./save.js";

/** The figure's width in css_px: a column of two in a journal, or a slide. */
const FIGURE_WIDTH = 1200;

/** How long a button says that it has done its work, in milliseconds. */
const CONFIRMED = 2000;

/** @param {Actions} actions */
export function startShare(actions) {
  byId("share").addEventListener("click", () => copyLink());
  byId("export").addEventListener("click", () => exportFigure(actions));
  byId("cite-view").addEventListener("click", () => actions.citation("view"));
  startOpening(actions);
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    confirmOn(byId("share"), t("linkCopied"));
  } catch {
    // No permission, or a page that is not served securely.
    notice("warning", t("copyByHand"), location.href);
  }
}

/**
 * @param {HTMLElement} button
 * @param {string} text
 */
function confirmOn(button, text) {
  announce(text);
  setText(button, text);
  setTimeout(() => setText(button, t(button.dataset.t ?? "")), CONFIRMED);
}

/** @param {Actions} actions */
async function exportFigure(actions) {
  const answer = await actions.ask({ figure: { width: FIGURE_WIDTH } });
  if (!("figure" in answer)) return;
  save(".svg", "image/svg+xml", [answer.figure]);
}

/** @param {Actions} actions */
function startOpening(actions) {
  const input = /** @type {HTMLInputElement} */ (byId("file"));
  byId("open").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    // The same file, mended, can be chosen again.
    input.value = "";
    if (file) openFile(actions, file);
  });

  const root = document.documentElement;
  const carriesFile = (/** @type {DragEvent} */ event) =>
    event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    root.dataset.drop = "over";
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) delete root.dataset.drop;
  });
  addEventListener("drop", (event) => {
    delete root.dataset.drop;
    if (!carriesFile(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) openFile(actions, file);
  });
}

/**
 * @param {Actions} actions
 * @param {File} file
 */
async function openFile(actions, file) {
  if (!file.name.toLowerCase().endsWith(".json")) {
    notice("error", t("errorTitle"), t("onlyBundles"), file.name);
    return;
  }
  try {
    actions.load(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    notice("error", t("errorTitle"), String(error), file.name);
  }
}

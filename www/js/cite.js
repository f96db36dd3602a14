// Citing a tie, an answer or the view: a dialog with three forms, to copy or to save.

/** @import { Actions } from "./main.js" */
/** @import { CiteWhat } from "./protocol.js" */

import { announce, el, setText } from "./dom.js";
import { language, t } from "./i18n.js";
import { save } from "./save.js";
import { state } from "./state.js";

/** @typedef {"text" | "csl" | "bibtex"} Format */

/** @type {Record<Format, { label: string, ending: string, type: string }>} */
const FORMATS = {
  text: { label: "citeText", ending: "-citation.txt", type: "text/plain" },
  csl: {
    label: "citeCsl",
    ending: "-citation.json",
    type: "application/vnd.citationstyles.csl+json",
  },
  bibtex: { label: "citeBibtex", ending: "-citation.bib", type: "application/x-bibtex" },
};

/** How long a button says that it has done its work, in milliseconds. */
const CONFIRMED = 2000;

export class Citing {
  /** @type {Actions} */
  #actions;
  /** @type {CiteWhat} */
  #what = "view";
  /** @type {Format} */
  #format = "text";
  /** @type {Element | null} where the reader came from */
  #opener = null;
  #asked = 0;
  #title = el("h2", { id: "cite-title" });
  #preview = el("pre", { class: "cite-preview", tabindex: 0, role: "region" });
  #copy = el("button", { type: "button", class: "button", onclick: () => this.#toClipboard() });
  #save = el("button", { type: "button", class: "button", onclick: () => this.#toFile() });
  #close = el("button", { type: "button", class: "button" });
  #formats = el("fieldset", {
    class: "cite-formats",
    onchange: (/** @type {Event} */ { target }) => {
      if (target instanceof HTMLInputElement) this.#show(/** @type {Format} */ (target.value));
    },
  });
  #dialog = el(
    "dialog",
    { id: "cite", class: "cite", "aria-labelledby": "cite-title" },
    this.#title,
    this.#formats,
    this.#preview,
    el("div", { class: "cite-tools" }, this.#copy, this.#save, this.#close),
  );

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions;
    this.#close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => {
      if (this.#opener instanceof HTMLElement && this.#opener.isConnected) this.#opener.focus();
    });
    // A press on the backdrop is one on the dialog outside of its box.
    this.#dialog.addEventListener("pointerdown", ({ target, clientX: x, clientY: y }) => {
      const { left, right, top, bottom } = this.#dialog.getBoundingClientRect();
      const inside = x >= left && x <= right && y >= top && y <= bottom;
      if (target === this.#dialog && !inside) this.#dialog.close();
    });
    document.body.append(this.#dialog);
  }

  /** @param {CiteWhat} what */
  open(what) {
    this.#what = what;
    this.#opener = document.activeElement;
    setText(this.#title, t(typeof what === "string" ? `cite_${what}` : "cite_tie"));
    setText(this.#copy, t("copy"));
    setText(this.#save, t("saveFile"));
    setText(this.#close, t("close"));
    this.#preview.setAttribute("aria-label", t("citePreview"));
    this.#formats.replaceChildren(
      el("legend", { class: "unseen" }, t("citeFormat")),
      ...Object.entries(FORMATS).map(([format, { label }]) =>
        el(
          "label",
          { class: "cite-format" },
          el("input", {
            type: "radio",
            name: "cite-format",
            value: format,
            checked: format === this.#format ? "" : null,
          }),
          el("span", {}, t(label)),
        ),
      ),
    );
    this.#show(this.#format);
    this.#dialog.showModal();
    this.#formats.querySelector("input:checked")?.dispatchEvent(new Event("focus"));
  }

  /** @param {Format} format */
  async #show(format) {
    this.#format = format;
    this.#asked += 1;
    const asked = this.#asked;
    this.#preview.lang = format === "text" && language() === "zh" ? "zh-Hans" : "en";
    try {
      const cite = { what: this.#what, format, address: permanentAddress() };
      const answer = await this.#actions.ask({ cite });
      if (asked !== this.#asked || !("cited" in answer)) return;
      setText(this.#preview, answer.cited);
      this.#preview.scrollTop = 0;
    } catch {
      // The core has said on the page what is wrong.
      this.#dialog.close();
    }
  }

  async #toClipboard() {
    try {
      await navigator.clipboard.writeText(this.#preview.textContent ?? "");
      announce(t("copied"));
      setText(this.#copy, t("copied"));
      setTimeout(() => setText(this.#copy, t("copy")), CONFIRMED);
    } catch {
      // No permission, or a page that is not served securely: the reader copies by hand.
      getSelection()?.selectAllChildren(this.#preview);
      this.#preview.focus();
      setText(this.#copy, t("copySelected"));
    }
  }

  #toFile() {
    const { ending, type } = FORMATS[this.#format];
    save(ending, type, [this.#preview.textContent ?? ""]);
  }
}

/** The page without its view; empty if the data came from the reader's own disk. */
function permanentAddress() {
  if (state.origin === "file") return "";
  return `${location.origin}${location.pathname}${location.search}`;
}

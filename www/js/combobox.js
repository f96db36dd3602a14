// A text field that suggests entities: the editable combobox of the ARIA authoring practices.

/** @import { Named } from "./protocol.js" */

import { announce, el, swatch } from "./dom.js";
import { t } from "./i18n.js";
import { word } from "./state.js";

/**
 * @typedef {{
 *   input: HTMLInputElement,
 *   list: HTMLElement,
 *   search(text: string): Promise<Named[]>,
 *   choose(named: Named): void,
 *   hover(named: Named | null): void,
 *   left(): void,
 * }} Parts
 */

export class Combobox {
  /** @type {Parts} */
  #parts;
  /** @type {Named[]} */
  #found = [];
  #active = -1;
  #asked = 0;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { input, list } = parts;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("autocomplete", "off");
    input.setAttribute("spellcheck", "false");
    list.setAttribute("role", "listbox");
    list.hidden = true;

    input.addEventListener("input", () => this.#ask());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("click", () => this.#open());
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => {
      this.close();
      parts.left();
    });
    // The list must not take the focus from the field.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  close() {
    const { input, list, hover } = this.#parts;
    this.#asked += 1;
    if (list.hidden) return;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    this.#mark(-1);
    hover(null);
  }

  #open() {
    if (this.#parts.list.hidden) this.#ask();
  }

  async #ask() {
    this.#asked += 1;
    const asked = this.#asked;
    const found = await this.#parts.search(this.#parts.input.value);
    if (asked === this.#asked && document.activeElement === this.#parts.input) this.#show(found);
  }

  /** @param {Named[]} found */
  #show(found) {
    const { input, list } = this.#parts;
    this.#found = found;
    list.replaceChildren(
      ...found.map((named, at) =>
        el(
          "div",
          {
            role: "option",
            id: `${list.id}-${at}`,
            "aria-selected": "false",
            class: "option",
            onclick: () => this.#choose(at),
            onpointerenter: () => this.#mark(at),
          },
          swatch(word("kinds", named.kind).swatch),
          el("span", { class: "option-name" }, named.name),
          named.other_name ? el("span", { class: "quiet" }, named.other_name) : null,
        ),
      ),
    );
    list.setAttribute("aria-label", input.getAttribute("aria-label") ?? "");
    list.hidden = found.length === 0;
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    announce(found.length === 0 ? t("noMatch") : t("matches", { n: found.length }));
    this.#mark(found.length > 0 && input.value.trim() !== "" ? 0 : -1);
  }

  /** @param {number} at */
  #mark(at) {
    const { input, list, hover } = this.#parts;
    list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = at;
    const option = list.children[at];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
    hover(this.#found[at] ?? null);
  }

  /** @param {number} at */
  #choose(at) {
    const named = this.#found[at];
    if (!named) return;
    this.#parts.input.value = named.name;
    this.close();
    this.#parts.choose(named);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    const { list } = this.#parts;
    const last = this.#found.length - 1;
    switch (event.key) {
      case "ArrowDown":
        if (list.hidden) this.#open();
        else this.#mark(this.#active >= last ? 0 : this.#active + 1);
        break;
      case "ArrowUp":
        if (list.hidden) this.#open();
        else this.#mark(this.#active <= 0 ? last : this.#active - 1);
        break;
      case "Enter":
        if (list.hidden) return;
        this.#choose(Math.max(0, this.#active));
        break;
      case "Escape":
        if (!list.hidden) this.close();
        else this.#parts.input.value = "";
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

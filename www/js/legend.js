// The legend, which is the filter: each entry is a switch with the number of ties it has.

/** @import { Actions } from "./main.js" */
/** @import { Facet } from "./protocol.js" */
/** @import { Vocabulary } from "./state.js" */

import { byId, el, keyed, setSwatch, setText, swatch } from "./dom.js";
import { language, t } from "./i18n.js";
import { imprint } from "./parts.js";
import { preview, isWithdrawn, updateWithdrawButton, withdrawButton } from "./retraction.js";
import { query, sourceById, state, values, word } from "./state.js";

/**
 * @typedef {"company" | "sector" | "status" | "kind" | "source"} Key
 * @typedef {"companies" | "sectors" | "statuses" | "kinds" | "sources"} FacetList
 * @typedef {{ key: Key, facets: FacetList, words: Vocabulary | null, start: "open" | "closed" }} Plan
 */

/** @type {Plan[]} */
const PLAN = [
  { key: "company", facets: "companies", words: null, start: "open" },
  { key: "sector", facets: "sectors", words: "sectors", start: "open" },
  { key: "status", facets: "statuses", words: "statuses", start: "open" },
  { key: "kind", facets: "kinds", words: "kinds", start: "open" },
  { key: "source", facets: "sources", words: null, start: "closed" },
];

/** Keys that narrow the picture and have no section of their own. */
const OTHER_KEYS = ["since", "until", "clock", "undated", "q"];

/** A withdrawn source has the banner over the picture. */
const FILTER_KEYS = [...PLAN.map(({ key }) => key), "hops", "without", ...OTHER_KEYS];

const HOPS = ["1", "2", "3"];

export const NARROW = matchMedia("(max-width: 899.98px)");

export class Legend {
  /** @type {Actions} */
  #actions;
  /** @type {Section[]} */
  #sections = [];
  #shown = "";

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions;
    this.#sections = PLAN.map((plan) => new Section(plan, actions, (opened) => this.#fold(opened)));
    byId("sections").append(...this.#sections.map(({ element }) => element));
    byId("clear-filters").addEventListener("click", () => {
      actions.merge(FILTER_KEYS.map((key) => `${key}=`).join("&"));
    });
    NARROW.addEventListener("change", () => this.#unfold());
    this.#unfold();

    // In a narrow window an open section lies over the picture: it goes as a menu would.
    document.addEventListener("pointerdown", (event) => {
      const inside = event.target instanceof Node && byId("legend").contains(event.target);
      if (NARROW.matches && !inside) this.#fold(null);
    });
    byId("legend").addEventListener("keydown", (event) => {
      if (!NARROW.matches || event.key !== "Escape") return;
      const open = this.#sections.find(({ fold }) => fold === "open");
      this.#fold(null);
      open?.button.focus();
    });
  }

  update() {
    const { view, legend, catalogue } = state;
    if (!view || !legend || !catalogue) return;
    const { query: _, answer: __, warnings: ___, ...rest } = view;
    const shown = JSON.stringify([rest, legend.lang, legend.theme, catalogue.counts, language()]);
    if (shown === this.#shown) return;
    this.#shown = shown;

    byId("legend").dataset.state = "ready";
    setText(byId("shown"), t("shown", { n: view.visible.ties, all: catalogue.counts.ties }));
    const filtered = FILTER_KEYS.some((key) => values(key).length > 0);
    byId("legend").dataset.filtered = filtered ? "some" : "none";
    byId("clear-filters").toggleAttribute("disabled", !filtered);
    for (const section of this.#sections) section.update(view[section.plan.facets]);
    this.#showFallen(view.fallen);
    this.#others();
  }

  /**
   * What the grey lines are, where there are any. No switch: they are not in the view.
   * @param {number} ties
   */
  #showFallen(ties) {
    const { element, body } = this.#sections.find(({ plan }) => plan.key === "status") ?? {};
    element?.querySelector(".fallen-key")?.remove();
    if (!body || ties === 0) return;
    const { name, meaning, swatch: mark } = word("statuses", "fallen");
    body.append(
      el(
        "p",
        { class: "fallen-key", title: meaning },
        swatch(mark),
        el("span", {}, name),
        el("span", { class: "entry-count" }, String(ties)),
      ),
    );
  }

  /** Filters that came with the address and would otherwise be in force unseen. */
  #others() {
    const entries = OTHER_KEYS.flatMap((key) => values(key).map((value) => ({ key, value })));
    const list = byId("other-filters");
    list.hidden = entries.length === 0;
    keyed(
      list,
      entries,
      ({ key, value }) => `${key}=${value}`,
      ({ key, value }) =>
        el("button", {
          type: "button",
          class: "chip",
          onclick: () => {
            const left = values(key).filter((other) => other !== value);
            this.#actions.merge(query({ [key]: left }));
          },
        }),
      (button, { key, value }) => {
        const text = `${t(`key_${key}`)} ${value}`;
        setText(button, `${text} ×`);
        button.setAttribute("aria-label", t("remove", { what: text }));
      },
    );
  }

  #unfold() {
    for (const section of this.#sections) {
      section.setFold(NARROW.matches ? "closed" : section.plan.start);
    }
  }

  /** @param {Section | null} opened */
  #fold(opened) {
    if (!NARROW.matches) return;
    for (const section of this.#sections) if (section !== opened) section.setFold("closed");
  }
}

/** @param {number} n */
function sourcesOf(n) {
  return t(n === 1 ? "sourceOne" : "sourceCount", { sources: n });
}

/** @param {number} n */
function originsOf(n) {
  return n === 1 ? t("restsOnOne") : t("restsOn", { n });
}

class Section {
  /** @type {"open" | "closed"} */
  fold = "closed";
  /** @type {"hidden" | "shown"} */
  #rules = "hidden";
  /** @type {Facet[] | null} what a closed list still has to show: a ledger can have many sources */
  #waiting = null;
  /** @type {string | null} the source that a reader is about to withdraw */
  #foretold = null;

  /**
   * @param {Plan} plan
   * @param {Actions} actions
   * @param {(opened: Section) => void} opened
   */
  constructor(plan, actions, opened) {
    this.plan = plan;
    this.actions = actions;
    const id = `section-${plan.key}`;
    this.button = el(
      "button",
      {
        type: "button",
        class: "section-button",
        "aria-controls": id,
        onclick: () => {
          this.setFold(this.fold === "open" ? "closed" : "open");
          if (this.fold === "open") opened(this);
        },
      },
      el("span", { "data-t": plan.key }, t(plan.key)),
      el("span", { class: "section-chosen" }),
    );
    this.list = el("ul", { class: "entries", "data-facet": plan.key });
    this.extra = this.#extra();
    this.body = el("div", { id, class: "section-body" }, this.extra, this.list);
    this.element = el(
      "div",
      { class: "section", "data-key": plan.key, role: "group", "aria-labelledby": `${id}-name` },
      el("h2", { id: `${id}-name` }, this.button),
      this.body,
    );
  }

  /** @param {"open" | "closed"} fold */
  setFold(fold) {
    this.fold = fold;
    this.button.setAttribute("aria-expanded", String(fold === "open"));
    this.element.dataset.fold = fold;
    this.body.hidden = fold === "closed";
    if (fold === "open" && this.#waiting) this.#list(this.#waiting);
    const chosen = this.list.querySelector('[aria-pressed="true"]');
    if (chosen instanceof HTMLElement && fold === "open") {
      this.list.scrollTop = chosen.offsetTop - this.list.offsetTop;
    }
  }

  /** @returns {HTMLElement | null} what this section has beside its entries */
  #extra() {
    if (this.plan.key === "company") return this.#hops();
    if (this.plan.key === "status") return this.#ruleSwitch();
    if (this.plan.key === "source") return el("p", { id: "support", class: "support quiet" });
    return null;
  }

  #hops() {
    return el(
      "fieldset",
      { class: "hops" },
      el("legend", { class: "quiet", "data-t": "hops", title: t("hopsLabel") }, t("hops")),
      ...HOPS.map((value) =>
        el(
          "label",
          {},
          el("input", {
            type: "radio",
            name: "hops",
            value,
            onchange: () => this.actions.merge(`hops=${value}`),
          }),
          el("span", {}, value),
        ),
      ),
    );
  }

  #ruleSwitch() {
    const button = el(
      "button",
      {
        type: "button",
        class: "text-button rules",
        "aria-expanded": "false",
        "data-t": "rules",
        "data-t-title": "rulesLabel",
        onclick: () => {
          this.#rules = this.#rules === "shown" ? "hidden" : "shown";
          button.setAttribute("aria-expanded", String(this.#rules === "shown"));
          this.element.dataset.rules = this.#rules;
        },
      },
      t("rules"),
    );
    return button;
  }

  /** @param {Facet[]} facets */
  update(facets) {
    const chosen = facets.filter((facet) => facet.chosen);
    const mark = this.button.querySelector(".section-chosen");
    if (mark) setText(mark, chosen.length === 0 ? "" : String(chosen.length));
    this.element.dataset.filter = chosen.length === 0 ? "all" : "some";
    if (this.plan.key === "company") this.#updateHops(chosen.length);
    if (this.plan.key === "source") this.#foretell(this.#foretold);
    if (this.fold === "open") this.#list(facets);
    else this.#waiting = facets;
  }

  /** @param {Facet[]} facets */
  #list(facets) {
    this.#waiting = null;
    keyed(
      this.list,
      facets,
      ({ id }) => id,
      ({ id }) => this.#entry(id),
      (entry, facet) => this.#updateEntry(entry, facet),
    );
  }

  /** @param {number} companies */
  #updateHops(companies) {
    this.extra?.toggleAttribute("disabled", companies === 0);
    const hops = String(state.view?.hops ?? "");
    for (const input of this.extra?.querySelectorAll("input") ?? []) {
      input.checked = input.value === hops;
    }
  }

  /** @param {string} id */
  #entry(id) {
    const toggle = () => {
      const chosen = (state.view?.[this.plan.facets] ?? []).filter((facet) => facet.chosen);
      const ids = chosen.map((facet) => facet.id);
      const next = ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
      this.actions.merge(query({ [this.plan.key]: next }));
    };
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "entry", onclick: toggle },
        this.plan.words ? el("img", { class: "swatch", alt: "" }) : this.#ownMark(id),
        el("span", { class: "entry-name" }),
        el("span", { class: "entry-count" }),
      ),
      this.plan.key === "status" ? el("p", { class: "entry-rule" }) : null,
      this.plan.key === "source" ? this.#withdraw(id) : null,
    );
  }

  /**
   * "Read without this source". What that would change stands above the list, where it moves
   * nothing.
   * @param {string} id
   */
  #withdraw(id) {
    const tell = () => this.#foretell(id);
    const forget = () => this.#foretell(null);
    return el(
      "p",
      {
        class: "withdraw-line",
        onpointerenter: tell,
        onfocusin: tell,
        onpointerleave: forget,
        onfocusout: forget,
      },
      withdrawButton(this.actions, id, this.extra?.id),
    );
  }

  /** @param {string | null} source what a reader is about to withdraw */
  async #foretell(source) {
    this.#foretold = source;
    const number = source && sourceById(source)?.number;
    if (!source || isWithdrawn(source)) {
      this.#support();
      return;
    }
    const sentence = await preview(this.actions, source);
    if (this.#foretold !== source || !this.extra) return;
    setText(this.extra, `${t("sourceN", { n: number ?? "" })} · ${t("withoutIt", { sentence })}`);
  }

  /** How many sources and origins stand behind the view. */
  #support() {
    const counts = state.view?.visible;
    if (!this.extra || !counts) return;
    const [sources, origins] = [sourcesOf(counts.sources), originsOf(counts.origins)];
    setText(this.extra, t("sourceSupport", { sources, origins }));
  }

  /** @param {string} id */
  #ownMark(id) {
    if (this.plan.key === "company") return el("span", { class: "focal-mark" });
    return el("span", { class: "source-number" }, String(sourceById(id)?.number ?? ""));
  }

  /**
   * @param {HTMLElement} entry
   * @param {Facet} facet
   */
  #updateEntry(entry, facet) {
    const [button, rule] = entry.children;
    if (!button) return;
    const [mark, name, count] = button.children;
    button.setAttribute("aria-pressed", String(facet.chosen));
    entry.dataset.count = facet.count === 0 ? "none" : "some";
    if (name) this.#name(name, facet);
    if (count) setText(count, String(facet.count));
    if (this.plan.key === "source") {
      entry.dataset.withdrawn = isWithdrawn(facet.id) ? "yes" : "no";
      for (const other of entry.querySelectorAll(".withdraw"))
        updateWithdrawButton(other, facet.id);
    }
    if (!this.plan.words) return;
    const { swatch, meaning } = word(this.plan.words, facet.id);
    if (mark instanceof HTMLImageElement) setSwatch(mark, swatch);
    if (rule) setText(rule, meaning);
  }

  /**
   * @param {Element} name
   * @param {Facet} facet
   */
  #name(name, facet) {
    const source = this.plan.key === "source" && sourceById(facet.id);
    if (!source) {
      setText(name, facet.name);
      return;
    }
    name.replaceChildren(
      el("span", { class: "source-title" }, source.title || facet.name),
      el("span", { class: "quiet" }, imprint(source)),
    );
  }
}

// "Without this source": what falls, what changes, what is lost; before a reader does it and after.

/** @import { Actions } from "./main.js" */
/** @import { DetourCard, Named, RetractionCard, SourceCard, TieCard, TieChange } from "./protocol.js" */

import { announce, byId, el, setText } from "./dom.js";
import { language, t } from "./i18n.js";
import { citations, entityButton, pointing, statusMark } from "./parts.js";
import { query, sourceById, state, values } from "./state.js";

/** Previews that are kept: those of one view. */
const KEPT = 200;

/** @type {Map<string, Promise<string>>} what would change without a source, by source */
let previews = new Map();
let previewsOf = "";
/** @type {typeof state.catalogue} */
let previewsIn = null;

/**
 * What would change in the present view without one more source, in a sentence.
 * @param {Actions} actions
 * @param {string} source
 * @returns {Promise<string>} empty where the core does not answer
 */
export function preview(actions, source) {
  const view = `${language()} ${withoutPlace(state.view?.query ?? "")}`;
  const other = view !== previewsOf || state.catalogue !== previewsIn;
  if (other || previews.size > KEPT) previews = new Map();
  previewsOf = view;
  previewsIn = state.catalogue;
  const known = previews.get(source);
  if (known) return known;
  const asked = actions.ask({ retraction: { source } }).then(
    (answer) => ("retraction" in answer ? answer.retraction.sentence : ""),
    () => "",
  );
  previews.set(source, asked);
  return asked;
}

/**
 * The same view looked at from elsewhere, or with something else selected, changes nothing here.
 * @param {string} view
 */
function withoutPlace(view) {
  return view
    .split("&")
    .filter((part) => !/^(at|focus|theme)=/.test(part))
    .join("&");
}

/** @param {string} source */
export function isWithdrawn(source) {
  return values("without").includes(source);
}

/**
 * The button that withdraws a source, or puts it back.
 * @param {Actions} actions
 * @param {string} source
 * @param {string} [described] the id of what tells what would change
 */
export function withdrawButton(actions, source, described) {
  const button = el("button", {
    type: "button",
    class: "text-button withdraw",
    "data-keep": `withdraw ${source}`,
    "aria-describedby": described ?? null,
    onclick: () => {
      const without = values("without");
      const next = without.includes(source)
        ? without.filter((id) => id !== source)
        : [...without, source];
      actions.merge(query({ without: next }));
    },
  });
  updateWithdrawButton(button, source);
  return button;
}

/**
 * @param {Element} button
 * @param {string} source
 */
export function updateWithdrawButton(button, source) {
  const withdrawn = isWithdrawn(source);
  const text = t(withdrawn ? "putBack" : "readWithout");
  setText(button, text);
  const number = sourceById(source)?.number ?? "";
  button.setAttribute("aria-label", `${text} · ${t("sourceN", { n: number })}`);
}

export class Retraction {
  /** @type {Actions} */
  #actions;
  #panel = byId("retraction");
  /** @type {"closed" | "open"} */
  #fold = "closed";
  #asked = "";
  /** @type {RetractionCard | null} */
  #card = null;
  /** @type {HTMLElement | null} */
  #list = null;

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions;
    this.#panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#fold === "closed") return;
      event.stopPropagation();
      this.#toggle();
      this.#panel.querySelector("button")?.focus();
    });
  }

  update() {
    const view = withoutPlace(state.view?.query ?? "");
    const without = values("without");
    const asked = without.length === 0 ? "" : `${language()} ${state.legend?.theme} ${view}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (asked === "") {
      this.#show(null);
      return;
    }
    this.#actions.ask({ retraction: { source: null } }).then(
      (answer) => {
        // Another view may be due by now.
        if (asked === this.#asked && "retraction" in answer) this.#show(answer.retraction);
      },
      () => {
        if (asked === this.#asked) this.#show(null);
      },
    );
  }

  #toggle() {
    this.#fold = this.#fold === "open" ? "closed" : "open";
    this.#render();
  }

  /** @param {RetractionCard | null} card */
  #show(card) {
    const inside = this.#panel.contains(document.activeElement);
    const news = card !== null && card.sentence !== this.#card?.sentence;
    this.#card = card;
    if (!card) this.#fold = "closed";
    this.#render();
    if (news) announce(`${t("withoutNames", { names: names(card.sources) })} ${card.sentence}`);
    if (inside && !card) byId("picture").focus();
  }

  #render() {
    const card = this.#card;
    this.#panel.hidden = card === null;
    this.#panel.dataset.fold = this.#fold;
    const keep = document.activeElement?.getAttribute("data-keep");
    const scrolled = this.#list?.scrollTop ?? 0;
    if (!card) {
      this.#panel.replaceChildren();
      return;
    }
    const open = this.#fold === "open";
    this.#list = el("div", { id: "retraction-list", class: "retraction-list", tabindex: -1 });
    this.#list.hidden = !open;
    if (open) this.#list.append(...report(this.#actions, card));
    const putBack = el(
      "button",
      {
        type: "button",
        class: "text-button",
        "data-keep": "put-back",
        onclick: () => this.#actions.merge("without="),
      },
      t(card.sources.length > 1 ? "putAllBack" : "putBack"),
    );
    const fold = el(
      "button",
      {
        type: "button",
        class: "text-button",
        "data-keep": "fold",
        "aria-expanded": String(open),
        "aria-controls": "retraction-list",
        onclick: () => this.#toggle(),
      },
      t(open ? "hideList" : "showList"),
    );
    const isEmpty = card.fall_count + card.change_count + card.out_of_reach_count === 0;
    this.#panel.replaceChildren(
      el(
        "div",
        { class: "retraction-head" },
        el(
          "p",
          {},
          el(
            "span",
            { class: "retraction-names" },
            t("withoutNames", { names: names(card.sources) }),
          ),
          " ",
          el("strong", {}, card.sentence),
          card.note ? el("span", { class: "quiet" }, ` ${card.note}`) : null,
        ),
        el("p", { class: "retraction-tools" }, isEmpty ? null : fold, putBack),
      ),
      this.#list,
    );
    this.#list.scrollTop = scrolled;
    const kept = keep && this.#panel.querySelector(`[data-keep="${CSS.escape(keep)}"]`);
    if (kept instanceof HTMLElement) kept.focus();
  }
}

/** @param {readonly SourceCard[]} sources */
function names(sources) {
  return sources
    .map(({ number, title, id }) => `${number}. ${title || id}`)
    .join(language() === "zh" ? "；" : "; ");
}

/**
 * All that changes, each kind under its heading.
 * @param {Actions} actions
 * @param {RetractionCard} card
 * @returns {Node[]}
 */
function report(actions, card) {
  const [before, after] = card.answers;
  return [
    ...part(
      t("fallTitle", { n: card.fall_count }),
      card.falls.map((change) => changeRow(actions, change)),
      card.fall_count,
    ),
    ...part(
      t("changeTitle", { n: card.change_count }),
      card.changes.map((change) => changeRow(actions, change)),
      card.change_count,
    ),
    ...part(
      t("reachTitle", { n: card.out_of_reach_count }),
      card.out_of_reach.map((tie) =>
        el("li", {}, tieButton(actions, tie), el("p", { class: "change" }, statusMark(tie.status))),
      ),
      card.out_of_reach_count,
    ),
    ...(before === undefined || after === undefined || before === after
      ? []
      : part(t("answerTitle"), [
          el("li", {}, el("span", { class: "quiet" }, `${t("before")} `), before),
          el("li", {}, el("span", { class: "quiet" }, `${t("now")} `), after),
        ])),
    ...part(
      t("detourTitle"),
      card.detours.map((detour) => el("li", {}, ...pair(actions, detour.ends), wayRound(detour))),
      card.detours.length + card.more_detours,
    ),
    ...part(
      t("lostTitle", { n: card.lost_count }),
      card.lost.map(({ entity, from }) =>
        el("li", {}, entityButton(actions, entity), ` ${t("lostFrom", { names: list(from) })}`),
      ),
    ),
    ...(card.alone_count === 0
      ? []
      : part(
          t("aloneTitle", { n: card.alone_count }),
          card.alone.map((named) => el("li", { class: "inline" }, entityButton(actions, named))),
          card.alone_count,
        )),
    ...part(
      t("withThemTitle"),
      card.with_them.map(({ number, title, id }) =>
        el("li", {}, el("span", { class: "source-number" }, String(number)), ` ${title || id}`),
      ),
    ),
  ];
}

/**
 * @param {string} title
 * @param {HTMLElement[]} rows
 * @param {number} [all] how many there are, if not all are rows
 * @returns {Node[]}
 */
function part(title, rows, all = rows.length) {
  if (rows.length === 0) return [];
  const more = all - rows.length;
  return [
    el("h3", {}, title),
    el("ul", { class: "changes" }, ...rows),
    ...(more > 0 ? [el("p", { class: "quiet" }, t("andMore", { n: more }))] : []),
  ];
}

/**
 * @param {Actions} actions
 * @param {TieChange} change
 */
function changeRow(actions, { tie, from, to, why }) {
  return el(
    "li",
    {},
    tieButton(actions, tie),
    el(
      "p",
      { class: "change" },
      el("span", { class: "unseen" }, `${t("before")} `),
      statusMark(from),
      el("span", { class: "arrow", "aria-hidden": "true" }, "→"),
      el("span", { class: "unseen" }, `${t("now")} `),
      statusMark(to),
      citations(actions, tie),
    ),
    why && to !== "fallen" ? el("p", { class: "quiet small" }, why) : null,
  );
}

/**
 * @param {Actions} actions
 * @param {TieCard} tie
 */
function tieButton(actions, tie) {
  const target = { tie: tie.id };
  return el(
    "button",
    {
      type: "button",
      class: "plain tie-sentence",
      "data-keep": `tie ${tie.id}`,
      ...pointing(actions, target),
      onfocus: () => actions.hover(target),
      onblur: () => actions.hover(null),
    },
    `${tie.from.name} `,
    el("em", {}, tie.label || "–"),
    ` ${tie.to.name}`,
  );
}

/**
 * @param {Actions} actions
 * @param {readonly Named[]} ends
 */
function pair(actions, ends) {
  return ends.flatMap((named, at) => [
    at > 0 ? " – " : null,
    entityButton(actions, named),
    at === ends.length - 1 ? ": " : null,
  ]);
}

/**
 * What is left between two entities whose every tie falls. A shared thing is no tie between them.
 * @param {DetourCard} detour
 */
function wayRound({ hops, shared }) {
  if (hops === null) return t("noDetour");
  return t(shared ? "detourShared" : "detour", { n: hops });
}

/** @param {readonly Named[]} named */
function list(named) {
  return named.map(({ name }) => name).join(language() === "zh" ? "、" : ", ");
}

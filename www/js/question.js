// "How is A tied to B?": two fields, an answer in a sentence, every route in words.

/** @import { Actions } from "./main.js" */
/** @import { Named, PathAnswer, PathCard, TieCard } from "./protocol.js" */

import { Combobox } from "./combobox.js";
import { byId, el, keyed, setText } from "./dom.js";
import { language, t } from "./i18n.js";
import { NARROW } from "./legend.js";
import { citations, entityButton, statusMark } from "./parts.js";
import { entity, pathQuery, query, state, values } from "./state.js";

/** How many routes a press of "Show more routes" adds. */
const MORE_ROUTES = 5;

const CALM = matchMedia("(prefers-reduced-motion: reduce)");

const EXAMPLES = [
  { key: "try_pla", from: "alibaba", to: "pla" },
  { key: "try_cetc", from: "baidu", to: "cetc" },
  { key: "try_beidou", from: "tencent", to: "beidou" },
];

export class Question {
  /** @type {Actions} */
  #actions;
  /** @type {{ from: Named | null, to: Named | null }} */
  #ends = { from: null, to: null };
  #inputs = {
    from: /** @type {HTMLInputElement} */ (byId("question-from")),
    to: /** @type {HTMLInputElement} */ (byId("question-to")),
  };
  #shown = "";
  /** @type {"idle" | "asked"} whether the reader waits for an answer */
  #asking = "idle";

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions;
    for (const end of /** @type {const} */ (["from", "to"])) {
      const input = this.#inputs[end];
      new Combobox({
        input,
        list: byId(`question-${end}-list`),
        search: actions.search,
        choose: (named) => {
          this.#ends[end] = named;
          this.#ask();
        },
        hover: (named) => actions.hover(named && { entity: named.id }),
        left: () => this.#fill(end),
      });
    }
    // The examples stand in the static page, to be read before there is a script to hear a click.
    for (const list of document.querySelectorAll(".examples")) {
      list.addEventListener("click", ({ target }) => {
        const item = target instanceof Element ? target.closest("li") : null;
        const example = EXAMPLES.find(({ key }) => key === item?.dataset.key);
        if (example) this.#merge(pathQuery(example.from, example.to));
      });
    }
    byId("question-clear").addEventListener("click", () => {
      this.#ends = { from: null, to: null };
      this.#fill("from");
      this.#fill("to");
      actions.merge("path=&k=&via=");
      this.#inputs.from.focus();
    });
    byId("question-via").addEventListener("click", () => {
      const only = values("via")[0] === "organisations";
      actions.merge(only ? "via=" : "via=organisations");
    });
    byId("question-more").addEventListener("click", () => {
      const k = (state.view?.k ?? 0) + MORE_ROUTES;
      actions.merge(query({ k: [String(k)] }));
    });
  }

  /**
   * Takes an entity as one end and waits for the other.
   * @param {Named} named
   */
  startFrom(named) {
    this.#ends = { from: named, to: null };
    this.#fill("from");
    this.#fill("to");
    byId("question").scrollIntoView({ block: "nearest" });
    this.#inputs.to.focus();
  }

  /** In a narrow window the routes lie below the picture: shows how they begin together with it. */
  #bringIntoSight() {
    if (!NARROW.matches) return;
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
    const first = byId("routes").querySelector(".hop") ?? byId("question-sentence");
    first.scrollIntoView({ block: "end", behavior: CALM.matches ? "auto" : "smooth" });
  }

  update() {
    this.#show(state.view?.answer ?? null);
    if (this.#asking === "asked" && state.view?.answer) this.#bringIntoSight();
    this.#asking = "idle";
  }

  /** @param {PathAnswer | null} answer */
  #show(answer) {
    const examples = EXAMPLES.filter(
      ({ from, to }) => !state.catalogue || (entity(from) && entity(to)),
    );
    const shown = JSON.stringify([answer, examples, language(), values("via")]);
    if (shown === this.#shown) return;
    this.#shown = shown;

    const left = byId("question").dataset.state === "answered" && !answer;
    if (answer) this.#ends = { from: answer.from, to: answer.to };
    else if (left) this.#ends = { from: null, to: null };
    this.#fill("from");
    this.#fill("to");
    const only = values("via")[0] === "organisations";
    byId("question-via").setAttribute("aria-pressed", String(only));
    byId("question").dataset.state = answer ? "answered" : "open";
    setText(byId("question-sentence"), answer?.sentence ?? t("questionHint"));
    const focused = document.activeElement;
    byId("question-more").hidden = !answer?.truncated;
    if (focused === byId("question-more") && !answer?.truncated) byId("routes").focus();
    byId("routes").replaceChildren(
      ...(answer?.paths ?? []).map((path, at) => route(this.#actions, path, at + 1)),
    );
    byId("examples-title").hidden = examples.length === 0;
    for (const list of document.querySelectorAll(".examples")) {
      fillExamples(list, examples, answer);
    }
  }

  /** @param {"from" | "to"} end */
  #fill(end) {
    const input = this.#inputs[end];
    const named = this.#ends[end];
    if (document.activeElement !== input) input.value = named ? currentName(named) : "";
  }

  /** @param {string} query */
  #merge(query) {
    this.#asking = "asked";
    this.#actions.merge(query);
  }

  #ask() {
    const { from, to } = this.#ends;
    if (from && to && from.id !== to.id) this.#merge(pathQuery(from.id, to.id));
    else if (from && !to) this.#inputs.to.focus();
  }
}

/**
 * The language may have changed since the reader chose it.
 * @param {Named} named
 */
function currentName(named) {
  return entity(named.id)?.name ?? named.name;
}

/**
 * @param {Element} list
 * @param {typeof EXAMPLES} examples those that the present dataset can answer
 * @param {PathAnswer | null} answer
 */
function fillExamples(list, examples, answer) {
  keyed(
    list,
    examples,
    ({ key }) => key,
    () => el("li", {}, el("button", { type: "button" })),
    (item, { key, from, to }) => {
      const button = item.firstElementChild;
      if (!button) return;
      const asked = answer?.from.id === from && answer.to.id === to;
      setText(button, t(key));
      button.setAttribute("aria-pressed", String(asked));
    },
  );
}

/**
 * @param {Actions} actions
 * @param {PathCard} path
 * @param {number} number
 */
function route(actions, path, number) {
  const line = el("p", { class: "route-line" });
  path.entities.forEach((named, at) => {
    if (at > 0) line.append(el("span", { class: "arrow", "aria-hidden": "true" }, "–"), " ");
    line.append(entityButton(actions, named), " ");
  });
  const origins = path.origins === 1 ? t("restsOnOne") : t("restsOn", { n: path.origins });
  return el(
    "li",
    { class: "route" },
    el("span", { class: "route-number", "aria-hidden": "true" }, `${number}.`),
    el(
      "div",
      { class: "route-head" },
      line,
      statusMark(path.weakest),
      el("span", { class: "quiet small" }, origins),
    ),
    path.sentence ? el("p", { class: "route-verdict" }, path.sentence) : null,
    el("ul", { class: "hops-list" }, ...path.hops.flat().map((tie) => hopTie(actions, tie))),
  );
}

/**
 * A tie of a route as a sentence in its own direction, whichever way the route takes it.
 * @param {Actions} actions
 * @param {TieCard} tie
 */
function hopTie(actions, tie) {
  const target = { tie: tie.id };
  return el(
    "li",
    { class: "hop" },
    el(
      "button",
      {
        type: "button",
        class: "plain tie-sentence",
        onclick: () => actions.select(target),
        onpointerenter: () => actions.hover(target),
        onpointerleave: () => actions.hover(null),
      },
      `${tie.from.name} `,
      el("em", {}, tie.label),
      ` ${tie.to.name}`,
    ),
    statusMark(tie.status),
    citations(actions, tie),
  );
}

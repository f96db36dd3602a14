// "How is A tied to B?": two fields, an answer in a sentence, every route in words.

/** @import { Actions } from "./main.js" */
/** @import { Named, PathAnswer } from "./protocol.js" */

import { Combobox } from "./combobox.js";
import { byId, el, keyed, setText } from "./dom.js";
import { language, t } from "./i18n.js";
import { NARROW } from "./legend.js";
import { route } from "./routes.js";
import { entity, pathQuery, query, state, values } from "./state.js";

/** How many routes a press of "Show more routes" adds. */
const MORE_ROUTES = 5;
/** As many as a view can ask for, but for all. */
const MOST_ROUTES = 100;
/** Routes have at most so many steps, unless the view says otherwise. */
const DEFAULT_MAX = "6";

const RANKS = /** @type {const} */ (["hops", "strength"]);

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
      actions.merge("path=&k=&via=&rank=");
      this.#inputs.from.focus();
    });
    byId("question-via").addEventListener("click", () => {
      const only = values("via")[0] === "organisations";
      actions.merge(only ? "via=" : "via=organisations");
    });
    for (const rank of RANKS) {
      byId(`question-${rank}`).addEventListener("click", () =>
        actions.merge(query({ rank: [rank] })),
      );
    }
    byId("question-cite").addEventListener("click", () => actions.citation("answer"));
    byId("question-more").addEventListener("click", () => {
      const k = Math.min((state.view?.answer?.paths.length ?? 0) + MORE_ROUTES, MOST_ROUTES);
      actions.merge(query({ k: [String(k)] }));
    });
    byId("question-all").addEventListener("click", () => actions.merge("k=all"));
    byId("question-relax").addEventListener("click", () => {
      const relax = state.view?.answer?.relax;
      if (!relax) return;
      this.#merge(relax);
      // The button goes with its reason; the answer takes its place.
      byId("routes").focus();
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
    const keys = ["via", "rank", "k", "max"].map(values);
    const shown = JSON.stringify([answer, examples, language(), keys]);
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
    const rank = values("rank")[0] ?? "hops";
    for (const one of RANKS) {
      byId(`question-${one}`).setAttribute("aria-pressed", String(one === rank));
    }
    byId("question-relax").hidden = !answer?.relax;
    this.#offerMore(answer);
    byId("question-cite").hidden = !answer;
    byId("routes").replaceChildren(
      ...(answer?.paths ?? []).map((path, at) => route(this.#actions, path, at + 1)),
    );
    byId("examples-title").hidden = examples.length === 0;
    for (const list of document.querySelectorAll(".examples")) {
      fillExamples(list, examples, answer);
    }
  }

  /**
   * How to see the routes that are not listed, or that they are too many.
   * @param {PathAnswer | null} answer
   */
  #offerMore(answer) {
    const focused = document.activeElement;
    const [asked] = values("k");
    const listed = answer?.paths.length ?? 0;
    const most = asked === "all" || listed >= MOST_ROUTES;
    const more = byId("question-more");
    more.hidden = !answer?.truncated || most;
    const all = byId("question-all");
    all.hidden = !answer?.truncated || asked === "all";
    setText(all, t("allRoutes", { n: values("max")[0] ?? DEFAULT_MAX }));
    const note = byId("question-listed");
    note.hidden = !answer || answer.found === listed;
    setText(note, note.hidden ? "" : t("routesListed", { n: listed }));
    // A button that goes leaves the focus to what it has brought.
    if ([more, all].some((button) => button === focused && button.hidden)) byId("routes").focus();
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

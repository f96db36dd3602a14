// "What would break this?": the fewest origins whose withdrawal leaves no route, below the answer.

/** @import { Actions } from "./main.js" */
/** @import { CutCard, SourceCard } from "./protocol.js" */

import { byId, el, setText } from "./dom.js";
import { language, t } from "./i18n.js";
import { imprint, sourceTitle } from "./parts.js";
import { query, state, values } from "./state.js";

/** The picture and the routes come first: the core waits so many milliseconds with this. */
const PATIENCE = 150;

/** The keys of a view that do not change what an answer hangs on. */
const IDLE_KEYS = [
  "focus",
  "k",
  "max",
  "rank",
  "layout",
  "seed",
  "at",
  "story",
  "step",
  "theme",
  "lang",
];

export class Cut {
  /** @type {Actions} */
  #actions;
  /** What the present text answers, or is about to. */
  #asked = "";
  #alleged = false;

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions;
    byId("cut-alleged").addEventListener("click", () => {
      this.#alleged = !this.#alleged;
      this.update();
    });
  }

  update() {
    const answer = state.view?.answer;
    byId("cut").hidden = !answer;
    byId("cut-alleged").setAttribute("aria-pressed", String(this.#alleged));
    const keys = (state.view?.keys ?? []).filter(([key]) => !IDLE_KEYS.includes(key));
    const asked = answer
      ? JSON.stringify([keys, this.#alleged, language(), state.catalogue?.title])
      : "";
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#show(null);
    if (!answer) return;
    setTimeout(() => {
      if (asked === this.#asked) this.#ask(asked);
    }, PATIENCE);
  }

  /** @param {string} asked */
  async #ask(asked) {
    try {
      const answer = await this.#actions.ask({ cut: { alleged: this.#alleged } });
      if (asked === this.#asked && "cut" in answer) this.#show(answer.cut);
    } catch {
      // Why stands in a notice; the routes above are right all the same.
      if (asked === this.#asked) byId("cut").hidden = true;
    }
  }

  /** @param {CutCard | null} card */
  #show(card) {
    const inside = byId("cut").contains(document.activeElement);
    const origins = card?.origins ?? [];
    byId("cut").setAttribute("aria-busy", String(!card));
    setText(byId("cut-sentence"), card?.sentence ?? t("cutAsking"));
    setText(byId("cut-meaning"), card && !card.already_disconnected ? card.meaning : "");
    byId("cut-origins").replaceChildren(...origins.map((origin) => this.#origin(origin)));
    const all = byId("cut-all");
    all.hidden = origins.length < 2;
    setText(all, t("cutAll", { n: origins.length }));
    all.onclick = () => this.#withdraw(origins);
    const lost = !byId("cut").contains(document.activeElement) || document.activeElement === all;
    if (inside && lost && !byId("cut").hidden) byId("cut").focus();
  }

  /** @param {SourceCard} origin */
  #origin(origin) {
    const about = imprint(origin);
    return el(
      "li",
      { class: "cut-origin" },
      el("span", { class: "source-number" }, String(origin.number)),
      el(
        "span",
        {},
        sourceTitle(origin),
        about ? el("span", { class: "quiet" }, ` · ${about}`) : null,
      ),
      el(
        "button",
        {
          type: "button",
          class: "text-button",
          "aria-label": t("cutOneLabel", { n: origin.number }),
          onclick: () => this.#withdraw([origin]),
        },
        t("cutOne"),
      ),
    );
  }

  /** @param {SourceCard[]} origins */
  #withdraw(origins) {
    const without = new Set([...values("without"), ...origins.map(({ id }) => id)]);
    this.#actions.merge(query({ without: [...without] }));
  }
}

// Where an entity stands in the present view: a small list in its ledger, each line with what it does
// and does not mean.

/** @import { Actions } from "./main.js" */

import { el } from "./dom.js";
import { t } from "./i18n.js";

/**
 * A block that fills itself; it stays hidden if there is nothing to say.
 * @param {Actions} actions
 * @param {string} entity
 */
export function standing(actions, entity) {
  const block = el("div", { class: "standing-block" });
  block.hidden = true;
  actions.ask({ standing: { entity } }).then(
    (answer) => {
      const remarks = "standing" in answer ? answer.standing : [];
      block.hidden = remarks.length === 0;
      block.replaceChildren(
        el("h3", {}, t("standingTitle")),
        el("ul", { class: "remarks" }, ...remarks.map(({ text }) => el("li", {}, text))),
        el(
          "details",
          { class: "remarks-meaning" },
          el("summary", {}, t("standingMeaning")),
          el("ul", {}, ...remarks.map(({ meaning }) => el("li", {}, meaning))),
        ),
      );
    },
    // Why stands in a notice.
    () => {},
  );
  return block;
}

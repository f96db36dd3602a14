// The routes between two entities in words: what each passes, what it can bear, its ties.

/** @import { Actions } from "./main.js" */
/** @import { PathCard, TieCard } from "./protocol.js" */

import { el } from "./dom.js";
import { t } from "./i18n.js";
import { citations, entityButton, pointing, statusMark } from "./parts.js";

/**
 * @param {Actions} actions
 * @param {PathCard} path
 * @param {number} number
 */
export function route(actions, path, number) {
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
  return el(
    "li",
    { class: "hop" },
    el(
      "button",
      { type: "button", class: "plain tie-sentence", ...pointing(actions, { tie: tie.id }) },
      `${tie.from.name} `,
      el("em", {}, tie.label),
      ` ${tie.to.name}`,
    ),
    statusMark(tie.status),
    citations(actions, tie),
  );
}

// Parts that several panels show: a status, an entity's name, the sources of a tie.

/** @import { Actions } from "./main.js" */
/** @import { Named, SourceCard, Target, TieCard } from "./protocol.js" */

import { el, sourceLink, swatch } from "./dom.js";
import { t } from "./i18n.js";
import { word } from "./state.js";

/**
 * The numbers of a tie's sources; each opens the tie at that source's claim.
 * @param {Actions} actions
 * @param {TieCard} tie
 */
export function citations(actions, tie) {
  return el(
    "span",
    { class: "citations" },
    ...tie.sources.map((number) =>
      el(
        "button",
        {
          type: "button",
          class: "plain citation",
          "aria-label": t("sourceN", { n: number }),
          onclick: () => actions.cite(tie.id, number),
        },
        String(number),
      ),
    ),
  );
}

/**
 * A status as the picture draws it, and as a word.
 * @param {string} id
 */
export function statusMark(id) {
  const status = word("statuses", id);
  return el(
    "span",
    { class: "status-mark", "data-status": id },
    status.swatch ? swatch(status.swatch) : null,
    el("span", {}, status.name),
  );
}

/**
 * What a button does that stands for an entity or a tie: it opens it, and shows where it is.
 * @param {Actions} actions
 * @param {Target} target
 */
export function pointing(actions, target) {
  return {
    onclick: () => actions.select(target),
    onpointerenter: () => actions.hover(target),
    onpointerleave: () => actions.hover(null),
  };
}

/**
 * @param {Actions} actions
 * @param {Named} named
 */
export function entityButton(actions, named) {
  const target = { entity: named.id };
  return el(
    "button",
    { type: "button", class: "plain entity-name", ...pointing(actions, target) },
    named.name,
  );
}

/**
 * Who published a source, and when.
 * @param {SourceCard} source
 */
export function imprint({ publisher, date }) {
  return [publisher, date].filter(Boolean).join(", ");
}

/**
 * The title of a source, as a link to it where there is one.
 * @param {SourceCard} source
 */
export function sourceTitle(source) {
  const link = sourceLink(source.title || source.url || source.id, source.url);
  if (source.language) link.lang = source.language;
  return link;
}

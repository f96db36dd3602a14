// The rows of the tables: what stands in the cell of each column.

/** @import { Actions } from "./main.js" */
/** @import { EntityRow, SourceRow, TableWindow, TieRow } from "./protocol.js" */

import { el, sourceLink, swatch } from "./dom.js";
import { t } from "./i18n.js";
import { entityButton, statusMark } from "./parts.js";
import { query, word } from "./state.js";

/** @typedef {Node | string | null} Part */
/** @typedef {{ id: string, made: string, cells(): HTMLElement[] }} Row */

/**
 * @param {TableWindow} found
 * @param {Actions} actions
 * @returns {Row[]}
 */
export function rowsOf({ rows, columns }, actions) {
  /**
   * @template T
   * @param {T} row
   * @param {string} id
   * @param {string} heading the column that names the row
   * @param {(row: T, actions: Actions) => Record<string, Part[]>} parts
   * @returns {Row}
   */
  const build = (row, id, heading, parts) => ({
    id,
    made: JSON.stringify([row, columns]),
    cells: () => {
      const content = parts(row, actions);
      return columns.map((column) => {
        const own = column.id === heading;
        const attributes = {
          role: own ? "rowheader" : "cell",
          "data-column": column.id,
          "data-label": column.name,
        };
        const cell = own ? el("th", { ...attributes, scope: "row" }) : el("td", attributes);
        cell.append(...(content[column.id] ?? []).filter((part) => part !== null));
        return cell;
      });
    },
  });
  if ("ties" in rows) return rows.ties.map((row) => build(row, row.tie.id, "said", tie));
  if ("entities" in rows) {
    return rows.entities.map((row) => build(row, row.named.id, "name", entity));
  }
  return rows.sources.map((row) => build(row, row.source.id, "title", source));
}

/**
 * @param {TieRow} row
 * @param {Actions} actions
 * @returns {Record<string, Part[]>}
 */
function tie({ tie, said, held, first, last, undated, support, bridge }, actions) {
  const sentence = `${tie.from.name} ${said} ${tie.to.name}`;
  const [from, to] = [tie.from, tie.to].map((named, at) => {
    const button = entityButton(actions, named);
    button.dataset.slot = at === 0 ? "from" : "to";
    return button;
  });
  return {
    from: [showButton(sentence, () => showInPicture(actions, { tie: tie.id })), from ?? null],
    said: [
      el(
        "button",
        {
          type: "button",
          class: "plain said",
          "data-slot": "open",
          "aria-label": sentence,
          onclick: () => actions.select({ tie: tie.id }),
        },
        said,
      ),
    ],
    to: [to ?? null],
    status: [statusMark(tie.status)],
    sectors: tie.sectors.map((id) => {
      const sector = word("sectors", id);
      return el("span", { class: "cell-tag" }, swatch(sector.swatch), sector.name);
    }),
    held: [known(held)],
    first: [known(first)],
    last: [known(last), undated > 0 ? quiet(t("undatedClaims", { n: undated })) : null],
    sources: [support || quiet(t("noClaimStands"))],
    bridge: [yes(bridge)],
  };
}

/**
 * @param {EntityRow} row
 * @param {Actions} actions
 * @returns {Record<string, Part[]>}
 */
function entity(row, actions) {
  const { named } = row;
  const kind = word("kinds", named.kind);
  const name = entityButton(actions, named);
  name.dataset.slot = "open";
  return {
    name: [
      showButton(named.name, () => showInPicture(actions, { entity: named.id })),
      el("span", {}, name, ...(named.other_name ? [" ", quiet(named.other_name)] : [])),
    ],
    kind: [el("span", { class: "cell-tag" }, swatch(kind.swatch), kind.name)],
    ties: [String(row.ties)],
    betweenness: [row.betweenness],
    community: [row.community || quiet("–")],
    single_origin: [String(row.single_origin)],
    cut: [yes(row.cut)],
  };
}

/**
 * @param {SourceRow} row
 * @param {Actions} actions
 * @returns {Record<string, Part[]>}
 */
function source(row, actions) {
  const { source } = row;
  const link = sourceLink(source.title || source.url || source.id, source.url);
  if (source.language) link.lang = source.language;
  link.dataset.slot = "link";
  const named = { source: [source.id] };
  return {
    number: [
      showButton(source.title, () => actions.merge(query({ table: [], ...named }))),
      String(source.number),
    ],
    title: [link, row.stands ? null : quiet(t("withdrawn"))],
    publisher: [source.publisher],
    date: [known(source.date)],
    source_kind: [row.kind],
    speaks: [
      row.speaks === 0
        ? "0"
        : el(
            "button",
            {
              type: "button",
              class: "plain number-link",
              "data-slot": "open",
              "aria-label": t("showTies", { n: row.speaks, source: source.title }),
              onclick: () => actions.merge(query({ table: ["ties"], ...named })),
            },
            String(row.speaks),
          ),
    ],
    alone: [String(row.alone)],
    changes: [String(row.changes)],
    derives: [row.derives.join(", ") || quiet("–")],
  };
}

/**
 * @param {Actions} actions
 * @param {import("./protocol.js").Target} target
 */
function showInPicture(actions, target) {
  actions.merge("table=");
  // Selecting brings what is selected into sight.
  actions.select(target);
}

/**
 * @param {string} what
 * @param {() => void} show
 */
function showButton(what, show) {
  const label = t("showInPicture", { what });
  return el(
    "button",
    {
      type: "button",
      class: "plain show",
      "data-slot": "show",
      "aria-label": label,
      title: t("showInPictureShort"),
      onclick: show,
    },
    el("span", { class: "show-mark", "aria-hidden": "true" }),
  );
}

/** @param {string} text */
function known(text) {
  return text || quiet(t("unknown"));
}

/** @param {boolean} is */
function yes(is) {
  return is ? t("yes") : quiet(t("no"));
}

/** @param {string} text */
function quiet(text) {
  return el("span", { class: "quiet" }, text);
}

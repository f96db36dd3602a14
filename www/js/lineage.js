// Which document repeats which, from the origins to the document that this dataset knows: drawn
// where one repeats another, else listed; and in words for who does not see the drawing.

/** @import { ClaimCard, SourceCard } from "./protocol.js" */

import { el } from "./dom.js";
import { t } from "./i18n.js";
import { sourceTitle } from "./parts.js";
import { sourceById, values } from "./state.js";

/** More documents than these are listed only: a drawing of them would be a thicket. */
const DRAWN = 36;
/** More than these would fill the ledger. */
const LISTED = 60;

/** In CSS pixels. */
const RADIUS = 13;
const COLUMN = 84;
const ROW = 38;
const MARGIN = 4;
const HEAD = 7;

/**
 * @typedef {"repeats" | "cites"} Verb
 * @typedef {{ from: SourceCard, to: SourceCard, verb: Verb }} Link
 * @typedef {{ x: number, y: number }} Point
 */

/**
 * The documents behind some claims.
 * @param {ClaimCard[]} claims
 * @returns {Node[]}
 */
export function drawing(claims) {
  const { documents, links, origins } = family(claims);
  if (documents.length === 0) return [];
  const repeats = links.some(({ verb }) => verb === "repeats");
  const drawn = repeats && documents.length <= DRAWN;
  const more = documents.length - LISTED;
  return [
    ...(drawn ? [picture(documents, links, origins), key(links)] : []),
    el(
      "ul",
      { class: "lineage" },
      ...documents.slice(0, LISTED).map((source) => item(source, drawn ? [] : links)),
    ),
    ...(more > 0 ? [el("p", { class: "quiet" }, t("andMore", { n: more }))] : []),
  ];
}

/**
 * The sources of the claims, the documents that cite them, and all that these repeat.
 * @param {ClaimCard[]} claims
 * @returns {{ documents: SourceCard[], links: Link[], origins: Set<string> }} a document that only
 *   cites what it knows is no origin of a claim
 */
export function family(claims) {
  /** @type {Map<string, SourceCard>} */
  const documents = new Map();
  /** @type {Map<string, Link>} */
  const links = new Map();
  const due = claims.flatMap(({ source, via }) => (via ? [source, via] : [source]));
  for (let one = due.pop(); one; one = due.pop()) {
    if (documents.has(one.id)) continue;
    documents.set(one.id, one);
    for (const parent of parents(one)) {
      links.set(`${one.id} ${parent.id}`, { from: one, to: parent, verb: "repeats" });
      due.push(parent);
    }
  }
  for (const { source, via } of claims) {
    // What repeats its source need not be said to cite it.
    if (!via || via.id === source.id || reaches(via, source)) continue;
    links.set(`${via.id} ${source.id}`, { from: via, to: source, verb: "cites" });
  }
  const sorted = [...documents.values()].sort((a, b) => a.number - b.number);
  const origins = sorted.filter(
    (one) =>
      one.derives_from.length === 0 &&
      claims.some(({ source }) => source.id === one.id || reaches(source, one)),
  );
  return {
    documents: sorted,
    links: [...links.values()].sort(
      (a, b) => a.from.number - b.from.number || a.to.number - b.to.number,
    ),
    origins: new Set(origins.map(({ id }) => id)),
  };
}

/** @param {SourceCard} source */
function parents({ derives_from: ids }) {
  return ids.map(sourceById).filter((source) => source !== null);
}

/**
 * @param {SourceCard} from
 * @param {SourceCard} to
 * @returns {boolean} whether the one repeats the other, maybe by way of others
 */
function reaches(from, to) {
  /** @type {Set<string>} */
  const seen = new Set();
  const due = parents(from);
  for (let one = due.pop(); one; one = due.pop()) {
    if (one.id === to.id) return true;
    if (!seen.has(one.id)) due.push(...parents(one));
    seen.add(one.id);
  }
  return false;
}

/**
 * @param {SourceCard} source
 * @returns {boolean} whether this view reads without it, itself or with all that it repeats
 */
function isFallen(source) {
  const without = values("without");
  /** @type {Map<string, boolean>} */
  const known = new Map();
  const fallen = (/** @type {SourceCard} */ one) => {
    const before = known.get(one.id);
    if (before !== undefined) return before;
    const older = parents(one);
    known.set(one.id, without.includes(one.id));
    const falls = without.includes(one.id) || (older.length > 0 && older.every(fallen));
    known.set(one.id, falls);
    return falls;
  };
  return without.length > 0 && fallen(source);
}

/**
 * How far each document is from where it has it: origins are 0.
 * @param {SourceCard[]} documents
 * @param {Link[]} links
 * @returns {SourceCard[][]} the documents by layer
 */
export function layers(documents, links) {
  const depth = new Map(documents.map(({ id }) => [id, 0]));
  // A document may cite one that repeats it; then no layering is right, and this one ends.
  for (let round = 0; round < documents.length; round += 1) {
    for (const { from, to } of links) {
      const least = Math.min((depth.get(to.id) ?? 0) + 1, documents.length - 1);
      if ((depth.get(from.id) ?? 0) < least) depth.set(from.id, least);
    }
  }
  /** @type {SourceCard[][]} */
  const found = [];
  for (const source of documents) (found[depth.get(source.id) ?? 0] ??= []).push(source);
  return found.filter(Boolean);
}

/**
 * Places the layers in columns, each document near those that it has it from.
 * @param {SourceCard[][]} columns
 * @param {Link[]} links
 * @returns {Map<string, Point>}
 */
function places(columns, links) {
  const rows = Math.max(...columns.map((column) => column.length));
  /** @type {Map<string, Point>} */
  const places = new Map();
  columns.forEach((column, at) => {
    const wanted = (/** @type {SourceCard} */ { id }) => {
      const ends = links.filter(({ from }) => from.id === id).map(({ to }) => places.get(to.id)?.y);
      const known = ends.filter((y) => y !== undefined);
      return known.length === 0 ? 0 : known.reduce((sum, y) => sum + y, 0) / known.length;
    };
    const sorted = [...column].sort((a, b) => wanted(a) - wanted(b) || a.number - b.number);
    const top = MARGIN + RADIUS + ((rows - column.length) * ROW) / 2;
    sorted.forEach(({ id }, row) => {
      places.set(id, { x: MARGIN + RADIUS + at * COLUMN, y: top + row * ROW });
    });
  });
  return places;
}

/**
 * @param {SourceCard[]} documents
 * @param {Link[]} links
 * @param {Set<string>} origins
 */
function picture(documents, links, origins) {
  const columns = layers(documents, links);
  const at = places(columns, links);
  const rows = Math.max(...columns.map((column) => column.length));
  const width = 2 * (MARGIN + RADIUS) + (columns.length - 1) * COLUMN;
  const height = 2 * (MARGIN + RADIUS) + (rows - 1) * ROW;
  const told = links.map(({ from, to, verb }) => `${from.number} ${t(verb)} ${to.number}`);
  const root = svg("svg", {
    class: "lineage-drawing",
    role: "img",
    "aria-label": told.join("; "),
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
  });
  for (const link of links) {
    const [from, to] = [at.get(link.from.id), at.get(link.to.id)];
    if (from && to) root.append(arrow(link, from, to));
  }
  for (const source of documents) {
    const place = at.get(source.id);
    if (place) root.append(mark(source, place, origins.has(source.id) ? "origin" : "other"));
  }
  return el("div", { class: "lineage-frame" }, root);
}

/**
 * @param {SourceCard} source
 * @param {Point} place
 * @param {"origin" | "other"} kind
 */
function mark(source, { x, y }, kind) {
  const node = svg("g", {
    class: "lineage-node",
    "data-kind": kind,
    "data-stands": isFallen(source) ? "no" : "yes",
  });
  const title = svg("title", {});
  title.textContent = `${source.number}. ${source.title || source.id}`;
  const number = svg("text", { x, y: y + 4.5, "text-anchor": "middle" });
  number.textContent = String(source.number);
  node.append(title, svg("circle", { cx: x, cy: y, r: RADIUS }), number);
  return node;
}

/**
 * From the document that repeats or cites to the other.
 * @param {Link} link
 * @param {Point} from
 * @param {Point} to
 */
function arrow({ from: source, to: older, verb }, from, to) {
  // Past other columns it takes a way around what stands there.
  const away = Math.abs(from.x - to.x) > COLUMN && from.y === to.y ? ROW / 2 : 0;
  const bend = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - 2 * away };
  const start = towards(from, bend, RADIUS + 1);
  const tip = towards(to, bend, RADIUS + 2);
  const foot = towards(to, bend, RADIUS + 2 + HEAD);
  const [ux, uy] = [(foot.x - tip.x) / HEAD, (foot.y - tip.y) / HEAD];
  const half = HEAD / 2;
  const head = [
    [tip.x, tip.y],
    [foot.x - uy * half, foot.y + ux * half],
    [foot.x + uy * half, foot.y - ux * half],
  ];
  const group = svg("g", { class: "lineage-arrow", "data-verb": verb });
  const title = svg("title", {});
  title.textContent = `${source.number} ${t(verb)} ${older.number}`;
  group.append(
    title,
    svg("path", { d: `M${start.x} ${start.y}Q${bend.x} ${bend.y} ${foot.x} ${foot.y}` }),
    svg("polygon", { points: head.map((point) => point.join(",")).join(" ") }),
  );
  return group;
}

/**
 * The point so far from one on the way to another.
 * @param {Point} from
 * @param {Point} to
 * @param {number} by
 * @returns {Point}
 */
function towards(from, to, by) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = by / Math.max(Math.hypot(dx, dy), 1e-6);
  const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;
  return { x: round(from.x + dx * share), y: round(from.y + dy * share) };
}

/**
 * What the marks of the drawing mean.
 * @param {Link[]} links
 */
function key(links) {
  const cites = links.some(({ verb }) => verb === "cites");
  const sample = (/** @type {Verb} */ verb) => {
    const root = svg("svg", {
      class: "lineage-drawing",
      viewBox: "0 0 28 12",
      width: 28,
      height: 12,
      "aria-hidden": "true",
    });
    const group = svg("g", { class: "lineage-arrow", "data-verb": verb });
    group.append(svg("path", { d: "M27 6L9 6" }), svg("polygon", { points: "2,6 9,2.5 9,9.5" }));
    root.append(group);
    return root;
  };
  const entry = (/** @type {Node} */ mark, /** @type {string} */ text) =>
    el("span", { class: "lineage-entry" }, mark, text);
  return el(
    "p",
    { class: "lineage-key quiet" },
    entry(el("span", { class: "origin-mark" }), t("origin")),
    entry(sample("repeats"), t("repeats")),
    cites ? entry(sample("cites"), t("cites")) : null,
  );
}

/**
 * A document by its number, and what it has from where if no drawing says it.
 * @param {SourceCard} source
 * @param {Link[]} links
 */
function item(source, links) {
  const own = links.filter(({ from }) => from.id === source.id);
  const told = own.map(({ verb, to }) => `${t(verb)} ${to.number}`).join(", ");
  return el(
    "li",
    { "data-stands": isFallen(source) ? "no" : "yes" },
    el("span", { class: "source-number" }, String(source.number)),
    " ",
    sourceTitle(source),
    told ? el("span", { class: "quiet" }, ` · ${told}`) : null,
  );
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function svg(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

// What the core has last said, for all panels to read. Only main.js writes it.

/** @import { Catalogue, Legend, Named, SourceCard, ViewState, Word } from "./protocol.js" */

export const state = {
  /** @type {Catalogue | null} */
  catalogue: null,
  /** @type {Legend | null} */
  legend: null,
  /** @type {ViewState | null} */
  view: null,
  /** @type {"address" | "file"} whether an address leads to the dataset */
  origin: "address",
};

/** @typedef {"sectors" | "statuses" | "kinds" | "tie_kinds" | "stances" | "modalities"} Vocabulary */

/**
 * A word of a vocabulary; one that is not in it stands for itself.
 * @param {Vocabulary} vocabulary
 * @param {string} id
 * @returns {Word}
 */
export function word(vocabulary, id) {
  const { legend } = state;
  // What has fallen has no status; its word stands in the place of one.
  if (legend && vocabulary === "statuses" && id === legend.fallen.id) return legend.fallen;
  const found = legend?.[vocabulary].find((entry) => entry.id === id);
  return found ?? { id, name: id, meaning: "", glyph: "", swatch: "" };
}

/**
 * The values of a key in the present view.
 * @param {string} key
 * @returns {string[]}
 */
export function values(key) {
  return state.view?.keys.find(([name]) => name === key)?.[1] ?? [];
}

/**
 * A query of the view grammar from lists of values; an empty list clears its key.
 * @param {Record<string, readonly string[]>} keys
 * @returns {string}
 */
export function query(keys) {
  return Object.entries(keys)
    .map(([key, list]) => `${key}=${list.map(encodeURIComponent).join(",")}`)
    .join("&");
}

/**
 * The query for the routes between two entities.
 * @param {string} from
 * @param {string} to
 * @returns {string}
 */
export function pathQuery(from, to) {
  return `path=${encodeURIComponent(from)}~${encodeURIComponent(to)}`;
}

/**
 * Entities to look around in: those that the dataset is about come first.
 * @param {number} most
 * @returns {Named[]}
 */
export function firstEntities(most) {
  const all = state.catalogue?.entities ?? [];
  const focal = all.filter((named) => named.focal);
  return [...focal, ...all.filter((named) => !named.focal)].slice(0, most);
}

/** @type {WeakMap<Catalogue, Map<string, SourceCard>>} the sources of a catalogue by their ids */
const SOURCES = new WeakMap();

/**
 * @param {string} id
 * @returns {SourceCard | null}
 */
export function sourceById(id) {
  const { catalogue } = state;
  if (!catalogue) return null;
  let sources = SOURCES.get(catalogue);
  if (!sources) {
    sources = new Map(catalogue.sources.map((source) => [source.id, source]));
    SOURCES.set(catalogue, sources);
  }
  return sources.get(id) ?? null;
}

/**
 * @param {string} id
 * @returns {Named | null}
 */
export function entity(id) {
  return state.catalogue?.entities.find((named) => named.id === id) ?? null;
}

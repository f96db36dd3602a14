// Which document repeats which, told from the one that this dataset knows.

/** @import { ClaimCard, SourceCard } from "./protocol.js" */

import { sourceById } from "./state.js";

/** No more chains than this: documents that repeat many others would fill the ledger. */
const TOLD = 12;

/**
 * The documents behind some claims, each followed by what it repeats down to the origin. A document
 * that another of them repeats is told there.
 * @param {ClaimCard[]} claims
 * @returns {SourceCard[][]}
 */
export function chains(claims) {
  /** @type {Map<string, SourceCard>} */
  const documents = new Map();
  for (const { source, via } of claims) {
    for (const one of [source, via]) if (one) documents.set(one.id, one);
  }
  const repeated = ancestors([...documents.values()]);
  const last = [...documents.values()].filter(({ id }) => !repeated.has(id));
  last.sort((a, b) => a.number - b.number);
  return last.flatMap(follow).slice(0, TOLD);
}

/**
 * @param {SourceCard[]} sources
 * @returns {Set<string>} ids of all that they repeat
 */
function ancestors(sources) {
  /** @type {Set<string>} */
  const seen = new Set();
  const due = sources.flatMap(parents);
  for (let source = due.pop(); source; source = due.pop()) {
    if (!seen.has(source.id)) due.push(...parents(source));
    seen.add(source.id);
  }
  return seen;
}

/**
 * @param {SourceCard} source
 * @returns {SourceCard[][]} one chain a way down to an origin
 */
function follow(source) {
  /** @type {SourceCard[][]} */
  const told = [];
  const due = [[source]];
  for (let chain = due.pop(); chain && told.length < TOLD; chain = due.pop()) {
    const older = chain.flatMap((one, at, all) => (at === all.length - 1 ? parents(one) : []));
    if (older.length === 0) told.push(chain);
    else for (const parent of older.reverse()) due.push([...chain, parent]);
  }
  return told;
}

/** @param {SourceCard} source */
function parents({ derives_from: ids }) {
  return ids.map(sourceById).filter((source) => source !== null);
}

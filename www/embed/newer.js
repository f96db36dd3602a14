// Whether the data have changed since they were published: which ones are the newest stands beside them.

import { bring } from "./load.js";

/**
 * @typedef {Record<string, unknown> & { id: string }} Row
 * @typedef {Row & { derives_from?: string[] }} Source
 * @typedef {Row & { tie: string, source: string, via?: string }} Claim
 * @typedef {{ ties?: Row[], claims?: Claim[], sources?: Source[] }} Bundle
 * @typedef {{ ties: number, page: string }} Newer
 */

/**
 * How many ties of the newest data are new, gone, or rest on other claims; `null` if there is nothing
 * newer, or it cannot be had.
 * @param {string} source the address of the data that are shown
 * @param {string} latest the file that says which are the newest, beside them
 * @param {string} integrity of the shown data
 * @param {Uint8Array} bytes
 * @returns {Promise<Newer | null>}
 */
export async function newer(source, latest, integrity, bytes) {
  try {
    const here = new URL(source, document.baseURI);
    const found = parse(await bring(new URL(latest, here), "tieGraphLatest"));
    const { data, page } = found;
    if (found.integrity === integrity || !plain(data, "json") || !plain(page, "html")) return null;
    const other = await bring(new URL(data, here), "tieGraphData", String(found.integrity));
    const ties = changed(parse(bytes), parse(other));
    return ties ? { ties, page: new URL(page, here).href } : null;
  } catch {
    // Only what was published counts on being there.
    return null;
  }
}

/** @param {Uint8Array} bytes */
function parse(bytes) {
  return JSON.parse(new TextDecoder().decode(bytes));
}

/**
 * A file of the same folder.
 * @param {unknown} name
 * @param {string} end
 */
function plain(name, end) {
  return typeof name === "string" && /^[\w-]+(\.[\w-]+)+$/.test(name) && name.endsWith(`.${end}`);
}

/**
 * @param {Bundle} before
 * @param {Bundle} after
 */
export function changed(before, after) {
  const [old, now] = [grounds(before), grounds(after)];
  const ids = new Set([...old.keys(), ...now.keys()]);
  return [...ids].filter((id) => old.get(id) !== now.get(id)).length;
}

/**
 * Of each tie all that its status and its words follow from: itself, its claims, their sources, and what
 * those repeat.
 * @param {Bundle} bundle
 * @returns {Map<string, string>}
 */
function grounds({ ties = [], claims = [], sources = [] }) {
  const source = new Map(sources.map((one) => [one.id, one]));
  /** @type {Map<string, Claim[]>} */
  const of = new Map(ties.map(({ id }) => [id, []]));
  for (const claim of claims) of.get(claim.tie)?.push(claim);
  return new Map(
    ties.map((tie) => {
      const own = of.get(tie.id) ?? [];
      const used = new Set(own.flatMap((claim) => [claim.source, claim.via ?? ""]));
      // A set hands out what is added to it on the way.
      for (const id of used) source.get(id)?.derives_from?.forEach((root) => used.add(root));
      const rows = [...used].sort().map((id) => source.get(id) ?? null);
      return [tie.id, JSON.stringify([tie, own, rows])];
    }),
  );
}

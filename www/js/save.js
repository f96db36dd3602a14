// Files that the reader takes away.

import { el } from "./dom.js";
import { state } from "./state.js";

/** How long a browser may take to fetch what it saves, in milliseconds. */
const FETCHED = 2000;

/**
 * Saves a file that is named after the dataset.
 * @param {string} ending such as `-ties.csv` or `.svg`
 * @param {string} type its MIME type
 * @param {BlobPart[]} parts what is in it
 */
export function save(ending, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const name = (state.catalogue?.title ?? "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  el("a", { href: address, download: `${name || "tiegraph"}${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), FETCHED);
}

// Where a classic script finds the module: in the page itself, or beside the script, by the name and the
// hash that its element says.

import { decode } from "./base64.js";

/** Nothing where the script stands in the page. */
const { src = "", dataset: { wasm: name = "tie-graph.wasm", wasmIntegrity = "" } = {} } =
  /** @type {HTMLScriptElement | null} */ (document.currentScript) ?? {};

export const integrity = wasmIntegrity;

export function wasm() {
  return new URL(name, src || document.baseURI);
}

export function inside() {
  const text = document.getElementById("tie-graph-wasm")?.textContent;
  return text ? decode(text) : null;
}

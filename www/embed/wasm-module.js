// Where the package's module finds its wasm: beside it, in words that bundlers know.

export const integrity = "";

export function wasm() {
  return new URL("tie-graph.wasm", import.meta.url);
}

export function inside() {
  return null;
}

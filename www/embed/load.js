// Brings the module and the data: by `fetch` with a hash that the browser enforces, or, where a frame
// may fetch nothing (an opaque origin, a file), by scripts beside the page or from within it.

import init, { Engine } from "tiegraph-core";
import { decode } from "./base64.js";
import { inside, integrity as wasmIntegrity, wasm } from "tiegraph-wasm";

/** Nothing can be fetched here. */
const closed = () => self.origin === "null" || location.protocol === "file:";

/** @type {Promise<typeof Engine> | null} compiled once, however many pictures there are */
let engine = null;

/** Why there is no picture but the printed one. */
export class LoadError extends Error {
  /**
   * @param {"data" | "module" | "forbidden" | "script"} code
   * @param {unknown} cause
   */
  constructor(code, cause) {
    super(String(cause), { cause });
    this.code = code;
  }
}

/** @returns {Promise<typeof Engine>} */
export function loadEngine() {
  engine ??= start().catch((error) => {
    const refused = /content security policy|unsafe-eval|blocked by csp|disallowed by/i;
    throw new LoadError(refused.test(String(error)) ? "forbidden" : "module", error);
  });
  return engine;
}

async function start() {
  await init({ module_or_path: await compile() });
  return Engine;
}

async function compile() {
  const bytes = inside();
  if (bytes) return WebAssembly.compile(bytes);
  const address = wasm();
  if (closed()) {
    const text = await viaScript(beside(address, ".wasm", ".inline.js"), "tieGraphWasm");
    const bytes = decode(text);
    await check(bytes, wasmIntegrity);
    return WebAssembly.compile(bytes);
  }
  const response = await get(address, wasmIntegrity);
  // Some servers do not know the type.
  return response.headers.get("content-type")?.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * @param {string} source empty for the data in the page itself
 * @param {string} integrity
 * @returns {Promise<Uint8Array>}
 */
export async function loadData(source, integrity) {
  try {
    const inside = document.getElementById("tie-graph-data")?.textContent;
    if (!source && inside) return new TextEncoder().encode(inside);
    return await bring(new URL(source, document.baseURI), "tieGraphData", integrity);
  } catch (error) {
    throw new LoadError("data", error);
  }
}

/**
 * A file of JSON, or the script with the same name that leaves it in a variable.
 * @param {URL} address
 * @param {string} variable
 * @param {string} [integrity] a file that may change has none
 */
export async function bring(address, variable, integrity = "") {
  if (!closed()) return new Uint8Array(await (await get(address, integrity)).arrayBuffer());
  const text = await viaScript(beside(address, ".json", ".js"), variable);
  const bytes = new TextEncoder().encode(text);
  await check(bytes, integrity);
  return bytes;
}

/**
 * @param {URL} address
 * @param {string} end
 * @param {string} other
 */
function beside(address, end, other) {
  const { href } = address;
  return new URL(href.endsWith(end) ? href.slice(0, -end.length) + other : href);
}

/**
 * @param {URL} address
 * @param {string} integrity
 */
async function get(address, integrity) {
  const cache = integrity ? "default" : "no-cache";
  const response = await fetch(address, { integrity, cache, credentials: "omit" });
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`);
  return response;
}

/** What `fetch` checks by itself; a browser without `crypto` here has no way to. */
async function check(
  /** @type {Uint8Array<ArrayBuffer>} */ bytes,
  /** @type {string} */ integrity,
) {
  if (!integrity || !globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  if (integrity !== `sha384-${btoa(String.fromCharCode(...digest))}`) throw new Error("wrong hash");
}

/** @type {Map<string, Promise<string>>} */
const scripts = new Map();

/**
 * What a script leaves in a variable. Pages with Trusted Types take its address from a policy only.
 * @param {URL} address
 * @param {string} variable
 * @returns {Promise<string>}
 */
function viaScript(address, variable) {
  const { href } = address;
  const known = scripts.get(href);
  if (known) return known;
  const loading = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.addEventListener("load", () => {
      const value = /** @type {any} */ (globalThis)[variable];
      delete (/** @type {any} */ (globalThis)[variable]);
      if (typeof value === "string") resolve(value);
      else reject(new Error(`${address.pathname}: nothing in it`));
    });
    script.addEventListener("error", () => reject(new Error(`${address.pathname}: not there`)));
    script.src = trusted(href);
    document.head.append(script);
  });
  scripts.set(href, loading);
  return loading;
}

/** @type {{ createScriptURL(address: string): string } | null} */
let policy = null;

/** @param {string} address one that this script has made itself */
function trusted(address) {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  policy ??= types?.createPolicy("tiegraph-element", {
    createScriptURL: (/** @type {string} */ url) => url,
  });
  return policy?.createScriptURL(address) ?? address;
}

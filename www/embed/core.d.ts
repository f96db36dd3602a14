// The module's glue, as wasm-bindgen writes it; xtask/embed.mjs says where it is.

declare module "tiegraph-core" {
  import type { Command, Event } from "../js/protocol.js";

  export default function init(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;

  export class Engine {
    constructor(canvas: HTMLCanvasElement, width: number, height: number, dpr: number);
    handle(command: Command): Event[];
    tick(time: number): Event[];
    needs_frame(): boolean;
    free(): void;
  }
}

declare module "*.css" {
  const text: string;
  export default text;
}

/** One of wasm-classic.js, wasm-module.js and wasm-inline.js. */
declare module "tiegraph-wasm" {
  /** Of the wasm; empty if it is not named by hash. */
  export const integrity: string;
  /** Where it is. */
  export function wasm(): URL;
  /** The wasm itself, if it comes with the script or the page. */
  export function inside(): Uint8Array<ArrayBuffer> | null;
}

declare module "tiegraph-bytes" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

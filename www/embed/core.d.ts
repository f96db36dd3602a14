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

// Runs the core: loads the module, hands it commands, draws in animation frames.
// The same code serves in the worker and on the page.

/** @import { Command, Event } from "./protocol.js" */

/**
 * @typedef {"missing" | "mime" | "forbidden" | "unsupported" | "broken"} Failure
 * @typedef {{
 *   handle(command: Command): Event[],
 *   tick(time: number): Event[],
 *   needs_frame(): boolean,
 * }} Engine
 * @typedef {"done" | "refused"} Outcome a command may be done and still meet with a complaint
 * @typedef {{ command: string, id: number | null, outcome: Outcome }} Cause what led to an event
 * @typedef {{
 *   event(event: Event, cause: Cause): void,
 *   failed(reason: Failure, detail: string): void,
 *   trapped(detail: string): void,
 * }} Listener
 */

const GLUE = new URL("../tiegraph.js", import.meta.url);
const MODULE = new URL("../tiegraph_bg.wasm", import.meta.url);

/** Why the core could not start. */
export class StartError extends Error {
  /**
   * @param {Failure} reason
   * @param {string} detail
   */
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

/**
 * The bytes of the module, checked, so that each way to serve it wrongly has its own message.
 * @param {string} integrity empty if the page names no hash
 * @returns {Promise<Response>}
 */
async function fetchModule(integrity) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(MODULE, { integrity });
  } catch (error) {
    throw new StartError("missing", `${MODULE.pathname}: ${error}`);
  }
  if (!response.ok) throw new StartError("missing", `${MODULE.pathname}: ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/wasm")) return response;

  // Some servers do not know the type; the module may be good all the same.
  const bytes = new Uint8Array(await response.arrayBuffer());
  const magic = [0, 0x61, 0x73, 0x6d];
  if (!magic.every((byte, at) => bytes[at] === byte)) {
    throw new StartError("mime", `${MODULE.pathname}: ${type || "no content type"}`);
  }
  return new Response(bytes, { headers: { "content-type": "application/wasm" } });
}

/**
 * @param {unknown} error
 * @returns {StartError}
 */
function startError(error) {
  if (error instanceof StartError) return error;
  const detail = String(error);
  if (/content security policy|unsafe-eval|blocked by csp|disallowed by/i.test(detail)) {
    return new StartError("forbidden", detail);
  }
  if (error instanceof WebAssembly.CompileError) return new StartError("unsupported", detail);
  return new StartError("broken", detail);
}

/**
 * @param {OffscreenCanvas | HTMLCanvasElement} canvas
 * @param {number} width in css_px
 * @param {number} height in css_px
 * @param {number} dpr
 * @param {string} integrity of the module
 * @param {number} attempt the glue keeps one instance a module address, so a fresh one needs another
 * @returns {Promise<Engine>}
 */
async function instantiate(canvas, width, height, dpr, integrity, attempt) {
  if (typeof WebAssembly !== "object") throw new StartError("unsupported", "no WebAssembly");
  const address = attempt === 0 ? GLUE.href : `${GLUE.href}?attempt=${attempt}`;
  const [response, glue] = await Promise.all([
    fetchModule(integrity),
    import(address).catch((error) => {
      throw new StartError("missing", `${GLUE.pathname}: ${error}`);
    }),
  ]);
  try {
    await glue.default({ module_or_path: response });
    return new glue.Engine(canvas, width, height, dpr);
  } catch (error) {
    throw startError(error);
  }
}

/** A core at work on one canvas. */
export class Core {
  /** @type {"starting" | "running" | "dead"} */
  #state = "starting";
  /** @type {Engine | null} */
  #engine = null;
  /** @type {Command[]} */
  #waiting = [];
  /** @type {"idle" | "asked"} */
  #frame = "idle";
  /** @type {Listener} */
  #listener;

  /**
   * @param {OffscreenCanvas | HTMLCanvasElement} canvas
   * @param {{ width: number, height: number, dpr: number, integrity: string, attempt: number }} start
   * @param {Listener} listener
   */
  constructor(canvas, start, listener) {
    this.#listener = listener;
    instantiate(canvas, start.width, start.height, start.dpr, start.integrity, start.attempt).then(
      (engine) => {
        if (this.#state === "dead") return;
        this.#engine = engine;
        this.#state = "running";
        this.run(this.#waiting.splice(0));
      },
      (error) => {
        this.#state = "dead";
        const { reason, message } = startError(error);
        listener.failed(reason, message);
      },
    );
  }

  /** @param {Command[]} commands */
  run(commands) {
    if (this.#state === "starting") {
      this.#waiting.push(...commands);
      return;
    }
    for (const command of commands) {
      const id = command.type === "query" ? command.id : null;
      this.#call(command.type, id, (engine) => engine.handle(command));
    }
    this.#askFrame();
  }

  /** Stops drawing and hearing; a poisoned instance is never called again. */
  end() {
    this.#state = "dead";
    this.#engine = null;
  }

  /**
   * @param {string} command
   * @param {number | null} id
   * @param {(engine: Engine) => Event[]} work
   */
  #call(command, id, work) {
    if (!this.#engine) return;
    /** @type {Event[]} */
    let events;
    try {
      events = work(this.#engine);
    } catch (error) {
      // A panic, a stack overflow or an exhausted memory leaves the instance in no known state.
      this.end();
      this.#listener.trapped(`${command}: ${error}`);
      return;
    }
    // What is new clears away old complaints, so complaints come after it.
    const complaints = events.filter(({ type }) => type === "error");
    const news = events.filter(({ type }) => type !== "error");
    const outcome = complaints.length > 0 && news.length === 0 ? "refused" : "done";
    for (const event of [...news, ...complaints]) {
      this.#listener.event(event, { command, id, outcome });
    }
  }

  #askFrame() {
    if (this.#frame === "asked" || !this.#engine?.needs_frame()) return;
    this.#frame = "asked";
    nextFrame((time) => {
      this.#frame = "idle";
      this.#call("tick", null, (engine) => engine.tick(time));
      this.#askFrame();
    });
  }
}

/** @param {(time: number) => void} work */
function nextFrame(work) {
  if (typeof requestAnimationFrame === "function") requestAnimationFrame(work);
  else setTimeout(() => work(performance.now()), 16);
}

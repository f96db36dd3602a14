// Chooses where the core runs, and keeps it running: in a worker that draws on an OffscreenCanvas,
// or on the page where that is not to be had. After a trap a fresh core takes over.

import { Core } from "./core.js";
import { pictureSize } from "./scale.js";

/**
 * @import { Command, Environment, Event } from "./protocol.js"
 * @import { Cause, Failure } from "./core.js"
 * @import { FromWorker, ToWorker } from "./worker.js"
 */

/**
 * @typedef {{ width: number, height: number, dpr: number, integrity: string, attempt: number }} Start
 * @typedef {Failure | "crashed"} Trouble
 * @typedef {{
 *   event(event: Event, cause: Cause): void,
 *   trouble(reason: Trouble, detail: string): void,
 *   restarted(detail: string): void,
 * }} HostListener
 * @typedef {Extract<Command, { type: "load" }>} Load
 */

/** A second trap within this time of the first, in milliseconds, would only come again. */
const IN_A_ROW = 10_000;

const WORKER = new URL("worker.js", import.meta.url).href;

/** @type {string | null} */
let trustedWorker = null;

/**
 * A page with Trusted Types accepts a worker's address only from a named policy, made once.
 * @returns {string}
 */
function workerAddress() {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  trustedWorker ??= types
    ? types
        .createPolicy("tiegraph", {
          createScriptURL: (/** @type {string} */ address) => {
            if (address !== WORKER) throw new TypeError("not the worker");
            return address;
          },
        })
        .createScriptURL(WORKER)
    : WORKER;
  return /** @type {string} */ (trustedWorker);
}

export class Host {
  /** @type {HTMLElement} */
  #holder;
  /** @type {HostListener} */
  #listener;
  /** @type {"worker" | "page"} */
  #home;
  /** @type {"starting" | "running" | "failed"} */
  #state = "starting";
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Core | null} */
  #core = null;
  #attempt = 0;
  #trappedAt = -Infinity;

  /** @type {Command[]} */
  #batch = [];
  /** @type {"idle" | "frame" | "soon"} */
  #flush = "idle";

  /** @type {Load[]} oldest first */
  #loading = [];
  /** @type {Load | null} */
  #loaded = null;
  /** @type {Environment | null} */
  #environment = null;
  #view = "";
  /** Where to go back to if the layout that is under way is more than the core can bear.
   * @type {{ loaded: Load | null, view: string } | null} */
  #good = null;
  #size = { width: 1, height: 1, dpr: 1 };
  #tools = { width: 0, height: 0 };

  /**
   * @param {HTMLElement} holder the element that is filled with the canvas
   * @param {HostListener} listener
   */
  constructor(holder, listener) {
    this.#holder = holder;
    this.#listener = listener;
    const wanted = new URLSearchParams(location.search).get("host");
    const able =
      typeof Worker === "function" &&
      "transferControlToOffscreen" in HTMLCanvasElement.prototype &&
      wanted !== "page";
    this.#home = able ? "worker" : "page";
    this.#size = this.#measure();
    this.#start();
  }

  /** Where the core runs: for tests and the curious. */
  get home() {
    return this.#home;
  }

  /** @param {Command} command */
  send(command) {
    this.#remember(command);
    if (!this.#merge(command)) this.#batch.push(command);
    // What a reader clicks should not wait for a frame; what a pointer draws may.
    if (!isStream(command) && this.#flush !== "soon") {
      this.#flush = "soon";
      queueMicrotask(() => this.#post());
    } else if (this.#flush === "idle") {
      this.#flush = "frame";
      requestAnimationFrame(() => this.#post());
    }
  }

  /**
   * Movements come faster than frames: of those that follow each other only the last one counts,
   * and wheel distances add up.
   * @param {Command} command
   * @returns {boolean} whether the batch holds it already
   */
  #merge(command) {
    for (let at = this.#batch.length - 1; at >= 0; at -= 1) {
      const old = this.#batch[at];
      if (!old || !isStream(old)) return false;
      const samePointer =
        old.type !== "pointer" || command.type !== "pointer" || old.pointer === command.pointer;
      if (old.type !== command.type || !samePointer || !isStream(command)) continue;
      this.#batch[at] =
        old.type === "wheel" && command.type === "wheel"
          ? { ...command, delta: old.delta + command.delta }
          : command;
      return true;
    }
    return false;
  }

  #post() {
    this.#flush = "idle";
    if (this.#state !== "running") return;
    const commands = this.#batch.splice(0);
    if (commands.length === 0) return;
    if (this.#core) this.#core.run(commands);
    else this.#worker?.postMessage(/** @type {ToWorker} */ ({ type: "commands", commands }));
  }

  /** @param {Command} command */
  #remember(command) {
    if (command.type === "load") this.#loading.push(command);
    if (command.type === "environment") {
      const { type: _, ...environment } = command;
      this.#environment = environment;
    }
    if (command.type === "resize") {
      const { type: _, ...size } = command;
      this.#size = size;
    }
    if (command.type === "tools") {
      const { type: _, ...tools } = command;
      this.#tools = tools;
    }
  }

  /**
   * @param {Event} event
   * @param {Cause} cause
   */
  #hear(event, cause) {
    if (event.type === "frame" && this.#loaded) this.#holder.querySelector(".poster")?.remove();
    if (event.type === "progress") {
      const ends = event.stage === "done" || event.stage === "stopped";
      this.#good = ends ? null : (this.#good ?? { loaded: this.#loaded, view: this.#view });
    }
    if (event.type === "loaded") this.#loaded = this.#loading.shift() ?? this.#loaded;
    if (cause.command === "load" && cause.outcome === "refused") this.#loading.shift();
    if (event.type === "view" || event.type === "moved") this.#view = event.query;
    this.#listener.event(event, cause);
  }

  #measure() {
    const { width, height } = this.#holder.getBoundingClientRect();
    return pictureSize(Math.round(width), Math.round(height));
  }

  /**
   * A published page names its module by hash.
   * @param {number} attempt
   * @returns {Start}
   */
  #begin(attempt) {
    const { wasmIntegrity = "" } = document.documentElement.dataset;
    return { ...this.#size, integrity: wasmIntegrity, attempt };
  }

  /** A canvas serves one core only: a transferred or poisoned one cannot be taken back. */
  #freshCanvas() {
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    // A published page has a printed picture there: it stays until the live one is drawn.
    const printed = this.#holder.querySelector(".poster");
    this.#holder.replaceChildren(...(printed ? [printed] : []), canvas);
    return canvas;
  }

  #start() {
    if (this.#home === "page") {
      this.#startOnPage();
      return;
    }
    /** @type {Worker} */
    let worker;
    try {
      worker = new Worker(workerAddress(), { type: "module" });
    } catch {
      this.#startOnPage();
      return;
    }
    this.#worker = worker;
    // Before the worker has spoken, an error means that it cannot be had at all.
    worker.addEventListener("error", (event) => {
      if (this.#worker !== worker) return;
      event.preventDefault();
      if (this.#state === "starting") this.#startOnPage();
      else this.#trapped(event.message);
    });
    worker.addEventListener("message", (/** @type {MessageEvent<FromWorker>} */ { data }) => {
      if (this.#worker === worker) this.#hearWorker(worker, data);
    });
  }

  /**
   * @param {Worker} worker
   * @param {FromWorker} message
   */
  #hearWorker(worker, message) {
    switch (message.type) {
      case "able": {
        const canvas = this.#freshCanvas().transferControlToOffscreen();
        const start = this.#begin(0);
        worker.postMessage(/** @type {ToWorker} */ ({ type: "start", canvas, start }), [canvas]);
        this.#running();
        break;
      }
      case "unable":
        this.#startOnPage();
        break;
      case "event":
        this.#hear(message.event, message.cause);
        break;
      case "failed":
        this.#fail(message.reason, message.detail);
        break;
      case "trapped":
        this.#trapped(message.detail);
        break;
    }
  }

  #startOnPage() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#home = "page";
    const start = this.#begin(this.#attempt);
    this.#core = new Core(this.#freshCanvas(), start, {
      event: (event, cause) => this.#hear(event, cause),
      failed: (reason, detail) => this.#fail(reason, detail),
      trapped: (detail) => this.#trapped(detail),
    });
    this.#running();
  }

  #running() {
    this.#state = "running";
    this.#post();
  }

  /**
   * @param {Trouble} reason
   * @param {string} detail
   */
  #fail(reason, detail) {
    this.#state = "failed";
    this.#end();
    this.#listener.trouble(reason, detail);
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#core?.end();
    this.#core = null;
  }

  /** @param {string} detail */
  #trapped(detail) {
    const now = performance.now();
    const again = now - this.#trappedAt < IN_A_ROW;
    this.#trappedAt = now;
    if (again) {
      this.#fail("crashed", detail);
      return;
    }
    this.#end();
    this.#state = "starting";
    this.#attempt += 1;
    this.#loading = [];
    this.#goBack();
    this.#batch = this.#replay();
    this.#start();
    this.#listener.restarted(detail);
  }

  /** A layout that has trapped would trap again: back to the dataset or the layout before it. */
  #goBack() {
    const good = this.#good;
    this.#good = null;
    if (!good?.loaded) return;
    this.#view = good.loaded === this.#loaded ? withLayout(this.#view, good.view) : good.view;
    this.#loaded = good.loaded;
  }

  /** @returns {Command[]} what brings a fresh core to where the last one was */
  #replay() {
    /** @type {Command[]} */
    const commands = [];
    if (this.#environment) commands.push({ type: "environment", ...this.#environment });
    commands.push({ type: "tools", ...this.#tools });
    if (this.#loaded) {
      const load = { ...this.#loaded, view: this.#view };
      this.#loading.push(load);
      commands.push(load);
    }
    return commands;
  }
}

/**
 * @param {string} view
 * @param {string} other
 * @returns {string} the first view in the layout of the other
 */
function withLayout(view, other) {
  const lays = (/** @type {string} */ part) => /^(layout|seed)=/.test(part);
  const parts = (/** @type {string} */ query) => query.split("&").filter((part) => part !== "");
  return [
    ...parts(view).filter((part) => !lays(part)),
    ...parts(other).filter((part) => lays(part)),
  ].join("&");
}

/**
 * @param {Command} command
 * @returns {boolean} whether a later one of its kind makes it superfluous
 */
function isStream(command) {
  return (
    command.type === "wheel" ||
    command.type === "resize" ||
    command.type === "hover" ||
    (command.type === "pointer" && command.phase === "move")
  );
}

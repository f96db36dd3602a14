// A live picture over a printed one: the canvas, what hands do on it, and what it says back.

import { changedTies, word } from "./words.js";

/**
 * @import { Command, Detail, Event as CoreEvent, PointerPhase, Target } from "../js/protocol.js"
 * @import { Engine } from "tiegraph-core"
 */

/**
 * @typedef {{
 *   ready(): void,
 *   view(query: string): void,
 *   select(target: Target | null): void,
 *   failed(code: string, message: string): void,
 * }} Listener
 */

const KEYS = new Set([
  ...["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
  ...["Enter", "Escape", "+", "=", "-", "0", "Home", "End"],
]);
/** CSS pixels in one line of a wheel that counts lines. */
const LINE = 16;
/** A trackpad's pinch comes as a wheel of small steps with Ctrl. */
const PINCH = 8;
const ZOOM_STEP = 1.4;

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export class Stage {
  #host;
  #lang;
  #listener;
  /** @type {Engine} */
  #engine;
  #canvas = document.createElement("canvas");
  #element = el("div", { class: "stage", role: "application", tabindex: "0" });
  #tip = el("p", { class: "tip", "aria-hidden": "true", hidden: "" });
  #card = el("div", { class: "card", hidden: "" });
  #said = el("p", { class: "unseen", role: "status" });
  /** @type {ResizeObserver} */
  #sizes;
  #frame = 0;
  #over = false;
  #drawnAt = { width: 0, height: 0, dpr: 0 };
  #loaded = false;
  #drawn = false;
  /** The reader has clicked in: the wheel zooms without a key. */
  #entered = false;
  #keys = false;
  /** The answer to the view's question, if it asks one. */
  #answer = "";
  #chosen = false;

  /**
   * @param {HTMLElement} host what it fills
   * @param {typeof Engine} Core
   * @param {string} lang
   * @param {Listener} listener
   */
  constructor(host, Core, lang, listener) {
    this.#host = host;
    this.#lang = lang;
    this.#listener = listener;
    this.#canvas.setAttribute("aria-hidden", "true");
    const help = el("p", { class: "unseen", id: "help" }, word("help", lang));
    this.#element.setAttribute("aria-label", word("picture", lang));
    this.#element.setAttribute("aria-describedby", "help");
    this.#element.append(this.#canvas, this.#tip);
    const box = el(
      "div",
      { class: "live" },
      this.#element,
      help,
      this.#said,
      this.#card,
      this.#tools(),
    );
    host.querySelectorAll(".live, .note").forEach((old) => old.remove());
    host.append(box);
    const size = this.#size();
    this.#engine = new Core(this.#canvas, size.width, size.height, size.dpr);
    this.#listen();
    this.#sizes = new ResizeObserver(() => this.#resize());
    this.#sizes.observe(host);
    this.#drawnAt = size;
  }

  /**
   * A word under the printed picture about why it stays.
   * @param {HTMLElement} host
   * @param {string} code
   * @param {string} lang
   */
  static note(host, code, lang) {
    host.querySelectorAll(".live, .note").forEach((old) => old.remove());
    host.append(el("p", { class: "note", role: "status" }, word(code, lang)));
  }

  /**
   * @param {Uint8Array} bytes
   * @param {string} view
   * @param {boolean} dark
   */
  load(bytes, view, dark) {
    const forced = matchMedia("(forced-colors: active)").matches;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const chinese = this.#lang === "zh";
    const environment = { dark, reduced_motion: still, forced_colors: forced, chinese };
    this.#send({ type: "environment", ...environment });
    this.#send({ type: "load", name: "data.json", bytes, view });
  }

  /** @param {string} query */
  show(query) {
    this.#send({ type: "view", query });
  }

  /** @param {import("./newer.js").Newer} newer */
  tellNewer({ ties, page }) {
    const link = el("a", { href: page }, word("newest", this.#lang));
    // A frame goes there itself; an article stays.
    if (parent === self) link.setAttribute("target", "_blank");
    const told = el("p", { class: "newer" }, changedTies(ties, this.#lang), " ", link);
    this.#element.after(told);
  }

  /** @returns {Promise<Blob>} */
  png() {
    return new Promise((resolve, reject) => {
      this.#canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))));
    });
  }

  end() {
    if (this.#over) return;
    this.#over = true;
    try {
      this.#engine.free();
    } catch {
      // A trap has left it in no known state.
    }
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#host.querySelectorAll(".live").forEach((old) => old.remove());
  }

  /** The canvas in pixels of the printed picture below it, so that both look the same. */
  #size() {
    const { width, height } = this.#host.getBoundingClientRect();
    const scale = this.#scale();
    const size = { width: Math.max(1, width / scale), height: Math.max(1, height / scale) };
    return { ...size, dpr: scale * (devicePixelRatio || 1) };
  }

  /** Of the page's pixels to those that the printed picture was drawn for. */
  #scale() {
    const whole = this.#host.getBoundingClientRect().width;
    for (const drawn of this.#host.querySelectorAll("svg, img")) {
      const { width } = drawn.getBoundingClientRect();
      const box = drawn.getAttribute("viewBox")?.split(" ")[2] ?? drawn.getAttribute("width");
      const scale = width / Number(box);
      // Not the shapes of a legend, and not a picture that is squeezed into a corner.
      if (width > whole / 2 && scale > 0.5 && scale < 2) return scale;
    }
    return 1;
  }

  /** A canvas of another size is blank: it is drawn before anybody sees it. */
  #resize() {
    const size = this.#size();
    const { width, height, dpr } = this.#drawnAt;
    if (size.width === width && size.height === height && size.dpr === dpr) return;
    this.#drawnAt = size;
    this.#send({ type: "resize", ...size });
    this.#draw(performance.now());
  }

  #tools() {
    const button = (
      /** @type {string} */ label,
      /** @type {string} */ text,
      /** @type {number | null} */ factor,
    ) => {
      const made = el("button", { type: "button", "aria-label": word(label, this.#lang) }, text);
      made.addEventListener("click", () => this.#send({ type: "zoom", factor }));
      return made;
    };
    return el(
      "div",
      { class: "tools stage-tools" },
      button("fit", word("fit", this.#lang), null),
      button("zoomOut", "−", 1 / ZOOM_STEP),
      button("zoomIn", "+", ZOOM_STEP),
    );
  }

  #listen() {
    const on = this.#element;
    on.addEventListener("pointerdown", (event) => {
      on.setPointerCapture(event.pointerId);
      this.#entered = true;
      this.#pointer("down", event);
    });
    on.addEventListener("pointermove", (event) => this.#pointer("move", event));
    on.addEventListener("pointerup", (event) => this.#pointer("up", event));
    on.addEventListener("pointercancel", (event) => this.#pointer("cancel", event));
    on.addEventListener("pointerleave", (event) => this.#pointer("leave", event));
    on.addEventListener("blur", () => {
      this.#entered = false;
      this.#tip.hidden = true;
    });
    on.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    on.addEventListener("dblclick", (event) => {
      this.#send({
        type: "pointer",
        phase: "double",
        pointer: 0,
        touch: false,
        ...this.#place(event),
      });
    });
    on.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {{ clientX: number, clientY: number }} event */
  #place({ clientX, clientY }) {
    const { left, top } = this.#element.getBoundingClientRect();
    const scale = this.#scale();
    return { x: (clientX - left) / scale, y: (clientY - top) / scale };
  }

  /**
   * @param {PointerPhase} phase
   * @param {PointerEvent} event
   */
  #pointer(phase, event) {
    if (phase === "down" && event.button !== 0) return;
    this.#keys = false;
    const touch = event.pointerType === "touch";
    this.#send({ type: "pointer", phase, pointer: event.pointerId, ...this.#place(event), touch });
    if (phase === "leave") this.#tip.hidden = true;
  }

  /**
   * An article scrolls past: the wheel zooms with a key, or once the reader has clicked in.
   * @param {WheelEvent} event
   */
  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey && !this.#entered) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? LINE : 1;
    const delta = event.deltaY * unit * (event.ctrlKey ? PINCH : 1);
    this.#send({ type: "wheel", ...this.#place(event), delta });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS.has(event.key)) return;
    event.preventDefault();
    this.#keys = true;
    if (event.key === "Escape") this.#entered = false;
    this.#send({ type: "key", key: event.key === "=" ? "+" : event.key, shift: event.shiftKey });
  }

  /** @param {Command} command */
  #send(command) {
    if (this.#over) return;
    this.#work(() => this.#engine.handle(command));
    this.#ask();
  }

  #ask() {
    if (this.#over || this.#frame !== 0) return;
    this.#frame = requestAnimationFrame((time) => {
      this.#frame = 0;
      this.#draw(time);
    });
  }

  /** @param {number} time in milliseconds, of the page's clock */
  #draw(time) {
    this.#work(() => (this.#engine.needs_frame() ? this.#engine.tick(time) : []));
    if (!this.#over && this.#engine.needs_frame()) this.#ask();
  }

  /** @param {() => CoreEvent[]} work a trap leaves the module in no known state */
  #work(work) {
    /** @type {CoreEvent[]} */
    let events;
    try {
      events = work();
    } catch (error) {
      this.#listener.failed("script", String(error));
      return;
    }
    for (const event of events) this.#hear(event);
  }

  /** @param {CoreEvent} event */
  #hear(event) {
    switch (event.type) {
      case "view":
        this.#answer = event.answer?.sentence ?? "";
        if (this.#answer) this.#said.textContent = this.#answer;
        if (!this.#chosen) this.#rest();
        this.#listener.view(event.query);
        break;
      case "moved":
        this.#listener.view(event.query);
        break;
      case "hover":
        this.#hover(event);
        break;
      case "selection":
        this.#select(event.detail);
        break;
      case "loaded":
        this.#loaded = true;
        break;
      case "frame":
        if (!this.#drawn && this.#loaded) {
          this.#drawn = true;
          this.#listener.ready();
        }
        break;
      case "error":
        if (!this.#drawn) {
          const told = event.errors.map(({ message }) => message).join("; ");
          this.#listener.failed("data", told);
        }
        break;
    }
  }

  /** @param {Extract<CoreEvent, { type: "hover" }>} event */
  #hover({ target, text, ...place }) {
    this.#element.toggleAttribute("data-over", target !== null);
    this.#tip.hidden = !text;
    if (!text) return;
    if (this.#keys) this.#said.textContent = text;
    const tip = this.#tip;
    tip.textContent = text;
    const { clientWidth, clientHeight } = this.#element;
    const scale = this.#scale();
    const [x, y] = [place.x * scale, place.y * scale];
    const left = Math.max(0, Math.min(x + 14, clientWidth - tip.offsetWidth - 4));
    const below = y + 14 + tip.offsetHeight < clientHeight;
    tip.style.transform = `translate(${left}px, ${below ? y + 14 : Math.max(0, y - 14 - tip.offsetHeight)}px)`;
  }

  /** What the card says while nothing is selected. */
  #rest() {
    this.#card.hidden = !this.#answer;
    this.#card.replaceChildren(el("p", {}, this.#answer));
  }

  /** @param {Detail | null} detail */
  #select(detail) {
    const card = this.#card;
    this.#chosen = detail !== null;
    if (!detail) {
      this.#rest();
      if (this.#drawn) this.#listener.select(null);
      return;
    }
    card.hidden = false;
    if ("tie" in detail) {
      const { id, from, to, label, status } = detail.tie.tie;
      const said = `${from.name} ${label} ${to.name}`;
      const stands = `${word(status, this.#lang)}: ${detail.tie.standing}`;
      card.replaceChildren(
        el("p", {}, el("strong", {}, said)),
        el("p", {}, stands),
        ...this.#buttons(document.getElementById(`tie-${id}`)),
      );
      this.#listener.select({ tie: id });
    } else {
      const { named, summary, support } = detail.entity;
      const about = [summary, support].filter(Boolean).map((line) => el("p", {}, line));
      card.replaceChildren(
        el("p", {}, el("strong", {}, named.name)),
        ...about,
        ...this.#buttons(null),
      );
      this.#listener.select({ entity: named.id });
    }
    this.#said.textContent = card.firstElementChild?.textContent ?? "";
  }

  /** @param {HTMLElement | null} row of the table of ties, if the page has one */
  #buttons(row) {
    const close = el("button", { type: "button" }, word("close", this.#lang));
    close.addEventListener("click", () => {
      this.#send({ type: "select", target: null });
      this.#element.focus();
    });
    if (!row) return [close];
    const read = el("button", { type: "button" }, word("claims", this.#lang));
    read.addEventListener("click", () => {
      row.closest("details")?.setAttribute("open", "");
      row.setAttribute("tabindex", "-1");
      row.scrollIntoView({ block: "center" });
      row.focus();
    });
    return [read, " ", close];
  }
}

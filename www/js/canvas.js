// What a reader's hands do on the picture, as commands; and what the picture says back.

/** @import { Actions } from "./main.js" */
/** @import { Event as CoreEvent, PointerPhase } from "./protocol.js" */

import { announce, byId, setText } from "./dom.js";
import { pictureScale, pictureSize } from "./scale.js";

/** Keys that the core understands; all others stay with the browser. */
const KEYS = new Set([
  ...["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
  ...["Enter", "Escape", "+", "=", "-", "0", "p", "P", "Home", "End"],
]);

/** css_px in one line of a wheel that counts lines, as browsers scroll. */
const LINE = 16;

/** A trackpad's pinch comes as a wheel of small steps with Ctrl. */
const PINCH = 8;

/** css_px between the pointer and its line of text. */
const TIP_GAP = 14;

const ZOOM_STEP = 1.4;

export class Picture {
  #element = byId("picture");
  #tip = byId("tip");
  /** @type {Actions} */
  #actions;
  /** @type {"pointer" | "keys"} */
  #hand = "pointer";
  /** The last pointer was a finger. */
  #touch = false;

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions;
    const on = this.#element;
    on.addEventListener("pointerdown", (event) => {
      on.setPointerCapture(event.pointerId);
      this.#pointer("down", event);
    });
    on.addEventListener("pointermove", (event) => this.#pointer("move", event));
    on.addEventListener("pointerup", (event) => this.#pointer("up", event));
    on.addEventListener("pointercancel", (event) => this.#pointer("cancel", event));
    on.addEventListener("pointerleave", (event) => this.#pointer("leave", event));
    on.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    on.addEventListener("dblclick", (event) => this.#twice(event));
    on.addEventListener("keydown", (event) => this.#key(event));
    on.addEventListener("blur", () => this.#hideTip());
    byId("zoom-in").addEventListener("click", () => this.#zoom(ZOOM_STEP));
    byId("zoom-out").addEventListener("click", () => this.#zoom(1 / ZOOM_STEP));
    byId("fit").addEventListener("click", () => this.#zoom(null));
    this.#watchSize();
  }

  /** @param {Extract<CoreEvent, { type: "hover" }>} event */
  hover({ target, text, ...place }) {
    this.#element.dataset.over = target ? "something" : "nothing";
    if (this.#hand === "keys" && text) announce(text);
    if (!text) {
      this.#hideTip();
      return;
    }
    const tip = this.#tip;
    setText(tip, text);
    tip.hidden = false;
    const { clientWidth: width, clientHeight: height } = this.#element;
    const scale = pictureScale();
    const x = place.x * scale;
    const y = place.y * scale;
    const left = Math.min(x + TIP_GAP, width - tip.offsetWidth - 4);
    const below = y + TIP_GAP + tip.offsetHeight < height;
    const top = below ? y + TIP_GAP : y - TIP_GAP - tip.offsetHeight;
    tip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  /**
   * What the last picture holds, for tests and the curious.
   * @param {Extract<CoreEvent, { type: "frame" }>} event
   */
  drawn({ nodes, edges, labels }) {
    Object.assign(this.#element.dataset, { nodes, edges, labels });
  }

  #hideTip() {
    this.#tip.hidden = true;
  }

  /**
   * @param {{ clientX: number, clientY: number }} event
   * @returns {{ x: number, y: number }} in css_px of the canvas
   */
  #place(event) {
    const box = this.#element.getBoundingClientRect();
    const scale = pictureScale();
    return { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
  }

  /**
   * @param {PointerPhase} phase
   * @param {PointerEvent} event
   */
  #pointer(phase, event) {
    // Other buttons belong to the browser's own menus and gestures.
    if (phase === "down" && event.button !== 0) return;
    this.#hand = "pointer";
    this.#touch = event.pointerType === "touch";
    this.#actions.send({
      type: "pointer",
      phase,
      pointer: event.pointerId,
      ...this.#place(event),
      touch: this.#touch,
    });
    if (phase === "leave") this.#hideTip();
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    event.preventDefault();
    this.#hand = "pointer";
    const { clientHeight } = this.#element;
    const unit = event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? clientHeight : 1;
    const delta = event.deltaY * unit * (event.ctrlKey ? PINCH : 1);
    this.#actions.send({ type: "wheel", ...this.#place(event), delta });
  }

  /**
   * Unpins an entity or zooms in; with Shift, zooms out.
   * @param {MouseEvent} event
   */
  #twice(event) {
    const place = this.#place(event);
    if (event.shiftKey) this.#actions.send({ type: "wheel", ...place, delta: 240 });
    else {
      const pointer = { pointer: 0, touch: this.#touch };
      this.#actions.send({ type: "pointer", phase: "double", ...pointer, ...place });
    }
  }

  /** @param {number | null} factor */
  #zoom(factor) {
    this.#actions.send({ type: "zoom", factor });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS.has(event.key)) return;
    event.preventDefault();
    this.#hand = "keys";
    const key = event.key === "=" ? "+" : event.key;
    this.#actions.send({ type: "key", key, shift: event.shiftKey });
  }

  /** Labels keep out from under the buttons. */
  #tellTools() {
    const { right, bottom } = this.#element.getBoundingClientRect();
    const { left, top } = byId("picture-tools").getBoundingClientRect();
    const scale = pictureScale();
    const [width, height] = [(right - left) / scale, (bottom - top) / scale];
    this.#actions.send({ type: "tools", width: Math.max(0, width), height: Math.max(0, height) });
  }

  #watchSize() {
    const tell = () => {
      const { clientWidth, clientHeight } = this.#element;
      if (clientWidth === 0 || clientHeight === 0) return;
      this.#actions.send({ type: "resize", ...pictureSize(clientWidth, clientHeight) });
      this.#tellTools();
    };
    new ResizeObserver(tell).observe(this.#element);
    const watchDensity = () => {
      const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
      query.addEventListener("change", () => (tell(), watchDensity()), { once: true });
    };
    watchDensity();
  }
}

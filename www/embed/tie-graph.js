// `<tie-graph>`: what stands in the element is the printed picture; scripts lay a live one over it, of
// the same size and with the same positions, once it is scrolled near.

import { LoadError, loadData, loadEngine } from "./load.js";
import { newer } from "./newer.js";
import { Stage } from "./stage.js";
import { controls, stepsOf } from "./story.js";
import STYLE from "./tie-graph.css";

/**
 * @import { Target } from "../js/protocol.js"
 * @import { Step } from "./story.js"
 */

/** How near it comes before it starts, in CSS pixels. */
const NEAR = "300px";

/** @type {CSSStyleSheet | null} one for all pictures */
let style = null;

function sheet() {
  if (!style) {
    style = new CSSStyleSheet();
    style.replaceSync(STYLE);
  }
  return style;
}

// Where pages are made before they are shown there are no elements yet.
const Base = globalThis.HTMLElement ?? class {};

export class TieGraph extends Base {
  static observedAttributes = ["view", "theme", "lang", "story", "step"];

  /** @type {Stage | null} */
  #stage = null;
  /** @type {IntersectionObserver | null} */
  #watch = null;
  #view = "";
  /** Of the start that counts: an element may be taken out and put back meanwhile. */
  #run = 0;
  #frame = document.createElement("div");
  /** @type {Uint8Array | null} */
  #data = null;
  /** @type {Step[]} of the story that is told */
  #steps = [];
  /** The step that was told of last. */
  #told = "";
  /** @type {ReturnType<typeof controls> | null} */
  #controls = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet()];
    this.#frame.className = "frame";
    this.#frame.append(document.createElement("slot"));
    root.append(this.#frame);
  }

  connectedCallback() {
    if (this.#stage || this.#watch) return;
    this.#poster();
    if (this.getAttribute("loading") === "eager") {
      this.#start();
      return;
    }
    this.#watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#start();
      },
      { rootMargin: NEAR },
    );
    this.#watch.observe(this);
  }

  disconnectedCallback() {
    this.#run += 1;
    this.#watch?.disconnect();
    this.#watch = null;
    this.#stage?.end();
    this.#stage = null;
    delete this.dataset.state;
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.#stage) return;
    if (name === "story") this.#read();
    this.#stage.show(this.#query());
    this.#tellStep();
  }

  /** What is shown, in the view grammar. */
  get view() {
    return this.#stage ? this.#view : (this.getAttribute("view") ?? "");
  }

  set view(query) {
    this.setAttribute("view", query);
  }

  /**
   * Shows another view.
   * @param {string} query
   */
  setView(query) {
    this.view = query;
  }

  /** The step of the story, from 1; 0 without a story. */
  get step() {
    if (!this.#steps.length) return 0;
    const wanted = Math.trunc(Number(this.getAttribute("step"))) || 1;
    return Math.min(Math.max(wanted, 1), this.#steps.length);
  }

  set step(step) {
    this.setAttribute("step", String(step));
  }

  /** Goes on in the story, as far as it goes. */
  next() {
    if (this.step < this.#steps.length) this.step += 1;
  }

  /** Goes back in the story. */
  prev() {
    if (this.step > 1) this.step -= 1;
  }

  /**
   * Shows how two entities are tied, by any of their names.
   * @param {string} from
   * @param {string} to
   */
  findPaths(from, to) {
    this.view = `path=${encodeURIComponent(from)}~${encodeURIComponent(to)}`;
  }

  /**
   * The picture as it is now.
   * @returns {Promise<Blob>}
   */
  toPNG() {
    return this.#stage?.png() ?? Promise.reject(new Error("not started"));
  }

  /** @returns {string} the printed picture */
  toSVG() {
    const svg = [...this.querySelectorAll("svg")].find((one) => one.getClientRects().length > 0);
    return svg ? new XMLSerializer().serializeToString(svg) : "";
  }

  #query() {
    const told = this.#steps[this.step - 1];
    const parts = [told ? told.view : (this.getAttribute("view") ?? "")];
    const theme = this.getAttribute("theme");
    if (theme && !/(^|&)theme=/.test(parts[0] ?? "")) parts.push(`theme=${theme}`);
    if (!/(^|&)lang=/.test(parts[0] ?? "")) parts.push(`lang=${this.#lang()}`);
    return parts.filter(Boolean).join("&");
  }

  #lang() {
    const tag = this.lang || document.documentElement.lang || navigator.language;
    return tag.toLowerCase().startsWith("zh") ? "zh" : "en";
  }

  /** What an element without content shows until it starts. */
  #poster() {
    const address = this.getAttribute("poster");
    if (!address || this.childNodes.length > 0) return;
    const picture = document.createElement("img");
    picture.src = address;
    picture.alt = this.title;
    this.append(picture);
  }

  /** Reads the story that is to be told. */
  #read() {
    const name = this.getAttribute("story");
    this.#steps = name !== null && this.#data ? stepsOf(this.#data, name) : [];
    this.#controls?.panel.remove();
    this.#controls = null;
    if (!this.#steps.length || !this.hasAttribute("controls")) return;
    this.#controls = controls(this.#lang(), (by) => (by > 0 ? this.next() : this.prev()));
    this.#frame.after(this.#controls.panel);
  }

  #tellStep() {
    const [at, of] = [this.step, this.#steps.length];
    const told = this.#steps[at - 1];
    const now = told ? `${told.story} ${at}` : "";
    if (!told || now === this.#told) return;
    this.#told = now;
    this.#controls?.show(told, at, of);
    this.#tell("step", { story: told.story, step: at, of, title: told.title });
  }

  async #start() {
    this.#watch?.disconnect();
    this.#watch = null;
    this.dataset.state = "starting";
    this.#run += 1;
    const run = this.#run;
    try {
      const [Engine, bytes] = await Promise.all([
        loadEngine(),
        loadData(this.getAttribute("src") ?? "", this.dataset.integrity ?? ""),
      ]);
      if (run !== this.#run) return;
      this.#data = bytes;
      this.#told = "";
      this.#read();
      this.#stage = new Stage(this.#frame, Engine, this.#lang(), {
        ready: () => {
          this.dataset.state = "ready";
          this.#tell("ready", {});
          this.#tellStep();
          this.#compare(bytes);
        },
        view: (query) => {
          this.#view = query;
          this.#tell("view", { view: query });
        },
        select: (target) => this.#tell("select", { target }),
        failed: (code, message) => this.#failed(code, message),
      });
      this.#stage.load(bytes, this.#query(), this.getAttribute("theme") === "dark");
    } catch (error) {
      if (run !== this.#run) return;
      const code = error instanceof LoadError ? error.code : "script";
      this.#failed(code, String(error));
    }
  }

  /**
   * Says so if newer data are beside these.
   * @param {Uint8Array} bytes
   */
  async #compare(bytes) {
    const [source, latest] = [this.getAttribute("src"), this.getAttribute("latest")];
    if (!source || !latest) return;
    const found = await newer(source, latest, this.dataset.integrity ?? "", bytes);
    if (found) this.#stage?.tellNewer(found);
  }

  /**
   * The printed picture stays, with a word why.
   * @param {string} code
   * @param {string} message
   */
  #failed(code, message) {
    this.#stage?.end();
    this.#stage = null;
    this.dataset.state = "failed";
    Stage.note(this.#frame, code, this.#lang());
    this.#tell("error", { code, message });
  }

  /**
   * @param {string} what
   * @param {Record<string, unknown>} detail
   */
  #tell(what, detail) {
    const options = { detail, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent(`tie-graph:${what}`, options));
  }
}

if (globalThis.customElements && !customElements.get("tie-graph")) {
  customElements.define("tie-graph", TieGraph);
}

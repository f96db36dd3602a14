// `<tie-graph>`: what stands in the element is the printed picture; scripts lay a live one over it, of
// the same size and with the same positions, once it is scrolled near.

import { LoadError, loadData, loadEngine } from "./load.js";
import { newer } from "./newer.js";
import { Stage } from "./stage.js";
import STYLE from "./tie-graph.css";

/** @import { Target } from "../js/protocol.js" */

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
  static observedAttributes = ["view", "theme", "lang"];

  /** @type {Stage | null} */
  #stage = null;
  /** @type {IntersectionObserver | null} */
  #watch = null;
  #view = "";

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet()];
    root.append(document.createElement("slot"));
  }

  connectedCallback() {
    if (this.#stage || this.#watch) return;
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
    this.#watch?.disconnect();
    this.#watch = null;
    this.#stage?.end();
    this.#stage = null;
    delete this.dataset.state;
  }

  attributeChangedCallback() {
    this.#stage?.show(this.#query());
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
    const parts = [this.getAttribute("view") ?? ""];
    const theme = this.getAttribute("theme");
    if (theme && !/(^|&)theme=/.test(parts[0] ?? "")) parts.push(`theme=${theme}`);
    if (!/(^|&)lang=/.test(parts[0] ?? "")) parts.push(`lang=${this.#lang()}`);
    return parts.filter(Boolean).join("&");
  }

  #lang() {
    const tag = this.lang || document.documentElement.lang || navigator.language;
    return tag.toLowerCase().startsWith("zh") ? "zh" : "en";
  }

  async #start() {
    this.#watch?.disconnect();
    this.#watch = null;
    this.dataset.state = "starting";
    try {
      const [Engine, bytes] = await Promise.all([
        loadEngine(),
        loadData(this.getAttribute("src") ?? "", this.dataset.integrity ?? ""),
      ]);
      if (!this.isConnected) return;
      this.#stage = new Stage(this, Engine, this.#lang(), {
        ready: () => {
          this.dataset.state = "ready";
          this.#tell("ready", {});
          this.#compare(bytes);
        },
        view: (query) => {
          this.#view = query;
          this.#tell("view", { view: query });
        },
        select: (target) => this.#tell("select", { target }),
        failed: (code, message) => this.#failed(code, message),
      });
      this.#stage.load(bytes, this.#query());
    } catch (error) {
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
    Stage.note(this, code, this.#lang());
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

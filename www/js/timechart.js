// Draws the time line's bins and turns hands and keys on it into ranges of whole bins.

/** @import { TimeBin, Timeline } from "./protocol.js" */

/**
 * From a bin's start to a bin's end, as numbers of bins from the start of the first.
 * @typedef {[number, number]} Range
 * @typedef {{
 *   start(): void,
 *   range(range: Range | null): void,
 *   end(): void,
 *   key(range: Range | null): void,
 *   page(): number,
 * }} Hands
 * @typedef {"since" | "until"} Side
 */

import { el, setText } from "./dom.js";
import { language, t } from "./i18n.js";
import { binText, dateText } from "./timewords.js";

const SVG = "http://www.w3.org/2000/svg";

/** Heights in CSS pixels at the page's normal text size: bars, denials below them, the axis' words. */
const BARS = 26;
const DENIALS = 8;
const WORDS = 15;

/** CSS pixels between two words of the axis at least. */
const WORD_GAP = 14;

/** A pointer that moved less than this has clicked, in CSS pixels. */
const CLICK = 4;

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Element} children
 */
function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

export class TimeChart {
  /** The range as a hand has chosen it or the view names it, in whole bins; null for all.
   * @type {Range | null} */
  range = null;

  /** @type {HTMLElement} */
  #element;
  /** @type {Hands} */
  #hands;
  /** @type {Timeline | null} */
  #line = null;
  /** @type {"held" | "reported"} */
  #clock = "reported";
  /** Where the view's own range lies, which need not be whole bins.
   * @type {[number | null, number | null] | null} */
  #exact = null;
  #width = 0;
  #drawn = "";

  #tip = el("div", { class: "tip", "aria-hidden": "true" });
  #drawing = svg("svg", { role: "img" });
  #empty = el("p", { class: "timeline-empty quiet" });
  #layers = {
    sure: svg("path", { class: "bar-sure" }),
    open: svg("path", { class: "bar-open" }),
    vague: svg("path", { class: "bar-vague" }),
    denied: svg("path", { class: "bar-denied" }),
    deniedVague: svg("path", { class: "bar-denied-vague" }),
  };
  #axis = svg("g", { class: "axis" });
  #veils = [svg("rect", { class: "veil" }), svg("rect", { class: "veil" })];
  #frame = svg("rect", { class: "window" });
  #handles = {
    since: this.#handle("since"),
    until: this.#handle("until"),
  };

  /**
   * @param {HTMLElement} element
   * @param {Hands} hands
   */
  constructor(element, hands) {
    this.#element = element;
    this.#hands = hands;
    const hatch = svg(
      "pattern",
      { id: "hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse" },
      svg("path", { d: "M-1 1L1 -1M0 4L4 0M3 5L5 3" }),
    );
    this.#drawing.append(
      svg("defs", {}, hatch),
      ...Object.values(this.#layers),
      this.#axis,
      ...this.#veils,
      this.#frame,
    );
    this.#tip.hidden = true;
    this.#empty.hidden = true;
    element.append(this.#drawing, this.#handles.since, this.#handles.until, this.#tip, this.#empty);
    this.#drawing.addEventListener("pointerdown", (event) =>
      this.#press(/** @type {PointerEvent} */ (event)),
    );
    this.#drawing.addEventListener("pointermove", (event) =>
      this.#point(/** @type {PointerEvent} */ (event)),
    );
    this.#drawing.addEventListener("pointerleave", () => (this.#tip.hidden = true));
    new ResizeObserver(() => this.#resize()).observe(element);
  }

  /**
   * @param {Timeline} line
   * @param {"held" | "reported"} clock
   * @param {[number | null, number | null] | null} exact where the view's range lies
   * @param {Range | null} range
   */
  show(line, clock, exact, range) {
    this.#line = line;
    this.#clock = clock;
    this.range = range;
    this.#exact = exact;
    this.#draw();
  }

  /** @param {Range | null} range */
  setRange(range) {
    this.range = range;
    this.#exact = null;
    this.#place();
  }

  /**
   * What the handles say of themselves.
   * @param {number} ties shown now
   */
  describe(ties) {
    const bins = this.#line?.bins ?? [];
    const [from, to] = this.range ?? [0, bins.length];
    const shown = t("timeShown", { n: ties });
    const say = (
      /** @type {Side} */ side,
      /** @type {number} */ at,
      /** @type {string} */ text,
    ) => {
      const handle = this.#handles[side];
      handle.setAttribute("aria-label", t(side === "since" ? "rangeStart" : "rangeEnd"));
      handle.setAttribute("aria-valuemin", String(side === "since" ? 0 : from + 1));
      handle.setAttribute(
        "aria-valuemax",
        String(side === "since" ? Math.max(0, to - 1) : bins.length),
      );
      handle.setAttribute("aria-valuenow", String(at));
      handle.setAttribute("aria-valuetext", `${text}, ${shown}`);
    };
    say("since", from, from > 0 ? dateText(bins[from]?.since ?? "") : t("rangeNoStart"));
    say("until", to, to < bins.length ? dateText(bins[to - 1]?.until ?? "") : t("rangeNoEnd"));
  }

  /* Drawing */

  #resize() {
    const style = getComputedStyle(this.#element);
    const padding = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
    const width = Math.max(0, this.#element.clientWidth - padding);
    if (width === this.#width) return;
    this.#width = width;
    this.#draw();
  }

  /** Height of a line of text against the page's normal one. */
  #scale() {
    return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
  }

  #draw() {
    const { bins } = this.#line ?? { bins: [] };
    const scale = this.#scale();
    const drawn = JSON.stringify([bins, this.#width, this.#clock, language(), scale]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#drawBars(bins, scale);
    }
    this.#place();
  }

  /**
   * @param {TimeBin[]} bins
   * @param {number} scale
   */
  #drawBars(bins, scale) {
    const empty = bins.length === 0;
    this.#empty.hidden = !empty || !this.#line;
    setText(this.#empty, t("timeNone"));
    for (const handle of Object.values(this.#handles)) handle.hidden = empty;
    const denials = bins.some((bin) => bin.denied + bin.denied_vague > 0);
    const below = denials ? DENIALS * scale : 2;
    const height = (BARS + DENIALS + WORDS) * scale;
    const ground = height - WORDS * scale - below;
    this.#drawing.setAttribute("width", String(this.#width));
    this.#drawing.setAttribute("height", String(height));
    this.#drawing.setAttribute("viewBox", `0 0 ${Math.max(1, this.#width)} ${height}`);
    this.#drawing.setAttribute("aria-label", this.#summary(bins));

    const pitch = this.#width / Math.max(1, bins.length);
    const gap = pitch > 6 ? 1.5 : pitch > 3 ? 0.75 : 0;
    const most = Math.max(1, ...bins.map((bin) => bin.sure + bin.open + bin.vague));
    const mostDenied = Math.max(1, ...bins.map((bin) => bin.denied + bin.denied_vague));
    const paths = { sure: "", open: "", vague: "", denied: "", deniedVague: "" };
    bins.forEach((bin, at) => {
      const left = at * pitch + gap / 2;
      const bar = (
        /** @type {keyof typeof paths} */ layer,
        /** @type {number} */ top,
        /** @type {number} */ tall,
      ) => {
        if (tall > 0)
          paths[layer] +=
            `M${round(left)} ${round(top)}h${round(pitch - gap)}v${round(tall)}h${round(gap - pitch)}z`;
      };
      let top = ground;
      for (const layer of /** @type {const} */ (["sure", "open", "vague"])) {
        // One tie among a hundred thousand still shows.
        const tall = bin[layer] > 0 ? Math.max(1.5, ((ground - 2) * bin[layer]) / most) : 0;
        top -= tall;
        bar(layer, top, tall);
      }
      const deep = (/** @type {number} */ n) =>
        n > 0 ? Math.max(2, ((below - 2) * n) / mostDenied) : 0;
      bar("denied", ground + 1.5, deep(bin.denied));
      bar("deniedVague", ground + 1.5 + deep(bin.denied), deep(bin.denied_vague));
    });
    for (const [layer, path] of Object.entries(paths)) {
      this.#layers[/** @type {keyof typeof paths} */ (layer)].setAttribute("d", path);
    }
    this.#drawAxis(bins, { pitch, ground, height, scale, denials });
  }

  /**
   * @param {TimeBin[]} bins
   * @param {{ pitch: number, ground: number, height: number, scale: number, denials: boolean }} place
   */
  #drawAxis(bins, { pitch, ground, height, scale, denials }) {
    const line = svg("path", {
      class: "axis-line",
      d: `M0 ${round(ground)}h${round(this.#width)}`,
    });
    const words = [];
    const years = bins.map(({ since }, at) => ({
      at,
      year: since.slice(0, 4),
      first: !/-(?!01)/.test(since),
    }));
    const starts = years.filter(({ first }) => first);
    // A span within one year has no first month of a year in it perhaps: then its start has the word.
    const all = starts.length > 0 ? starts : years.slice(0, 1);
    const wide = 30 * scale + WORD_GAP;
    const each = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000];
    const span = all.length > 1 ? (all[1]?.at ?? 1) - (all[0]?.at ?? 0) : 1;
    const every = each.find((n) => n * span * pitch >= wide) ?? 5000;
    const first = Number(all[0]?.year ?? 0);
    const perYear = all.length > 1 ? Number(all[1]?.year) - first || 1 : 1;
    for (const { at, year } of all) {
      const x = at * pitch;
      const told = Math.round(Number(year) / perYear) % every === 0;
      if (!told && all.length * 3 * span > this.#width / 4) continue;
      words.push(
        svg("path", { class: "tick", d: `M${round(x)} ${round(ground)}v${told ? 5 : 3}` }),
      );
      if (!told || x + 30 * scale > this.#width) continue;
      const word = svg("text", { x: round(x + 2), y: round(height - 3 * scale) });
      word.textContent = year;
      words.push(word);
    }
    if (denials) {
      const sign = svg("text", {
        class: "sign",
        x: -4,
        y: round(ground + 9 * scale),
        "text-anchor": "end",
      });
      sign.textContent = "≠";
      words.push(sign);
    }
    this.#axis.replaceChildren(line, ...words);
  }

  /** @param {TimeBin[]} bins */
  #summary(bins) {
    const [first, last] = [bins[0], bins.at(-1)];
    if (!first || !last) return t("timeNone");
    const sum = (/** @type {TimeBin} */ bin) => bin.sure + bin.open + bin.vague;
    const most = bins.reduce((best, bin) => (sum(bin) > sum(best) ? bin : best), first);
    return t("timeSummary", {
      unit: t(`unit_${this.#line?.unit ?? "year"}`),
      from: dateText(first.since),
      to: dateText(last.until),
      most: binText(most, this.#clock),
    });
  }

  /** Puts window and handles where the range is. */
  #place() {
    const count = this.#line?.bins.length ?? 0;
    const pitch = this.#width / Math.max(1, count);
    const [from, to] = this.range ?? [0, count];
    const left = (this.#exact?.[0] ?? from) * pitch;
    const right = (this.#exact?.[1] ?? to) * pitch;
    const height = (BARS + DENIALS) * this.#scale() + 2;
    this.#element.dataset.range = this.range ? "some" : "all";
    const place = (
      /** @type {Element} */ rect,
      /** @type {number} */ x,
      /** @type {number} */ end,
    ) => {
      const box = { x: round(x), y: 0, width: round(Math.max(0, end - x)), height: round(height) };
      for (const [name, value] of Object.entries(box)) rect.setAttribute(name, String(value));
    };
    const [before, after] = this.#veils;
    if (before) place(before, 0, left);
    if (after) place(after, right, this.#width);
    place(this.#frame, left, Math.max(right, left + 1));
    this.#handles.since.style.transform = `translateX(${round(left)}px)`;
    this.#handles.until.style.transform = `translateX(${round(right)}px)`;
  }

  /* Hands */

  /** @param {PointerEvent} event */
  #at(event) {
    return event.clientX - this.#drawing.getBoundingClientRect().left;
  }

  /** @param {number} x @returns {number} the bin there */
  #bin(x) {
    const count = this.#line?.bins.length ?? 0;
    const bin = Math.floor((x / Math.max(1, this.#width)) * count);
    return Math.min(Math.max(bin, 0), Math.max(0, count - 1));
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const bin = this.#line?.bins[this.#bin(this.#at(event))];
    if (!bin || event.pointerType === "touch") return;
    const tip = this.#tip;
    setText(tip, binText(bin, this.#clock));
    tip.hidden = false;
    const padding = Number.parseFloat(getComputedStyle(this.#element).paddingLeft);
    const x = this.#at(event) + padding;
    const room = this.#element.clientWidth - tip.offsetWidth - 4;
    tip.style.transform = `translate(${round(Math.max(4, Math.min(x - tip.offsetWidth / 2, room)))}px, -100%)`;
  }

  /** A new window, or the old one moved. @param {PointerEvent} event */
  #press(event) {
    const count = this.#line?.bins.length ?? 0;
    if (event.button !== 0 || count === 0) return;
    const began = this.#at(event);
    const anchor = this.#bin(began);
    const range = this.range;
    const inside = range !== null && anchor >= range[0] && anchor < range[1];
    const moving = inside && range[1] - range[0] < count ? range : null;
    let dragged = false;
    this.#capture(
      event,
      this.#drawing,
      (x) => {
        dragged ||= Math.abs(x - began) > CLICK;
        if (!dragged) return;
        if (moving) {
          const wide = moving[1] - moving[0];
          const shift = Math.round(((x - began) / this.#width) * count);
          const from = Math.min(Math.max(moving[0] + shift, 0), count - wide);
          this.#choose([from, from + wide]);
          return;
        }
        const other = this.#bin(x);
        this.#choose([Math.min(anchor, other), Math.max(anchor, other) + 1]);
      },
      () => {
        if (!dragged) this.#choose([anchor, anchor + 1]);
      },
    );
  }

  /**
   * @param {PointerEvent} event
   * @param {Element} on
   * @param {(x: number) => void} move
   * @param {() => void} [click]
   */
  #capture(event, on, move, click) {
    on.setPointerCapture(event.pointerId);
    this.#hands.start();
    const follow = (/** @type {Event} */ next) => {
      if (next instanceof PointerEvent && next.pointerId === event.pointerId) move(this.#at(next));
    };
    const stop = (/** @type {Event} */ next) => {
      if (!(next instanceof PointerEvent) || next.pointerId !== event.pointerId) return;
      for (const type of ["pointerup", "pointercancel"]) on.removeEventListener(type, stop);
      on.removeEventListener("pointermove", follow);
      if (next.type === "pointerup") click?.();
      this.#hands.end();
    };
    on.addEventListener("pointermove", follow);
    for (const type of ["pointerup", "pointercancel"]) on.addEventListener(type, stop);
  }

  /** @param {Range} range */
  #choose(range) {
    const count = this.#line?.bins.length ?? 0;
    const [from, to] = this.range ?? [0, count];
    // The view's own range may begin or end within a bin; then the whole bin is news.
    const whole = (this.#exact?.[0] ?? from) === from && (this.#exact?.[1] ?? to) === to;
    if (whole && from === range[0] && to === range[1]) return;
    this.#hands.range(range);
  }

  /**
   * @param {Side} side
   * @returns {HTMLElement}
   */
  #handle(side) {
    const handle = el("div", {
      class: "handle",
      role: "slider",
      tabindex: 0,
      "data-side": side,
      "aria-orientation": "horizontal",
      "aria-valuemin": 0,
      "aria-valuemax": 0,
      "aria-valuenow": 0,
      onpointerdown: (/** @type {PointerEvent} */ event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        handle.focus({ preventScroll: true });
        // The hand holds the handle where it has taken it.
        const count = this.#line?.bins.length ?? 0;
        const [from, to] = this.range ?? [0, count];
        const pitch = this.#width / Math.max(1, count);
        const grip = this.#at(event) - (side === "since" ? from : to) * pitch;
        this.#capture(event, handle, (x) => this.#move(side, Math.round((x - grip) / pitch)));
      },
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(side, event),
    });
    return handle;
  }

  /**
   * @param {Side} side
   * @param {number} to
   * @returns {Range}
   */
  #moved(side, to) {
    const count = this.#line?.bins.length ?? 0;
    const [from, until] = this.range ?? [0, count];
    return side === "since"
      ? [Math.min(Math.max(to, 0), until - 1), until]
      : [from, Math.max(Math.min(to, count), from + 1)];
  }

  /** @param {Side} side @param {number} to */
  #move(side, to) {
    this.#choose(this.#moved(side, to));
  }

  /**
   * @param {Side} side
   * @param {KeyboardEvent} event
   */
  #key(side, event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const count = this.#line?.bins.length ?? 0;
    const [from, until] = this.range ?? [0, count];
    const now = side === "since" ? from : until;
    const page = this.#hands.page();
    /** @type {Record<string, number>} */
    const places = {
      ArrowLeft: now - 1,
      ArrowDown: now - 1,
      ArrowRight: now + 1,
      ArrowUp: now + 1,
      PageDown: now - page,
      PageUp: now + page,
      Home: 0,
      End: count,
    };
    const place = places[event.key];
    if (place === undefined || count === 0) return;
    event.preventDefault();
    this.#hands.key(this.#moved(side, place));
  }
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

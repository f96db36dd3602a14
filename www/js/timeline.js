// The time line under the picture: how many ties each span of time has, on one of two clocks, and
// the range that the view is narrowed to. Drawing it is timechart.js; the words are timewords.js.

/** @import { Actions } from "./main.js" */
/** @import { Address } from "./address.js" */
/** @import { Timeline } from "./protocol.js" */
/** @import { Range } from "./timechart.js" */

import { announce, byId, el, setText } from "./dom.js";
import { t } from "./i18n.js";
import { query, state, values } from "./state.js";
import { TimeChart } from "./timechart.js";
import { noteLines, rangeText } from "./timewords.js";

/** Milliseconds from step to step while time plays. */
const STEP = 800;

/** After this many milliseconds without another one, a row of key presses is over. */
const PAUSE = 900;

/** A page of bins: about a year of months or quarters, a decade of years. */
const PAGE = { month: 12, quarter: 4, year: 10, decade: 10, century: 5 };

const PHONE = matchMedia("(max-width: 599.98px)");

export class TimeLine {
  #element = byId("timeline");
  #fold = byId("timeline-fold");
  #clocks = /** @type {HTMLInputElement[]} */ ([
    ...byId("timeline").querySelectorAll('input[name="clock"]'),
  ]);
  #play = byId("timeline-play");
  #notes = byId("timeline-notes");
  #note = byId("timeline-note");
  #noteLines = el("div", { class: "note-lines" });
  #switch = el("button", { type: "button", class: "button" });
  /** @type {Actions} */
  #actions;
  /** @type {Address} */
  #address;
  /** @type {TimeChart} */
  #chart;

  /** @type {Timeline | null} */
  #line = null;
  /** What the time line was asked for: it follows the view and the dataset, not the camera. */
  #answered = "";
  /** @type {string | null} the change that the core has not been told yet; later ones replace it */
  #wanted = null;
  /** @type {"idle" | "busy"} one question at a time, so one view a frame at most */
  #pump = "idle";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #playing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** @type {"nothing" | "drag" | "keys" | "play"} */
  #hand = "nothing";

  /**
   * @param {Actions} actions
   * @param {Address} address
   */
  constructor(actions, address) {
    this.#actions = actions;
    this.#address = address;
    this.#chart = new TimeChart(byId("timeline-chart"), {
      start: () => this.#begin("drag"),
      range: (range) => this.#choose(range),
      end: () => this.#end(),
      key: (range) => {
        this.#begin("keys");
        this.#choose(range);
        this.#rest();
      },
      page: () => PAGE[/** @type {keyof typeof PAGE} */ (this.#line?.unit ?? "year")] ?? 10,
    });

    this.#setFold(PHONE.matches ? "closed" : "open");
    PHONE.addEventListener("change", () => this.#setFold(PHONE.matches ? "closed" : "open"));
    this.#fold.addEventListener("click", () => {
      this.#setFold(this.#element.dataset.fold === "open" ? "closed" : "open");
    });
    for (const input of this.#clocks) {
      input.addEventListener("change", () => {
        this.pause();
        this.#actions.merge(`clock=${input.value}`);
      });
    }
    byId("timeline-back").addEventListener("click", () => this.#stepByHand(-1));
    byId("timeline-forward").addEventListener("click", () => this.#stepByHand(1));
    this.#play.addEventListener("click", () => {
      if (this.#hand === "play") this.pause();
      else this.#start();
    });
    byId("timeline-clear").addEventListener("click", () => {
      this.pause();
      this.#choose(null);
    });
    // A reader who goes back does not want time to go on.
    addEventListener("hashchange", () => this.pause());
    document.addEventListener("visibilitychange", () => this.pause());
    this.#startNote();
  }

  /** The view, the language or the dataset may have changed. */
  update() {
    const { view } = state;
    if (!view || !state.catalogue) return;
    for (const input of this.#clocks) input.checked = input.value === clock();
    this.#show();
    this.#run();
  }

  pause() {
    clearTimeout(this.#playing);
    if (this.#hand === "play") this.#end();
    this.#showPlay();
  }

  /** @param {"open" | "closed"} fold */
  #setFold(fold) {
    this.#element.dataset.fold = fold;
    this.#fold.setAttribute("aria-expanded", String(fold === "open"));
    if (fold === "closed") {
      this.pause();
      this.#setNote("closed");
    }
  }

  /** @returns {Range} the range in whole bins, as it is or is about to be */
  #range() {
    const count = this.#line?.bins.length ?? 0;
    return this.#chart.range ?? [0, count];
  }

  /**
   * Narrows the view to these bins, or clears the range.
   * @param {Range | null} range
   */
  #choose(range) {
    const bins = this.#line?.bins ?? [];
    const [from, to] = range ?? [0, bins.length];
    // A side at the edge has no limit: nothing that is dated before or after is left out.
    const since = from > 0 ? bins[from]?.since : undefined;
    const until = to < bins.length ? bins[to - 1]?.until : undefined;
    this.#chart.setRange(range && (since || until) ? range : null);
    this.#wanted = query({ since: since ? [since] : [], until: until ? [until] : [] });
    this.#show();
    this.#run();
  }

  /** Tells the core the latest wish and asks what came of it, one at a time. */
  async #run() {
    if (this.#pump === "busy") return;
    this.#pump = "busy";
    while (this.#wanted !== null || this.#answered !== subject()) {
      if (this.#wanted !== null) this.#actions.merge(this.#wanted);
      this.#wanted = null;
      // The picture first.
      await new Promise((done) => requestAnimationFrame(done));
      const asked = subject();
      try {
        const answer = await this.#actions.ask("timeline");
        // Events come in order: what the page shows now is what the answer is about.
        this.#answered = subject();
        if ("timeline" in answer) this.#take(answer.timeline);
      } catch {
        // The core has told the reader; without this the question would come again for ever.
        this.#answered = asked;
      }
    }
    this.#pump = "idle";
  }

  /** @param {Timeline} line */
  #take(line) {
    this.#line = line;
    // While a hand is at work, what it has chosen since is newer than the answer.
    const range = this.#wanted === null ? window(line) : this.#chart.range;
    this.#chart.show(line, clock(), this.#wanted === null ? [line.since, line.until] : null, range);
    this.#element.dataset.state = line.bins.length > 0 ? "ready" : "empty";
    this.#show();
  }

  #show() {
    const [from, to] = this.#range();
    const bins = this.#line?.bins ?? [];
    const chosen = this.#chart.range;
    const pending = this.#wanted !== null && chosen;
    const text = pending
      ? rangeText(bins[from]?.since ?? "", bins[to - 1]?.until ?? "")
      : rangeText(values("since")[0] ?? "", values("until")[0] ?? "");
    setText(this.#fold, t("timeRange", { range: text }));
    this.#chart.describe(state.view?.visible.ties ?? 0);
    for (const [id, off] of /** @type {[string, boolean][]} */ ([
      ["timeline-back", bins.length === 0 || (chosen !== null && from <= 0)],
      ["timeline-forward", bins.length === 0 || (chosen !== null && to >= bins.length)],
      ["timeline-play", bins.length === 0],
      ["timeline-clear", values("since").length + values("until").length === 0 && !chosen],
    ])) {
      byId(id).toggleAttribute("disabled", off);
    }
    this.#showPlay();
    this.#showNotes();
  }

  /* Steps and play */

  /**
   * @param {1 | -1} way
   * @returns {boolean} whether there was room for it
   */
  #step(way) {
    const count = this.#line?.bins.length ?? 0;
    if (count === 0) return false;
    const range = this.#chart.range;
    if (!range) {
      const first = way === 1 ? 0 : count - 1;
      this.#choose([first, first + 1]);
      return true;
    }
    const [from, to] = range;
    if (way === 1 ? to >= count : from <= 0) return false;
    this.#choose([from + way, to + way]);
    return true;
  }

  /** @param {1 | -1} way */
  #stepByHand(way) {
    this.pause();
    this.#begin("keys");
    this.#step(way);
    this.#rest();
    announce(this.#fold.textContent ?? "");
  }

  #start() {
    this.#begin("play");
    const range = this.#chart.range;
    const count = this.#line?.bins.length ?? 0;
    // From the end it starts over.
    if (range && range[1] >= count) this.#choose([0, Math.max(1, range[1] - range[0])]);
    else this.#step(1);
    this.#showPlay();
    const next = () => {
      if (this.#hand !== "play") return;
      // A slow machine skips no step; it takes longer.
      if (this.#pump === "idle" && !this.#step(1)) {
        this.pause();
        announce(this.#fold.textContent ?? "");
        return;
      }
      this.#playing = setTimeout(next, STEP);
    };
    this.#playing = setTimeout(next, STEP);
  }

  #showPlay() {
    const playing = this.#hand === "play";
    this.#play.setAttribute("aria-pressed", String(playing));
    this.#play.setAttribute("aria-label", t(playing ? "timePause" : "timePlay"));
    this.#play.title = t(playing ? "timePause" : "timePlay");
    setText(this.#play, playing ? "❚❚" : "▶\ufe0e");
  }

  /**
   * From here to the end all changes are one step back in the history.
   * @param {"drag" | "keys" | "play"} hand
   */
  #begin(hand) {
    clearTimeout(this.#resting);
    if (hand !== "play") clearTimeout(this.#playing);
    this.#hand = hand;
    this.#element.dataset.hand = hand;
    this.#address.hold();
    this.#showPlay();
  }

  #rest() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#end(), PAUSE);
  }

  async #end() {
    this.#hand = "nothing";
    this.#element.dataset.hand = "nothing";
    this.#showPlay();
    // The last change may still be on its way.
    while (this.#pump === "busy") await new Promise((done) => requestAnimationFrame(done));
    if (this.#hand === "nothing") this.#address.release();
  }

  /* What is imprecise or not dated */

  #startNote() {
    this.#note.append(this.#noteLines, this.#switch);
    this.#switch.addEventListener("click", () => {
      this.#actions.merge(values("undated")[0] === "hide" ? "undated=" : "undated=hide");
    });
    this.#element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#note.hidden) return;
      this.#setNote("closed");
      const first = this.#notes.querySelector("button");
      first?.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      const { target } = event;
      const inside =
        target instanceof Node && (this.#note.contains(target) || this.#notes.contains(target));
      if (!inside) this.#setNote("closed");
    });
    this.#notes.addEventListener("click", (event) => {
      if (!(event.target instanceof HTMLButtonElement)) return;
      this.#setNote(this.#note.hidden ? "open" : "closed");
    });
  }

  /** @param {"open" | "closed"} fold */
  #setNote(fold) {
    this.#note.hidden = fold === "closed";
    for (const button of this.#notes.querySelectorAll("button")) {
      button.setAttribute("aria-expanded", String(fold === "open"));
    }
  }

  #showNotes() {
    const line = this.#line;
    if (!line) return;
    const hidden = values("undated")[0] === "hide";
    const ranged = values("since").length + values("until").length > 0;
    const { chips, lines } = noteLines(line, clock(), hidden, ranged);
    const shown = JSON.stringify([chips, lines]);
    if (this.#notes.dataset.shown === shown) return;
    this.#notes.dataset.shown = shown;
    const expanded = String(!this.#note.hidden);
    this.#notes.replaceChildren(
      ...chips.map((text) =>
        el(
          "button",
          {
            type: "button",
            class: "text-button",
            "aria-expanded": expanded,
            "aria-controls": "timeline-note",
          },
          text,
        ),
      ),
    );
    this.#noteLines.replaceChildren(...lines.map((text) => el("p", {}, text)));
    this.#switch.hidden = line.undated + line.partly === 0 && !hidden;
    setText(this.#switch, t(hidden ? "undatedShow" : "undatedHide"));
  }
}

/** @returns {"held" | "reported"} */
function clock() {
  return values("clock")[0] === "held" ? "held" : "reported";
}

/** What the time line depends on: the view but for where it is looked at from, and the dataset. */
function subject() {
  const { catalogue, view } = state;
  if (!catalogue || !view) return "";
  const keys = view.keys.filter(([key]) => !["at", "theme", "lang", "focus"].includes(key));
  return JSON.stringify([catalogue.title, catalogue.counts, keys]);
}

/**
 * The bins that the view's range touches, or null where it has no limit.
 * @param {Timeline} line
 * @returns {Range | null}
 */
function window(line) {
  if (line.since === null && line.until === null) return null;
  const count = line.bins.length;
  const from = Math.min(Math.floor(line.since ?? 0), Math.max(0, count - 1));
  const to = Math.max(Math.ceil(line.until ?? count), from + 1);
  return [from, Math.min(to, count)];
}

// The ties, entities and sources as tables in place of the picture. The core sorts and searches; the
// page holds a window of rows and asks for the next when the reader comes near its end.

/** @import { Actions } from "./main.js" */
/** @import { ColumnCard, Detail, TableWindow, Target } from "./protocol.js" */

import { byId, el, keyed, setText } from "./dom.js";
import { language, t } from "./i18n.js";
import { save } from "./save.js";
import { state, values } from "./state.js";
import { rowsOf } from "./table-rows.js";

/** @typedef {"ties" | "entities" | "sources"} Of */
/** @typedef {{ sort: string, descending: boolean, text: string }} Wish */

/** So many rows are held; a shorter table is there as a whole. */
const WINDOW = 240;
/** Browsers lay out nothing taller than this, in css_px. */
const TALLEST = 4_000_000;
/** How long typing pauses before the rows follow, in milliseconds. */
const PAUSE = 150;
/** Keys of the view that change no row. */
const ASIDE = new Set("focus path k max via rank layout seed at table story step theme".split(" "));

export class Tables {
  /** @type {Actions} */
  #actions;
  /** @type {Of | null} the table that is open */
  #of = null;
  /** @type {Record<Of, Wish>} */
  #wishes = {
    ties: { sort: "", descending: false, text: "" },
    entities: { sort: "", descending: false, text: "" },
    sources: { sort: "", descending: false, text: "" },
  };
  /** @type {TableWindow | null} */
  #window = null;
  /** What the rows were last made for. */
  #made = "";
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;
  #unit = 32;
  /** @type {"idle" | "due"} */
  #look = "idle";
  /** The id of the selected thing, and of what the pointer or a list is at. */
  #selected = "";
  #hovered = "";
  /** The row that Tab leads to. */
  #active = "";
  #explained = "";

  #search = /** @type {HTMLInputElement} */ (byId("table-text"));
  #scroll = byId("table-scroll");
  #table = byId("table");
  #head = el("tr", { role: "row", "aria-rowindex": 1 });
  #before = spacer();
  #body = el("tbody", { role: "rowgroup" });
  #after = spacer();
  #caption = el("caption", { class: "unseen" });

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions;
    this.#table.append(
      this.#caption,
      el("thead", { role: "rowgroup" }, this.#head),
      this.#before,
      this.#body,
      this.#after,
    );
    for (const button of byId("panes").querySelectorAll("button")) {
      button.addEventListener("click", () => {
        const pane = button.dataset.pane ?? "";
        actions.merge(`table=${pane === "picture" ? "" : pane}`);
      });
    }
    this.#search.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#wish({ text: this.#search.value }), PAUSE);
    });
    byId("table-csv").addEventListener("click", () => this.#saveCsv());
    this.#scroll.addEventListener("scroll", () => this.#lookAround());
    this.#body.addEventListener("keydown", (event) => this.#walk(event));
    this.#body.addEventListener("focusin", ({ target }) => {
      const row = target instanceof Element ? target.closest("tr") : null;
      if (row) this.#activate(row.dataset.key ?? "");
    });
    this.#body.addEventListener("click", ({ target }) => this.#press(target));
    this.#body.addEventListener("pointerover", ({ target }) => this.#point(target));
    this.#body.addEventListener("pointerleave", () => this.#point(null));
  }

  /** The view or the words have changed. */
  update() {
    const [wanted] = values("table");
    const of = wanted === "ties" || wanted === "entities" || wanted === "sources" ? wanted : null;
    if (of !== this.#of) this.#open(of);
    if (!of) return;
    const made = JSON.stringify([
      of,
      state.view?.keys.filter(([key]) => !ASIDE.has(key)),
      state.view?.visible,
      language(),
      state.legend?.theme,
      state.catalogue?.title,
    ]);
    if (made === this.#made) return;
    this.#made = made;
    this.#fetch(this.#window?.of === of ? this.#window.offset : 0, "keep");
  }

  /** @param {Of | null} of */
  #open(of) {
    const inside = byId("table-pane").contains(document.activeElement);
    this.#of = of;
    this.#made = "";
    this.#window = null;
    this.#active = "";
    this.#explain(null);
    byId("stage").dataset.pane = of ?? "picture";
    byId("table-pane").hidden = !of;
    for (const id of ["picture", "picture-tools", "quick"]) byId(id).inert = of !== null;
    for (const button of byId("panes").querySelectorAll("button")) {
      const open = button.dataset.pane === (of ?? "picture");
      button.setAttribute("aria-pressed", String(open));
    }
    this.#body.replaceChildren();
    this.#head.replaceChildren();
    if (of) this.#search.value = this.#wishes[of].text;
    else if (inside) byId("picture").focus();
  }

  /** @param {Partial<Wish>} change */
  #wish(change) {
    if (!this.#of) return;
    Object.assign(this.#wishes[this.#of], change);
    this.#scroll.scrollTop = 0;
    this.#fetch(0, "keep");
  }

  /**
   * @param {number} offset
   * @param {"keep" | "selected" | number} goal what the reader wants to see: what is there, the
   *   selected row, or the row with this number
   */
  async #fetch(offset, goal) {
    const of = this.#of;
    if (!of) return;
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const table = { of, ...this.#wishes[of], offset: Math.max(offset, 0), limit: WINDOW };
      const answer = await this.#actions.ask({ table });
      if (asked !== this.#asked || of !== this.#of || !("table" in answer)) return;
      const found = answer.table;
      const first = this.#window === null;
      const past = found.total > 0 && found.offset >= found.total;
      const place = goal === "selected" || first ? found.selected : null;
      const outside = place !== null && (place < found.offset || place >= found.offset + WINDOW);
      if (past || outside) {
        this.#window = found;
        this.#fetch((place ?? found.total) - WINDOW / 2, place === null ? "keep" : "selected");
        return;
      }
      this.#show(found);
      if (place !== null) this.#bringIntoSight(place);
      if (typeof goal === "number") this.#focusRow(goal);
    } catch {
      // The core has said on the page what is wrong.
    }
  }

  /** @param {TableWindow} found */
  #show(found) {
    const anchor = this.#anchor();
    const focused = this.#body.contains(document.activeElement);
    this.#window = found;
    this.#showHead(found.columns);
    const rows = rowsOf(found, this.#actions);
    keyed(
      this.#body,
      rows,
      ({ id }) => id,
      () => el("tr", { role: "row" }),
      (element, row) => {
        if (element.dataset.made === row.made) return;
        element.dataset.made = row.made;
        element.replaceChildren(...row.cells());
      },
    );
    [...this.#body.rows].forEach((row, at) => {
      row.setAttribute("aria-rowindex", String(found.offset + at + 2));
    });
    this.#table.setAttribute("aria-rowcount", String(found.total + 1));
    this.#mark();
    this.#activate(this.#active);
    const left = found.total - found.offset - rows.length;
    const height = this.#body.getBoundingClientRect().height;
    if (rows.length > 0) {
      this.#unit = Math.min(height / rows.length, TALLEST / Math.max(found.total, 1));
    }
    stretch(this.#before, found.offset * this.#unit);
    stretch(this.#after, left * this.#unit);
    if (anchor) {
      const row = this.#row(anchor.id);
      if (row) this.#scroll.scrollTop += row.getBoundingClientRect().top - anchor.top;
    }
    if (focused && !this.#body.contains(document.activeElement)) this.#scroll.focus();
    this.#count(found, rows.length);
    setText(this.#caption, t(`caption_${found.of}`));
    setText(byId("table-estimate"), found.note);
    // Meanwhile the reader may have scrolled on.
    this.#lookAround();
  }

  /**
   * @param {TableWindow} found
   * @param {number} held how many rows there are
   */
  #count({ of, total, all, offset }, held) {
    const number = (/** @type {number} */ n) => n.toLocaleString(language());
    const gaps = { n: number(total), all: number(all) };
    const count = t(total === all ? `count_${of}` : `count_${of}_of`, gaps);
    const span = { from: number(offset + 1), to: number(offset + held) };
    setText(byId("table-count"), held < total ? `${count} · ${t("rowsHeld", span)}` : count);
    byId("table-empty").hidden = total > 0;
    const wish = this.#of && this.#wishes[this.#of].text;
    setText(byId("table-empty"), t(wish ? "tableNoMatch" : "tableEmpty"));
  }

  /** @param {ColumnCard[]} columns */
  #showHead(columns) {
    const { sort, descending } = this.#wishes[this.#of ?? "ties"];
    const sorted = sort || (columns[0]?.id ?? "");
    keyed(
      this.#head,
      columns,
      ({ id }) => id,
      ({ id, counts, meaning }) =>
        el(
          "th",
          { role: "columnheader", scope: "col", "data-column": id },
          el("button", {
            type: "button",
            class: "sort",
            onclick: () => this.#sortBy(id, counts),
          }),
          meaning
            ? el(
                "button",
                {
                  type: "button",
                  class: "column-help",
                  "aria-controls": "table-note",
                  onclick: () => this.#explain(this.#explained === id ? null : id),
                },
                "?",
              )
            : null,
        ),
      (cell, { id, name }) => {
        const [button, help] = cell.children;
        const direction = descending ? "descending" : "ascending";
        if (id === sorted) cell.setAttribute("aria-sort", direction);
        else cell.removeAttribute("aria-sort");
        if (button) setText(button, name);
        help?.setAttribute("aria-label", t("aboutColumn", { column: name }));
        help?.setAttribute("aria-expanded", String(this.#explained === id));
      },
    );
    // The words of an open explanation follow the language.
    if (this.#explained) this.#explain(this.#explained);
  }

  /**
   * @param {string} column
   * @param {boolean} counts whether its largest are looked for first
   */
  #sortBy(column, counts) {
    if (!this.#of) return;
    const wish = this.#wishes[this.#of];
    const now = wish.sort || this.#window?.sort;
    this.#wish({ sort: column, descending: now === column ? !wish.descending : counts });
  }

  /** @param {string | null} column what its measure means and what it does not */
  #explain(column) {
    const card = this.#window?.columns.find(({ id }) => id === column);
    this.#explained = card?.id ?? "";
    const note = byId("table-note");
    note.hidden = !card;
    note.replaceChildren(...(card ? [el("strong", {}, card.name), ` ${card.meaning}`] : []));
    for (const help of this.#head.querySelectorAll(".column-help")) {
      const own = help.closest("th")?.dataset.key === this.#explained;
      help.setAttribute("aria-expanded", String(own));
    }
  }

  async #saveCsv() {
    const of = this.#of;
    if (!of) return;
    const answer = await this.#actions.ask({ table_csv: { of, ...this.#wishes[of] } });
    // Spreadsheets know UTF-8 by the mark before it.
    if ("csv" in answer) save(`-${of}.csv`, "text/csv;charset=utf-8", ["\uFEFF", answer.csv]);
  }

  // Where the reader is

  /** @param {string} id @returns {HTMLTableRowElement | null} */
  #row(id) {
    if (!id) return null;
    return this.#body.querySelector(`tr[data-key="${CSS.escape(id)}"]`);
  }

  /** The first row in sight, to keep it in its place. */
  #anchor() {
    const top = this.#scroll.getBoundingClientRect().top;
    for (const row of this.#body.rows) {
      const box = row.getBoundingClientRect();
      if (box.bottom > top) return { id: row.dataset.key ?? "", top: box.top };
    }
    return null;
  }

  #lookAround() {
    if (this.#look === "due") return;
    this.#look = "due";
    requestAnimationFrame(() => {
      this.#look = "idle";
      const found = this.#window;
      if (!found || found.total <= WINDOW) return;
      const { scrollTop, clientHeight } = this.#scroll;
      const first = Math.floor(scrollTop / this.#unit);
      const last = Math.ceil((scrollTop + clientHeight) / this.#unit);
      const end = found.offset + WINDOW;
      const short = (first < found.offset && found.offset > 0) || (last > end && end < found.total);
      const wanted = Math.round((first + last - WINDOW) / 2);
      const offset = Math.max(0, Math.min(wanted, found.total - WINDOW));
      if (short && offset !== found.offset) this.#fetch(offset, "keep");
    });
  }

  /** @param {number} place the number of a row that is held */
  #bringIntoSight(place) {
    const row = this.#body.rows[place - (this.#window?.offset ?? 0)];
    row?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {Detail | null} detail */
  select(detail) {
    const before = this.#selected;
    if (!detail) this.#selected = "";
    else this.#selected = "tie" in detail ? detail.tie.tie.id : detail.entity.named.id;
    this.#mark();
    const rows = this.#of === "ties" ? "tie" : this.#of === "entities" ? "entity" : "";
    if (!detail || this.#selected === before || !(rows in detail) || !this.#window) return;
    const row = this.#row(this.#selected);
    if (row) row.scrollIntoView({ block: "nearest", inline: "nearest" });
    else this.#fetch(this.#window.offset, "selected");
  }

  /** @param {Target | null} target what the pointer or a list is at */
  hover(target) {
    this.#hovered = !target ? "" : "tie" in target ? target.tie : target.entity;
    this.#mark();
  }

  #mark() {
    for (const row of this.#body.rows) {
      const { key } = row.dataset;
      if (key === this.#selected && this.#of !== "sources")
        row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      if (key === this.#hovered && this.#of !== "sources") row.dataset.over = "yes";
      else delete row.dataset.over;
    }
  }

  /** @param {string} id the row's key */
  #target(id) {
    if (this.#of === "ties") return { tie: id };
    return this.#of === "entities" ? { entity: id } : null;
  }

  /** @param {EventTarget | null} at */
  #press(at) {
    if (!(at instanceof Element) || at.closest("a, button") || getSelection()?.toString()) return;
    const target = this.#target(at.closest("tr")?.dataset.key ?? "");
    if (target) this.#actions.select(target);
  }

  /** @param {EventTarget | null} at */
  #point(at) {
    const id = (at instanceof Element && at.closest("tr")?.dataset.key) || "";
    if (id !== this.#hovered) this.#actions.hover(id ? this.#target(id) : null);
  }

  // By keys: Tab leads to one row, arrows to the others.

  /** @param {string} id the key of the row that Tab leads to, if it is held */
  #activate(id) {
    const active = this.#row(id) ?? this.#row(this.#selected) ?? this.#body.rows[0] ?? null;
    this.#active = active?.dataset.key ?? "";
    for (const row of this.#body.rows) {
      for (const control of row.querySelectorAll("a, button")) {
        control.setAttribute("tabindex", row === active ? "0" : "-1");
      }
    }
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const found = this.#window;
    const row = event.target instanceof Element ? event.target.closest("tr") : null;
    if (!found || !row || event.altKey || event.ctrlKey || event.metaKey) return;
    const here = found.offset + [...this.#body.rows].indexOf(row);
    const page = Math.max(1, Math.floor(this.#scroll.clientHeight / this.#unit) - 1);
    /** @type {Record<string, number>} */
    const goals = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: found.total - 1,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    this.#focusRow(Math.min(Math.max(goal, 0), found.total - 1));
  }

  /** @param {number} place */
  #focusRow(place) {
    const found = this.#window;
    if (!found || place < 0) return;
    const row = this.#body.rows[place - found.offset];
    if (!row) {
      this.#fetch(place - WINDOW / 2, place);
      return;
    }
    const slot =
      document.activeElement instanceof HTMLElement && document.activeElement.dataset.slot;
    const control =
      row.querySelector(`[data-slot="${slot || "open"}"]`) ?? row.querySelector("button, a");
    if (control instanceof HTMLElement) control.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
}

/** Room for the rows that are not held; readers by ear know of them by their numbers. */
function spacer() {
  return el("tbody", { class: "spacer", "aria-hidden": "true" }, el("tr", {}, el("td", {})));
}

/**
 * @param {HTMLElement} body
 * @param {number} height in css_px
 */
function stretch(body, height) {
  body.hidden = height < 1;
  const cell = body.querySelector("td");
  if (cell) cell.style.height = `${height}px`;
}

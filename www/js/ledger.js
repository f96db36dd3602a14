// The ledger: what is claimed about the selected tie, or which ties the selected entity has.

/** @import { Actions } from "./main.js" */
/** @import { ClaimCard, Detail, Named, SourceCard, TieCard } from "./protocol.js" */

import { byId, el, sourceLink, swatch } from "./dom.js";
import { t } from "./i18n.js";
import { NARROW } from "./legend.js";
import { chains } from "./lineage.js";
import { citations, entityButton, statusMark } from "./parts.js";
import { pictureScale } from "./scale.js";
import { standing } from "./standing.js";
import { word } from "./state.js";

/** @typedef {Extract<Detail, { tie: any }>["tie"]} TieDetail */
/** @typedef {Extract<Detail, { entity: any }>["entity"]} EntityDetail */
/** @typedef {"closed" | "half" | "tall"} Sheet */

export class Ledger {
  /** @type {Actions} */
  #actions;
  /** @type {Detail | null} */
  #detail = null;
  /** @type {{ tie: string, source: number } | null} a claim to go to once its tie is here */
  #cited = null;
  /** @type {Sheet} what the sheet does when nothing is selected any more */
  #empty = "closed";
  #panel = byId("ledger");

  /** @param {Actions} actions */
  constructor(actions) {
    this.#actions = actions;
    byId("ledger-close").addEventListener("click", () => this.#close());
    byId("ledger-height").addEventListener("click", () => {
      this.#setSheet(this.#panel.dataset.sheet === "tall" ? "half" : "tall");
    });
    byId("about").addEventListener("click", () => {
      this.#empty = "half";
      if (this.#detail) this.#actions.select(null);
      else this.update(null);
      this.#panel.focus();
    });
    this.#panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#close();
    });
    NARROW.addEventListener("change", () => this.#setSheet(this.#detail ? "half" : "closed"));
  }

  /**
   * @param {string} tie
   * @param {number} source the number of a source of this tie
   */
  cite(tie, source) {
    this.#cited = { tie, source };
    if (this.#detail && "tie" in this.#detail && this.#detail.tie.tie.id === tie) this.#goToCited();
    else this.#actions.select({ tie });
  }

  /** @param {Detail | null} detail */
  update(detail) {
    const same = detail !== null && idOf(detail) === idOf(this.#detail);
    this.#show(detail);
    if (!same) this.#setSheet(detail ? "half" : this.#empty);
    this.#empty = "closed";
    this.#goToCited();
  }

  #close() {
    const inside = this.#panel.contains(document.activeElement);
    this.#setSheet("closed");
    if (this.#detail) this.#actions.select(null);
    if (inside) byId("picture").focus();
  }

  /** @param {Sheet} sheet */
  #setSheet(sheet) {
    this.#panel.dataset.sheet = sheet;
    const button = byId("ledger-height");
    button.textContent = t(sheet === "tall" ? "lower" : "taller");
    button.setAttribute("aria-expanded", String(sheet === "tall"));
    this.#tellCover();
  }

  /** The sheet lies on the picture: what was selected there has to move out from under it. */
  #tellCover() {
    const under = byId("picture").getBoundingClientRect();
    const { top, height } = this.#panel.getBoundingClientRect();
    const covered = NARROW.matches && height > 0 ? Math.max(0, under.bottom - top) : 0;
    this.#actions.send({ type: "cover", bottom: covered / pictureScale() });
  }

  /** @param {Detail | null} detail */
  #show(detail) {
    if (!detail && !this.#detail) return;
    const inside = byId("ledger-body").contains(document.activeElement);
    this.#detail = detail;
    this.#panel.dataset.detail = !detail ? "none" : "tie" in detail ? "tie" : "entity";
    const body = byId("ledger-body");
    body.replaceChildren(...(detail ? this.#content(detail) : []).filter((node) => node !== null));
    byId("ledger-intro").hidden = detail !== null;
    this.#panel.scrollTop = 0;
    body.scrollTop = 0;
    if (inside) this.#panel.focus();
  }

  #goToCited() {
    const cited = this.#cited;
    if (!cited || !this.#detail || !("tie" in this.#detail)) return;
    if (this.#detail.tie.tie.id !== cited.tie) return;
    this.#cited = null;
    const card = this.#panel.querySelector(`[data-source="${cited.source}"]`);
    if (!(card instanceof HTMLElement)) return;
    card.scrollIntoView({ block: "nearest" });
    card.focus();
  }

  /**
   * @param {Detail} detail
   * @returns {(Node | null)[]}
   */
  #content(detail) {
    return "tie" in detail ? this.#tie(detail.tie) : this.#entity(detail.entity);
  }

  /** @param {TieDetail} detail */
  #tie({ tie, kind, held, standing, rule, claims, lineage }) {
    const denied = claims.some(({ stance }) => stance === "denies");
    const said = claims.some(({ stance }) => stance !== "denies");
    return [
      el(
        "h2",
        { class: "ledger-head" },
        entityButton(this.#actions, tie.from),
        el("span", { class: "head-label" }, ` ${tie.label} `),
        // A label reads from one end to the other; only without one does an arrow have to say it.
        tie.directed && !tie.label ? el("span", { class: "arrow" }, "→ ") : null,
        entityButton(this.#actions, tie.to),
      ),
      el(
        "p",
        { class: "standing" },
        el("span", { class: "pill" }, statusMark(tie.status)),
        el("span", { class: "quiet" }, standing),
      ),
      el(
        "ul",
        { class: "tags" },
        ...tie.sectors.map((id) => tag(word("sectors", id).swatch, word("sectors", id).name)),
        kind ? tag("", word("tie_kinds", kind).name) : null,
        held ? tag("", `${t("held")} ${held}`) : null,
      ),
      el("h3", {}, t("claims")),
      claims.length === 0 ? el("p", { class: "quiet" }, t("noClaims")) : null,
      el(
        "div",
        { class: "claims", "data-sides": denied && said ? "two" : "one" },
        column(claims.filter(({ stance }) => stance !== "denies")),
        column(claims.filter(({ stance }) => stance === "denies")),
      ),
      ...passage(t("lineage"), lineage),
      lineageList(claims),
      ...passage(t("statusRule"), rule),
    ];
  }

  /** @param {EntityDetail} detail */
  #entity({ named, aliases, summary, ties, hidden }) {
    const kind = word("kinds", named.kind);
    return [
      el(
        "h2",
        { class: "ledger-head" },
        named.name,
        named.other_name ? el("span", { class: "other-name" }, ` ${named.other_name}`) : null,
      ),
      el("ul", { class: "tags" }, tag(kind.swatch, kind.name)),
      summary ? el("p", { class: "summary" }, summary) : null,
      aliases.length > 0
        ? el("p", { class: "quiet" }, `${t("alsoCalled")} ${aliases.join(", ")}`)
        : null,
      el(
        "p",
        {},
        el(
          "button",
          { type: "button", class: "button", onclick: () => this.#actions.askFrom(named) },
          t("askFrom"),
        ),
      ),
      standing(this.#actions, named.id),
      el("h3", {}, `${t("ties")} · ${ties.length}`),
      ties.length === 0 ? el("p", { class: "quiet" }, t("noTies")) : null,
      el("ul", { class: "tie-list" }, ...ties.map((tie) => this.#tieRow(tie, named))),
      hidden > 0 ? el("p", { class: "quiet" }, t("tiesHidden", { n: hidden })) : null,
    ];
  }

  /**
   * @param {TieCard} tie
   * @param {Named} self the entity in whose ledger the tie stands
   */
  #tieRow(tie, self) {
    const target = { tie: tie.id };
    const sector = word("sectors", tie.sectors[0] ?? "");
    const name = (/** @type {Named} */ { id, name }) =>
      el("span", { class: id === self.id ? "quiet" : "tie-other" }, name);
    return el(
      "li",
      { class: "tie-row" },
      swatch(sector.swatch),
      el(
        "button",
        {
          type: "button",
          class: "plain tie-sentence",
          onclick: () => this.#actions.select(target),
          onpointerenter: () => this.#actions.hover(target),
          onpointerleave: () => this.#actions.hover(null),
        },
        name(tie.from),
        ` ${tie.label} `,
        name(tie.to),
      ),
      el("span", { class: "tie-standing" }, statusMark(tie.status), citations(this.#actions, tie)),
    );
  }
}

/** @param {Detail | null} detail */
function idOf(detail) {
  if (!detail) return "";
  return "tie" in detail ? `tie ${detail.tie.tie.id}` : `entity ${detail.entity.named.id}`;
}

/**
 * @param {string} mark an SVG document, or empty
 * @param {string} name
 */
function tag(mark, name) {
  return el("li", { class: "tag" }, mark ? swatch(mark) : null, name);
}

/**
 * @param {string} heading
 * @param {string} text
 * @returns {Node[]}
 */
function passage(heading, text) {
  return text ? [el("h3", {}, heading), el("p", {}, text)] : [];
}

/**
 * The documents behind the claims: "article ← newspaper ← memo" where one repeats another.
 * @param {ClaimCard[]} claims
 */
function lineageList(claims) {
  return el(
    "ul",
    { class: "lineage" },
    ...chains(claims).map((chain) =>
      el(
        "li",
        {},
        ...chain.flatMap((source, at) => [
          at > 0 ? el("span", { class: "arrow", "aria-hidden": "true" }, " ← ") : null,
          at > 0 ? el("span", { class: "unseen" }, ` ${t("repeats")} `) : null,
          el("span", { class: "source-number" }, String(source.number)),
          " ",
          sourceTitle(source),
        ]),
      ),
    ),
  );
}

/** @param {ClaimCard[]} claims */
function column(claims) {
  return claims.length === 0
    ? null
    : el("div", { class: "claim-column" }, ...claims.map(claimCard));
}

/** @param {ClaimCard} claim */
function claimCard(claim) {
  const { source, via } = claim;
  const stance = word("stances", claim.stance);
  const hedge = claim.modality ? word("modalities", claim.modality).name : "";
  const imprint = [source.publisher, source.date].filter(Boolean).join(", ");
  return el(
    "article",
    {
      class: "claim",
      tabindex: -1,
      "data-source": source.number,
      "data-stance": claim.stance,
      "data-stands": claim.stands ? "yes" : "no",
    },
    el(
      "p",
      { class: "claim-head" },
      el(
        "strong",
        {},
        stance.glyph ? el("span", { class: "glyph", "aria-hidden": "true" }, stance.glyph) : null,
        stance.name,
      ),
      hedge ? el("span", { class: "hedge" }, hedge) : null,
      claim.date ? el("span", { class: "claim-date" }, claim.date) : null,
    ),
    claim.speaker ? el("p", { class: "speaker" }, claim.speaker) : null,
    el("p", { class: "claim-text" }, claim.summary),
    claim.stands ? null : el("p", { class: "hedge" }, t("withdrawn")),
    el(
      "p",
      { class: "imprint" },
      el("span", { class: "source-number" }, String(source.number)),
      sourceTitle(source),
      imprint ? el("span", { class: "quiet" }, ` · ${imprint}`) : null,
      source.archive_url ? " " : null,
      source.archive_url ? sourceLink(t("archived"), source.archive_url) : null,
    ),
    via || claim.locator ? el("p", { class: "imprint quiet" }, ...whereFound(claim)) : null,
  );
}

/**
 * The footnote or sentence, and the number of the document that it is in: its title stands once
 * below the claims.
 * @param {ClaimCard} claim
 * @returns {(Node | string)[]}
 */
function whereFound({ via, locator }) {
  if (!via) return [locator];
  const number = el("span", { class: "via-number", title: via.title }, String(via.number));
  return [`${t("via")} `, number, locator ? `, ${locator}` : ""];
}

/** @param {SourceCard} source */
function sourceTitle(source) {
  const link = sourceLink(source.title || source.url || source.id, source.url);
  if (source.language) link.lang = source.language;
  return link;
}

// The ledger: what is claimed about the selected tie, or which ties the selected entity has.

/** @import { Actions } from "./main.js" */
/** @import { ClaimCard, Detail, Named, TieCard } from "./protocol.js" */

import { byId, el, setText, sourceLink, swatch } from "./dom.js";
import { t } from "./i18n.js";
import { NARROW } from "./legend.js";
import { drawing } from "./lineage.js";
import { citations, entityButton, imprint, pointing, sourceTitle, statusMark } from "./parts.js";
import { pictureScale } from "./scale.js";
import { standing } from "./standing.js";
import { isWithdrawn, preview, withdrawButton } from "./retraction.js";
import { word } from "./state.js";

/** @typedef {Extract<Detail, { tie: any }>["tie"]} TieDetail */
/** @typedef {Extract<Detail, { entity: any }>["entity"]} EntityDetail */
/** @typedef {"closed" | "half" | "tall"} Sheet */

/** Claims of a tie whose sources' withdrawal is tried before a reader asks for it. */
const MOST_FORETOLD = 12;

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
    const body = byId("ledger-body");
    const inside = byId("ledger-body").contains(document.activeElement);
    const keep = inside ? document.activeElement?.getAttribute("data-keep") : null;
    const same = idOf(detail) === idOf(this.#detail);
    const scrolled = same
      ? { panel: this.#panel.scrollTop, body: body.scrollTop }
      : { panel: 0, body: 0 };
    this.#detail = detail;
    this.#panel.dataset.detail = !detail ? "none" : "tie" in detail ? "tie" : "entity";
    body.replaceChildren(...(detail ? this.#content(detail) : []).filter((node) => node !== null));
    byId("ledger-intro").hidden = detail !== null;
    this.#panel.scrollTop = scrolled.panel;
    body.scrollTop = scrolled.body;
    if (detail && "tie" in detail) void this.#foretell(detail);
    const kept = keep && body.querySelector(`[data-keep="${CSS.escape(keep)}"]`);
    if (kept instanceof HTMLElement) kept.focus();
    else if (inside) this.#panel.focus();
  }

  /**
   * Says at every claim what would change without its source: one question at a time, so that on a
   * large ledger what the reader does next is not kept waiting.
   * @param {{ tie: TieDetail }} detail
   */
  async #foretell(detail) {
    for (const { id, source, stands } of detail.tie.claims.slice(0, MOST_FORETOLD)) {
      if (!stands) continue;
      const sentence = await preview(this.#actions, source.id);
      if (this.#detail !== detail) return;
      if (sentence) setText(byId(toldBy(id)), t("withoutIt", { sentence }));
    }
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
  #tie({ tie, kind, held, standing, rule, clause, claims, lineage }) {
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
      el(
        "p",
        {},
        el(
          "button",
          {
            type: "button",
            class: "button",
            onclick: () => this.#actions.citation({ tie: tie.id }),
          },
          t("cite"),
        ),
      ),
      el("h3", {}, t("claims")),
      claims.length === 0 ? el("p", { class: "quiet" }, t("noClaims")) : null,
      el(
        "div",
        { class: "claims", "data-sides": denied && said ? "two" : "one" },
        this.#column(claims.filter(({ stance }) => stance !== "denies")),
        this.#column(claims.filter(({ stance }) => stance === "denies")),
      ),
      ...passage(t("statusRule"), [rule, clause].filter(Boolean).join(" ")),
      ...passage(t("lineage"), lineage),
      ...drawing(claims),
    ];
  }

  /** @param {EntityDetail} detail */
  #entity({ named, aliases, summary, ties, support, fallen, hidden }) {
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
      el("h3", {}, [t("ties"), ties.length, support].filter(Boolean).join(" · ")),
      ties.length === 0 ? el("p", { class: "quiet" }, t("noTies")) : null,
      el("ul", { class: "tie-list" }, ...ties.map((tie) => this.#tieRow(tie, named))),
      ...(fallen.length === 0
        ? []
        : [
            el("h3", {}, `${t("fallenTies")} · ${fallen.length}`),
            el("ul", { class: "tie-list" }, ...fallen.map((tie) => this.#tieRow(tie, named))),
          ]),
      hidden > 0 ? el("p", { class: "quiet" }, t("tiesHidden", { n: hidden })) : null,
    ];
  }

  /** @param {ClaimCard[]} claims */
  #column(claims) {
    if (claims.length === 0) return null;
    const cards = claims.map((claim) => claimCard(this.#actions, claim));
    return el("div", { class: "claim-column" }, ...cards);
  }

  /**
   * @param {TieCard} tie
   * @param {Named} self the entity in whose ledger the tie stands
   */
  #tieRow(tie, self) {
    const target = { tie: tie.id };
    const fallen = tie.status === "fallen";
    const mark = fallen ? word("statuses", tie.status) : word("sectors", tie.sectors[0] ?? "");
    const name = (/** @type {Named} */ { id, name }) =>
      el("span", { class: id === self.id ? "quiet" : "tie-other" }, name);
    return el(
      "li",
      { class: "tie-row" },
      swatch(mark.swatch),
      el(
        "button",
        {
          type: "button",
          class: "plain tie-sentence",
          ...pointing(this.#actions, target),
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
 * @param {Actions} actions
 * @param {ClaimCard} claim
 */
function claimCard(actions, claim) {
  const { source, via } = claim;
  const stance = word("stances", claim.stance);
  const hedge = claim.modality ? word("modalities", claim.modality).name : "";
  const about = imprint(source);
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
      el("span", { class: "claim-date" }, claim.date || t("undated")),
    ),
    claim.speaker ? el("p", { class: "speaker" }, claim.speaker) : null,
    el("p", { class: "claim-text" }, claim.summary),
    claim.stands
      ? null
      : el("p", { class: "hedge" }, t(isWithdrawn(source.id) ? "withdrawn" : "fallsWith")),
    el(
      "p",
      { class: "imprint" },
      el("span", { class: "source-number" }, String(source.number)),
      sourceTitle(source),
      about ? el("span", { class: "quiet" }, ` · ${about}`) : null,
      source.archive_url ? " " : null,
      source.archive_url ? sourceLink(t("archived"), source.archive_url) : null,
    ),
    via || claim.locator ? el("p", { class: "imprint quiet" }, ...whereFound(claim)) : null,
    claim.stands || isWithdrawn(source.id) ? withdrawLine(actions, claim) : null,
  );
}

/**
 * "Read without this source", with room for what that would change.
 * @param {Actions} actions
 * @param {ClaimCard} claim
 */
function withdrawLine(actions, { id, source }) {
  const told = el("span", { id: toldBy(id), class: "quiet" });
  return el("p", { class: "withdraw-line" }, withdrawButton(actions, source.id, told.id), told);
}

/** @param {string} claim */
function toldBy(claim) {
  return `claim-${claim}-without`;
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

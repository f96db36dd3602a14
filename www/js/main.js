// The page: wires the core's events to the panels, and what the reader does to commands.

/**
 * @import { Answer, Ask, CiteWhat, Command, Environment, Event, Named, Target } from "./protocol.js"
 * @import { Cause } from "./core.js"
 * @import { Trouble } from "./host.js"
 */

/**
 * What a panel can ask for.
 * @typedef {{
 *   send(command: Command): void,
 *   merge(query: string): void,
 *   select(target: Target | null): void,
 *   hover(target: Target | null): void,
 *   ask(ask: Ask): Promise<Answer>,
 *   search(text: string): Promise<Named[]>,
 *   cite(tie: string, source: number): void,
 *   citation(what: CiteWhat): void,
 *   askFrom(named: Named): void,
 *   load(name: string, bytes: Uint8Array): void,
 * }} Actions
 */

import { Address } from "./address.js";
import { Picture } from "./canvas.js";
import { Cut } from "./cut.js";
import { Citing } from "./cite.js";
import { announce, byId, el, setText, swatch } from "./dom.js";
import { Host } from "./host.js";
import { setLanguage, t, translate } from "./i18n.js";
import { LayingLine } from "./laying.js";
import { Ledger } from "./ledger.js";
import { Legend } from "./legend.js";
import { clearNotices, faultNotice, notice, trouble } from "./notice.js";
import { Question } from "./question.js";
import { Retraction } from "./retraction.js";
import { startSearch } from "./search.js";
import { startSettings, updateSettings } from "./settings.js";
import { startShare } from "./share.js";
import { firstEntities, query, state, values } from "./state.js";
import { Tables } from "./tables.js";
import { TimeLine } from "./timeline.js";

const DATA = "data/bat-ties.json";

/** How many entities an empty search field offers. */
const BROWSED = 50;

const DARK = matchMedia("(prefers-color-scheme: dark)");
const REDUCED_MOTION = matchMedia("(prefers-reduced-motion: reduce)");
const FORCED_COLORS = matchMedia("(forced-colors: active)");

/** @type {Map<number, { resolve(answer: Answer): void, reject(reason: unknown): void }>} */
const asked = new Map();
let lastId = 0;

/** @type {{ detail: string } | null} a fresh core is about to take over after a trap */
let recovery = null;

/** A file of the reader's own is on its way in: no address leads to it. */
let openedFile = false;

/** @type {Actions} */
export const actions = {
  send: (command) => host.send(command),
  merge: (change) => host.send({ type: "merge", query: change }),
  select: (target) => host.send({ type: "select", target }),
  hover: (target) => host.send({ type: "hover", target }),
  ask: (ask) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      asked.set(lastId, { resolve, reject });
      host.send({ type: "query", id: lastId, ask });
    }),
  search: async (text) => {
    // The core finds nothing for nothing; a reader who opens an empty field wants to look around.
    if (text.trim() === "") return firstEntities(BROWSED);
    const answer = await actions.ask({ search: { text } });
    return "found" in answer ? answer.found : [];
  },
  cite: (tie, source) => ledger.cite(tie, source),
  citation: (what) => citing.open(what),
  askFrom: (named) => question.startFrom(named),
  load: (name, bytes) => {
    // Another dataset has other ids; how the reader wants to read stays.
    const kept = ["theme", "lang", "table"].filter((key) => values(key).length > 0);
    const view = query(Object.fromEntries(kept.map((key) => [key, values(key)])));
    openedFile = true;
    host.send({ type: "load", name, bytes, view });
  },
};

const address = new Address((wanted) => host.send({ type: "view", query: wanted }));
setLanguage(firstLanguage());
translate(document);

const legend = new Legend(actions);
const ledger = new Ledger(actions);
const question = new Question(actions);
const cut = new Cut(actions);
const retraction = new Retraction(actions);
const timeLine = new TimeLine(actions, address);
const tables = new Tables(actions);
const citing = new Citing(actions);
const laying = new LayingLine(actions);

export const host = new Host(byId("canvas"), {
  event: hear,
  trouble: stop,
  restarted: (detail) => {
    dropQuestions(detail);
    laying.end();
    if (state.catalogue) recovery = { detail };
    else stop("crashed", detail);
  },
});

const picture = new Picture(actions);
startSearch(actions);
startSettings(actions);
startShare(actions);
startSkipping();
for (const setting of [DARK, REDUCED_MOTION, FORCED_COLORS]) {
  setting.addEventListener("change", tellEnvironment);
}
tellEnvironment();
question.update();
fetchData();

/** @returns {"en" | "zh"} */
function firstLanguage() {
  const wanted = new URLSearchParams(address.query()).get("lang");
  if (wanted === "zh" || wanted === "en") return wanted;
  return prefersChinese() ? "zh" : "en";
}

function prefersChinese() {
  return navigator.language.toLowerCase().startsWith("zh");
}

function tellEnvironment() {
  /** @type {Environment} */
  const environment = {
    dark: DARK.matches,
    reduced_motion: REDUCED_MOTION.matches,
    forced_colors: FORCED_COLORS.matches,
    chinese: prefersChinese(),
  };
  host.send({ type: "environment", ...environment });
}

async function fetchData() {
  // A published page names its own data, and what they are shown as at first.
  const { bundle, integrity, view } = document.documentElement.dataset;
  const wanted = new URLSearchParams(location.search).get("data") ?? bundle ?? DATA;
  const url = new URL(wanted, document.baseURI);
  try {
    const own = wanted === bundle;
    const response = await fetch(url, own && integrity ? { integrity } : {});
    if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const name = url.pathname.split("/").pop() || DATA;
    host.send({ type: "load", name, bytes, view: address.query() || (view ?? "") });
  } catch (error) {
    const foreign = url.origin !== location.origin;
    const text = foreign
      ? t("dataForbidden", { detail: url.origin })
      : t("dataMissing", { detail: url.pathname });
    byId("picture").dataset.state = "failed";
    notice("error", t("errorTitle"), text, String(error));
  }
}

/**
 * @param {Event} event
 * @param {Cause} cause
 */
function hear(event, cause) {
  switch (event.type) {
    case "loaded":
      state.catalogue = event;
      state.view = null;
      if (openedFile) state.origin = "file";
      openedFile = false;
      clearNotices();
      if (recovery) notice("warning", t("warningTitle"), t("recovered"), recovery.detail);
      recovery = null;
      if (event.warnings.length > 0) {
        faultNotice("warning", t("warningTitle"), event.warnings);
      }
      showTitle();
      break;
    case "words":
      state.legend = event;
      if (setLanguage(event.lang === "zh" ? "zh" : "en")) translate(document);
      showKey();
      refresh();
      break;
    case "view":
      if (event.warnings.length > 0 && event.query !== state.view?.query) {
        faultNotice("warning", t("warningTitle"), event.warnings);
      }
      state.view = event;
      address.update(event.query, cause.command);
      byId("picture").dataset.state = "ready";
      refresh();
      break;
    case "selection":
      ledger.update(event.detail);
      tables.select(event.detail);
      if (event.detail) announce(byId("ledger-body").querySelector("h2")?.textContent ?? "");
      break;
    case "hover":
      picture.hover(event);
      tables.hover(event.target);
      break;
    case "result":
      asked.get(event.id)?.resolve(event.answer);
      asked.delete(event.id);
      break;
    case "moved":
      address.update(event.query, cause.command);
      break;
    case "names":
      if (state.catalogue) state.catalogue.entities = event.entities;
      refresh();
      break;
    case "more":
      state.catalogue?.entities.push(...event.entities);
      break;
    case "error":
      if (cause.id !== null) {
        asked.get(cause.id)?.reject(event.errors);
        asked.delete(cause.id);
      }
      showErrors(event.errors, cause);
      // What the address asks for is not what the picture shows.
      if (cause.command === "view" && state.view) address.update(state.view.query, cause.command);
      break;
    case "progress":
      laying.update(event);
      break;
    case "frame":
      picture.drawn(event);
      break;
    case "ready":
      break;
  }
}

/**
 * @param {import("./protocol.js").Fault[]} errors
 * @param {Cause} cause
 */
function showErrors(errors, cause) {
  // The core loads a good file even if it cannot show it in the view that was asked for.
  const opened = cause.command === "load" && cause.outcome === "done";
  if (cause.command === "load" && !opened) openedFile = false;
  const title = t(cause.command === "load" && !opened ? "errorTitle" : "viewErrorTitle");
  const closing = t(opened ? "defaultView" : "lastGood");
  faultNotice("error", title, errors, state.catalogue ? closing : "");
  if (!state.catalogue) byId("picture").dataset.state = "failed";
}

/**
 * @param {Trouble} reason
 * @param {string} detail
 */
function stop(reason, detail) {
  dropQuestions(detail);
  laying.end();
  trouble(reason, detail);
}

/** @param {string} detail */
function dropQuestions(detail) {
  for (const { reject } of asked.values()) reject(new Error(detail));
  asked.clear();
}

function refresh() {
  showTitle();
  legend.update();
  question.update();
  cut.update();
  retraction.update();
  timeLine.update();
  tables.update();
  updateSettings();
}

function showTitle() {
  const { catalogue } = state;
  if (!catalogue) return;
  const { title, as_of: date, counts } = catalogue;
  if (title) {
    setText(byId("title"), title);
    document.title = title;
  }
  const part = (/** @type {string} */ key, gaps = { ...counts }) => el("span", {}, t(key, gaps));
  const parts = [
    part("tieCount"),
    part("claimCount"),
    el("span", {}, part("sourceCount"), part("originCount")),
    ...(date ? [el("span", {}, t("asOf", { date }))] : []),
  ];
  // The dots stand outside of the parts: there the line may break.
  byId("counts").replaceChildren(...parts.flatMap((one, at) => (at > 0 ? [" · ", one] : [one])));
}

/** The statuses with their rules, for a reader who has selected nothing yet. */
function showKey() {
  const rows = (state.legend?.statuses ?? []).flatMap((status) => [
    el("dt", {}, swatch(status.swatch), status.name),
    el("dd", {}, status.meaning),
  ]);
  byId("key").replaceChildren(...rows);
}

/** The fragment holds the view, so a skip link moves the focus itself. */
function startSkipping() {
  for (const link of document.querySelectorAll("a.skip")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const target = byId((link.getAttribute("href") ?? "").slice(1));
      target.scrollIntoView({ block: "nearest" });
      target.focus();
    });
  }
}

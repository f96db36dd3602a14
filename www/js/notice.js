// What went wrong, over the picture and never in its place.

/** @import { Fault } from "./protocol.js" */

import { CODES_ZH } from "./codes.js";
import { announce, byId, el } from "./dom.js";
import { language, t } from "./i18n.js";

/** @typedef {"error" | "warning"} Severity */

/** How many faults are listed in full. */
const LISTED = 5;

/**
 * @param {Severity} severity
 * @param {string} title
 * @param {Node[]} content
 */
function show(severity, title, content) {
  const dismiss = () => {
    const inside = notice.contains(document.activeElement);
    notice.remove();
    if (inside) byId("picture").focus();
  };
  const notice = el(
    "div",
    { class: "notice", "data-severity": severity, role: severity === "error" ? "alert" : "status" },
    el(
      "div",
      { class: "notice-head" },
      el("strong", {}, title),
      el("button", { type: "button", class: "text-button", onclick: dismiss }, t("dismiss")),
    ),
    ...content,
  );
  notice.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dismiss();
  });
  for (const old of byId("notices").children) {
    if (old.getAttribute("data-severity") === severity) old.remove();
  }
  byId("notices").append(notice);
}

/**
 * @param {Severity} severity
 * @param {string} title
 * @param {string} text
 * @param {string} [detail] the cause in the machine's words
 */
export function notice(severity, title, text, detail = "") {
  show(severity, title, [
    el("p", {}, text),
    ...(detail ? [el("p", { class: "quiet detail" }, detail)] : []),
  ]);
}

/**
 * @param {Severity} severity
 * @param {string} title
 * @param {readonly Fault[]} faults
 * @param {string} [closing] a last line
 */
export function faultNotice(severity, title, faults, closing = "") {
  const more = faults.length - LISTED;
  show(severity, title, [
    el("ul", { class: "faults" }, ...faults.slice(0, LISTED).map(faultItem)),
    ...(more > 0 ? [el("p", { class: "quiet" }, t("andMore", { n: more }))] : []),
    ...(closing ? [el("p", { class: "quiet" }, closing)] : []),
  ]);
}

/** A good file makes the complaints about a bad one obsolete. */
export function clearNotices() {
  byId("notices").replaceChildren();
}

/** @param {Fault} fault */
function faultItem(fault) {
  const { file, line, column, field } = fault;
  const place =
    file === null || file === undefined
      ? ""
      : line === null || line === undefined
        ? file
        : t(column ? "place" : "placeLine", { file, line, column: column ?? "" });
  const inside = field ? t(place ? "field" : "viewKey", { field }) : "";
  const where = [place, inside].filter(Boolean).join(", ");
  return el(
    "li",
    { "data-code": fault.code },
    language() === "zh" ? el("p", {}, CODES_ZH[fault.code]) : null,
    el("p", { lang: "en" }, fault.message),
    fault.hint ? el("p", { lang: "en" }, fault.hint) : null,
    el("p", { class: "quiet" }, [where, fault.code].filter(Boolean).join(" · ")),
  );
}

/** Words for the start of a page that cannot draw. */
export function trouble(/** @type {string} */ reason, /** @type {string} */ detail) {
  byId("picture").dataset.state = "failed";
  notice("error", t("trouble"), t(`trouble_${reason}`), detail);
  announce(t("trouble"));
}

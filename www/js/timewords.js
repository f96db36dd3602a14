// What the time line says in words: dates, ranges, and what is not known of them.

/** @import { TimeBin, Timeline } from "./protocol.js" */

import { language, t } from "./i18n.js";

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {"year" | "month" | "day"} precision */
function format(precision) {
  const lang = language() === "zh" ? "zh-CN" : "en-GB";
  const key = lang + precision;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(lang, {
      timeZone: "UTC",
      year: "numeric",
      ...(precision === "year" ? {} : { month: lang === "en-GB" ? "short" : "long" }),
      ...(precision === "day" ? { day: "numeric" } : {}),
    });
    formats.set(key, found);
  }
  return found;
}

/**
 * @param {string} text a date of the view grammar
 * @returns {{ date: Date, precision: "year" | "month" | "day" } | null} null for an imprecise one
 */
function read(text) {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!match) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(match[1]), Number(match[2] ?? 1) - 1, Number(match[3] ?? 1));
  return { date, precision: match[3] ? "day" : match[2] ? "month" : "year" };
}

/** @param {string} text */
export function dateText(text) {
  const known = read(text);
  return known ? format(known.precision).format(known.date) : text;
}

/**
 * @param {string} since
 * @param {string} until
 */
export function rangeText(since, until) {
  if (!since && !until) return t("timeAll");
  if (!until) return t("timeFrom", { date: dateText(since) });
  if (!since) return t("timeTo", { date: dateText(until) });
  if (since === until) return dateText(since);
  const [first, last] = [read(since), read(until)];
  const alike = first && last && first.precision === last.precision && first.date < last.date;
  // Browsers write a range of Chinese months as 2018/4 – 2019/3.
  if (alike && language() === "en") {
    return format(first.precision).formatRange(first.date, last.date);
  }
  return t("timeBetween", { from: dateText(since), to: dateText(until) });
}

/** @param {TimeBin} bin */
export function binName(bin) {
  return rangeText(bin.since, bin.until);
}

/**
 * A bin in one line.
 * @param {TimeBin} bin
 * @param {"held" | "reported"} clock
 */
export function binText(bin, clock) {
  const parts = [
    [bin.sure, clock === "held" ? "binHeld" : "binReported"],
    [bin.open, "binOpen"],
    [bin.vague, clock === "held" ? "binHeldVague" : "binReportedVague"],
    [bin.denied, "binDenied"],
    [bin.denied_vague, "binDeniedVague"],
  ];
  const said = parts.flatMap(([n, key]) =>
    Number(n) > 0 ? [t(String(key), { n: Number(n) })] : [],
  );
  const what = said.length > 0 ? said.join(t("listComma")) : t("binNone");
  return t("binLine", { name: binName(bin), what });
}

/**
 * What the bins do not tell: short for the strip, whole for the note.
 * @param {Timeline} line
 * @param {"held" | "reported"} clock
 * @param {boolean} hidden undated ties are set aside
 * @param {boolean} ranged
 */
export function noteLines(line, clock, hidden, ranged) {
  const unit = t(`unit_${line.unit}`);
  const held = clock === "held";
  const loose = line.undated + line.partly;
  /** @type {[number, string, string][]} count, chip, line */
  const all = [
    [line.undated, "", hidden ? "noteUndatedHidden" : "noteUndated"],
    [line.partly, "", hidden ? "notePartlyHidden" : "notePartly"],
    [line.vague, "chipVague", ranged ? "noteVagueRange" : "noteVague"],
    [line.open, "chipOpen", ranged ? "noteOpenRange" : "noteOpen"],
    [line.undated_denials, "chipDenials", "noteDenials"],
    [line.doubtful_outside, "", "noteDoubtful"],
  ];
  const told = all.filter(([n]) => n > 0);
  const chips = told.flatMap(([n, chip]) => (chip ? [t(chip, { n })] : []));
  if (loose > 0) chips.unshift(t(hidden ? "chipUndatedHidden" : "chipUndated", { n: loose }));
  return {
    chips,
    lines: [
      t(held ? "noteRuleHeld" : "noteRuleReported"),
      ...told.map(([n, , key]) => t(n === 1 ? `${key}One` : key, { n, unit })),
    ],
  };
}

// Publishes the dataset twice, in the way of an editor: an older edition in which three ties are otherwise,
// then the one of today over it.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the published folder is. */
export const FOLDER = "target/published";
const OLD = "target/published-old.json";
const PROGRAM = process.env.TIEGRAPH || "target/debug/tiegraph";

/** @param {string[]} args */
const tiegraph = (...args) => execFileSync(PROGRAM, args, { stdio: ["ignore", "pipe", "inherit"] });

export default function publish() {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing; cargo build makes it`);
  rmSync(FOLDER, { recursive: true, force: true });
  tiegraph("convert", "data/bat-ties", OLD);
  const bundle = JSON.parse(readFileSync(OLD, "utf8"));
  // One tie is new since, one is worded anew, one has lost a claim.
  const gone = bundle.ties.pop().id;
  bundle.ties[0].label += " then";
  const { tie } = bundle.claims[10];
  bundle.claims.push({ ...bundle.claims[10], id: "extra", tie });
  bundle.claims = bundle.claims.filter(
    (/** @type {{ tie: string }} */ claim) => claim.tie !== gone,
  );
  writeFileSync(OLD, JSON.stringify(bundle));
  for (const data of [OLD, "data/bat-ties"]) {
    tiegraph(
      "publish",
      data,
      "-o",
      FOLDER,
      "--page",
      "dist",
      "--base-url",
      "https://graph.test/g/",
    );
  }
}

/**
 * A published file by its name without its hash.
 * @param {string} name
 */
export function published(name) {
  return readFileSync(join(FOLDER, name));
}

/** The page of the older edition. */
export function olderPage() {
  const now = published("embed.html");
  const pages = readdirSync(FOLDER).filter((name) => /^embed\.\w{10}\.html$/.test(name));
  const old = pages.find((name) => !published(name).equals(now));
  if (!old) throw new Error("there is no older edition");
  return old;
}

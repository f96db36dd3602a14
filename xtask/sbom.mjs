// The bill of materials of what readers run, in CycloneDX: every crate that is compiled into the modules,
// with the hash of its source. Usage: node sbom.mjs FOLDER FEATURES

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder = "dist", features = ""] = process.argv.slice(2);
const args = [
  "metadata",
  "--format-version",
  "1",
  "--locked",
  "--offline",
  "--no-default-features",
];
args.push("--features", features, "--filter-platform", "wasm32-unknown-unknown");

/**
 * @typedef {{ id: string, name: string, version: string, license: string | null, source: string | null,
 *   targets: { kind: string[] }[] }} Crate
 * @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Node
 */

/** @type {{ packages: Crate[], resolve: { root: string, nodes: Node[] } }} */
const { packages, resolve } = JSON.parse(
  execFileSync("cargo", args, { encoding: "utf8", maxBuffer: 1 << 28 }),
);
const crates = new Map(packages.map((crate) => [crate.id, crate]));
const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
const lock = readFileSync("Cargo.lock", "utf8");

/** What is compiled in: neither what tests and builds need, nor macros, which run in the compiler. */
const needed = (/** @type {string} */ id) =>
  (nodes.get(id)?.deps ?? [])
    .filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null))
    .map(({ pkg }) => pkg)
    .filter((pkg) => !crates.get(pkg)?.targets.some(({ kind }) => kind.includes("proc-macro")));

const found = new Set([resolve.root]);
for (const id of found) for (const other of needed(id)) found.add(other);

/** @param {string} id */
function component(id) {
  const crate = crates.get(id);
  if (!crate) throw new Error(`${id} is not in cargo's own list`);
  const { name, version, license, source } = crate;
  const purl = `pkg:cargo/${name}@${version}`;
  const entry = new RegExp(`name = "${name}"\nversion = "${version}"\n.*\nchecksum = "(\\w+)"`);
  const hash = source ? entry.exec(lock)?.[1] : undefined;
  return {
    type: id === resolve.root ? "application" : "library",
    "bom-ref": purl,
    name,
    version,
    purl,
    ...(hash ? { hashes: [{ alg: "SHA-256", content: hash }] } : {}),
    ...(license ? { licenses: [{ expression: license.replaceAll("/", " OR ") }] } : {}),
  };
}

const ref = (/** @type {string} */ id) => component(id)["bom-ref"];
const all = [...found].sort((a, b) => (ref(a) < ref(b) ? -1 : 1));
const bill = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: component(resolve.root) },
  components: all.filter((id) => id !== resolve.root).map(component),
  dependencies: all.map((id) => ({ ref: ref(id), dependsOn: needed(id).map(ref).sort() })),
};
writeFileSync(join(folder, "sbom.cdx.json"), `${JSON.stringify(bill, null, 1)}\n`);

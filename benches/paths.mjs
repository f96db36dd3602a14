// Paths beside the JavaScript libraries that a user would pick instead, in one run under Node. Writes
// the table in README.md anew.
// Usage: node benches/paths.mjs MODULE GRAPHS   (cargo xtask bench calls this)

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { join } from "node:path";

const [module = "", graphs = ""] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { Ties } = require(join(process.cwd(), module));
const { UndirectedGraph } = require("graphology");
const { bidirectional } = require("graphology-shortest-path");
const createGraph = require("ngraph.graph");
const { aStar } = require("ngraph.path");

const GRAPHS = ["3elt", "luxembourg"];
const QUESTIONS = 30;
const ROUNDS = 3;
/** From the project's contract, in milliseconds and as a ratio. */
const BARS = { best: 100, shortest: 20 };

const README = new URL("README.md", import.meta.url);
const BEGIN = "<!-- paths: written by cargo xtask bench -->";
const END = "<!-- paths: end -->";

/**
 * The median of some rounds, in milliseconds a question. The first round warms the code.
 * @param {[number, number][]} pairs
 * @param {(from: number, to: number) => number} answer
 */
function measure(pairs, answer) {
  const times = [];
  let hops = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    hops = 0;
    for (const [from, to] of pairs) hops += answer(from, to);
    if (round > 0) times.push((performance.now() - start) / pairs.length);
  }
  times.sort((a, b) => a - b);
  return { ms: times[ROUNDS >> 1], hops };
}

/** @param {string} name */
function read(name) {
  const file = join(graphs, `${name}.csv`);
  if (!existsSync(file)) {
    console.error(`${file} is missing: benches/README.md says where it comes from`);
    process.exit(1);
  }
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(1);
  const edges = lines.map((line) => line.split(",").map(Number));
  const nodes = 1 + edges.reduce((most, [a, b]) => Math.max(most, a, b), 0);
  return { nodes, edges };
}

/**
 * @param {string} what
 * @param {boolean} met
 * @param {string} figure
 */
function told(what, met, figure) {
  console.log(`${what}: ${figure}, ${met ? "within" : "NOT within"} what it must reach`);
}

const rows = [];
for (const name of GRAPHS) {
  const { nodes, edges } = read(name);
  let seed = 7;
  const random = () => (seed = (seed * 1664525 + 1013904223) >>> 0) % nodes;
  const pairs = Array.from({ length: QUESTIONS }, () => [random(), random()]);

  const ties = new Ties(nodes, Uint32Array.from(edges.flat()));
  const peer = new UndirectedGraph();
  const other = createGraph();
  for (let v = 0; v < nodes; v++) {
    peer.addNode(v);
    other.addNode(v);
  }
  for (const [a, b] of edges) {
    if (a !== b && !peer.hasEdge(a, b)) peer.addEdge(a, b);
    other.addLink(a, b);
  }
  const star = aStar(other);
  const length = (path) => Math.max(0, (path?.length ?? 1) - 1);
  const shortest = {
    Tiegraph: measure(pairs, (a, b) => length(ties.shortest(a, b))),
    "graphology bidirectional": measure(pairs, (a, b) => length(bidirectional(peer, a, b))),
    "ngraph.path aStar": measure(pairs, (a, b) => length(star.find(a, b))),
  };
  const { ms: ours, hops } = shortest.Tiegraph;
  const graph = `${name}, ${nodes.toLocaleString("en")} nodes`;
  for (const [who, found] of Object.entries(shortest)) {
    if (found.hops !== hops)
      throw new Error(`${who} finds ${found.hops} hops on ${name}, not ${hops}`);
    rows.push([graph, "one shortest path", who, found.ms, found.ms / ours]);
  }
  const ratio = shortest["graphology bidirectional"].ms / ours;
  if (name === "luxembourg")
    told("a shortest path", ratio >= BARS.shortest, `1/${ratio.toFixed(0)}`);
  if (name === "3elt") {
    const best = measure(pairs, (a, b) => ties.best(a, b, 10)[0] ?? 0);
    rows.push([graph, "10 shortest simple paths", "Tiegraph", best.ms, null]);
    told("10 paths", best.ms <= BARS.best, `${best.ms.toFixed(1)} ms`);
  }
}

const table = [
  "| graph | question | by | ms | × Tiegraph |",
  "| --- | --- | --- | ---: | ---: |",
  ...rows.map(([graph, what, who, ms, ratio]) =>
    ["", graph, what, who, ms.toFixed(3), ratio?.toFixed(1) ?? "", ""].join(" | ").trim(),
  ),
].join("\n");
const machine = `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores`;
const when = new Date().toISOString().slice(0, 10);
const text = `${BEGIN}\n\n${machine}; Node ${process.version}; ${when}.\n\n${table}\n\n${END}`;
console.log(`\n${table}`);
const readme = readFileSync(README, "utf8");
const [before, rest] = readme.split(BEGIN);
const after = rest?.split(END)[1];
if (after === undefined) throw new Error(`benches/README.md lacks ${BEGIN} and ${END}`);
writeFileSync(README, before + text + after);

// Layouts beside those that a user would pick instead, in one run: Tiegraph natively and as wasm under
// Node, d3-force, ForceAtlas2, ngraph, fcose, s_gd2 and sfdp, each at its defaults. Writes the table
// in README.md anew, and the plot layout.svg. A peer that is not installed is left out with a word.
// Usage: node benches/layout.mjs MODULE PROGRAM GRAPHS PACKAGES [--slow]
// PACKAGES is a folder with node_modules. --slow runs peers that take minutes on luxembourg too.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const slow = process.argv.includes("--slow");
const [module = "", program = "", graphs = "", packages = "benches"] = process.argv
  .slice(2)
  .filter((word) => word !== "--slow");
const { lay, score } = createRequire(import.meta.url)(resolve(module));
const require = createRequire(pathToFileURL(join(resolve(packages), "/")));
/** @param {string} name */
const load = async (name) => {
  const found = await import(pathToFileURL(require.resolve(name)).href).catch(() => require(name));
  return found.default ?? found;
};

const GRAPHS = ["lesmis", "can_96", "netscience", "1138_bus", "dwt_1005", "3elt", "luxembourg"];
const ROUNDS = 3;
/** No more rounds after so many seconds. */
const LONG = 5;
/** Peers that take minutes above so many nodes. */
const SLOW = {
  "d3-force": 20_000,
  fa2: 20_000,
  ngraph: 20_000,
  fcose: 6_000,
  s_gd2: 2_500,
  s_gd2_sparse: slow ? Infinity : 20_000,
  sfdp: slow ? Infinity : 20_000,
};
/** What is to be had only of graphs of more nodes. */
const FROM = { s_gd2_sparse: 2_000 };
const PYTHON = process.env.PYTHON ?? "python3";

/** Seconds of processor time of `work`, and its result. */
async function timed(work) {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1e6, result];
}

const peers = {
  async "d3-force"({ n, edges }) {
    const d3 = await import(
      pathToFileURL(join(resolve(packages), "node_modules/d3-force/dist/d3-force.mjs")).href
    );
    const nodes = Array.from({ length: n }, (_, index) => ({ index }));
    const links = d3.forceLink(edges.map(([source, target]) => ({ source, target })));
    const simulation = d3.forceSimulation(nodes).stop();
    simulation.force("link", links).force("charge", d3.forceManyBody());
    simulation.force("x", d3.forceX()).force("y", d3.forceY());
    const [seconds] = await timed(() => simulation.tick(300));
    return [seconds, nodes.flatMap(({ x, y }) => [x, y])];
  },
  async fa2({ n, edges }) {
    const { UndirectedGraph } = require("graphology");
    const fa2 = require("graphology-layout-forceatlas2");
    const graph = new UndirectedGraph();
    let seed = 1;
    const place = () => (seed = (seed * 1664525 + 1013904223) >>> 0) / 4294967.296;
    for (let v = 0; v < n; v++) graph.addNode(v, { x: place(), y: place() });
    for (const [a, b] of edges) if (a !== b && !graph.hasEdge(a, b)) graph.addEdge(a, b);
    const settings = { ...fa2.inferSettings(graph), barnesHutOptimize: n > 500 };
    const [seconds, at] = await timed(() => fa2(graph, { iterations: 500, settings }));
    return [seconds, Array.from({ length: n }, (_, v) => [at[v].x, at[v].y]).flat()];
  },
  async ngraph({ n, edges }) {
    const graph = (await load("ngraph.graph"))();
    for (let v = 0; v < n; v++) graph.addNode(v);
    for (const [a, b] of edges) graph.addLink(a, b);
    const make = await load("ngraph.forcelayout");
    const [seconds, layout] = await timed(() => {
      const layout = make(graph);
      for (let step = 0; step < 500; step++) layout.step();
      return layout;
    });
    const at = (v) => layout.getNodePosition(v);
    return [seconds, Array.from({ length: n }, (_, v) => [at(v).x, at(v).y]).flat()];
  },
  async fcose({ n, edges }) {
    const cytoscape = await load("cytoscape");
    cytoscape.use(await load("cytoscape-fcose"));
    const nodes = Array.from({ length: n }, (_, v) => ({ data: { id: `n${v}` } }));
    const links = edges.map(([a, b]) => ({ data: { source: `n${a}`, target: `n${b}` } }));
    const cy = cytoscape({ headless: true, styleEnabled: false, elements: [...nodes, ...links] });
    const [seconds] = await timed(async () => {
      const layout = cy.layout({ name: "fcose", animate: false, randomize: true });
      const stopped = layout.promiseOn("layoutstop");
      layout.run();
      await stopped;
    });
    return [
      seconds,
      nodes.flatMap(({ data }) => Object.values(cy.getElementById(data.id).position())),
    ];
  },
  s_gd2: ({ file }) => byPython(file, "s_gd2"),
  s_gd2_sparse: ({ file }) => byPython(file, "s_gd2_sparse"),
  sfdp: ({ file }) => byPython(file, "sfdp"),
};

async function byPython(file, peer) {
  const script = join(import.meta.dirname, "layout/peers.py");
  const options = { maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] };
  const { seconds, xy } = JSON.parse(
    execFileSync(PYTHON, [script, file, peer], options).toString(),
  );
  return [seconds, xy];
}

function native(file, clusters) {
  const words = [file, String(ROUNDS), clusters ? "clusters" : "stress"];
  const text = execFileSync(resolve(program), words, { maxBuffer: 1 << 30 });
  const [seconds, ...xy] = text.toString().trim().split("\n").map(Number);
  return [seconds, xy];
}

/** A process of its own, as the memory of a module never shrinks. */
function large(what, n, ...more) {
  const words = [join(import.meta.dirname, "layout/large.mjs"), resolve(module), what, String(n)];
  const options = { stdio: ["ignore", "pipe", 2] };
  return JSON.parse(execFileSync(process.execPath, [...words, ...more], options));
}

const rows = [];
for (const name of GRAPHS) {
  const file = join(graphs, `${name}.csv`);
  if (!existsSync(file)) {
    console.error(`${file} is missing and left out: README.md says where it comes from`);
    continue;
  }
  const edges = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));
  const n = 1 + edges.reduce((most, [a, b]) => Math.max(most, a, b), 0);
  const ends = Uint32Array.from(edges.flat());
  const keep = (by, seconds, xy) => {
    const [s, np] = score(n, ends, Float32Array.from(xy));
    rows.push({ name, n, by, seconds, stress: s, np });
    console.error(name, by, seconds.toFixed(4), s.toFixed(4), np.toFixed(3));
  };
  for (const clusters of [false, true]) {
    // The first rounds warm the code, whose compilation counts as processor time; the clock of the
    // processor ticks by milliseconds, so the mean of many.
    let [xy, warm] = [new Float32Array(), 0];
    while (warm < 0.2) {
      const [seconds, places] = await timed(() => lay(n, ends, clusters));
      [xy, warm] = [places, warm + seconds];
    }
    let [rounds, total] = [0, 0];
    while (total < LONG && (rounds < ROUNDS || total < 0.33)) {
      total += (await timed(() => lay(n, ends, clusters)))[0];
      rounds++;
    }
    keep(clusters ? "Tiegraph, clusters" : "Tiegraph, wasm", total / rounds, xy);
    const [seconds, places] = native(file, clusters);
    const same = places.every((value, i) => Math.fround(value) === xy[i]);
    if (!same) throw new Error(`${name}: other positions natively than in wasm`);
    if (!clusters) keep("Tiegraph, native", seconds, places);
  }
  for (const [by, run] of Object.entries(peers)) {
    if (n > SLOW[by] || n < (FROM[by] ?? 0)) continue;
    try {
      keep(by, ...(await run({ n, edges, file })));
    } catch (error) {
      console.error(`${by} is left out: ${String(error).split("\n")[0]}`);
      SLOW[by] = 0;
    }
  }
}

const MILLION = 1_000_000;
const size = ({ seconds, megabytes }) => `${seconds.toFixed(2)} s | ${megabytes.toFixed(0)} MB`;
const tick = ({ milliseconds }) => `${milliseconds.toFixed(1)} ms |`;
const seeded = [
  ["mesh of 1,000,000 nodes, 2,996,001 edges", size(large("mesh", MILLION)), "6 s, 900 MB"],
  ["power law of 1,000,000 nodes, 2,999,995 edges", size(large("power", MILLION)), "12 s, 900 MB"],
  ["live tick, mesh of 4,900 nodes", tick(large("mesh", 4_900, "tick")), "8 ms"],
  ["live tick, mesh of 99,856 nodes", tick(large("mesh", 100_000, "tick")), "25 ms"],
  ["live tick, power law of 4,900 nodes", tick(large("power", 4_900, "tick")), "8 ms"],
  ["live tick, power law of 100,000 nodes", tick(large("power", 100_000, "tick")), "25 ms"],
];

const title = (row) => `${row.name}, ${row.n.toLocaleString("en")} nodes`;
const ours = (row) =>
  rows.find((other) => other.name === row.name && other.by === "Tiegraph, wasm");
const line = (row) =>
  `| ${title(row)} | ${row.by} | ${row.seconds.toFixed(3)} | ${(row.seconds / ours(row).seconds).toFixed(1)} | ` +
  `${row.stress.toFixed(4)} | ${row.np.toFixed(3)} |`;
const table = [
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores; Node ${process.version}; ${new Date().toISOString().slice(0, 10)}.`,
  "",
  "| graph | by | s | × Tiegraph in wasm | stress | np |",
  "| --- | --- | ---: | ---: | ---: | ---: |",
  ...rows.map(line),
  "",
  "| seeded, Tiegraph in wasm | time | memory | bar |",
  "| --- | ---: | ---: | ---: |",
  ...seeded.map(([what, figures, bar]) => `| ${what} | ${figures} | ${bar} |`),
].join("\n");
const BEGIN = "<!-- layout: written by benches/layout.mjs -->";
const END = "<!-- layout: end -->";
const readme = new URL("README.md", import.meta.url);
const [head, rest] = readFileSync(readme, "utf8").split(BEGIN);
if (rest === undefined) throw new Error("README.md has no place for the table");
writeFileSync(readme, `${head}${BEGIN}\n\n${table}\n\n${END}${rest.split(END)[1]}`);
writeFileSync(new URL("layout.svg", import.meta.url), plot());

/** Time against stress, and time against np, a row of plots a graph. */
function plot() {
  const [w, h, gap] = [300, 170, 60];
  const names = [...new Set(rows.map((row) => row.name))];
  const colour = (by) => (by.startsWith("Tiegraph") ? "#b2182b" : "#3b4252");
  const panel = (name, r, key, c) => {
    const of = rows.filter((row) => row.name === name);
    const times = of.map((row) => Math.log10(Math.max(row.seconds, 1e-4)));
    const [t0, t1] = [Math.min(...times) - 0.2, Math.max(...times) + 0.6];
    const top = Math.max(...of.map((row) => row[key])) * 1.1 || 1;
    const [x0, y0] = [gap + c * (w + gap), 30 + r * (h + gap)];
    const dots = of.map((row, i) => {
      const x = x0 + ((times[i] - t0) / (t1 - t0)) * w;
      const y = y0 + h - (row[key] / top) * h;
      return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="${colour(row.by)}"/><text x="${(x + 6).toFixed(1)}" y="${(y + 4).toFixed(1)}">${row.by}</text>`;
    });
    return `<text x="${x0}" y="${y0 - 8}" font-weight="bold">${name}: seconds (log) against ${key}, 0 to ${top.toPrecision(2)}</text><rect x="${x0}" y="${y0}" width="${w}" height="${h}" fill="none" stroke="#999"/>${dots.join("")}`;
  };
  const panels = names.flatMap((name, r) => [panel(name, r, "stress", 0), panel(name, r, "np", 1)]);
  const size = `0 0 ${2 * (w + gap) + gap} ${names.length * (h + gap) + 30}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${size}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>${panels.join("\n")}</svg>\n`;
}

// One seeded graph in a process of its own, as the memory of a module never shrinks. Prints seconds of
// processor time and megabytes of the module's memory, or milliseconds of a live tick.
// Usage: node benches/layout/large.mjs MODULE mesh|power NODES [tick]

import { createRequire } from "node:module";

const [module = "", what = "mesh", nodes = "1000", tick = ""] = process.argv.slice(2);
const { Seeded, grown } = createRequire(import.meta.url)(module);
const TICKS = 40;

const used = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const graph = what === "power" ? Seeded.power_law(Number(nodes)) : Seeded.mesh(Number(nodes));
const start = used();
const positions = graph.lay();
const seconds = used() - start;
if (tick) {
  const held = graph.hold(positions);
  held.tick();
  const before = used();
  for (let tick = 0; tick < TICKS; tick++) held.tick();
  console.log(JSON.stringify({ milliseconds: ((used() - before) / TICKS) * 1e3 }));
} else {
  console.log(JSON.stringify({ seconds, megabytes: grown() / 1e6 }));
}

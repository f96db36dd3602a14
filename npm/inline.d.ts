export * from "./tie-graph.js";

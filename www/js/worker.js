// The core's home off the main thread. The page sends a canvas once, then batches of commands.

import { Core } from "./core.js";

/**
 * @typedef {| { type: "start", canvas: OffscreenCanvas, start: import("./host.js").Start }
 *   | { type: "commands", commands: import("./protocol.js").Command[] }} ToWorker
 * @typedef {| { type: "able" } | { type: "unable" }
 *   | { type: "event", event: import("./protocol.js").Event, cause: import("./core.js").Cause }
 *   | { type: "failed", reason: import("./core.js").Failure, detail: string }
 *   | { type: "trapped", detail: string }} FromWorker
 */

/** @param {FromWorker} message */
const tell = (message) => self.postMessage(message);

/** @type {Core | null} */
let core = null;

self.addEventListener("message", (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  switch (data.type) {
    case "start":
      core = new Core(data.canvas, data.start, {
        // One message an event: the page takes each in a task of its own.
        event: (event, cause) => tell({ type: "event", event, cause }),
        failed: (reason, detail) => tell({ type: "failed", reason, detail }),
        trapped: (detail) => tell({ type: "trapped", detail }),
      });
      break;
    case "commands":
      core?.run(data.commands);
      break;
  }
});

/** Some browsers hand out an OffscreenCanvas that has no 2D context in a worker. */
function canDraw() {
  try {
    return new OffscreenCanvas(1, 1).getContext("2d") !== null;
  } catch {
    return false;
  }
}

tell({ type: canDraw() ? "able" : "unable" });

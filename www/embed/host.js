// For the article: gives each frame of this folder the height that it asks for. Nobody else is heard.
"use strict";

{
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = new URL(".", src).href;
  addEventListener("message", ({ source, data }) => {
    if (data?.type !== "tie-graph:height" || data.v !== 1) return;
    const { height } = data;
    if (!Number.isInteger(height) || height < 50 || height > 100_000) return;
    for (const frame of document.querySelectorAll("iframe")) {
      const ours = frame.contentWindow === source && frame.src.startsWith(folder);
      if (ours) frame.style.height = `${height}px`;
    }
  });
}

// The frame's own script, classic, so that it runs in a sandbox too: brings the element by its hash and
// tells the article how high the frame wants to be.
"use strict";

{
  const here = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { element = "tie-graph.js", integrity = "" } = here.dataset;
  const address = new URL(element, here.src).href;
  const types = /** @type {any} */ (globalThis).trustedTypes;
  const policy = types?.createPolicy("tiegraph", {
    createScriptURL: (/** @type {string} */ url) => {
      if (url !== address) throw new TypeError("not the element");
      return url;
    },
  });
  const script = document.createElement("script");
  // What the element brings, and by which hash.
  Object.assign(script.dataset, here.dataset);
  // In an opaque origin every file is another origin's, and a hash would refuse it unread.
  if (self.origin !== "null") script.integrity = integrity;
  script.src = policy?.createScriptURL(address) ?? address;
  document.head.append(script);

  if (parent !== self) {
    const secret = new URLSearchParams(location.hash.replace(/^#\??/, "")).get("secret");
    /** @param {Record<string, unknown>} message it holds nothing that is not in the public page */
    const tell = (message) => parent.postMessage(message, "*");
    let last = 0;
    const measure = () => {
      const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
      if (height === last || height === 0) return;
      last = height;
      tell({ type: "tie-graph:height", v: 1, height });
      // What WordPress hears from pages that it embeds.
      if (secret) tell({ message: "height", value: height, secret });
    };
    new ResizeObserver(measure).observe(document.documentElement);
    for (const type of ["tie-graph:select", "tie-graph:step"]) {
      addEventListener(type, (event) => {
        tell({ type, v: 1, .../** @type {CustomEvent} */ (event).detail });
      });
    }
  }
}

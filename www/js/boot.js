// A classic script, so that it runs even where modules do not: it says why the page stays empty.
"use strict";

{
  const root = document.documentElement;
  root.dataset.scripts = "on";
  // What is to come decides where things stand, before there is anything to see.
  const view = new URLSearchParams(location.hash.slice(1));
  if (view.has("path")) root.dataset.answer = "due";
  const language = view.get("lang") ?? navigator.language;
  if (language.toLowerCase().startsWith("zh")) root.dataset.reads = "zh";
  // Nor is half a page shown, which would move when the rest of it is there.
  root.dataset.parsing = "yes";
  const parsed = () => {
    if (document.readyState === "loading" && !document.querySelector("main + *")) return;
    watch.disconnect();
    delete root.dataset.parsing;
  };
  const watch = new MutationObserver(parsed);
  watch.observe(root, { childList: true, subtree: true });
  document.addEventListener("readystatechange", parsed);
  /** @param {string} kind */
  const say = (kind) => {
    const message = document.getElementById(`boot-${kind}`);
    if (message) message.hidden = false;
    document.getElementById("picture")?.setAttribute("data-state", "failed");
  };
  // Browsers load no module scripts from file:, and say nothing to the page about it.
  if (location.protocol === "file:") addEventListener("DOMContentLoaded", () => say("file"));
  const missed = (/** @type {Event} */ { target }) => {
    if (target instanceof HTMLScriptElement && location.protocol !== "file:") say("scripts");
  };
  addEventListener("error", missed, { capture: true });
}

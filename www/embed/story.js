// A story: views of the picture in an order, each with its words.

import { stepOf, word } from "./words.js";

/** @typedef {{ story: string, step: number, title: string, text: string, view: string }} Step */

/**
 * The steps of a story in their order.
 * @param {Uint8Array} bytes a bundle
 * @param {string} name empty for the first story
 * @returns {Step[]}
 */
export function stepsOf(bytes, name) {
  /** @type {{ steps?: Partial<Step>[] }} */
  const { steps = [] } = JSON.parse(new TextDecoder().decode(bytes));
  const wanted = name || steps[0]?.story;
  return steps
    .filter(({ story }) => story === wanted)
    .map(({ story = "", step = 0, title = "", text = "", view = "" }) => ({
      ...{ story, step: Number(step), title, text, view },
    }))
    .sort((a, b) => a.step - b.step);
}

/**
 * What leads through a story, below the picture.
 * @param {string} lang
 * @param {(by: 1 | -1) => void} go
 */
export function controls(lang, go) {
  const panel = document.createElement("div");
  panel.className = "story";
  const title = document.createElement("strong");
  const text = document.createElement("p");
  const count = document.createElement("span");
  const said = document.createElement("div");
  said.setAttribute("aria-live", "polite");
  said.append(title, text);
  const button = (/** @type {string} */ label, /** @type {1 | -1} */ by) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = word(label, lang);
    made.addEventListener("click", () => go(by));
    return made;
  };
  const [back, on] = [button("back", -1), button("on", 1)];
  const tools = document.createElement("div");
  tools.append(back, " ", on, " ", count);
  panel.append(said, tools);
  return {
    panel,
    /**
     * @param {Step} step
     * @param {number} at from 1
     * @param {number} of
     */
    show(step, at, of) {
      title.textContent = step.title;
      text.textContent = step.text;
      count.textContent = stepOf(at, of, lang);
      // A button that is pressed keeps the focus at either end.
      back.setAttribute("aria-disabled", String(at === 1));
      on.setAttribute("aria-disabled", String(at === of));
    },
  };
}

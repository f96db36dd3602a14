// A layout that takes longer: how far it is, in a corner of the picture, and a way to stop it.

/** @import { Actions } from "./main.js" */
/** @import { Event as CoreEvent } from "./protocol.js" */

import { announce, byId, setText } from "./dom.js";
import { t } from "./i18n.js";

/** What takes less time than this, in milliseconds, is over before a reader has read of it. */
const PATIENCE = 300;

export class LayingLine {
  #element = byId("laying");
  #bar = byId("laying-bar");
  #text = byId("laying-text");
  /** @type {"idle" | "waiting" | "shown"} */
  #state = "idle";
  #timer = 0;

  /** @param {Actions} actions */
  constructor(actions) {
    const stop = () => actions.send({ type: "cancel" });
    byId("laying-stop").addEventListener("click", stop);
    this.#element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      stop();
    });
  }

  /** @param {Extract<CoreEvent, { type: "progress" }>} event */
  update({ share, stage }) {
    if (stage === "done" || stage === "stopped") {
      if (this.#state === "shown") announce(t(stage === "done" ? "layingDone" : "layingStopped"));
      this.end();
      return;
    }
    const percent = Math.floor(100 * share);
    this.#bar.setAttribute("aria-valuenow", String(percent));
    this.#bar.style.setProperty("--share", String(share));
    setText(this.#text, t("layingShare", { percent }));
    if (this.#state !== "idle") return;
    this.#state = "waiting";
    this.#timer = setTimeout(() => {
      this.#state = "shown";
      this.#element.hidden = false;
      announce(t("laying"));
    }, PATIENCE);
  }

  /** Nothing is under way. */
  end() {
    clearTimeout(this.#timer);
    this.#state = "idle";
    const inside = this.#element.contains(document.activeElement);
    this.#element.hidden = true;
    if (inside) byId("picture").focus();
  }
}

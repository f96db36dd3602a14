// The search field of the top bar: finds an entity by any of its names and selects it.

/** @import { Actions } from "./main.js" */

import { Combobox } from "./combobox.js";
import { byId } from "./dom.js";

/** @param {Actions} actions */
export function startSearch(actions) {
  const input = /** @type {HTMLInputElement} */ (byId("search"));
  new Combobox({
    input,
    list: byId("search-list"),
    search: actions.search,
    choose: (named) => {
      input.value = "";
      actions.select({ entity: named.id });
    },
    hover: (named) => actions.hover(named && { entity: named.id }),
    left: () => {},
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    input.focus();
  });
}

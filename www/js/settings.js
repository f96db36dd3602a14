// How the page looks and lays out: theme, language, layout; and the menus that hold the choices.

/** @import { Actions } from "./main.js" */

import { byId, setText } from "./dom.js";
import { language, t } from "./i18n.js";
import { state, values } from "./state.js";

/** @typedef {"system" | "light" | "dark"} Theme */

/** @type {Record<Theme, { next: Theme, label: string }>} */
const THEMES = {
  system: { next: "light", label: "themeSystem" },
  light: { next: "dark", label: "themeLight" },
  dark: { next: "system", label: "themeDark" },
};

/** @returns {Theme} */
function theme() {
  const [wanted] = state.view
    ? values("theme")
    : [new URLSearchParams(location.hash.slice(1)).get("theme")];
  return wanted === "light" || wanted === "dark" ? wanted : "system";
}

/** @param {Actions} actions */
export function startSettings(actions) {
  byId("theme").addEventListener("click", () => {
    const { next } = THEMES[theme()];
    actions.merge(`theme=${next === "system" ? "" : next}`);
  });
  byId("language").addEventListener("click", () => {
    actions.merge(`lang=${language() === "zh" ? "en" : "zh"}`);
  });
  byId("layout-menu").addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement) actions.merge(`layout=${event.target.value}`);
  });
  byId("relayout").addEventListener("click", () => actions.send({ type: "relayout" }));
  startMenu("layout-button", "layout-menu");
  startMenu("more", "tools");
  updateSettings();
}

export function updateSettings() {
  const chosen = theme();
  document.documentElement.dataset.theme = chosen;
  setText(byId("theme"), t("theme", { theme: t(THEMES[chosen].label) }));
  const other = byId("language");
  setText(other, language() === "zh" ? "English" : "中文");
  other.lang = language() === "zh" ? "en" : "zh-Hans";
  const layout = values("layout")[0] ?? "stress";
  for (const input of byId("layout-menu").querySelectorAll("input")) {
    input.checked = input.value === layout;
  }
}

/**
 * A button that shows and hides what it controls; Escape and a press elsewhere hide it.
 * @param {string} buttonId
 * @param {string} menuId
 */
function startMenu(buttonId, menuId) {
  const button = byId(buttonId);
  const menu = byId(menuId);
  const set = (/** @type {"open" | "closed"} */ fold) => {
    menu.dataset.fold = fold;
    button.setAttribute("aria-expanded", String(fold === "open"));
  };
  set("closed");
  button.addEventListener("click", () => set(menu.dataset.fold === "open" ? "closed" : "open"));
  document.addEventListener("pointerdown", ({ target }) => {
    const inside = target instanceof Node && (menu.contains(target) || button.contains(target));
    if (!inside) set("closed");
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || menu.dataset.fold === "closed") return;
    event.stopPropagation();
    set("closed");
    button.focus();
  });
}

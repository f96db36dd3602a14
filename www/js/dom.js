// Small builders for the page's elements. Text goes in as text, never as markup.

/**
 * @typedef {string | Node | null | undefined} Child
 * @typedef {string | number | ((event: any) => void) | null | undefined} Attribute
 */

/**
 * An element with attributes and children. `null` leaves an attribute out; an attribute that
 * starts with `on` is an event listener.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, Attribute>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * The element of the page with this id. The page and its scripts are published together, so a
 * missing one is a fault of ours.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element #${id}`);
  return element;
}

/**
 * Makes the children of `parent` follow `items`, keeping an element as long as its key stays, so
 * that the focus survives.
 * @template T
 * @template {HTMLElement} E
 * @param {Element} parent
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => E} create
 * @param {(element: E, item: T) => void} update
 */
export function keyed(parent, items, keyOf, create, update) {
  /** @type {Map<string, E>} */
  const old = new Map();
  for (const child of parent.children) {
    if (child instanceof HTMLElement && child.dataset.key) {
      old.set(child.dataset.key, /** @type {E} */ (child));
    }
  }
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let element = old.get(key);
    if (element) old.delete(key);
    else {
      element = create(item);
      element.dataset.key = key;
    }
    update(element, item);
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  for (const element of old.values()) element.remove();
}

/**
 * Sets a text only if it differs: an unchanged live region must not be read again.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * A mark of the legend. The core draws it as an SVG document; as an image it can run nothing.
 * @param {string} svg
 * @returns {HTMLElement}
 */
export function swatch(svg) {
  const image = el("img", { class: "swatch", alt: "" });
  setSwatch(image, svg);
  return image;
}

/**
 * @param {HTMLImageElement} image
 * @param {string} svg
 */
export function setSwatch(image, svg) {
  const address = svg ? `data:image/svg+xml,${encodeURIComponent(svg)}` : "";
  if (image.getAttribute("src") === address) return;
  if (address) image.setAttribute("src", address);
  else image.removeAttribute("src");
}

/**
 * A link to a source, or plain text where the address is not http or https.
 * @param {string} text
 * @param {string} address
 * @returns {HTMLElement}
 */
export function sourceLink(text, address) {
  if (!isWebAddress(address)) return el("span", {}, text);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

/**
 * @param {string} address
 * @returns {boolean}
 */
export function isWebAddress(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/**
 * Says something to readers who do not see the page.
 * @param {string} text
 */
export function announce(text) {
  setText(byId("live"), text);
}

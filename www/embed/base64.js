/** @param {string} text */
export function decode(text) {
  return Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
}

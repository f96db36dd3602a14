// How large the picture is drawn. Its marks and labels follow the size of the page's text, so that a
// reader who has set larger text, or sits before a wall, gets a larger picture too.

/** The size of text for which the core's style is made, in CSS pixels. */
const NORMAL_TEXT = 16;

/** @returns {number} CSS pixels of the page in one css_px of the core */
export function pictureScale() {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return size > 0 ? size / NORMAL_TEXT : 1;
}

/**
 * The size of a canvas as the core counts it.
 * @param {number} width in CSS pixels of the page
 * @param {number} height in CSS pixels of the page
 */
export function pictureSize(width, height) {
  const scale = pictureScale();
  return {
    width: Math.max(1, width / scale),
    height: Math.max(1, height / scale),
    dpr: (devicePixelRatio || 1) * scale,
  };
}

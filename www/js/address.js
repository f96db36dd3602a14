// The view in the address: after the `#`, in the view grammar, with back and forward.

/** Commands after which the page is where its address says, so that no new entry is due. */
const SETTLING = new Set(["load", "view", "environment", "resize", "tick", "cancel"]);

export class Address {
  /** While a hand drags or time plays: what the address will be when it is over.
   * @type {{ query: string, command: string } | "nothing" | null} */
  #held = null;
  /** Where the page is, as far as the core was told: ahead of it is a reader who has gone on. */
  #told = location.href;

  /** @param {(query: string) => void} go called when the reader goes to another view */
  constructor(go) {
    // Back, forward and an edited address all come as hashchange; pushState does not.
    addEventListener("hashchange", () => {
      this.#held = null;
      this.#told = location.href;
      go(this.query());
    });
  }

  /** From here to `release` all changes make one entry, written at its end: browsers refuse more
   * than a hundred in half a minute. */
  hold() {
    this.#held ??= "nothing";
  }

  release() {
    const held = this.#held;
    this.#held = null;
    if (held && held !== "nothing") this.update(held.query, held.command);
  }

  query() {
    return location.hash.replace(/^#/, "");
  }

  /**
   * @param {string} query the canonical form of the view that the core shows now
   * @param {string} command what led to it
   */
  update(query, command) {
    if (this.#held) {
      this.#held = { query, command };
      return;
    }
    // The answer to an earlier view must not overwrite the entry that is asked for next.
    if (location.href !== this.#told) return;
    const address = `${location.pathname}${location.search}${query ? `#${query}` : ""}`;
    if (new URL(address, location.href).href === location.href) return;
    const moved = withoutPlace(query) === withoutPlace(this.query());
    if (moved || SETTLING.has(command)) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.#told = location.href;
  }
}

/**
 * A view without where the picture is looked at from: panning makes no history.
 * @param {string} query
 */
function withoutPlace(query) {
  const parts = query.split("&").filter((part) => part && !part.startsWith("at="));
  try {
    return decodeURIComponent(parts.join("&"));
  } catch {
    return parts.join("&");
  }
}

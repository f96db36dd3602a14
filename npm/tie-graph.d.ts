/** What is chosen in the picture: an entity or a tie, by its id in the data. */
export type Target = { entity: string } | { tie: string };

/** Why there is no picture but the printed one. */
export type Failure = "data" | "module" | "forbidden" | "script";

/** The events of `<tie-graph>`; all bubble and leave shadow trees. */
export interface TieGraphEventMap {
  /** The live picture is drawn. */
  "tie-graph:ready": CustomEvent<Record<string, never>>;
  /** Another view is shown; `view` is its canonical form. */
  "tie-graph:view": CustomEvent<{ view: string }>;
  /** Something is chosen, or nothing any more. */
  "tie-graph:select": CustomEvent<{ target: Target | null }>;
  /** A step of the story is shown. */
  "tie-graph:step": CustomEvent<{ story: string; step: number; of: number; title: string }>;
  /** The printed picture stays. */
  "tie-graph:error": CustomEvent<{ code: Failure; message: string }>;
}

/**
 * A live picture over what stands in the element. Attributes: `src` (a bundle), `data-integrity` (its
 * hash, as in `integrity`), `latest`, `view`, `story`, `step`, `controls`, `poster`, `theme`, `lang`,
 * `loading`.
 */
export declare class TieGraph extends HTMLElement {
  /** What is shown, in the view grammar. */
  view: string;
  /** The step of the story, from 1; 0 without a story. */
  step: number;
  /** Goes on in the story, as far as it goes. */
  next(): void;
  /** Goes back in the story. */
  prev(): void;
  /** Shows another view. */
  setView(query: string): void;
  /** Shows how two entities are tied, by any of their names. */
  findPaths(from: string, to: string): void;
  /** The picture as it is now. */
  toPNG(): Promise<Blob>;
  /** The printed picture in the element; empty if there is none. */
  toSVG(): string;

  addEventListener<K extends keyof TieGraphEventMap>(
    type: K,
    listener: (this: TieGraph, event: TieGraphEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "tie-graph": TieGraph;
  }
}

// What axe, the checker of accessibility, finds. It runs as an injected script, which the page's policy
// would refuse: its tests have `bypassCSP`.

import AxeBuilder from "@axe-core/playwright";

/** @import { Page } from "@playwright/test" */

/** A dark page differs from a light one in its colours alone. */
export const COLOURS = ["color-contrast"];

/**
 * Each rule that is broken, and where.
 * @param {Page} page
 * @param {{ within?: string[], rules?: string[] }} [limits] the whole page by all rules without them
 */
export async function findings(page, { within = [], rules = [] } = {}) {
  const axe = new AxeBuilder({ page });
  for (const part of within) axe.include(part);
  if (rules.length > 0) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

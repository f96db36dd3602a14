// A ledger of a hundred thousand ties, always the same: 400 groups of 50 entities, each group a
// connected part of its own, since a layout holds 5,000 entities in one.

const GROUPS = 400;
const SIZE = 50;
const TIES = 250;
const SOURCES = 700;

const SECTORS = "cloud beidou ai fusion surveillance logistics data policy".split(" ");
const TIE_KINDS = "ownership parent investment partnership research supply operation".split(" ");
const KINDS = "company state-enterprise military government university institute system".split(" ");
const STANCES = "asserts asserts asserts asserts alleges denies".split(" ");
const MODALITIES = ["", "", "", "reportedly", "planned"];

/** Mulberry32: small, seeded, good enough to scatter. @param {number} seed */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @returns {string} a bundle */
export function ledger(seed = 1) {
  const next = random(seed);
  /** @param {number} n */
  const below = (n) => Math.floor(next() * n);
  /** @template T @param {T[]} list @returns {T} */
  const one = (list) => /** @type {T} */ (list[below(list.length)]);
  const date = () => {
    const [year, month] = [2000 + below(22), String(1 + below(12)).padStart(2, "0")];
    const day = String(1 + below(28)).padStart(2, "0");
    return one(["", `${year}`, `${year}~`, `${year}-${month}`, `${year}-${month}-${day}`]);
  };

  const entities = Array.from({ length: GROUPS * SIZE }, (_, i) => ({
    id: `e-${i}`,
    name: `Organisation ${i}`,
    kind: one(KINDS),
  }));
  const sources = Array.from({ length: SOURCES }, (_, i) => ({
    id: `s-${i}`,
    title: `Report ${i}`,
    date: date(),
    derives_from: i > 0 && below(3) === 0 ? [`s-${below(i)}`] : [],
  }));
  const ties = [];
  const claims = [];
  for (let group = 0; group < GROUPS; group += 1) {
    for (let i = 0; i < TIES; i += 1) {
      // First a tree over the group, so that it hangs together.
      const from = i < SIZE - 1 ? i + 1 : below(SIZE);
      const to = i < SIZE - 1 ? below(i + 1) : (from + 1 + below(SIZE - 1)) % SIZE;
      const id = `t-${ties.length}`;
      const sectors = [...new Set([one(SECTORS), ...(below(5) === 0 ? [one(SECTORS)] : [])])];
      ties.push({
        id,
        from: `e-${group * SIZE + from}`,
        to: `e-${group * SIZE + to}`,
        kind: one(TIE_KINDS),
        directed: below(2) === 0,
        sectors,
        start: date(),
        label: "works with",
      });
      for (let n = below(3) === 0 ? 2 : 1; n > 0; n -= 1) {
        claims.push({
          id: `c-${claims.length}`,
          tie: id,
          source: `s-${below(SOURCES)}`,
          stance: one(STANCES),
          modality: one(MODALITIES),
          date: date(),
          summary: "It is said so.",
        });
      }
    }
  }
  const focal = ["e-0", "e-50", "e-100"];
  return JSON.stringify({
    name: "many",
    title: "Many ties",
    focal,
    entities,
    ties,
    sources,
    claims,
  });
}

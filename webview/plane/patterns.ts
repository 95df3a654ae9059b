/** Hatchings, so that areas never differ by colour alone. */

/** Does the n-th pattern have ink at (i, j)? The first has none. `p` is the period in pixels. */
const PATTERNS: readonly ((i: number, j: number, p: number, ink: number) => boolean)[] = [
  () => false,
  (i, j, p, ink) => (i + j) % p < ink,
  (i, j, p, ink) => i % p < 2 * ink && j % p < 2 * ink,
  (i, j, p, ink) => (i - (j % p) + p) % p < ink,
  (_, j, p, ink) => j % p < ink,
  (i, _, p, ink) => i % p < ink,
  (i, j, p, ink) => (i + j) % p < ink || (i - (j % p) + p) % p < ink,
];

export const PATTERN_COUNT = PATTERNS.length;

/** @param ratio device pixels per pixel */
export function patternAt(pattern: number, i: number, j: number, ratio: number): boolean {
  const period = Math.round(9 * ratio);
  return PATTERNS[pattern % PATTERNS.length]!(i, j, period, Math.max(1, Math.round(ratio)));
}

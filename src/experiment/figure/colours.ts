/** n colours from the dark to the light end of viridis (S. van der Walt and N. Smith, 2015), with increasing lightness. */
export function sequential(n: number): string[] {
  return Array.from({ length: n }, (_, i) => at(n === 1 ? 0 : (0.92 * i) / (n - 1)));
}

const VIRIDIS = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
] as const;

function at(share: number): string {
  const place = share * (VIRIDIS.length - 1);
  const from = Math.min(Math.floor(place), VIRIDIS.length - 2);
  const channel = (c: 0 | 1 | 2) =>
    Math.round(VIRIDIS[from]![c] + (place - from) * (VIRIDIS[from + 1]![c] - VIRIDIS[from]![c]));
  return `#${([0, 1, 2] as const).map((c) => channel(c).toString(16).padStart(2, '0')).join('')}`;
}

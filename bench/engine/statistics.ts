export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Median (least … most). */
export function spread(values: readonly number[], say: (value: number) => string): string {
  return `${say(median(values))} (${say(Math.min(...values))} … ${say(Math.max(...values))})`;
}

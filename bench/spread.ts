/** Median and spread of measured times. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** `median (least … most)`, in milliseconds. */
export function spread(milliseconds: readonly number[]): string {
  const figures = [median(milliseconds), Math.min(...milliseconds), Math.max(...milliseconds)].map((value) =>
    value < 10 ? value.toFixed(1) : String(Math.round(value)),
  );
  return `${figures[0]} (${figures[1]} … ${figures[2]})`;
}

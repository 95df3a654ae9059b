/** Shades of one hue, beginning with the background of the theme; they differ in lightness alone. Pure. */
import type { Theme } from '../theme.js';

/** @param part from 0, the background, to 1. */
export function shade({ background, foreground, palette, highContrast }: Theme, part: number): string {
  const ink = highContrast ? foreground : palette[0]!;
  const percent = Math.round(100 * Math.min(1, Math.max(0, part)));
  return `color-mix(in srgb, ${ink} ${percent}%, ${background})`;
}

/** The most ink under words, so that they stay legible. */
export const UNDER_WORDS = 0.5;

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The position of a value in a range: 0 … 1. */
export function partOf({ low, high }: Range, value: number): number {
  return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
}

/** From the least to the greatest of the finite numbers. */
export function rangeOf(...lists: readonly (readonly number[])[]): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists)
    for (const value of list) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return { low, high };
}

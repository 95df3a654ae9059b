/** ../../random/normal.ts. */
import { exp } from './exp';
import { log } from './log';
import { edges, heights, inner } from './memory';
import { next, unit, word } from './words';

const TAIL: f64 = 3.6541528853610088;

/** A standard normal number from a word, and from further ones of the generator if the first is not accepted. */
@inline
export function normal(first: u64): f64 {
  const place = normalPlace(first);
  return isInner(first, place) ? place * edgeOf(first) : rejected(first);
}

/** The position of a word's number in its layer, in [−1, 1). */
@inline
export function normalPlace(word: u64): f64 {
  return 2 * unit(word) - 1;
}

/** Is the number of a word certain to be below the density? */
@inline
export function isInner(word: u64, place: f64): bool {
  return abs(place) < load<f64>(inner + layerOf(word));
}

@inline
export function edgeOf(word: u64): f64 {
  return load<f64>(edges + layerOf(word));
}

@inline
function layerOf(word: u64): usize {
  return <usize>(word & 255) << 3;
}

function rejected(first: u64): f64 {
  let current = first;
  while (true) {
    const layer = layerOf(current);
    const place = normalPlace(current);
    const x = place * edgeOf(current);
    if (isInner(current, place)) return x;
    if (layer == 0) return x < 0 ? -tail() : tail();
    next();
    const low = load<f64>(heights + layer);
    const height = low + unit(word) * (load<f64>(heights + layer, 8) - low);
    if (height < exp(-0.5 * x * x)) return x;
    next();
    current = word;
  }
}

function tail(): f64 {
  while (true) {
    next();
    const x = -log(1 - unit(word)) / TAIL;
    next();
    const y = -log(1 - unit(word));
    if (y + y > x * x) return TAIL + x;
  }
}

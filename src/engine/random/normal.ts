import { exp } from '../exp.js';
import { log } from '../log.js';
import { unit, type Words } from './words.js';

/**
 * Ziggurat of 256 layers of equal area under exp(−x²/2), x ≥ 0 (G. Marsaglia, W. W. Tsang, "The ziggurat method for generating
 * random variables", J. Stat. Softw. 5(8), 2000). As J. A. Doornik (2005) advises, the layer and the place in it come from
 * different bits of the word.
 */
const LAYERS = 256;
/** Where the tail begins, and the area of a layer. */
const TAIL = 3.6541528853610088;
const AREA = 0.004928673233992336;

/** Right edges: the width of layer i is EDGES[i]; EDGES[0] is the width that gives the base layer, tail included, its area. */
export const EDGES = edges();
/** exp(−x²/2) at the edges. */
export const HEIGHTS = EDGES.map((x) => exp(-0.5 * x * x));
/** Up to this fraction of its width, a layer lies wholly under the curve. */
export const INNER = Float64Array.from({ length: LAYERS }, (_, i) => EDGES[i + 1]! / EDGES[i]!);

/** The greatest normal number that can be drawn: in the tail, x² < 2y, and y is at most −log 2⁻⁵². */
export const LARGEST_NORMAL = TAIL + Math.sqrt(2 * 52 * Math.LN2);

function edges(): Float64Array {
  const x = new Float64Array(LAYERS + 1);
  x[0] = AREA / exp(-0.5 * TAIL * TAIL);
  x[1] = TAIL;
  for (let i = 2; i < LAYERS; i++) {
    const previous = x[i - 1]!;
    x[i] = Math.sqrt(-2 * log(AREA / previous + exp(-0.5 * previous * previous)));
  }
  return x;
}

/** A standard normal number from the word that `words` holds now, and further ones if the first is not accepted (1.2 %). */
export function normal(words: Words): number {
  for (;;) {
    const layer = words.low & 255;
    const place = 2 * unit(words.high, words.low) - 1;
    const x = place * EDGES[layer]!;
    if (Math.abs(place) < INNER[layer]!) return x;
    if (layer === 0) return x < 0 ? -tail(words) : tail(words);
    words.next();
    const height = HEIGHTS[layer]! + unit(words.high, words.low) * (HEIGHTS[layer + 1]! - HEIGHTS[layer]!);
    if (height < exp(-0.5 * x * x)) return x;
    words.next();
  }
}

/** A normal number under the condition that it lies in the tail (Marsaglia 1964). */
function tail(words: Words): number {
  for (;;) {
    words.next();
    const x = -log(1 - unit(words.high, words.low)) / TAIL;
    words.next();
    const y = -log(1 - unit(words.high, words.low));
    if (y + y > x * x) return TAIL + x;
  }
}

/** ../../random/normal.ts. */
import { exp } from './exp';
import { log } from './log';
import { edges, heights, inner } from './memory';
import { next, unit, word } from './words';

const TAIL: f64 = 3.6541528853610088;

/** A standard normal number from the current word of the generator, and further ones if the first is not accepted. */
@inline
export function normal(): f64 {
  const layer = <usize>(word & 255) << 3;
  const place = 2 * unit(word) - 1;
  if (abs(place) < load<f64>(inner + layer)) return place * load<f64>(edges + layer);
  return rejected();
}

function rejected(): f64 {
  while (true) {
    const layer = <usize>(word & 255) << 3;
    const place = 2 * unit(word) - 1;
    const x = place * load<f64>(edges + layer);
    if (abs(place) < load<f64>(inner + layer)) return x;
    if (layer == 0) return x < 0 ? -tail() : tail();
    next();
    const low = load<f64>(heights + layer);
    const height = low + unit(word) * (load<f64>(heights + layer, 8) - low);
    if (height < exp(-0.5 * x * x)) return x;
    next();
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

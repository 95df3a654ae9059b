/** ../../random/beta.ts. */
import { exp } from './exp';
import { log } from './log';
import { edgeOf, isInner, normal, normalPlace } from './normal';
import { at, continueFrom, GAMMA, next, state, unit, word } from './words';

/**
 * A Gamma(α) number (of α + 1 for α < 1) from the next words on; afterwards `state` is that of the last word used. Nearly always the
 * first number tried is accepted, and this path uses no memory.
 *
 * @param shape address of (α, d, c).
 */
@inline
function gamma(shape: usize): f64 {
  const first = at(state + GAMMA);
  const place = normalPlace(first);
  if (isInner(first, place)) {
    const x = place * edgeOf(first);
    const root = 1 + load<f64>(shape, 16) * x;
    const u = unit(at(state + 2 * GAMMA));
    const square = x * x;
    if (root > 0 && u < 1 - 0.0331 * (square * square)) {
      continueFrom(state + 2 * GAMMA);
      return load<f64>(shape, 8) * (root * root * root);
    }
  }
  return gammaByTrials(shape);
}

function gammaByTrials(shape: usize): f64 {
  const d = load<f64>(shape, 8);
  const c = load<f64>(shape, 16);
  while (true) {
    next();
    const x = normal(word);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    next();
    const u = unit(word);
    const square = x * x;
    if (u < 1 - 0.0331 * (square * square)) return d * v;
    if (log(u) < 0.5 * square + d * (1 - v + log(v))) return d * v;
  }
}

/** A Beta number of the reward word `first`. @param shape address of (α, d, c) of both gammas. */
export function beta(shape: usize, first: u64): f64 {
  const a = load<f64>(shape);
  const b = load<f64>(shape, 24);
  if (a <= 0) return 0;
  if (b <= 0) return 1;
  continueFrom(first);
  const x = gamma(shape);
  const y = gamma(shape + 24);
  if (a >= 1 && b >= 1) return x / (x + y);
  const ofB = boosted(b, y);
  return 1 / (1 + exp(ofB - boosted(a, x)));
}

function boosted(alpha: f64, value: f64): f64 {
  if (alpha >= 1) return log(value);
  next();
  return log(value) + log(1 - unit(word)) / alpha;
}

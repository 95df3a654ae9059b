import { log } from './log.js';

/** Up to this many factors are multiplied one by one, as the search does; more by squaring. */
const FEW = 4096;

/** The last of eta·shrink, eta·shrink², … that is not below `target`; eta·shrink if already that is below it. */
export function shrunk(eta: number, shrink: number, target: number): number {
  const steps = Math.floor(log(target / eta) / log(shrink));
  let n = Number.isFinite(steps) ? Math.max(1, steps) : 1;
  if (n <= FEW) {
    let next = eta;
    for (; n > 0; n--) next *= shrink;
    return next;
  }
  let power = 1;
  for (let square = shrink; n > 0; n = Math.floor(n / 2), square *= square) if (n % 2 === 1) power *= square;
  return eta * power;
}

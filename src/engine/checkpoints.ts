import { exp } from './exp.js';
import { log } from './log.js';

/**
 * n iterations to record, ascending, 0 first and T last, evenly spaced on a logarithmic axis from 1 on as far as whole
 * numbers allow. Fewer than n when T + 1 < n; at least 0 and T.
 */
export function checkpoints(T: number, n: number): number[] {
  const chosen = [0];
  if (T >= 1) chosen.push(1);
  while (chosen.at(-1)! < T) {
    const last = chosen.at(-1)!;
    const ratio = exp(log(T / last) / Math.max(1, n - chosen.length));
    chosen.push(Math.min(T, Math.max(last + 1, Math.round(last * ratio))));
  }
  if (chosen.length > Math.max(n, 2)) chosen.splice(1, 1);
  return chosen;
}

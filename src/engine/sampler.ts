import type { Policy } from './policy.js';

/**
 * An action drawn from π by inversion: the first a with u·Z < e_1 + … + e_a, u uniform on [0, 1). Since Z is the same sum in the
 * same order and u·Z < Z in floating point too, there always is one, and e_a > 0.
 */
export function categorical({ e, Z }: Policy, u: number): number {
  const target = u * Z;
  let sum = e[0]!;
  let a = 0;
  while (sum <= target) sum += e[++a]!;
  return a;
}

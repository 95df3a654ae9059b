/** The two figures of θ_0 that describe a run without deciding anything: the angle of the gradient to the span, and the Fisher matrix. */
import { fisherExtremes } from '../math/fisher.js';
import type { Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import type { Factors } from './factors.js';
import type { Condition, Quantity, Value } from './types.js';

/**
 * At each start θ_0 (d entries):
 *
 * - gradient-angle: the angle between g = (diag π − ππᵀ)r, the gradient in the space of logits, and the column space of X, in
 *   degrees. The features can follow only the projection of g. 0 if g = 0.
 * - fisher: λ_min and λ_max of the Fisher information of θ.
 *
 * For several starts, the least and the greatest are given.
 */
export function* startFigures(
  bandit: Bandit,
  factors: Factors,
  starts: readonly (readonly number[])[],
): Work<Condition[]> {
  if (starts.length === 0) return [];
  const X = bandit.features.map((row) => Float64Array.from(row, (x) => x.value));
  const r = bandit.rewards.map((reward) => reward.value);
  const angles: number[] = [];
  const least: number[] = [];
  const greatest: number[] = [];
  for (const theta of starts) {
    const policy = softmax(X.map((row) => row.reduce((sum, x, k) => sum + x * theta[k]!, 0)));
    const value = policy.reduce((sum, p, a) => sum + p * r[a]!, 0);
    angles.push(
      angleTo(
        factors,
        policy.map((p, a) => p * (r[a]! - value)),
      ),
    );
    yield;
    const fisher = yield* fisherExtremes(X, policy);
    least.push(fisher.least);
    greatest.push(fisher.greatest);
    yield;
  }
  const figure = { holds: null, figure: true, basis: 'numerical', margin: null, actions: [] } as const;
  return [
    {
      id: 'gradient-angle',
      ...figure,
      values: extremes('angle', angles),
    },
    {
      id: 'fisher',
      ...figure,
      values: [
        ...extremes('lambda-min', least),
        ...extremes('lambda-max', greatest)
          .slice(-1)
          .map(({ quantity, value }) => ({ quantity, value })),
      ],
    },
  ];
}

/** Leaves out a quantity that double precision cannot hold. */
function extremes(quantity: Quantity, all: readonly number[]): Value[] {
  const values = all.filter(Number.isFinite);
  if (values.length === 0) return [];
  const [least, greatest] = [
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
  ];
  return least === greatest
    ? [{ quantity, value: least }]
    : [
        { quantity, extreme: 'least', value: least },
        { quantity, extreme: 'greatest', value: greatest },
      ];
}

/** In degrees, from both legs of the triangle, which is exact to rounding for small and large angles. */
function angleTo(factors: Factors, g: readonly number[]): number {
  const inside = factors.project(g);
  const outside = Math.hypot(...g.map((entry, a) => entry - inside[a]!));
  const size = Math.hypot(...g);
  // The part outside is rounding error for a gradient inside the span.
  return outside <= 1e-12 * size ? 0 : (Math.atan2(outside, Math.hypot(...inside)) * 180) / Math.PI;
}

function softmax(logits: readonly number[]): number[] {
  const top = logits.reduce((a, b) => Math.max(a, b));
  const weights = logits.map((z) => Math.exp(z - top));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

export const GRADIENT_ANGLE = {
  id: 'gradient-angle',
  about:
    'How far the gradient with respect to the logits lies from what the features can express, at the start.',
} as const;

export const FISHER = {
  id: 'fisher',
  about:
    'The smallest eigenvalue of the Fisher matrix at the start: a figure, from which nothing is promised.',
} as const;

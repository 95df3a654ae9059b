/** The authors' sufficient conditions on products of feature differences. */

import { dotExact, minusExact } from '../math/exactLinear.js';
import { ratioToNumber } from '../math/ratio.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import type { ConditionEntry } from './entry.js';
import { isPairwise } from './sizes.js';
import type { Condition } from './types.js';

/** For the product ⟨x_i − x_j, x_first − x_k⟩. */
interface Triple {
  readonly first: number;
  readonly i: number;
  readonly j: number;
  readonly k: number;
}

interface Least {
  readonly triple: Triple;
  /** The least product found, in units of 1/scale². */
  readonly product: bigint;
}

/** Multiplications between two pauses. */
const PAUSE = 20_000;

/** The greatest number of arms for which the least product is found; for more arms the first violation ends the search. */
const EXHAUSTIVE = 64;

/**
 * features-K: ⟨x_i − x_j, x_1 − x_k⟩ > 0 for all 2 ≤ i and j, k worse than i. Sufficient for "no traps": with
 * p = Σ_j λ_j (x_i − x_j), ⟨x_i − x_1, p⟩ < ⟨x_i − x_k, p⟩ = ‖p‖² at a k that carries weight.
 *
 * With several best arms, one of them has to serve for all i. Margin: the least of the products that this arm needs, for the arm where that is greatest.
 */
export function* featuresK(arms: Arms): Work<Condition<'features-K'>> {
  const gram = gramMatrix(arms);
  let best: Least | null = null;
  for (const first of arms.levels[0]!) {
    const least: Least | null = yield* leastProduct(arms, gram, first);
    if (least === null) return vacuous(arms, 'features-K');
    best = best === null || least.product > best.product ? least : best;
  }
  const { product, triple } = best!;
  const { first, i, j, k } = triple;
  return {
    id: 'features-K',
    holds: product > 0n,
    basis: 'proved',
    margin: ratioToNumber(product, arms.scale * arms.scale),
    actions: [...new Set([i, j, first, k])].map((arm) => arms.members[arm]![0]!),
    ...(product === 0n && { reason: { code: 'product-zero', actions: actionsOf(arms, [i, j, first, k]) } }),
  };
}

type Four = readonly [number, number, number, number];

function actionsOf({ members }: Arms, [a, b, c, d]: Four): Four {
  return [members[a]![0]!, members[b]![0]!, members[c]![0]!, members[d]![0]!];
}

function vacuous<Id extends string>(arms: Arms, id: Id): Condition<Id> {
  return {
    id,
    holds: true,
    basis: 'proved',
    margin: null,
    actions: arms.optimal,
    reason: { code: 'nothing-below' },
  };
}

/**
 * The least ⟨x_i − x_j, x_1 − x_k⟩ = (G_i1 − G_ik) + (G_jk − G_j1), from the worst i to the best. For each k, the least second bracket over
 * the j so far is kept, so the search takes K² steps, not K³.
 */
function* leastProduct(
  arms: Arms,
  gram: (i: number, j: number) => bigint,
  first: number,
): Work<Least | null> {
  const pause = Math.max(1, Math.floor(PAUSE / arms.dimensions));
  let done = 0;
  const lowest = new Map<number, { value: bigint; j: number }>();
  let least: Least | null = null as Least | null;
  for (let level = arms.levels.length - 2; level > 0; level--) {
    const added = arms.levels[level + 1]!;
    for (const k of [...lowest.keys(), ...added]) {
      // A new arm k is combined with all j, an old one only with the new j.
      for (const j of lowest.has(k) ? added : [...lowest.keys(), ...added]) {
        const value = gram(j, k) - gram(j, first);
        const known = lowest.get(k);
        if (!known || value < known.value) lowest.set(k, { value, j });
        if (++done % pause === 0) yield;
      }
    }
    for (const i of arms.levels[level]!) {
      const start = gram(i, first);
      for (const [k, { value, j }] of lowest) {
        const product = start - gram(i, k) + value;
        if (least === null || product < least.product) least = { product, triple: { first, i, j, k } };
        if (++done % pause === 0) yield;
      }
    }
    if (least !== null && least.product <= 0n && arms.members.length > EXHAUSTIVE) return least;
  }
  return least;
}

/** ⟨x_i, x_j⟩ in units of 1/scale², each computed once. */
function gramMatrix(arms: Arms): (i: number, j: number) => bigint {
  const n = arms.members.length;
  const known = new Map<number, bigint>();
  return (i, j) => {
    const key = i < j ? i * n + j : j * n + i;
    let product = known.get(key);
    if (product === undefined) {
      product = dotExact(arms.exactRows[i]!, arms.exactRows[j]!);
      known.set(key, product);
    }
    return product;
  };
}

/** features-3, for K = 3: ⟨x_2 − x_3, x_1 − x_3⟩ > 0. It says "no trap at 2", except at the boundary, where there is no trap either. */
function features3(arms: Arms): Condition<'features-3'> {
  if (arms.levels.length < 3) return vacuous(arms, 'features-3');
  const [first, i, j] = arms.levels.map((level) => level[0]!) as [number, number, number];
  return product3(arms, 'features-3', [i, j], [first, j]);
}

/** features-3-sto, for K = 3 and sampled gradients: ⟨x_1 − x_2, x_2 − x_3⟩ > 0; implies features-3. */
function features3Sto(arms: Arms): Condition<'features-3-sto'> {
  if (arms.levels.length < 3) {
    return {
      id: 'features-3-sto',
      holds: null,
      basis: 'proved',
      margin: null,
      actions: [0, 1, 2],
      reason: { code: 'two-tied' },
    };
  }
  const [first, i, j] = arms.levels.map((level) => level[0]!) as [number, number, number];
  return product3(arms, 'features-3-sto', [first, i], [i, j]);
}

function product3<Id extends string>(
  arms: Arms,
  id: Id,
  [a, b]: readonly [number, number],
  [c, d]: readonly [number, number],
): Condition<Id> {
  const product = dotExact(
    minusExact(arms.exactRows[a]!, arms.exactRows[b]!),
    minusExact(arms.exactRows[c]!, arms.exactRows[d]!),
  );
  return {
    id,
    holds: product > 0n,
    basis: 'proved',
    margin: ratioToNumber(product, arms.scale * arms.scale),
    actions: arms.levels.flat().map((arm) => arms.members[arm]![0]!),
    ...(product === 0n && { reason: { code: 'product-zero', actions: actionsOf(arms, [a, b, c, d]) } }),
  };
}

export const FEATURES_K = {
  id: 'features-K',
  about: 'The published sufficient condition for any K; no action attracts.',
  isRepairable: true,
  isInReach: (_, shape) => isPairwise(shape),
  *check({ arms }, found) {
    found.push(yield* featuresK(arms));
  },
} satisfies ConditionEntry<'features-K'>;

export const FEATURES_3 = {
  id: 'features-3',
  about: 'The published condition for K = 3: `⟨x_2 − x_3, x_1 − x_3⟩ > 0`.',
  isRepairable: true,
  onlyOf: 3,
  isInReach: () => true,
  // biome-ignore lint/correctness/useYield: one product is no work to interrupt.
  *check({ arms }, found) {
    found.push(features3(arms));
  },
} satisfies ConditionEntry<'features-3'>;

export const FEATURES_3_STO = {
  id: 'features-3-sto',
  about: 'The published condition for K = 3 and sampled gradients: `⟨x_1 − x_2, x_2 − x_3⟩ > 0`.',
  isRepairable: true,
  onlyOf: 3,
  isInReach: () => true,
  // biome-ignore lint/correctness/useYield: one product is no work to interrupt.
  *check({ arms }, found) {
    found.push(features3Sto(arms));
  },
} satisfies ConditionEntry<'features-3-sto'>;

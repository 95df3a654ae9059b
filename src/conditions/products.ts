/** The authors' sufficient conditions on products of feature differences. */
import type { Arms } from './arms.js';
import { dotExact, minusExact } from './exactLinear.js';
import { ratioToNumber } from './ratio.js';
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

/** The larger the bandit, the earlier the first violation settles it; up to here the least product is found. */
const EXHAUSTIVE = 64;

/**
 * features-K: ⟨x_i − x_j, x_1 − x_k⟩ > 0 for all 2 ≤ i and j, k worse than i. Sufficient for "no traps": with
 * p = Σ_j λ_j (x_i − x_j), ⟨x_i − x_1, p⟩ < ⟨x_i − x_k, p⟩ = ‖p‖² at a k that carries weight.
 *
 * With several best arms one of them has to do for all i. Margin: the least product.
 * Products come from the Gram matrix: G_i1 − G_ik − G_j1 + G_jk.
 */
export function featuresK(arms: Arms): Condition {
  let best: Least | null = null;
  for (const first of arms.levels[0]!) {
    const least = leastProduct(arms, first);
    if (least === null) return vacuous(arms, 'features-K');
    if (best === null || least.product > best.product) best = least;
    if (best.product > 0n) break;
  }
  const { product, triple } = best!;
  const { first, i, j, k } = triple;
  return {
    id: 'features-K',
    holds: product > 0n,
    basis: 'proved',
    margin: ratioToNumber(product, arms.scale * arms.scale),
    actions: [...new Set([i, j, first, k])].map((arm) => arms.members[arm]![0]!),
    ...(product === 0n && { reason: boundary(productOf(arms, i, j, first, k)) }),
  };
}

function boundary(product: string): string {
  return `Boundary case: ${product} is exactly 0, and the condition asks for more than 0.`;
}

function productOf(arms: Arms, i: number, j: number, first: number, k: number): string {
  const x = (arm: number) => `x(${arms.bandit.names[arms.members[arm]![0]!]})`;
  return `⟨${x(i)} − ${x(j)}, ${x(first)} − ${x(k)}⟩`;
}

function vacuous(arms: Arms, id: 'features-K' | 'features-3'): Condition {
  return {
    id,
    holds: true,
    basis: 'proved',
    margin: null,
    actions: arms.optimal,
    reason: 'No suboptimal action has a worse one below it, so nothing is asked.',
  };
}

function leastProduct(arms: Arms, first: number): Least | null {
  const gram = gramMatrix(arms);
  let least: Least | null = null;
  for (let level = 1; level < arms.levels.length; level++) {
    const worse = arms.levels.slice(level + 1).flat();
    for (const i of arms.levels[level]!) {
      for (const j of worse) {
        const start = gram(i, first) - gram(j, first);
        for (const k of worse) {
          const product = start - gram(i, k) + gram(j, k);
          if (least === null || product < least.product) least = { product, triple: { first, i, j, k } };
        }
        if (least !== null && least.product <= 0n && arms.members.length > EXHAUSTIVE) return least;
      }
    }
  }
  return least;
}

/** ⟨x_i, x_j⟩ in units of 1/scale², each computed once. */
export function gramMatrix(arms: Arms): (i: number, j: number) => bigint {
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

/** features-3, for K = 3: ⟨x_2 − x_3, x_1 − x_3⟩ > 0; "no trap at 2" but for the boundary, where there is none either. */
export function features3(arms: Arms): Condition {
  if (arms.levels.length < 3) return vacuous(arms, 'features-3');
  const [first, i, j] = arms.levels.map((level) => level[0]!) as [number, number, number];
  return product3(arms, 'features-3', [i, j], [first, j]);
}

/** features-3-sto, for K = 3 and sampled gradients: ⟨x_1 − x_2, x_2 − x_3⟩ > 0; implies features-3. */
export function features3Sto(arms: Arms): Condition {
  if (arms.levels.length < 3) {
    return {
      id: 'features-3-sto',
      holds: null,
      basis: 'proved',
      margin: null,
      actions: [0, 1, 2],
      reason: 'Two of the three actions are tied, so that there is no action 2 to speak of.',
    };
  }
  const [first, i, j] = arms.levels.map((level) => level[0]!) as [number, number, number];
  return product3(arms, 'features-3-sto', [first, i], [i, j]);
}

function product3(
  arms: Arms,
  id: 'features-3' | 'features-3-sto',
  [a, b]: readonly [number, number],
  [c, d]: readonly [number, number],
): Condition {
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
    ...(product === 0n && { reason: boundary(productOf(arms, a, b, c, d)) }),
  };
}

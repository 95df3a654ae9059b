import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import { type Arms, armsOf } from '../../../src/conditions/arms.js';
import { coincidenceOf, type Standing } from '../../../src/conditions/coincidence.js';
import { trap } from '../../../src/conditions/trap.js';
import type { Analysis } from '../../../src/conditions/types.js';
import { verdictOf } from '../../../src/conditions/verdict.js';
import { findings } from '../../../src/diagnostics/findings.js';
import { streamOf } from '../../../src/engine/random/streams.js';
import { unit } from '../../../src/engine/random/words.js';
import { budgetOf } from '../../../src/math/budget.js';
import {
  combineExact,
  dotExact,
  independentColumns,
  minusExact,
  solvingExact,
} from '../../../src/math/exactLinear.js';
import { finish } from '../../../src/math/work.js';
import { actionHover } from '../../../src/server/hovers/action.js';
import { readSpec } from '../../../src/spec/read.js';
import { instances } from './arbitrary.js';
import { analysisOf, banditOf, reasonOf } from './bandits.js';

type Vector = readonly bigint[];

describe('the search for coincidences', () => {
  it('finds one exactly where the definition has one', () => {
    fc.assert(
      fc.property(instances({ minActions: 4, maxActions: 7 }), ({ rewards, features }) => {
        const arms = armsOf(banditOf(rewards, features));
        for (const arm of outlived(arms)) {
          const standing = standingOf(arms, arm);
          const { kind } = finish(coincidenceOf(arms, standing, budgetOf(Number.POSITIVE_INFINITY)));
          expect(kind).toBe(byDefinition(arms, standing) ? 'found' : 'none');
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('names the better action and the worse ones that die slowest', () => {
    const arms = armsOf(banditOf(FAR_REWARDS, FAR_ROWS));
    const search = coincidenceOf(arms, standingOf(arms, 2), budgetOf(1e9));
    expect(finish(search)).toEqual({ kind: 'found', other: 1, among: [3, 4, 5] });
  });

  it('says nothing when its budget is spent, and the condition says so', () => {
    const arms = armsOf(banditOf(FAR_REWARDS, FAR_ROWS));
    expect(finish(coincidenceOf(arms, standingOf(arms, 2), budgetOf(0)))).toEqual({ kind: 'unknown' });
    const condition = finish(trap(arms, 2, { budget: budgetOf(1e9), search: budgetOf(0) }));
    expect(condition).toMatchObject({ holds: false, basis: 'proved', unlessCoincidence: true });
    expect(reasonOf(condition)).toContain('The search for that was cut short.');
  });

  // With the order of the rewards preserved and no trap, which is rare; the numbers of such bandits were found by drawing.
  it.each([
    [20, 10, 9],
    [64, 16, 8],
  ])('proves the verdict always of decimals, %d actions of %d features', (K, d, number) => {
    const words = streamOf([number, K, 0], 'start');
    const uniform = () => {
      words.next();
      return unit(words.high, words.low);
    };
    const draw = (n: number) => Array.from({ length: n }, uniform);
    const rows = Array.from({ length: K }, () => draw(d));
    const theta = draw(d);
    const rewards = rows.map((row) => row.reduce((sum, x, k) => sum + x * theta[k]!, 0));
    const analysis = analysisOf(rewards, rows);
    expect(analysis.conditions.filter(({ unlessCoincidence }) => unlessCoincidence)).toEqual([]);
    expect(analysis.conditions.filter(({ basis }) => basis !== 'proved')).toEqual([]);
    expect(analysis.verdict).toMatchObject({ kind: 'always', basis: 'proved' });
  });
});

describe('a coincidence that was not excluded', () => {
  // a2 lies just off the plane of a4, a5 and a6: there is no coincidence, but the search for one has not been made.
  const text = `bandit:
  actions:
    a1: { reward: 1, features: [10, 5, -1.2] }
    a2: { reward: .368, features: [-1, 3, -1.0001] }
    a3: { reward: 0, features: [0, 0, 0] }
    a4: { reward: -.227, features: [-8.1, 2, -1] }
    a5: { reward: -2.45, features: [-0.1, -8, -1] }
    a6: { reward: -.81, features: [-0.1, 2, -1] }
    a7: { reward: -3, features: [0, -9, -9] }
`;
  const reading = readSpec(text);
  const bandit = reading.bandit!;
  const whole = analyse(bandit);
  const arms = armsOf(bandit);
  const conditions = whole.conditions.map((each) =>
    each.id === 'trap' && each.action === 2
      ? { ...finish(trap(arms, 2, { budget: budgetOf(1e9), search: budgetOf(0) })), action: 2 }
      : each,
  );
  const cut: Analysis = { verdict: verdictOf(arms, conditions, { complete: true }), conditions };

  it('makes the verdict numerical, and the verdict says where', () => {
    expect(whole.verdict).toMatchObject({ kind: 'always', basis: 'proved' });
    expect(cut.verdict).toMatchObject({ kind: 'always', basis: 'numerical' });
    const found = findings(reading, cut).find(({ code }) => code === 'verdict')!;
    expect(found.message).toMatch(
      /^Converges from almost every start \(numerical\): .*, unless features coincide exactly at a3: the search for that was cut short\.$/,
    );
    expect(found.related.map(({ message }) => message)).toEqual([
      'optimal',
      'no trap, unless features coincide exactly',
    ]);
  });

  it('is told at the action, beside what is proved of p', () => {
    const { answer, reason } = actionHover(bandit, cut, 2);
    expect(answer[0]!.source).toBe('**a3 (reward 0), no trap unless features coincide exactly** _(proved)_');
    expect(reason!.map(({ source }) => source).join('\n')).toContain('The search for that was cut short.');
    expect(actionHover(bandit, whole, 2).answer[0]!.source).toBe('**a3 (reward 0), no trap** _(proved)_');
  });
});

/** The arms that lose to others along p, so that they attract only by a coincidence. */
function outlived(arms: Arms): number[] {
  return [...arms.members.keys()].filter(
    (arm) => finish(trap(arms, arm, { budget: budgetOf(1e12), search: budgetOf(0) })).unlessCoincidence,
  );
}

function standingOf(arms: Arms, arm: number): Standing {
  const others = [...arms.members.keys()].filter((other) => other !== arm);
  const level = (other: number) => arms.levelOf[other]! - arms.levelOf[arm]!;
  return {
    arm,
    worse: others.filter((other) => level(other) > 0),
    better: others.filter((other) => level(other) < 0),
    tied: others.filter((other) => level(other) === 0),
  };
}

/**
 * Is there a direction q = Σ_A λ_j y_j − Σ_B λ_b y_b, λ > 0, Σ_A λ_j − Σ_B λ_b = 1 (tied arms not counted), with ⟨y, q⟩ ≥ ‖q‖² for every arm (≥ 0 for
 * tied ones), equal for those of A and B, and B ≠ ∅ in the affine hull of A? By trying every affinely independent set of worse arms for the hull, and every
 * independent set of weights.
 */
function byDefinition(arms: Arms, { arm, worse, better, tied }: Standing): boolean {
  const y = (other: number) => minusExact(arms.exactRows[arm]!, arms.exactRows[other]!);
  const lifted = (other: number) => [...y(other), tied.includes(other) ? 0n : 1n];
  return subsets(worse, arms.dimensions).some((hull) => {
    const points = hull.map(lifted);
    if (rank(points) < hull.length) return false;
    // q ∝ the point of the hull nearest to 0: q = Σ w_j y_j with ⟨y_j, q⟩ the same for all j of it.
    const gram = points.map((v) => points.map((u) => dotExact(v.slice(0, -1), u.slice(0, -1)) + 1n));
    const { numerators } = finish(
      solvingExact(
        gram,
        points.map(() => 1n),
      ),
    )!;
    const total = numerators.reduce((sum, entry) => sum + entry, 0n);
    const q = combineExact(numerators, hull.map(y));
    const square = dotExact(q, q);
    if (square === 0n) return false;
    const beyond = (other: number) => dotExact(y(other), q) * total - (tied.includes(other) ? 0n : square);
    if ([...worse, ...better, ...tied].some((other) => beyond(other) < 0n)) return false;
    const inHull = (other: number) =>
      beyond(other) === 0n && rank([...points, lifted(other)]) === hull.length;
    const A = worse.filter(inHull);
    const B = [...better, ...tied].filter(inHull);
    const target = [...q, total];
    return subsets([...A, ...B], arms.dimensions + 1).some((chosen) => {
      const balancing = chosen.filter((other) => B.includes(other));
      if (
        balancing.length === 0 ||
        !positive(
          chosen.map((other) => (B.includes(other) ? negative(lifted(other)) : lifted(other))),
          target,
        )
      )
        return false;
      // On a line F has no minimum unless a better arm is between two worse ones.
      return (
        hull.length > 2 ||
        B.some(
          (b) =>
            tied.includes(b) ||
            A.some((a) => A.some((c) => dotExact(minusExact(y(a), y(b)), minusExact(y(c), y(b))) < 0n)),
        )
      );
    });
  });
}

/** Are the columns independent, and is the target a combination of them with positive weights? */
function positive(columns: readonly Vector[], target: Vector): boolean {
  const solution = finish(
    solvingExact(
      columns.map((v) => columns.map((u) => dotExact(v, u))),
      columns.map((v) => dotExact(v, target)),
    ),
  );
  if (solution === null || solution.numerators.some((weight) => weight <= 0n)) return false;
  return combineExact(solution.numerators, columns).every(
    (entry, k) => entry === target[k]! * solution.denominator,
  );
}

const rank = (rows: readonly Vector[]) => independentColumns(rows).length;
const negative = (v: Vector) => v.map((entry) => -entry);

function subsets<T>(all: readonly T[], most: number): T[][] {
  const found: T[][] = [];
  const visit = (chosen: readonly T[], next: number) => {
    if (chosen.length > 0) found.push([...chosen]);
    if (chosen.length === most) return;
    for (let n = next; n < all.length; n++) visit([...chosen, all[n]!], n + 1);
  };
  visit([], 0);
  return found;
}

/** As in boundaries.test.ts: a2 lies in the plane of a4, a5 and a6. */
const FAR_REWARDS = ['1', '.368', '0', '-.227', '-2.45', '-.81'];
const FAR_ROWS = [[10, 5, -1.2], [-1, 3, -1], [0, 0, 0], [-8.1, 2, -1], [-0.1, -8, -1], [-0.1, 2, -1]]; // biome-ignore format: a matrix

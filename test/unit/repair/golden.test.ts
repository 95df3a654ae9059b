/** Least changes that can be derived by hand. All margins here are those of `marginsOf` with m = 0.1. */

import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import type { Bandit } from '../../../src/model/bandit.js';
import { isMet } from '../../../src/repair/goals.js';
import { marginsOf } from '../../../src/repair/margins.js';
import type { Goal, Repair, Scope } from '../../../src/repair/types.js';
import { banditOf, FAILS, THREE_ARMED_TRAP } from '../conditions/bandits.js';
import { repairsOf } from './repairsOf.js';

const MARGIN = 0.1;

function repairOf(bandit: Bandit, goal: Goal, scope: Scope): Repair {
  const found = repairsOf(bandit, analyse(bandit), goal, MARGIN).find((repair) => repair.scope === scope);
  if (!found) throw new Error(`no repair of ${scope}`);
  return found;
}

/** Within 1 % of the least, before rounding to few digits; the end of the search aims 0.01 % of a margin beyond. */
function isLeast({ least }: Repair, derived: number): void {
  expect(least).toBeGreaterThan(derived * 0.9999);
  expect(least).toBeLessThan(derived * 1.01);
}

describe('the middle one of three points on a line', () => {
  // x = 0, −0.2, 1 with rewards 2, 1, 0. Moving x_2 to ℓ puts it between (w = −1); moving x_1 to −0.2 − ℓ does as well, and both cost
  // 0.2 + ℓ; moving x_3 cannot help, since x_1 and x_2 are in the other order than x_3 asks for only if it passes x_2: 1.2 + ℓ.
  const bandit = banditOf([2, 1, 0], [[0], ['-0.2'], [1]]);
  const { length } = marginsOf(bandit, MARGIN);

  it('has the margin of the definition: m·s/(L − 1) with s the deviation from the mean', () => {
    const mean = 0.8 / 3;
    const s = Math.sqrt(((0 - mean) ** 2 + (-0.2 - mean) ** 2 + (1 - mean) ** 2) / 3);
    expect(length).toBeCloseTo((0.1 * s) / 2, 12);
  });

  it('one action moves by the distance to the half-line', () => {
    isLeast(repairOf(bandit, { id: 'order' }, 'one row'), 0.2 + length);
  });

  it('two actions share it when all may move: half each, so √2 less', () => {
    isLeast(repairOf(bandit, { id: 'order' }, 'all rows'), (0.2 + length) / Math.SQRT2);
  });
});

describe('the three-armed trap', () => {
  // On three arms a2 attracts iff ⟨x_2 − x_3, x_1 − x_3⟩ < 0. With a = x_2 − x_3 = (−0.4, 0.6), v = x_1 − x_3 = (−1, −1) the goal is
  // ⟨v, a⟩ ≥ ℓ‖a‖: x_1 beyond the face of a2's trap by ℓ.
  const { length } = marginsOf(THREE_ARMED_TRAP, MARGIN);
  const goal: Goal = { id: 'trap', action: 1 };
  const a = [-0.4, 0.6] as const;
  const v = [-1, -1] as const;
  const norm = Math.hypot(...a);

  it('moving a1 alone: the distance of x_1 to a half-space; moving a2 alone: that of x_2 to a cone', () => {
    const byA1 = length - (a[0] * v[0] + a[1] * v[1]) / norm;
    // The cone {a : ⟨v, a⟩ ≥ ℓ‖a‖} has half-angle φ with cos φ = ℓ/‖v‖; a lies ψ from its axis v.
    const psi = Math.acos((a[0] * v[0] + a[1] * v[1]) / (norm * Math.hypot(...v)));
    const phi = Math.acos(length / Math.hypot(...v));
    const byA2 = norm * Math.sin(psi - phi);
    // Moving x_3 by δ moves both a and v; its least is found on a grid here, which bounds it from above.
    let byA3 = Number.POSITIVE_INFINITY;
    for (let x = -0.4; x <= 0.4; x += 0.0005) {
      for (let y = -0.4; y <= 0.4; y += 0.0005) {
        const [a0, a1, v0, v1] = [a[0] - x, a[1] - y, v[0] - x, v[1] - y];
        if (a0 * v0 + a1 * v1 >= length * Math.hypot(a0, a1)) byA3 = Math.min(byA3, Math.hypot(x, y));
      }
    }
    const derived = Math.min(byA1, byA2, byA3);
    const { least } = repairOf(THREE_ARMED_TRAP, goal, 'one row');
    expect(Math.abs(least - derived)).toBeLessThan(0.01 * derived);
  });

  it('one reward: a2 falls just below a3 and is the worst arm', () => {
    const { changes, analysis } = repairOf(THREE_ARMED_TRAP, { id: 'verdict' }, 'one reward');
    expect(changes).toMatchObject([{ action: 1, feature: null }]);
    expect(changes[0]!.to.value).toBeLessThan(-2);
    expect(changes[0]!.to.value).toBeGreaterThanOrEqual(-2 - 2 * marginsOf(THREE_ARMED_TRAP, MARGIN).reward);
    expect(analysis.verdict).toMatchObject({ kind: 'always', basis: 'proved' });
  });
});

describe('the failing example', () => {
  // Rows (0,−2) (0,1) (−1,0) (2,0). Moving a2 alone: x_1, x_3, x_4 are kept in order by w = (−1, −y) for y > 1/2, and x_2 has to come between
  // x_1 and x_3 along w with a lead of ℓ. From (0, 1) the distance down to {⟨w, x⟩ ≥ ⟨w, x_3⟩ + ℓ‖w‖} is (1 + y)/‖w‖ + ℓ, which falls with
  // y → ∞ to 1 + ℓ, and least lies where it is smallest over the y that keep the rest in order.
  const { length } = marginsOf(FAILS, MARGIN);

  it('one action: a2 comes down to the line of a3', () => {
    let derived = Number.POSITIVE_INFINITY;
    for (let angle = 0; angle < 2 * Math.PI; angle += 1e-4) {
      const w = [Math.cos(angle), Math.sin(angle)] as const;
      const along = ([x, y]: readonly [number, number]) => w[0] * x + w[1] * y;
      const [x1, x2, x3, x4] = [along([0, -2]), along([0, 1]), along([-1, 0]), along([2, 0])];
      if (x1 - x3 < 2 * length || x3 - x4 < length) continue;
      derived = Math.min(derived, Math.max(0, x3 + length - x2, x2 - (x1 - length)));
    }
    isLeast(repairOf(FAILS, { id: 'order' }, 'one row'), derived);
    // The same change ends the trap, so that it is the repair of the verdict too.
    isLeast(repairOf(FAILS, { id: 'verdict' }, 'one row'), derived);
  });

  it('one reward: a2 and a3 change places, which is the example that converges', () => {
    const { changes, analysis } = repairOf(FAILS, { id: 'verdict' }, 'one reward');
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ action: 1, feature: null, to: { literal: '6.9' } });
    expect(analysis.verdict.kind).toBe('always');
  });
});

describe('an optimum between two others', () => {
  // x_1 = (3, 4) is the middle of (5, 6) and (1, 2). Exposed by ℓ: it moves ℓ off their line; if all may move, x_1 by ⅔ and the others by ⅓
  // each against it: (2/3)² + 2·(1/3)² = 2/3.
  const bandit = banditOf(
    [3, 2, 1],
    [
      [3, 4],
      [5, 6],
      [1, 2],
    ],
  );
  const { length } = marginsOf(bandit, MARGIN);

  it('leaves their line by the margin', () => {
    isLeast(repairOf(bandit, { id: 'exposed' }, 'one row'), length);
    isLeast(repairOf(bandit, { id: 'exposed' }, 'all rows'), length * Math.sqrt(2 / 3));
  });

  it('is not a matter of the rewards', () => {
    const scopes = repairsOf(bandit, analyse(bandit), { id: 'exposed' }, MARGIN).map(({ scope }) => scope);
    expect(scopes).not.toContain('one reward');
  });
});

describe('the numbers stay readable', () => {
  it('integers, where an integer is near enough', () => {
    const { changes } = repairOf(FAILS, { id: 'trap', action: 1 }, 'one row');
    expect(changes.map(({ to }) => to.literal)).toEqual(['0']);
  });

  it('two decimals, where no number of few digits near the least change will do: further inside there is room to round', () => {
    const bandit = banditOf(
      [4, 3, 2, 1],
      [
        ['0.9', '0.9'],
        ['0.2', '-0.6'],
        ['-0.2', '0.7'],
        ['1.1', '1.1'],
      ],
    );
    for (const id of ['non-domination', 'projected-order'] as const) {
      const { changes, size, least, analysis } = repairOf(bandit, { id }, 'one row');
      for (const { to } of changes) expect(to.literal).toMatch(/^-?\d\.\d{1,2}$/);
      expect(size).toBeLessThanOrEqual(1.1 * least);
      expect(isMet({ id }, analysis, marginsOf(bandit, MARGIN))).toBe(true);
    }
  });
});

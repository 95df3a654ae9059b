/** Every environment against values that were computed elsewhere: arXiv 2405.13136 and an independent recomputation of it. */
import { describe, expect, test } from 'vitest';
import { ENVIRONMENTS } from '../../../src/environments/catalogue.js';
import { dimensionsOf } from '../../../src/model/mdp.js';
import { toFraction } from '../../../src/model/rational.js';
import { optimalValue, uniformValue } from './evaluate.js';

const made = Object.fromEntries(ENVIRONMENTS.map(({ id, make }) => [id, make()]));

describe.each(ENVIRONMENTS.map(({ id, about }) => [id, about] as const))('%s', (id, about) => {
  const { states, stateOf, pairs, start, discount, features, grid } = made[id]!;

  test('is a sound process', () => {
    expect(pairs.length).toBe(states.reduce((sum, { actions }) => sum + actions, 0));
    for (const [state, { first, actions }] of states.entries()) {
      expect(stateOf.slice(first, first + actions)).toEqual(new Array(actions).fill(state));
      const names = pairs.slice(first, first + actions).map(({ name }) => name);
      expect(new Set(names).size).toBe(actions);
    }
    const one = (numbers: Parameters<typeof toFraction>[0][]) =>
      expect(
        numbers
          .reduce((sum, real) => sum.add(toFraction(real)), toFraction({ value: 0, literal: '0' }))
          .equals(1),
      ).toBe(true);
    one([...start]);
    for (const { to } of pairs) one(to.map(({ probability }) => probability));
    expect(discount.value).toBeGreaterThanOrEqual(0);
    expect(discount.value).toBeLessThan(1);
    expect(features.kind === 'rows' ? features.rows : features.coordinates).toHaveLength(pairs.length);
    if (grid) {
      expect(grid.places).toHaveLength(states.length);
      const taken = grid.places.flatMap((place) => (place ? [place.join()] : []));
      expect(new Set(taken).size).toBe(taken.length);
    }
  });

  test('says its size and its discount', () => {
    const { length } = states;
    expect(about).toMatch(length === 2 ? /Two/ : length === 4 ? /Four/ : new RegExp(`\\b${length} states`));
    expect(about).toContain(`γ = ${discount.literal}`);
    expect(about).toContain(`${states[0]!.actions} actions`);
  });
});

// (1 − γ)J* and the gap of (1 − γ)J at θ = 0.
test.each([
  ['cliff-world', 21, 4, 0.976565501207, 0.0554340946],
  ['deep-sea', 25, 2, 0.047974770459, 0.032584],
  ['flat-gradient', 22, 4, 0.628234213963, 0.6119027248],
])('%s has the published value and gap', (id, S, A, best, gap) => {
  const process = made[id]!;
  const share = 1 - process.discount.value;
  expect([process.states.length, process.pairs.length]).toEqual([S, S * A]);
  expect(dimensionsOf(process)).toBe(S * A);
  expect(share * optimalValue(process)).toBeCloseTo(best, 11);
  expect(share * (optimalValue(process) - uniformValue(process))).toBeCloseTo(gap, 10);
});

test('four-state begins at J = −29.5 and could reach 0, by a2 everywhere', () => {
  expect(uniformValue(made['four-state']!)).toBeCloseTo(-29.5, 10);
  expect(optimalValue(made['four-state']!)).toBeCloseTo(0, 12);
});

test('aliased-pair has J = −45 p for p = π(a1), and J* = 5', () => {
  expect(uniformValue(made['aliased-pair']!)).toBeCloseTo(-22.5, 12);
  expect(optimalValue(made['aliased-pair']!)).toBeCloseTo(5, 12);
});

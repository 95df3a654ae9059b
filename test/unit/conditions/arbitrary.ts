/** Small-integer bandits: full of ties, identical rows, products that are exactly 0 and points on faces. */
import fc from 'fast-check';

export interface Instance {
  readonly rewards: readonly number[];
  readonly features: readonly (readonly number[])[];
}

export function instances({
  minActions = 2,
  maxActions = 6,
  distinctRewards = false,
} = {}): fc.Arbitrary<Instance> {
  return fc
    .record({
      actions: fc.integer({ min: minActions, max: maxActions }),
      dimensions: fc.integer({ min: 1, max: 3 }),
    })
    .chain(({ actions, dimensions }) =>
      fc.record({
        rewards: distinctRewards
          ? fc.uniqueArray(fc.integer({ min: -9, max: 9 }), { minLength: actions, maxLength: actions })
          : fc.array(fc.integer({ min: 0, max: 4 }), { minLength: actions, maxLength: actions }),
        features: fc.array(
          fc.array(fc.integer({ min: -3, max: 3 }), { minLength: dimensions, maxLength: dimensions }),
          { minLength: actions, maxLength: actions },
        ),
      }),
    );
}

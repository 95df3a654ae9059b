/** Backtracking on contexts and processes: the same step as a bandit's, whatever the scale of the numbers and however slowly steps shrink. */
import { describe, expect, test } from 'vitest';
import { plan } from '../../../../src/experiment/plan.js';
import { readSpec } from '../../../../src/spec/read.js';
import { ranHere } from '../../experiment/ranHere.js';

/** One state in three forms: what follows an action is the same for all of them, so that J is f. */
const FORMS = {
  bandit: (rows: string) => `bandit: { actions: { ${rows} } }`,
  contexts: (rows: string) => `contexts: { c: { probability: 1, actions: { ${rows} } } }`,
  mdp: (rows: string) =>
    `mdp: { discount: 1/2, start: s, states: { s: { ${rows.replaceAll('{ reward', '{ to: end, reward')} }, end: terminal } }`,
};

function run(form: keyof typeof FORMS, rewards: readonly number[], features: readonly string[], how: string) {
  const rows = rewards
    .map((reward, a) => `a${a}: { reward: ${reward}, features: [${features[a]}] }`)
    .join(', ');
  const { bandit, mdp, run, issues } = readSpec(`${FORMS[form](rows)}\nrun: { record: 200, ${how} }\n`);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const [{ recording, ending }] = ranHere(plan([(bandit ?? mdp)!], run!)) as [
    ReturnType<typeof ranHere>[number],
  ];
  return { gap: recording.gap, theta: recording.theta, ending };
}

const armijo = (max: number, shrink: number) =>
  `learning-rate: { armijo: { max: ${max}, c: 0.5, shrink: ${shrink} } }`;

describe.each(['contexts', 'mdp'] as const)('%s', (form) => {
  test.each([0.9, 0.999, 0.99999, 1 - 1e-8])(
    'of r = (2, 1) the largest step is found with shrink %s',
    (shrink) => {
      const { theta } = run(form, [2, 1], ['1, 0', '0, 1'], `iterations: 1, ${armijo(64, shrink)}`);
      // From 0 the step is η(¼, −¼): tanh(η/4)/2 ≥ η/16, the greatest η of which is the root below.
      let [low, high] = [1, 64];
      for (let n = 0; n < 200; n++) {
        const middle = (low + high) / 2;
        if (Math.tanh(middle / 4) / 2 >= middle / 16) low = middle;
        else high = middle;
      }
      const eta = 4 * theta[1]![0]!;
      expect(eta).toBeLessThanOrEqual(low * (1 + 1e-12));
      expect(eta).toBeGreaterThan(low * shrink * (1 - 1e-12));
    },
  );

  test.each([1e-300, 1e-165, 1e155, 1e300])('rewards × %s take the steps of those times 1', (scale) => {
    const of = (k: number) =>
      run(
        form,
        [k, 0.5 * k, 0.2 * k],
        ['1, 0', '0, 1', '-1, -0.5'],
        `iterations: 20, init: [0.3, -0.2], ${armijo(100 / k, 0.5)}`,
      );
    const [plain, scaled] = [of(1), of(scale)];
    for (const [t, gap] of scaled.gap.entries()) expect(gap / scale / plain.gap[t]!).toBeCloseTo(1, 8);
  });

  test.each([
    ['features × 1e160', ['1e160', '0'], armijo(1, 0.5)],
    ['a plateau', ['1', '0'], `init: [-300], ${armijo(1e300, 0.5)}`],
    ['the entropy bonus', ['1', '0'], `algorithm: lin-spg-entropy, init: [-5], ${armijo(100, 0.999)}`],
    ['a natural gradient', ['1', '0'], `algorithm: lin-npg, ${armijo(100, 0.99999)}`],
  ])('%s: as the bandit of the same numbers', (_, features, how) => {
    const [bandit, here] = (['bandit', form] as const).map((each) =>
      run(each, [1, 0.5], features, `iterations: 10, ${how}`),
    );
    expect(here!.ending).toEqual(bandit!.ending);
    here!.theta.forEach(([theta], t) => {
      const wanted = bandit!.theta[t]![0]!;
      expect(wanted === 0 ? theta : theta! / wanted).toBeCloseTo(wanted === 0 ? 0 : 1, 8);
    });
  });
});

import { expect, test } from 'vitest';
import { theoryRate } from '../../../src/engine/learningRate.js';
import authors from '../../fixtures/reference/authors_exact.json' with { type: 'json' };
import { job, numericProblem, outcomes } from './runs.js';

for (const { K, d, T, first, last } of authors) {
  test(`a million exact iterations of the authors' (${K}, ${d}) instances end where their logs say, within 1e-9`, () => {
    for (const { X, r, eta, checkpoints } of [first, last]) {
      const bandit = numericProblem(r, X);
      expect(Math.abs(theoryRate(bandit) / eta - 1)).toBeLessThan(1e-13);
      const [{ recording }] = outcomes([
        {
          problem: bandit,
          job: job({
            theta: new Array<number>(d).fill(0),
            learningRate: { kind: 'constant', rate: eta },
            iterations: T,
            checkpoints: checkpoints.iteration,
          }),
        },
      ]) as [ReturnType<typeof outcomes>[number]];
      expect(recording.iterations).toEqual(checkpoints.iteration);
      checkpoints.sub_opt_gap.forEach((gap, i) => {
        expect(Math.abs(recording.gap[i]! / gap - 1)).toBeLessThan(1e-9);
        expect(Math.abs(Math.exp(-recording.logLoss[i]!) / checkpoints.opt_action_pr[i]! - 1)).toBeLessThan(
          1e-9,
        );
      });
    }
  });
}

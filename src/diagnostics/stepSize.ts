/** Constant learning rates beyond the one of the theory: of a bandit the paper's, of a process the one with which J never falls. */
import { mdpTheoryRateOf } from '../math/mdpTheoryRate.js';
import { theoryRateOf } from '../math/theoryRate.js';
import { relation } from '../model/decimal.js';
import type { Reading } from '../spec/types.js';
import type { Finding } from './finding.js';
import { equal } from './format.js';

const OF_A_BANDIT =
  'for which the paper proves the O(1/T) rate under its conditions. By the paper, a larger constant η converges under them as well, but the expected reward may fall on the way.';
const OF_A_PROCESS = 'with which J never falls. With a larger constant η, J may fall on the way.';

/** One finding for each constant rate that is greater, where exact Lin-SPG is run; its fix is `theory`. */
export function stepSizeFindings({ bandit, mdp, run, source }: Reading): Finding[] {
  const places = source.run.learningRate?.items;
  if (!run || !places) return [];
  if (!run.algorithm.includes('lin-spg') || !run.gradient.includes('exact')) return [];
  if (!run.learningRate.some(({ kind }) => kind === 'constant')) return [];
  const theory = bandit ? theoryRateOf(bandit) : mdp ? mdpTheoryRateOf(mdp) : 0;
  const words = bandit ? OF_A_BANDIT : OF_A_PROCESS;
  return run.learningRate.flatMap((rule, n): Finding[] => {
    const range = places[n];
    if (rule.kind !== 'constant' || !range || theory === 0 || rule.rate <= theory) return [];
    const factor = rule.rate / theory;
    const written = `η ${relation(isBrief(theory))} ${brief(theory)}`;
    return [
      {
        severity: 'information',
        code: 'learning-rate',
        message: `η ${equal(rule.rate)} is ${times(factor)} the theory rate (${written}), ${words}`,
        range,
        related: [],
        fix: { title: `Change to theory (${written})`, edits: [{ range, newText: 'theory' }] },
      },
    ];
  });
}

/** The quotient may overflow if a rate is subnormal. */
function times(factor: number): string {
  if (factor === Number.POSITIVE_INFINITY) return 'more than 1e308×';
  if (brief(factor) === '1') return 'a little above';
  return `${isBrief(factor) ? '' : 'about '}${brief(factor)}×`;
}

/** Does `brief` write the value without rounding? */
function isBrief(value: number): boolean {
  return Number(brief(value)) === value;
}

/** Two digits, or all digits before the decimal point. */
function brief(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(2)));
}

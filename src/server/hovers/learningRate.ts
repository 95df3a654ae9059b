import { code, type Markdown, markdown } from '../../borders/markdown.js';
import { equal, short } from '../../diagnostics/format.js';
import { publishedSteps } from '../../diagnostics/sampledStep.js';
import { monotoneRate } from '../../engine/monotone.js';
import { mdpTheoryRateOf } from '../../math/mdpTheoryRate.js';
import { theoryOf } from '../../math/theoryRate.js';
import type { Bandit } from '../../model/bandit.js';
import { isShort, relation } from '../../model/decimal.js';
import type { Mdp } from '../../model/mdp.js';
import { problemOf } from '../../model/problem.js';
import type { LearningRate, RunSection } from '../../model/run.js';
import type { Parts } from './parts.js';

/**
 * How each rate in the text compares with the theory's, and how that follows from this bandit's numbers. @param entry one of several, or null for
 * all.
 */
export function learningRateHover(bandit: Bandit, run: RunSection | null, entry: number | null): Parts {
  const { rate, range, eigenvalue } = theoryOf(bandit);
  const nonNegative = bandit.rewards.every(({ value }) => value >= 0);
  const withNumbers = `${relation(isShort(range) && isShort(eigenvalue))} 4 / (9 · ${short(range)} · ${short(eigenvalue)})`;
  return {
    answer: answers(run, entry, rate, 'f'),
    reason: [
      markdown`The theory has ${code(`η = 4 / (9·R·λ_max(XᵀX)) ${withNumbers} ${equal(rate)}`)}: with it the gap of exact Lin-SPG is O(1/T) wherever the conditions hold.`,
      ...observed(bandit, run, rate),
      ...(run ? publishedSteps(bandit, run).map((sentence) => markdown`${sentence}`) : []),
    ],
    figures: [
      markdown`R = ${nonNegative ? 'max r' : 'max r − min r'} ${equal(range)}; λ_max(XᵀX) ${equal(eigenvalue)}.`,
    ],
    pages: ['learning-rate', 'fisher'],
  };
}

/** Steps of each run that looks for a step that lowers f, and entries of X up to which it is looked for: some 20 runs in 20 ms. */
const STEPS = 1000;
const MOST_ENTRIES = 100;

/** Up to which constant η no step of a run of exact Lin-SPG lowers f. */
function observed(bandit: Bandit, run: RunSection | null, theory: number): Markdown[] {
  const problem = problemOf(bandit);
  if (run === null || theory === 0 || problem.features.length > MOST_ENTRIES) return [];
  if (!run.algorithm.includes('lin-spg') || !run.gradient.includes('exact')) return [];
  const start = run.init.find((init) => init.kind === 'vector');
  const found = monotoneRate(problem, start?.theta ?? new Array(problem.dimensions).fill(0), STEPS, theory);
  if (found === null) return [];
  const { rises, falls } = found;
  const from = start ? 'the first start that is written' : 'θ₀ = 0';
  return [
    falls === null
      ? markdown`Observed from ${from}: none of the first ${STEPS} steps lowers f with any constant η that was tried, up to ${short(rises)} (${short(rises / theory)} times the theory rate).`
      : markdown`Observed from ${from}: none of the first ${STEPS} steps lowers f with the constant η ${short(rises)} (${short(rises / theory)} times the theory rate); step ${falls.at} does with ${short(falls.rate)}.`,
  ];
}

/** The same of a process, whose bound is another. */
export function policyRateHover(mdp: Mdp, run: RunSection | null, entry: number | null): Parts {
  const rate = mdpTheoryRateOf(mdp);
  if (rate === 0) return { answer: [] };
  return {
    answer: answers(run, entry, rate, 'J'),
    reason: [
      markdown`The theory has ${code(`η = (1 − γ)³ / (8·R·λ_max(ΦᵀΦ)) ${equal(rate)}`)}, R the range of the rewards: with it J never decreases with exact gradients.`,
    ],
    pages: ['learning-rate', 'policies'],
  };
}

/** @param objective the function that a step climbs */
function answers(
  run: RunSection | null,
  entry: number | null,
  theory: number,
  objective: 'f' | 'J',
): Markdown[] {
  const rules = run?.learningRate ?? [];
  return (entry === null ? rules : rules.slice(entry, entry + 1)).flatMap((rule) =>
    compared(rule, theory, objective),
  );
}

function compared(rule: LearningRate, theory: number, objective: 'f' | 'J'): Markdown[] {
  if (rule.kind === 'constant' && theory > 0) {
    const times = rule.rate / theory;
    return [
      times > 1
        ? markdown`**${code(short(rule.rate))} is ${short(times)} times the theory rate**: the bound does not cover it, and a step may lower ${objective}.`
        : markdown`**${code(short(rule.rate))} is ${short(times)} times the theory rate**: within the bound.`,
    ];
  }
  if (rule.kind !== 'theory') return [];
  const written = rule.factor === 1 ? 'theory' : `theory*${short(rule.factor)}`;
  return [markdown`**${code(written)} is η ${equal(rule.factor * theory)}.**`];
}

import { code, type Markdown, markdown } from '../../borders/markdown.js';
import { equal, short } from '../../diagnostics/format.js';
import { theoryParts } from '../../engine/learningRate.js';
import type { Bandit } from '../../model/bandit.js';
import { isShort, relation } from '../../model/decimal.js';
import { problemOf } from '../../model/problem.js';
import type { LearningRate, RunSection } from '../../model/run.js';
import { readMore } from '../docs.js';

/** The step of the theory with this bandit's numbers, and how each written step compares with it. */
export function learningRateHover(bandit: Bandit, run: RunSection | null): Markdown[] {
  const { rate, range, eigenvalue } = theoryParts(problemOf(bandit));
  const nonNegative = bandit.rewards.every(({ value }) => value >= 0);
  const withNumbers = `${relation(isShort(range) && isShort(eigenvalue))} 4 / (9 · ${short(range)} · ${short(eigenvalue)})`;
  return [
    markdown`**${code(`η = 4 / (9·R·λ_max(XᵀX)) ${withNumbers} ${equal(rate)}`)}**`,
    markdown`R = ${nonNegative ? 'max r' : 'max r − min r'} ${equal(range)}; λ_max(XᵀX) ${equal(eigenvalue)}. With it the gap of exact Lin-SPG is O(1/T) wherever the conditions hold.`,
    ...(run?.learningRate ?? []).flatMap((rule) => compared(rule, rate)),
    readMore('learning-rate', 'fisher'),
  ];
}

function compared(rule: LearningRate, theory: number): Markdown[] {
  if (rule.kind === 'constant' && theory > 0) {
    const times = rule.rate / theory;
    return [
      times > 1
        ? markdown`${code(short(rule.rate))} is ${short(times)} times that: the bound does not cover it, and a step may lower f.`
        : markdown`${code(short(rule.rate))} is ${short(times)} times that: within the bound.`,
    ];
  }
  if (rule.kind === 'theory' && rule.factor !== 1) {
    return [markdown`${code(`theory*${short(rule.factor)}`)} is η ${equal(rule.factor * theory)}.`];
  }
  return [];
}

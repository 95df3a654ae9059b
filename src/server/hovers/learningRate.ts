import { short } from '../../conditions/words.js';
import { theoryParts } from '../../engine/learningRate.js';
import { instanceOf } from '../../experiment/instance.js';
import type { Bandit } from '../../model/bandit.js';
import type { LearningRate, Run } from '../../model/run.js';
import { readMore } from '../docs.js';

/** The step of the theory with this bandit's numbers, and how each written step compares with it. */
export function learningRateHover(bandit: Bandit, run: Run | null): string[] {
  const { rate, range, eigenvalue } = theoryParts(instanceOf(bandit));
  const nonNegative = bandit.rewards.every(({ value }) => value >= 0);
  return [
    `**\`η = 4 / (9·R·λ_max(XᵀX)) = 4 / (9 · ${short(range)} · ${short(eigenvalue)}) = ${short(rate)}\`**`,
    `R = ${nonNegative ? 'max r' : 'max r − min r'} = ${short(range)}; λ_max(XᵀX) = ${short(eigenvalue)}. With it the gap of exact Lin-SPG is O(1/T) wherever the conditions hold.`,
    ...(run?.learningRate ?? []).flatMap((rule) => compared(rule, rate)),
    readMore('learning-rate', 'fisher'),
  ];
}

function compared(rule: LearningRate, theory: number): string[] {
  if (rule.kind === 'constant' && theory > 0) {
    const times = rule.rate / theory;
    return [
      times > 1
        ? `\`${short(rule.rate)}\` is ${short(times)} times that: the bound does not cover it, and a step may lower f.`
        : `\`${short(rule.rate)}\` is ${short(times)} times that: within the bound.`,
    ];
  }
  if (rule.kind === 'theory' && rule.factor !== 1) {
    return [`\`theory*${short(rule.factor)}\` is η = ${short(rule.factor * theory)}.`];
  }
  return [];
}

/** What is known of the instances of a family: their numbers at once, then the verdict on each in turn. */
import { analyse } from '../conditions/analyse.js';
import type { Verdict } from '../conditions/types.js';
import { arraysOf, type ProblemNumbers, problemOf } from '../model/problem.js';
import { readSpec } from '../spec/read.js';
import { generate } from './generate/family.js';

export type InstanceVerdict = Pick<Verdict, 'kind' | 'basis' | 'traps'>;

export type FamilyNews =
  /** Their actions are called a1 … aK. */
  | { readonly kind: 'instances'; readonly instances: readonly ProblemNumbers[] }
  /** Verdicts on the instances from number `from` on. */
  | { readonly kind: 'verdicts'; readonly from: number; readonly verdicts: readonly InstanceVerdict[] };

/** Between two tellings of verdicts. */
const MILLISECONDS_BETWEEN_NEWS = 100;

/**
 * Tells the numbers of every instance, then the verdicts, several at a time. Nothing for a text without a family.
 *
 * @throws PlanError when the family cannot be generated.
 */
export function decideInstances(text: string, publish: (news: FamilyNews) => void): void {
  const { family } = readSpec(text);
  if (family === null) return;
  const { instances } = generate(family);
  publish({ kind: 'instances', instances: instances.map((bandit) => arraysOf(problemOf(bandit))) });
  let verdicts: InstanceVerdict[] = [];
  let publishedAt = performance.now();
  for (const [number, bandit] of instances.entries()) {
    const { kind, basis, traps } = analyse(bandit).verdict;
    verdicts.push({ kind, basis, traps });
    const now = performance.now();
    if (now - publishedAt < MILLISECONDS_BETWEEN_NEWS && number < instances.length - 1) continue;
    publish({ kind: 'verdicts', from: number + 1 - verdicts.length, verdicts });
    verdicts = [];
    publishedAt = now;
  }
}

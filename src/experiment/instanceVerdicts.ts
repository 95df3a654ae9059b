/** What is known of the instances of a family: first their numbers, then the verdict on each in turn. */
import { outcomesOf } from '../conditions/outcomes.js';
import { analyseMdp } from '../conditions/policies/analyse.js';
import type { Verdict } from '../conditions/types.js';
import { arraysOf, type ProblemNumbers, problemOf } from '../model/problem.js';
import { type ProcessNumbers, processNumbers } from '../model/processNumbers.js';
import { hasStates, type WrittenProblem } from '../model/written.js';
import { readSpec } from '../spec/read.js';
import { generate } from './generate/family.js';
import { numericMdp } from './optimum.js';

/** `traps` are actions; for a process, `policies` is the number of policies that attract. */
export type InstanceVerdict = Pick<Verdict, 'kind' | 'basis' | 'traps'> & { readonly policies?: number };

/** The rows of an instance; for a process also its transitions. */
export type InstanceNumbers = ProblemNumbers & { readonly process?: ProcessNumbers };

export type FamilyNews =
  /** The actions have the names a1 … aK, in states s1 … sS. */
  | { readonly kind: 'instances'; readonly instances: readonly InstanceNumbers[] }
  /** Verdicts on the instances, beginning with number `from`. */
  | { readonly kind: 'verdicts'; readonly from: number; readonly verdicts: readonly InstanceVerdict[] };

/** The time between two messages with verdicts. */
const MILLISECONDS_BETWEEN_NEWS = 100;

/**
 * Publishes the numbers of every instance, then the verdicts, several at a time. Publishes nothing for a text without a family.
 *
 * @throws PlanError if the family cannot be generated.
 */
export function decideInstances(text: string, publish: (news: FamilyNews) => void): void {
  const { family } = readSpec(text);
  if (family === null) return;
  const { instances } = generate(family);
  publish({ kind: 'instances', instances: instances.map(numbersOf) });
  let verdicts: InstanceVerdict[] = [];
  let publishedAt = performance.now();
  for (const [number, instance] of instances.entries()) {
    verdicts.push(verdictOn(instance));
    const now = performance.now();
    if (now - publishedAt < MILLISECONDS_BETWEEN_NEWS && number < instances.length - 1) continue;
    publish({ kind: 'verdicts', from: number + 1 - verdicts.length, verdicts });
    verdicts = [];
    publishedAt = now;
  }
}

export function numbersOf(instance: WrittenProblem): InstanceNumbers {
  if (!hasStates(instance)) return arraysOf(problemOf(instance));
  return {
    ...arraysOf(numericMdp(instance)),
    process: processNumbers(instance, Number.POSITIVE_INFINITY),
  };
}

export function verdictOn(instance: WrittenProblem): InstanceVerdict {
  if (hasStates(instance)) {
    const { kind, basis, traps } = analyseMdp(instance, { withStates: false }).verdict;
    return { kind, basis, traps: [], policies: traps.length };
  }
  const { kind, basis, traps } = outcomesOf(instance).verdict;
  return { kind, basis, traps };
}

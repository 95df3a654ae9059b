/** What is known of the instances of a family: their numbers at once, then the verdict on each in turn. */
import { analyse } from '../conditions/analyse.js';
import type { Verdict } from '../conditions/types.js';
import type { Bandit } from '../model/bandit.js';
import { optimalActions } from '../model/ranking.js';
import type { InstanceNumbers } from '../spec/instance.js';
import { readSpec } from '../spec/read.js';
import { generate } from './generate/family.js';
import { tables } from './json.js';

/** Its actions are called a1 … aK. */
export interface FamilyInstance extends InstanceNumbers {
  /** The actions of the greatest reward. */
  readonly optimal: readonly number[];
}

export type InstanceVerdict = Pick<Verdict, 'kind' | 'basis' | 'traps'>;

export type FamilyNews =
  | { readonly kind: 'instances'; readonly instances: readonly FamilyInstance[] }
  /** Verdicts on the instances from number `from` on. */
  | { readonly kind: 'verdicts'; readonly from: number; readonly verdicts: readonly InstanceVerdict[] };

/** Between two tellings of verdicts. */
const MILLISECONDS_BETWEEN_NEWS = 100;

/**
 * Tells the numbers of every instance, then the verdicts, several at a time. Nothing for a text without a family.
 *
 * @throws PlanError when the family cannot be generated.
 */
export function judge(text: string, publish: (news: FamilyNews) => void): void {
  const { family } = readSpec(text);
  if (family === null) return;
  const { instances } = generate(family);
  publish({ kind: 'instances', instances: instances.map(numbersOf) });
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

function numbersOf(bandit: Bandit): FamilyInstance {
  return { ...tables(bandit), optimal: optimalActions(bandit) };
}

/**
 * `npm run bench:repair-sizes [-- --size 300 --seed 1]`: how much larger the quick fixes of the verdict are than the least change known, over
 * random bandits with K = 3–8 actions and d = 1–4 features: decimals and small integers, with and without tied rewards. The least known of a
 * case is the smaller one of the product's and of an independent search's (`search.ts`), proved to meet the same demands.
 */

import { parseArgs } from 'node:util';
import { analyse } from '../../src/conditions/analyse.js';
import type { Bandit } from '../../src/model/bandit.js';
import { rewardLevels } from '../../src/model/ranking.js';
import { realOf } from '../../src/model/rational.js';
import { isMet } from '../../src/repair/goals.js';
import { DEFAULT_MARGIN, marginsOf } from '../../src/repair/margins.js';
import type { Repair, Scope } from '../../src/repair/types.js';
import { repairsOf } from '../../test/unit/repair/repairsOf.js';
import { type Random, random } from '../random.js';
import { type Effort, type Problem, smallest } from './search.js';

const EFFORT: Readonly<Record<'one' | 'all', Effort>> = {
  one: { starts: 6, steps: 250 },
  all: { starts: 6, steps: 1500 },
};

interface Case {
  readonly scope: Scope;
  /** Of the product's repair as written; null: it has none. */
  readonly own: number | null;
  readonly other: number | null;
  readonly name: string;
}

function banditOf(draw: Random): Bandit {
  const [actions, dimensions] = [draw.whole(3, 8), draw.whole(1, 4)];
  const integers = draw.uniform() < 0.4;
  const tied = draw.uniform() < 0.5;
  const entry = () =>
    integers ? draw.whole(-3, 3) : Number((2 * draw.uniform() * draw.normal()).toFixed(2)) + 0;
  const rewards = Array.from({ length: actions }, (_, a) => (tied ? draw.whole(0, 3) : actions - a));
  return {
    names: rewards.map((_, a) => `a${a + 1}`),
    rewards: rewards.map((reward) => realOf(reward)),
    features: rewards.map(() => Array.from({ length: dimensions }, () => realOf(entry()))),
    noise: { kind: 'none' },
  };
}

function casesOf(bandit: Bandit, draw: Random, name: string): Case[] {
  const analysis = analyse(bandit);
  const identical = analysis.conditions.some(({ id, holds }) => id === 'identical-rows' && holds);
  if (analysis.verdict.kind === 'always' || identical) return [];
  const margins = marginsOf(bandit, DEFAULT_MARGIN);
  const repairs = repairsOf(bandit, analysis, { id: 'verdict' }, DEFAULT_MARGIN);
  const problem: Problem = {
    rows: bandit.features.map((row) => Float64Array.from(row, ({ value }) => value)),
    levels: rewardLevels(bandit),
    length: margins.length,
  };
  const all = problem.rows.map((_, a) => a);
  const prove = (movable: readonly number[], effort: Effort, known: readonly Repair[]): number | null => {
    const starts = known.map(({ bandit: after }) =>
      after.features.map((row) => Float64Array.from(row, ({ value }) => value)),
    );
    const found = smallest(problem, movable, starts, draw, effort);
    if (found === null) return null;
    const after = { ...bandit, features: found.rows.map((row) => Array.from(row, (x) => realOf(x))) };
    return isMet({ id: 'verdict' }, analyse(after), margins) ? found.size : null;
  };
  const of = (scope: Scope) => repairs.filter((repair) => repair.scope === scope);
  const [one] = of('one row');
  const [whole] = of('all rows');
  const alone = all.flatMap((a) => {
    const known = one && one.changes[0]!.action === a ? [one] : [];
    return prove([a], EFFORT.one, known) ?? [];
  });
  const least = (sizes: readonly number[]) => (sizes.length === 0 ? null : Math.min(...sizes));
  const other = prove(all, EFFORT.all, [...(whole ? [whole] : []), ...(one ? [one] : [])]);
  return [
    { scope: 'one row', own: one?.size ?? null, other: least(alone), name },
    // Of one action's features and all features that are the same change, one is listed.
    {
      scope: 'all rows',
      own: least([whole, one].flatMap((repair) => (repair ? [repair.size] : []))),
      other,
      name,
    },
  ];
}

const { values } = parseArgs({
  options: { size: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } },
});
const cases: Case[] = [];
let spent = 0;
for (let n = 0; n < Number(values.size); n++) {
  const draw = random(Number(values.seed), n);
  const began = performance.now();
  cases.push(...casesOf(banditOf(draw), draw, `${values.seed}/${n}`));
  spent += performance.now() - began;
}
for (const scope of ['one row', 'all rows'] as const) {
  const some = cases.filter((each) => each.scope === scope);
  const known = some.filter(({ own, other }) => own !== null || other !== null);
  const missing = known.filter(({ own }) => own === null);
  const ratios = known
    .flatMap(({ own, other, name }) =>
      own === null ? [] : [{ ratio: own / Math.min(own, other ?? own), name }],
    )
    .sort((a, b) => a.ratio - b.ratio);
  const at = (part: number) =>
    ratios[Math.min(ratios.length - 1, Math.floor(part * ratios.length))]?.ratio.toFixed(3);
  console.log(
    `${scope}: ${some.length} bandits, ${known.length} with a known repair; none found in ${missing.length} of them (${missing.map(({ name }) => name).join(' ')}); size over the least known: median ${at(0.5)}, 95 % ${at(0.95)}, greatest ${at(1)}; over 1.5: ${
      ratios
        .filter(({ ratio }) => ratio > 1.5)
        .map(({ ratio, name }) => `${name} (${ratio.toFixed(2)})`)
        .join(' ') || 'none'
    }`,
  );
}
console.log(`${(spent / 1000).toFixed(0)} s`);

/** What the text of an experiment is about, for who draws it. */
import type { Bandit } from '../model/bandit.js';
import type { Family } from '../model/family.js';
import { arraysOf, problemOf } from '../model/problem.js';
import type { Init, Run } from '../model/run.js';
import type { Subject } from './messages.js';
import { fileNameOf } from './names.js';

interface Read {
  readonly title: string | null;
  readonly bandit: Bandit | null;
  readonly family: Family | null;
  readonly run: Run | null;
}

/** More numbers are not drawn, and would take long to be sent with every telling of an analysis. */
const MOST_DRAWN = 20_000;

/** null: there is neither a bandit nor a family. */
export function subjectOf(document: string, { title, bandit, family, run }: Read): Subject | null {
  const fileName = fileNameOf(document);
  // A family has no verdict of its own: its instances have. Their actions are called a1 … aK, and the best is another in each.
  if (family !== null) {
    return {
      fileName,
      title,
      actions: Array.from({ length: family.actions }, (_, a) => `a${a + 1}`),
      offsets: [0, family.actions],
      rewards: [],
      features: [],
      optimal: [],
      noise: family.noise,
      start: null,
      family: { seed: family.seed, count: family.count },
    };
  }
  if (bandit === null) return null;
  return {
    fileName,
    title,
    actions: bandit.names,
    ...arraysOf(problemOf(isDrawn(bandit) ? bandit : { ...bandit, features: [] })),
    ...(!isDrawn(bandit) && { undrawn: { dimensions: bandit.features[0]!.length, most: MOST_DRAWN } }),
    start: startOf(run?.init[0], bandit.features[0]!.length),
  };
}

function isDrawn({ names, features }: Bandit): boolean {
  return names.length * features[0]!.length <= MOST_DRAWN;
}

function startOf(init: Init | undefined, d: number): readonly number[] | null {
  if (init?.kind === 'vector') return init.theta;
  return init?.kind === 'zeros' ? new Array<number>(d).fill(0) : null;
}

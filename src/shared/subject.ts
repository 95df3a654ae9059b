/** What the text of an experiment is about, for drawing. */
import type { Bandit } from '../model/bandit.js';
import type { Family } from '../model/family.js';
import { dimensionsOf, featureRow, type Mdp, uniformStart } from '../model/mdp.js';
import { arraysOf, problemOf } from '../model/problem.js';
import { processNumbers } from '../model/processNumbers.js';
import type { RunSection } from '../model/run.js';
import { rowNames } from '../model/written.js';
import { writtenStart } from '../spec/edit.js';
import type { SpecSource } from '../spec/types.js';
import { computedRows } from './computed.js';
import type { Subject } from './messages.js';
import { fileNameOf } from './names.js';

interface Read {
  readonly title: string | null;
  readonly bandit: Bandit | null;
  readonly mdp: Mdp | null;
  readonly family: Family | null;
  readonly run: RunSection | null;
  readonly source: Pick<SpecSource, 'unwritten' | 'areRewardsInFile' | 'parameters'>;
}

/** More numbers are not drawn, and would take long to send with every stage of an analysis. */
const MOST_DRAWN = 20_000;

/** null: there is no problem. */
export function subjectOf(
  document: string,
  { title, bandit, mdp, family, run, source }: Read,
): Subject | null {
  const { unwritten, areRewardsInFile } = source;
  const fileName = fileNameOf(document);
  if (family !== null) return { fileName, title, ...familySubject(family) };
  if (mdp !== null)
    return {
      fileName,
      title,
      ...processSubject(mdp),
      ...(unwritten && { unwritten }),
      ...computedRows(mdp),
      ...ranged(source),
      start: startOf(run, dimensionsOf(mdp)),
    };
  if (bandit === null) return null;
  return {
    fileName,
    title,
    actions: bandit.names,
    ...arraysOf(problemOf(isDrawn(bandit) ? bandit : { ...bandit, features: [] })),
    ...(unwritten && { unwritten }),
    ...(areRewardsInFile && { areRewardsInFile }),
    ...computedRows(bandit),
    ...ranged(source),
    ...(!isDrawn(bandit) && { undrawn: { dimensions: bandit.features[0]!.length, most: MOST_DRAWN } }),
    start: startOf(run, bandit.features[0]!.length),
  };
}

function ranged({ parameters }: Read['source']): Pick<Subject, 'ranged'> {
  const names = parameters.flatMap(({ name, from, to }) => (from && to ? [name] : []));
  return names.length > 0 ? { ranged: names } : {};
}

/** A family has no verdict of its own; its instances do. Their actions are a1 … aK, and the best action differs from instance to instance. */
function familySubject(family: Family): Omit<Subject, 'fileName' | 'title'> {
  const { dynamics, actions: K, noise, seed, count } = family;
  const names = Array.from({ length: K }, (_, a) => `a${a + 1}`);
  const states = Array.from({ length: dynamics?.states ?? 1 }, (_, s) => `s${s + 1}`);
  return {
    actions: dynamics ? states.flatMap((state) => names.map((name) => `${state}: ${name}`)) : names,
    offsets: Array.from({ length: states.length + 1 }, (_, s) => s * K),
    rewards: [],
    features: [],
    optimal: [],
    noise,
    start: null,
    ...(dynamics && {
      process: {
        kind: dynamics.kind,
        states,
        actionNames: states.flatMap(() => names),
        terminal: states.map(() => false),
        discount: dynamics.kind === 'mdp' ? dynamics.discount.value : 0,
        start: uniformStart(states.length).map(({ value }) => value),
        // The transitions differ from instance to instance.
        transitions: null,
        grid: null,
      },
    }),
    family: { seed, count },
  };
}

/** The optimal rows need a policy iteration: they come with the runs, once these are planned. */
function processSubject(mdp: Mdp): Omit<Subject, 'fileName' | 'title' | 'start'> {
  const { states, pairs, noise } = mdp;
  const dimensions = dimensionsOf(mdp);
  const isDrawn = pairs.length * dimensions <= MOST_DRAWN;
  return {
    actions: rowNames(mdp),
    offsets: [...states.map(({ first }) => first), pairs.length],
    rewards: pairs.map(({ reward }) => reward.value),
    features: isDrawn ? pairs.map((_, pair) => featureRow(mdp, pair).map(({ value }) => value)) : [],
    ...(!isDrawn && { undrawn: { dimensions, most: MOST_DRAWN } }),
    optimal: [],
    noise,
    process: processNumbers(mdp, MOST_DRAWN),
  };
}

function isDrawn({ names, features }: Bandit): boolean {
  return names.length * features[0]!.length <= MOST_DRAWN;
}

function startOf(run: RunSection | null, d: number): readonly number[] | null {
  const start = writtenStart(run);
  if (start?.kind === 'vector') return start.theta.length === d ? start.theta : null;
  return start && new Array<number>(d).fill(0);
}

/** A hit as a text of a spec, with a comment on what it shows. */
import type { Condition } from '../conditions/types.js';
import { Flow } from '../flow/flow.js';
import { trapStart } from '../flow/trapStart.js';
import { problemOf } from '../model/problem.js';
import { atomsOf, type Expression, written } from './expression.js';
import { Facts, type Runs } from './facts.js';
import { type Swap, swapped } from './judge.js';
import type { Hit } from './search.js';
import type { Instance } from './space.js';
import { type Atom, nameOf } from './vocabulary.js';

export interface HitText {
  readonly text: string;
  /** The bandits that `swapped` found beside it. */
  readonly beside: readonly string[];
}

/** How a run is made, as the section `run` of a spec has it. @param init the value of its key; null: θ₀ = 0 */
export type RunLines = (algorithms: readonly string[], init: string | null) => string;

/** @param claim what the search says of its place among all instances, one sentence a line */
export function hitText(
  expression: Expression,
  { instance, swaps }: Pick<Hit, 'instance' | 'swaps'>,
  runs: Runs,
  runLines: RunLines,
  claim: readonly string[],
): HitText {
  const asked = written(expression);
  const head = [`Found by a search for: ${asked}`, ...claim];
  return {
    text: specText(`Found: ${asked}`, head, expression, instance, runs, runLines, swaps),
    beside: swaps.map(([a, b]) =>
      specText(
        `Beside it: a${a + 1} and a${b + 1} exchanged`,
        [
          `Beside what was found by a search for: ${asked}`,
          `The features of a${a + 1} and a${b + 1} have changed places.`,
        ],
        expression,
        swapped(instance, [a, b]),
        runs,
        runLines,
        [],
      ),
    ),
  };
}

function specText(
  title: string,
  head: readonly string[],
  expression: Expression,
  instance: Instance,
  runs: Runs,
  runLines: RunLines,
  swaps: readonly Swap[],
): string {
  const atoms = [...new Map(atomsOf(expression).map((atom) => [nameOf(atom), atom])).values()];
  const facts = new Facts(instance, runs);
  const comment = [
    ...head,
    ...linesOf(atoms, facts, runs),
    ...swaps.map((swap) => besideLine(swap, atoms, new Facts(swapped(instance, swap), runs), runs)),
  ];
  const run = runLines(...shown(atoms, facts));
  return `${comment.flatMap(folded).join('')}title: ${JSON.stringify(title)}\n\n${banditLines(instance)}\n${run}`;
}

/** Conditions on how the rewards are fitted by the features, of which natural gradients make use. */
const OF_FITS: readonly string[] = ['realizable', 'npg-top', 'projected-order'];

/**
 * The runs that show what was asked: those that it asks about; otherwise Lin-SPG, beside Lin-NPG where the rewards' fit is asked about, and from a trap too where there is one.
 */
function shown(atoms: readonly Atom[], facts: Facts): Parameters<RunLines> {
  const observed = atoms.flatMap((atom) => (atom.kind === 'run' ? [atom.algorithm] : []));
  if (observed.length > 0) return [[...new Set(observed)], null];
  const isOfFit = atoms.some((atom) => atom.kind === 'condition' && OF_FITS.includes(atom.id));
  const flow = new Flow(problemOf(facts.bandit));
  const trap = facts
    .conditions('trap')
    .find(({ holds, basis, action }) => holds && basis === 'proved' && trapStart(flow, action!) !== null);
  const algorithms = isOfFit ? ['lin-spg', 'lin-npg'] : ['lin-spg'];
  return [algorithms, trap ? `[zeros, { trap: a${trap.action! + 1} }]` : null];
}

function besideLine([a, b]: Swap, atoms: readonly Atom[], facts: Facts, runs: Runs): string {
  const said = linesOf(atoms, facts, runs).join('; ');
  return `With the features of a${a + 1} and a${b + 1} exchanged: ${said}`;
}

/** What is known of each atom; the verdict once, whichever are asked about. */
function linesOf(atoms: readonly Atom[], facts: Facts, runs: Runs): string[] {
  return [...new Set(atoms.map((atom) => saidOf(atom, facts, runs)))];
}

/** `trap: holds of a2 (proved)`, and what the run or the search was seen to do. */
function saidOf(atom: Atom, facts: Facts, runs: Runs): string {
  switch (atom.kind) {
    case 'condition':
      return `${atom.id}: ${conditionWords(atom.id, facts)}`;
    case 'verdict': {
      const { kind, basis } = facts.verdict();
      return `verdict: ${kind} (${basis})`;
    }
    case 'finite-maximum':
      return `${nameOf(atom)}: ${MAXIMUM_WORDS[`${facts.truthOf(atom)}`]}`;
    case 'run': {
      const outcome = runs.outcomeOf(facts.bandit, atom.algorithm);
      return `${atom.algorithm}: ${outcome ? `the run is ${outcome} (observed)` : 'the theory has no rate'}`;
    }
  }
}

const MAXIMUM_WORDS = {
  true: 'a search by the flow finds one (evidence, no proof)',
  false: 'a search by the flow finds none (evidence, no proof)',
  null: 'a search by the flow finds none, and some paths have no certain end (evidence, no proof)',
} as const;

function conditionWords(id: string, facts: Facts): string {
  const truth = facts.truthOf({ kind: 'condition', id });
  if (truth === null)
    return facts.conditions(id).some(({ tooLarge }) => tooLarge) ? 'not asked' : 'undecided';
  if (!truth) return 'fails (proved)';
  const holding = facts.conditions(id).filter(({ holds, basis }) => holds === true && basis === 'proved');
  const about = holding.map(({ action }: Condition) => action).filter((action) => action !== undefined);
  return about.length > 0
    ? `holds of ${about.map((action) => `a${action + 1}`).join(', ')} (proved)`
    : 'holds (proved)';
}

/** Characters of a line of comment. */
const WIDTH = 76;

/** A line of comment, or several where it is too long. */
function folded(sentence: string): string[] {
  const lines: string[] = [];
  let line = '#';
  for (const word of sentence.split(' ')) {
    if (line.length + 1 + word.length > WIDTH && line.length > 1) {
      lines.push(`${line}\n`);
      line = '#  ';
    }
    line += ` ${word}`;
  }
  return [...lines, `${line}\n`];
}

function banditLines({ rewards, features }: Instance): string {
  const rows = rewards.map(
    (reward, a) => `    a${a + 1}: { reward: ${reward}, features: [${features[a]!.join(', ')}] }\n`,
  );
  return `bandit:\n  actions:\n${rows.join('')}`;
}

/** A search: every instance of a space, or a sample of it, judged in turn. */
import { conditionOf } from '../conditions/catalogue.js';
import { countAtMost, enumerate, type Numbered } from './enumerate.js';
import { atomsOf, type Expression } from './expression.js';
import type { Runs } from './facts.js';
import { Judge, type Swap } from './judge.js';
import { sample } from './sample.js';
import { type Instance, isEnumerable, type Space } from './space.js';

export interface SearchOrder {
  readonly expression: Expression;
  readonly space: Space;
  /** How many hits end it; all there are without it. */
  readonly hits?: number;
  /** So many random instances in the place of all. */
  readonly sample?: { readonly count: number; readonly seed: number };
  /** Of n processes that share the work: those whose number leaves this remainder. */
  readonly part?: { readonly remainder: number; readonly of: number };
}

export interface Hit {
  /** Its number in the enumeration, or in the sample. */
  readonly index: number;
  readonly instance: Instance;
  /** What `swapped` found, in the order of the expression. */
  readonly swaps: readonly Swap[];
}

/** How far a search has come. It survives JSON. */
export interface SearchState {
  /** All of its own instances with a lesser number have been judged. */
  next: number;
  judged: number;
  /** Of those: neither a hit nor proved to be none. */
  undecided: number;
  hits: Hit[];
  /** Nothing is left to judge, rather than enough found. */
  isExhausted: boolean;
}

export function freshState(): SearchState {
  return { next: 0, judged: 0, undecided: 0, hits: [], isExhausted: false };
}

/** Has it found enough, or come to the end? */
export function isOver({ hits = Number.POSITIVE_INFINITY }: SearchOrder, state: SearchState): boolean {
  return state.isExhausted || state.hits.length >= hits;
}

/** How many are asked for where a space is too large to go through. */
export const SAMPLE_OF_LARGE = 100_000;

/** The same, with a sample where the space is too large to go through. */
export function feasible(order: SearchOrder): SearchOrder {
  if (order.sample || isEnumerable(order.space)) return order;
  return { ...order, sample: { count: SAMPLE_OF_LARGE, seed: 0 } };
}

/** How many instances there are to judge, at most. */
export function sizeOf({ space, sample: drawn }: SearchOrder): number {
  return drawn ? drawn.count : countAtMost(space);
}

/** A condition that is asked of one number of actions, which is not in the space: every instance would be undecided. */
export interface Unasked {
  readonly id: string;
  readonly actions: number;
}

/** null: there is none. */
export function unaskedIn({
  expression,
  space: { actions },
}: Pick<SearchOrder, 'expression' | 'space'>): Unasked | null {
  for (const atom of atomsOf(expression)) {
    const only = atom.kind === 'condition' ? conditionOf(atom.id)?.onlyOf : undefined;
    if (atom.kind === 'condition' && only !== undefined && (only < actions[0] || only > actions[1]))
      return { id: atom.id, actions: only };
  }
  return null;
}

/** Instances that are passed over, between two looks at the clock. */
const STRIDE = 1024;

/** Goes on from where `state` is, and changes it. Yields after each instance, and now and then where others are passed over. */
export function* searching(order: SearchOrder, runs: Runs, state: SearchState): Generator<void, void> {
  const { space, sample: drawn, part = { remainder: 0, of: 1 } } = order;
  const judge = new Judge(order.expression, runs);
  for (const numbered of drawn ? sample(space, drawn.count, drawn.seed) : enumerate(space)) {
    if (isOver(order, state)) return;
    const { index } = numbered;
    if (index < state.next || index % part.of !== part.remainder) {
      if (index % STRIDE === 0) yield;
      continue;
    }
    judged(judge, numbered, state);
    yield;
  }
  if (!isOver(order, state)) state.isExhausted = true;
}

function judged(judge: Judge, { index, instance }: Numbered, state: SearchState): void {
  const { truth, swaps } = judge.judge(instance);
  state.next = index + 1;
  state.judged++;
  if (truth === null) state.undecided++;
  if (truth === true) state.hits.push({ index, instance, swaps });
}

/** Does an expression hold of an instance? Only what it takes to know is asked, what settles most in the least time first. */
import { type Expression, written } from './expression.js';
import { Facts, type Runs, type Truth } from './facts.js';
import type { Instance } from './space.js';
import type { Atom } from './vocabulary.js';

/** Two actions whose features change places. */
export type Swap = readonly [a: number, b: number];

export interface Judgement {
  readonly truth: Truth;
  /** Of each `swapped` that holds, in the order of the expression: the first exchange with which it does. */
  readonly swaps: readonly Swap[];
}

/** A part of the expression that is answered as a whole. */
interface Question {
  readonly part: Expression;
  readonly key: string;
  /** Milliseconds in all, how often it was asked, and how often all was known then. */
  time: number;
  asked: number;
  settled: number;
}

/** Between two looks at which questions are cheap, in instances. */
const ROUND = 64;

/** Asks an expression of one instance after the other. What it answers does not depend on the order of its questions. */
export class Judge {
  readonly #questions: Question[];
  /** One for each `swapped`. */
  readonly #beside = new Map<Expression, Judge>();
  #judged = 0;

  constructor(
    private readonly expression: Expression,
    private readonly runs: Runs,
  ) {
    const parts = new Map<string, Expression>();
    for (const part of questionsIn(expression)) parts.set(keyOf(part), part);
    this.#questions = [...parts]
      .map(([key, part]) => ({ part, key, time: 0, asked: 0, settled: 0 }))
      .sort((a, b) => firstGuess(a.part) - firstGuess(b.part));
    for (const part of parts.values())
      if (part.kind === 'swapped') this.#beside.set(part, new Judge(part.of, runs));
  }

  judge(instance: Instance): Judgement {
    const facts = new Facts(instance, this.runs);
    const known = new Map<string, Truth>();
    const swaps = new Map<string, Swap>();
    if (++this.#judged % ROUND === 0) this.#questions.sort((a, b) => worthOf(a) - worthOf(b));
    let truth = valueIn(this.expression, known);
    for (const question of this.#questions) {
      if (truth !== undefined) break;
      const began = performance.now();
      known.set(question.key, this.#answer(question, facts, swaps));
      question.time += performance.now() - began;
      question.asked++;
      truth = valueIn(this.expression, known);
      if (truth !== undefined) question.settled++;
    }
    const inOrder = questionsIn(this.expression).map((part) => swaps.get(keyOf(part)));
    return { truth: truth ?? null, swaps: inOrder.filter((swap) => swap !== undefined) };
  }

  #answer({ part, key }: Question, facts: Facts, swaps: Map<string, Swap>): Truth {
    if (part.kind === 'atom') return facts.truthOf(part.atom);
    const judge = this.#beside.get(part)!;
    let truth: Truth = false;
    for (const [swap, other] of neighbours(facts.instance)) {
      const beside = judge.judge(other).truth;
      if (beside === true) {
        swaps.set(key, swap);
        return true;
      }
      if (beside === null) truth = null;
    }
    return truth;
  }
}

/** The instances that differ by the features of two actions, exchanged; first of actions next to each other in the order of the rewards. */
export function* neighbours(instance: Instance): Generator<readonly [Swap, Instance], void> {
  const K = instance.rewards.length;
  for (let apart = 1; apart < K; apart++)
    for (let a = 0; a + apart < K; a++) {
      const b = a + apart;
      const isSame = instance.features[a]!.every((x, k) => x === instance.features[b]![k]);
      if (!isSame && instance.rewards[a] !== instance.rewards[b]) yield [[a, b], swapped(instance, [a, b])];
    }
}

export function swapped({ rewards, features }: Instance, [a, b]: Swap): Instance {
  const other = (action: number) => (action === a ? b : action === b ? a : action);
  return { rewards, features: features.map((_, action) => features[other(action)]!) };
}

/** Atoms, and `swapped` with all that is behind it. */
function questionsIn(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'atom':
    case 'swapped':
      return [expression];
    case 'not':
      return questionsIn(expression.of);
    default:
      return expression.of.flatMap(questionsIn);
  }
}

/** Three values, and undefined where it hangs on what was not asked yet. */
function valueIn(expression: Expression, known: ReadonlyMap<string, Truth>): Truth | undefined {
  switch (expression.kind) {
    case 'atom':
    case 'swapped':
      return known.get(keyOf(expression));
    case 'not': {
      const value = valueIn(expression.of, known);
      return typeof value === 'boolean' ? !value : value;
    }
    default: {
      const settling = expression.kind === 'or';
      const values = expression.of.map((part) => valueIn(part, known));
      if (values.includes(settling)) return settling;
      if (values.includes(undefined)) return undefined;
      return values.includes(null) ? null : !settling;
    }
  }
}

const keys = new WeakMap<Expression, string>();

/** The same for parts that ask the same. */
function keyOf(part: Expression): string {
  const known = keys.get(part);
  if (known !== undefined) return known;
  const key = written(part);
  keys.set(part, key);
  return key;
}

const GUESSES: Readonly<Record<Atom['kind'], number>> = {
  condition: 0,
  verdict: 1,
  run: 3,
  'finite-maximum': 4,
};

/** Before anything was measured: conditions first, then the verdict, neighbours, runs, flows. */
function firstGuess(part: Expression): number {
  return part.kind === 'atom' ? GUESSES[part.atom.kind] : 2;
}

/** Milliseconds for each instance that it settles. */
function worthOf({ time, asked, settled }: Question): number {
  return asked === 0 ? Number.POSITIVE_INFINITY : time / (settled + 1 / (asked + 1));
}

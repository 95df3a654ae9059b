/** Makes the tables of a process from the arrays of a file: P, r, gamma, rho and phi, of which the last three may be missing. */
import type { NumberArray, NumberFile } from '../../../formats/numbers.js';
import { indicesOf } from '../../../formats/numbers.js';
import type { Real } from '../../../model/bandit.js';
import { short } from '../../../model/decimal.js';
import type { Pair, PairFeatures, State, Transition } from '../../../model/mdp.js';
import { arrayText, shapeText } from '../../files/faultWords.js';
import { clip, count, grouped, listed } from '../../format.js';
import { asDouble } from '../../nodes.js';
import { MOST_FEATURES, MOST_PAIRS, MOST_TRANSITIONS } from '../limits.js';
import { Axed, type Axes, type Axis, possibleOrders } from './axes.js';
import { exactReal, mean, shares, toleranceOf } from './sums.js';

/** What a file says about a process. */
export interface Tables {
  readonly states: readonly State[];
  readonly stateOf: readonly number[];
  readonly pairs: readonly Pair[];
  /** null: the file does not say. */
  readonly discount: Real | null;
  readonly start: readonly Real[] | null;
  readonly features: PairFeatures | null;
}

/** A fault of the arrays; if `isNews`, a change that was made to them. */
export interface TableFault {
  readonly message: string;
  readonly isNews?: boolean;
  /** Values of `axes` that would remove the fault, one of which may be chosen. */
  readonly axes?: readonly string[];
}

export interface TablesReading {
  /** null: there are faults. */
  readonly tables: Tables | null;
  readonly faults: readonly TableFault[];
}

/** @param name the file's name. @param axes null: they are not declared. */
export function tablesOf(file: NumberFile, name: string, axes: Axes | null): TablesReading {
  const reader = new TableReader(file, name);
  const tables = reader.read(axes);
  const { faults } = reader;
  return { tables: faults.some(({ isNews }) => !isNews) ? null : tables, faults };
}

class TableReader {
  readonly faults: TableFault[] = [];
  /** How many sums were not exactly 1, and the first of them. */
  #divided: { count: number; readonly first: string } | null = null;

  constructor(
    private readonly file: NumberFile,
    private readonly name: string,
  ) {}

  read(axes: Axes | null): Tables | null {
    const P = this.#transitions(axes);
    const rewards = this.#array('r');
    if (!rewards) this.#missing('r', 'the mean rewards, an array of shape (S, A) or (S, A, S)');
    if (!P || !axes || !rewards) return null;
    const [S, A] = [P.lengthOf('state'), P.lengthOf('action')];
    const r = this.#rewards(rewards, axes, S, A);
    if (!this.#isOfSize(S, A) || !r) return null;
    const names = { states: this.#names('states', S, 's'), actions: this.#names('actions', A, 'a') };
    const pairs = this.#pairs(P, r, names.actions);
    const tables = {
      states: names.states.map((name, state) => ({ name, first: state * A, actions: A, terminal: false })),
      stateOf: pairs.map((_, pair) => Math.floor(pair / A)),
      pairs,
      discount: this.#discount(),
      start: this.#start(S),
      features: this.#features(axes, S, A),
    };
    if (this.#divided) this.faults.push({ message: this.#dividedText(this.#divided), isNews: true });
    return tables;
  }

  #array(name: string): NumberArray | undefined {
    return this.file.arrays.get(name);
  }

  #wrong(message: string, axes?: readonly string[]): null {
    this.faults.push({ message, ...(axes && { axes }) });
    return null;
  }

  #missing(name: string, what: string): null {
    const found = [...this.file.arrays.keys()].map((each) => each || 'one without a name');
    return this.#wrong(
      `${clip(this.name)} has no array ${name}: ${what}. Found: ${listed(found) || 'no arrays'}.`,
    );
  }

  #transitions(axes: Axes | null): Axed | null {
    const array = this.#array('P');
    if (!array)
      return this.#missing(
        'P',
        'the probabilities of the next states, an array with the axes state, action and next',
      );
    const { shape } = array;
    const [what, has] = [arrayText(this.name, 'P'), `has the shape ${shapeText(shape)}`];
    if (shape.length !== 3)
      return this.#wrong(`${what} ${has}; expected three axes: state, action and next state.`);
    const fitting = possibleOrders(shape);
    if (fitting.length === 0)
      return this.#wrong(
        `${what} ${has}; expected two axes of one length, the states and the next states, and one of the actions.`,
      );
    const likely = fitting.filter((order) => sumsToOne(new Axed(array, order)));
    const offered = (likely.length > 0 ? likely : fitting).map((order) => `[${order.join(', ')}]`);
    if (!axes)
      return this.#wrong(
        `Which axis of P is the state, which the action, which the next state? ${what} ${has}, and (S, A, S) and (A, S, S) look alike: nothing is guessed. Write \`axes: ${offered[0]}\`, in the order of P.`,
        offered,
      );
    const P = new Axed(array, axes.P);
    if (P.lengthOf('state') !== P.lengthOf('next'))
      return this.#wrong(
        `${what} ${has}, so that with \`axes: [${axes.P.join(', ')}]\` there are ${P.lengthOf('state')} states and ${P.lengthOf('next')} next states. Expected as many.`,
        offered,
      );
    if (array.size === 0) return this.#wrong(`${what} ${has}: there is nothing in it.`);
    // If the sums are 1 in another order of the axes, that order was probably meant.
    if (!likely.some((order) => order.join() === axes.P.join()) && likely.length > 0) {
      this.#checkSums(P, offered);
      return null;
    }
    return P;
  }

  #isOfSize(S: number, A: number): boolean {
    if (A < 2) {
      this.#wrong(
        `${arrayText(this.name, 'P')} has one action: with one action in each state there is nothing to choose. Expected at least two.`,
      );
      return false;
    }
    if (S * A <= MOST_PAIRS) return true;
    this.#wrong(
      `${clip(this.name)}: ${grouped(S)} states × ${count(A, 'action')} = ${grouped(S * A)} pairs, more than the ${grouped(MOST_PAIRS)} that are read. Write fewer.`,
    );
    return false;
  }

  #rewards(array: NumberArray, axes: Axes, S: number, A: number): Axed | null {
    const { shape } = array;
    const declared = axes.r ?? axes.P.filter((axis) => shape.length === 3 || axis !== 'next');
    const lengthOf = { state: S, action: A, next: S, feature: 0 };
    const lengths = declared.map((axis) => lengthOf[axis]);
    if (lengths.join() === shape.join()) return new Axed(array, declared);
    const others = permutations(declared).filter(
      (order) => order.map((axis) => lengthOf[axis]).join() === shape.join(),
    );
    return this.#wrong(
      `${arrayText(this.name, 'r')} has the shape ${shapeText(shape)}; expected ${shapeText(lengths)} for the axes ${declared.join(', ')}${axes.r ? '' : ', in the order of P'}.`,
      others.map((order) => axesText({ ...axes, r: order })),
    );
  }

  #pairs(P: Axed, r: Axed, actions: readonly string[]): Pair[] {
    const [S, A] = [P.lengthOf('state'), actions.length];
    if (!this.#areProbabilities(P) || !this.#checkSums(P, []) || !this.#areFew(P)) return [];
    const pairs: Pair[] = [];
    for (let state = 0; state < S; state++) {
      for (let action = 0; action < A; action++) {
        const next: number[] = [];
        for (let to = 0; to < S; to++) if (P.array.value(P.place(state, action, to)) > 0) next.push(to);
        const divided = this.#shares(
          next.map((to) => P.array.real(P.place(state, action, to))),
          P.array.spacing,
          () => `P${P.written(state, action, null)}`,
        );
        if (!divided) return [];
        const to = next.map((each, k): Transition => ({ state: each, probability: divided[k]! }));
        const reward = r.has('next')
          ? exactReal(
              mean(
                divided,
                next.map((each) => r.array.real(r.place(state, action, each))),
              ),
            )
          : r.array.real(r.place(state, action));
        if (reward === null) {
          this.#wrong(
            `${clip(this.name)}: the mean of r${r.written(state, action, null)} over the next states is a fraction that is too long to be kept exactly. Write r as an array of shape (S, A).`,
          );
          return [];
        }
        pairs.push({ name: actions[action]!, reward, to });
      }
    }
    return pairs;
  }

  #areFew({ array }: Axed): boolean {
    let transitions = 0;
    for (let index = 0; index < array.size; index++) if (array.value(index) > 0) transitions++;
    if (transitions <= MOST_TRANSITIONS) return true;
    this.#wrong(
      `${arrayText(this.name, 'P')} has ${grouped(transitions)} probabilities greater than 0, more than the ${grouped(MOST_TRANSITIONS)} that are read. Write fewer next states.`,
    );
    return false;
  }

  #areProbabilities({ array }: Axed): boolean {
    for (let index = 0; index < array.size; index++) {
      const value = array.value(index);
      if (value >= 0 && value <= 1 + toleranceOf(array.spacing)) continue;
      this.#wrong(
        `${clip(this.name)}, P[${indicesOf(array.shape, index).join(', ')}]: expected a probability, a number from 0 to 1, found ${array.real(index).literal}.`,
      );
      return false;
    }
    return true;
  }

  /** Is each sum 1 within the tolerance? The first that is not is reported. */
  #checkSums(P: Axed, axes: readonly string[]): boolean {
    const wrong = wrongSums(P);
    const [first] = wrong;
    if (!first) return true;
    const more =
      wrong.length > 1
        ? `, and ${count(wrong.length - 1, 'other sum')} of the ${grouped(P.lengthOf('state') * P.lengthOf('action'))} too`
        : '';
    this.#wrong(
      `${clip(this.name)}: the probabilities P${P.written(first.state, first.action, null)} sum to ${short(first.sum)}, expected 1 (within ${short(toleranceOf(P.array.spacing))} for rounding)${more}.${axes.length > 0 ? ` With \`axes: ${axes[0]}\` they do: are the axes in the order of P?` : ''}`,
      axes,
    );
    return false;
  }

  #shares(numbers: readonly Real[], spacing: number, name: () => string): readonly Real[] | null {
    const found = shares(numbers, toleranceOf(spacing));
    if (!found)
      return this.#wrong(
        `${clip(this.name)}: the probabilities ${name()} cannot be summed exactly, or not to 1 within ${short(toleranceOf(spacing))}. Write them with fewer digits.`,
      );
    if (found.isDivided) {
      this.#divided ??= { count: 0, first: name() };
      this.#divided.count++;
    }
    return found.numbers;
  }

  #dividedText({ count: n, first }: { readonly count: number; readonly first: string }): string {
    return n === 1
      ? `${clip(this.name)}: the probabilities ${first} sum to 1 only within rounding. Each is divided by their sum, exactly.`
      : `${clip(this.name)}: the probabilities ${first}, and ${grouped(n - 1)} more, sum to 1 only within rounding. Each is divided by its sum, exactly.`;
  }

  #discount(): Real | null {
    const array = this.#array('gamma');
    if (!array) return null;
    const what = arrayText(this.name, 'gamma');
    if (array.size !== 1)
      return this.#wrong(`${what}: expected one number, found an array of shape ${shapeText(array.shape)}.`);
    const real = array.real(0);
    if (real.value >= 0 && real.value < 1) return real;
    return this.#wrong(
      `${what}: expected γ, a number from 0 to below 1 (at 1 the sum of all rewards need not be finite), found ${real.literal}${asDouble(real)}.`,
    );
  }

  #start(S: number): readonly Real[] | null {
    const array = this.#array('rho');
    if (!array) return null;
    const what = arrayText(this.name, 'rho');
    if (array.shape.length !== 1 || array.size !== S)
      return this.#wrong(
        `${what}: expected a probability for each state, the shape (${S},), found ${shapeText(array.shape)}.`,
      );
    const reals = Array.from({ length: S }, (_, state) => array.real(state));
    const wrong = reals.findIndex(({ value }) => !(value >= 0 && value <= 1 + toleranceOf(array.spacing)));
    if (wrong >= 0)
      return this.#wrong(
        `${clip(this.name)}, rho[${wrong}]: expected a probability, a number from 0 to 1, found ${reals[wrong]!.literal}.`,
      );
    const sum = reals.reduce((all, { value }) => all + value, 0);
    if (Math.abs(sum - 1) > toleranceOf(array.spacing))
      return this.#wrong(
        `${clip(this.name)}: the probabilities rho sum to ${short(sum)}, expected 1 (within ${short(toleranceOf(array.spacing))} for rounding).`,
      );
    return this.#shares(reals, array.spacing, () => 'rho');
  }

  #features(axes: Axes, S: number, A: number): PairFeatures | null {
    const array = this.#array('phi');
    if (!array) return null;
    const { shape } = array;
    const order = axes.phi ?? axes.P.map((axis): Axis => (axis === 'next' ? 'feature' : axis));
    const isFlat = shape.length === 2 && order.at(-1) === 'feature';
    const d = (isFlat ? shape[1] : shape[order.indexOf('feature')]) ?? 0;
    const lengthOf = { state: S, action: A, next: 0, feature: d };
    const lengths = order.map((axis) => lengthOf[axis]);
    const flat = [S * A, d];
    if (d === 0 || (isFlat ? flat : lengths).join() !== shape.join()) {
      const rows = order.at(-1) === 'feature' ? ` or ${shapeText([S * A, d || 1])}` : '';
      const others = permutations(order).filter(
        (other) =>
          shape.length === 3 && other.every((axis, k) => axis === 'feature' || lengthOf[axis] === shape[k]),
      );
      return this.#wrong(
        `${arrayText(this.name, 'phi')} has the shape ${shapeText(shape)}; expected ${shapeText(lengths.map((each) => each || 1))}${rows} for the axes ${order.join(', ')}${axes.phi ? '' : ', in the order of P'}, with as many features as you like.`,
        others.map((other) => axesText({ ...axes, phi: other })),
      );
    }
    if (S * A * d > MOST_FEATURES)
      return this.#wrong(
        `${arrayText(this.name, 'phi')}: ${grouped(S * A)} pairs × ${grouped(d)} features = ${grouped(S * A * d)} numbers, more than the ${grouped(MOST_FEATURES)} that a problem may have.`,
      );
    const phi = new Axed(isFlat ? { ...array, shape: lengths } : array, order);
    const rows: Real[][] = [];
    for (let state = 0; state < S; state++)
      for (let action = 0; action < A; action++)
        rows.push(Array.from({ length: d }, (_, k) => phi.array.real(phi.place(state, action, k))));
    return { kind: 'rows', rows };
  }

  /** The names in the file, or names numbered from 1. */
  #names(list: string, length: number, letter: string): readonly string[] {
    const numbered = Array.from({ length }, (_, k) => `${letter}${k + 1}`);
    const given = this.file.names.get(list);
    if (!given) return numbered;
    const isWhole =
      given.length === length && new Set(given).size === length && given.every((name) => name.trim() !== '');
    if (isWhole) return given;
    this.#wrong(
      `${clip(this.name)}: expected ${length} different names in \`${list}\`, found ${given.length === length ? 'one twice, or an empty one' : given.length}.`,
    );
    return numbered;
  }
}

/** Do the probabilities of each pair sum to 1 within the tolerance? */
function sumsToOne(P: Axed): boolean {
  return wrongSums(P, 1).length === 0;
}

interface WrongSum {
  readonly state: number;
  readonly action: number;
  readonly sum: number;
}

/** @param most the search stops after this many. */
function wrongSums(P: Axed, most = Number.POSITIVE_INFINITY): WrongSum[] {
  const [S, A, N] = [P.lengthOf('state'), P.lengthOf('action'), P.lengthOf('next')];
  const tolerance = toleranceOf(P.array.spacing);
  const wrong: WrongSum[] = [];
  for (let state = 0; state < S; state++) {
    for (let action = 0; action < A; action++) {
      let sum = 0;
      for (let next = 0; next < N; next++) sum += P.array.value(P.place(state, action, next));
      if (Math.abs(sum - 1) > tolerance && wrong.push({ state, action, sum }) >= most) return wrong;
    }
  }
  return wrong;
}

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length <= 1) return [[...all]];
  return all.flatMap((first, k) =>
    permutations(all.filter((_, other) => other !== k)).map((rest) => [first, ...rest]),
  );
}

/** The axes as a text writes them. */
function axesText({ P, r, phi }: Axes): string {
  const list = (axes: readonly Axis[]) => `[${axes.join(', ')}]`;
  const entries = [`P: ${list(P)}`, ...(r ? [`r: ${list(r)}`] : []), ...(phi ? [`phi: ${list(phi)}`] : [])];
  return `{ ${entries.join(', ')} }`;
}

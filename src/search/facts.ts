/** What is known of one instance: each answer is worked out when it is asked for, and once. */
import { type Arms, armsOf } from '../conditions/arms.js';
import { conditionOf } from '../conditions/catalogue.js';
import { type Setting, settingOf } from '../conditions/entry.js';
import type { Condition, Verdict } from '../conditions/types.js';
import { verdictOf } from '../conditions/verdict.js';
import type { AlgorithmId } from '../engine/algorithms/catalogue.js';
import { reportOf, searchMaxima } from '../flow/maxima.js';
import { budgetOf } from '../math/budget.js';
import { finish } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { problemOf } from '../model/problem.js';
import { realOf } from '../model/rational.js';
import type { Instance } from './space.js';
import { type Atom, nameOf } from './vocabulary.js';

/** null: undecided, or decided in floating point only. */
export type Truth = boolean | null;

/** How runs are made and named: what the search does not do itself. */
export interface Runs {
  /** Every way in which a run can end. */
  readonly outcomes: readonly string[];
  /** How the run of an algorithm ends. */
  outcomeOf(bandit: Bandit, algorithm: AlgorithmId): string | null;
}

/** Exact arithmetic for all conditions of one instance, in estimated nanoseconds, and for a search for coincidences. */
const PROOF_BUDGET = 1.5e9;
const SEARCH_BUDGET = 5e9;

export class Facts {
  readonly bandit: Bandit;
  readonly #arms: Arms;
  readonly #setting: Setting;
  readonly #found = new Map<string, readonly Condition[]>();
  readonly #known = new Map<string, Truth>();

  constructor(
    readonly instance: Instance,
    private readonly runs: Runs,
  ) {
    this.bandit = banditOf(instance);
    this.#arms = armsOf(this.bandit);
    const shape = { actions: instance.rewards.length, dimensions: instance.features[0]!.length };
    this.#setting = settingOf(this.#arms, shape, budgetOf(PROOF_BUDGET), () => budgetOf(SEARCH_BUDGET));
  }

  /** Is it so? Of conditions and verdicts only what is proved counts. */
  truthOf(atom: Atom): Truth {
    const name = nameOf(atom);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const truth = this.#ask(atom);
    this.#known.set(name, truth);
    return truth;
  }

  /** What the catalogue finds of a condition. @throws RangeError for one that it does not have. */
  conditions(id: string): readonly Condition[] {
    const known = this.#found.get(id);
    if (known) return known;
    const entry = conditionOf(id);
    if (!entry) throw new RangeError(`There is no condition ${id}.`);
    const found: Condition[] = [];
    const { shape } = this.#setting;
    if ((entry.onlyOf ?? shape.actions) === shape.actions && entry.isInReach(this.#arms, shape))
      finish(entry.check(this.#setting, found));
    else found.push({ id, holds: null, tooLarge: true, basis: 'numerical', margin: null, actions: [] });
    this.#found.set(id, found);
    return found;
  }

  verdict(): Verdict {
    const found = ['exposed', 'order', 'trap'].flatMap((id) => this.conditions(id));
    return verdictOf(this.#arms, found, { complete: true });
  }

  #ask(atom: Atom): Truth {
    switch (atom.kind) {
      case 'condition':
        return truthOfAll(this.conditions(atom.id));
      case 'verdict': {
        const { kind, basis } = this.verdict();
        return basis === 'proved' ? kind === atom.verdict : null;
      }
      case 'finite-maximum':
        return this.#hasMaximum();
      case 'run': {
        const outcome = this.runs.outcomeOf(this.bandit, atom.algorithm);
        return outcome === null ? null : outcome === atom.outcome;
      }
    }
  }

  /** null: none was found, but some of the paths have no certain end. */
  #hasMaximum(): Truth {
    const problem = problemOf(this.bandit);
    const { maxima, unsettled } = reportOf(problem, finish(searchMaxima(problem)));
    if (maxima.length > 0) return true;
    return unsettled > 0 ? null : false;
  }
}

/** Of several outcomes: one that holds makes it true, and all have to fail for it to be false. */
function truthOfAll(found: readonly Condition[]): Truth {
  if (found.some(({ holds, basis }) => holds === true && basis === 'proved')) return true;
  const fails = ({ holds, basis, unlessCoincidence }: Condition) =>
    holds === false && basis === 'proved' && !unlessCoincidence;
  return found.every(fails) ? false : null;
}

/** Its actions are called a1 … aK. */
export function banditOf({ rewards, features }: Instance): Bandit {
  return {
    names: rewards.map((_, a) => `a${a + 1}`),
    rewards: rewards.map(realOf),
    features: features.map((row) => row.map(realOf)),
    noise: { kind: 'none' },
  };
}

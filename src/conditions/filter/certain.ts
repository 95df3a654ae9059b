/** The conditions of a small bandit as far as rounding leaves no doubt about them. */
import type { Keep } from '../../model/family.js';
import { isPairwise } from '../sizes.js';
import type { Doubles } from './doubles.js';
import { affineWeights, type NearFit, nearFit, npgTop, projectedOrder, realizable } from './fit.js';
import { hullOf, isApart, type Pair, separates } from './hull.js';
import { features3, features3Sto, featuresK, nonDomination } from './products.js';
import { hasFullRank, isInGeneralPosition } from './rank.js';
import { attracting } from './trap.js';

/** The most actions and features of most answers. The exact analysis of so few is never cut short, so that it says the same. */
const MOST = 8;

/** Answers that are computed once, when they are first asked for. */
export class Certain {
  #order: boolean | null | undefined;
  #traps: readonly number[] | null | undefined;
  #fit: NearFit | null | undefined;
  #weights: Float64Array | null | undefined;
  #isGeneral: boolean | undefined;

  constructor(readonly x: Doubles) {}

  /** Does the condition hold; for `trap`: of some action? null: that is not certain, or nothing is known of the id. */
  holds(id: string): boolean | null {
    const { actions, dimensions } = this.x;
    if (actions > MOST || dimensions > MOST)
      return id === 'features-K' && isPairwise(this.x) ? featuresK(this.x) : null;
    switch (id) {
      case 'exposed':
        return this.exposed;
      case 'order':
        return this.order;
      case 'trap':
        return this.traps && this.traps.length > 0;
      case 'features-K':
        return featuresK(this.x);
      case 'features-3':
        return actions === 3 ? features3(this.x) : null;
      case 'features-3-sto':
        return actions === 3 ? features3Sto(this.x) : null;
      case 'non-domination':
        return nonDomination(this.x);
      case 'npg-top':
        return this.fit && npgTop(this.x, this.fit);
      case 'projected-order':
        return this.fit && projectedOrder(this.x, this.fit);
      case 'realizable':
        return this.fit && realizable(this.x, this.fit);
      case 'affinely-independent':
        if (dimensions < actions - 1) return false;
        return this.isGeneral || null;
      case 'rank':
        return this.fit !== null || hasFullRank(this.x) || null;
      case 'identical-rows':
        return false;
      default:
        return null;
    }
  }

  /** Does a bandit certainly satisfy all of `keep` (true), or certainly not (false)? */
  satisfies(keep: readonly Keep[]): boolean | null {
    let all: true | null = true;
    for (const { condition, holds } of keep) {
      const found = this.holds(condition);
      if (found === null) all = null;
      else if (found !== holds) return false;
    }
    return all;
  }

  /** The actions that attract. */
  get traps(): readonly number[] | null {
    if (this.#traps === undefined) this.#traps = attracting(this.x, () => this.isGeneral);
    return this.#traps;
  }

  /** Are the features certainly in general position? */
  private get isGeneral(): boolean {
    this.#isGeneral ??= isInGeneralPosition(this.x);
    return this.#isGeneral;
  }

  private get order(): boolean | null {
    if (this.#order === undefined) {
      const { order } = this.x;
      this.#order = this.#isApart(order.slice(1).map((worse, n): Pair => [order[n]!, worse]));
    }
    return this.#order;
  }

  /** The differences of the best action are sums of those of `order`, so one direction serves both. */
  private get exposed(): boolean | null {
    const [best, ...others] = this.x.order;
    return this.order || this.#isApart(others.map((worse): Pair => [best!, worse]));
  }

  /** Has some direction positive products with all differences of these pairs, which are in the order of the rewards? */
  #isApart(pairs: readonly Pair[]): boolean | null {
    const { x } = this;
    // Affinely independent points have some direction for every order.
    if (x.actions <= x.dimensions + 1) return this.isGeneral || isApart(x, hullOf(x, pairs));
    if (this.#weights === undefined) this.#weights = affineWeights(x);
    return (this.#weights && separates(x, this.#weights, pairs)) || isApart(x, hullOf(x, pairs));
  }

  private get fit(): NearFit | null {
    if (this.#fit === undefined) this.#fit = nearFit(this.x);
    return this.#fit;
  }
}

/** Problems that were drawn, with what is known of them by then. */
import { Certain } from '../../conditions/filter/certain.js';
import { doublesOf } from '../../conditions/filter/doubles.js';
import type { Bandit } from '../../model/bandit.js';
import type { Family } from '../../model/family.js';
import type { Mdp } from '../../model/mdp.js';
import { realOf } from '../../model/rational.js';
import { type Draw, rowsOf } from './draw.js';

export type Drawn = DrawnBandit | DrawnProcess;

export interface DrawnProcess {
  readonly hasStates: true;
  readonly instance: Mdp;
}

/** The name of an action of a drawn bandit, by its index. */
export const nameOfDrawn = (action: number) => `a${action + 1}`;

/** Thousands are drawn and not kept, so everything is made when it is first asked for. */
export class DrawnBandit {
  readonly hasStates = false;
  #certain: Certain | null | undefined;
  #instance: Bandit | undefined;

  /** @param draw its numbers, which stay as they are for as long as anything is asked */
  constructor(
    private readonly draw: Draw,
    private readonly family: Family,
  ) {}

  /** Its conditions in floating point; null: doubles do not tell its numbers apart. */
  get certain(): Certain | null {
    if (this.#certain === undefined) {
      const { actions, dimensions, features, rewards } = this.draw;
      const x = doublesOf(actions, dimensions, features, rewards);
      this.#certain = x && new Certain(x);
    }
    return this.#certain;
  }

  get instance(): Bandit {
    this.#instance ??= {
      names: Array.from(this.draw.rewards, (_, action) => nameOfDrawn(action)),
      rewards: Array.from(this.draw.rewards, realOf),
      features: rowsOf(this.draw),
      noise: this.family.noise,
    };
    return this.#instance;
  }
}

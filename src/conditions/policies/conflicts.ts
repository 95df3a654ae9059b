/**
 * Choices of arms in a few states that no direction separates from the other arms of these states. Whatever is chosen in other states, they are not
 * separable together. So a conflict that is found for one partial policy excludes all others that choose the same there.
 */
import type { Conflict } from './differences.js';
import type { ArmPolicy } from './exactMdp.js';

type Choice = readonly [state: number, arm: number];

interface Known {
  readonly others: readonly Choice[];
  readonly conflict: Conflict;
}

/** The conflicts that are known so far, by the arm that completes each of them. */
export class Conflicts {
  /** By the state and the arm that were chosen last: the choices before them that conflict, and why. */
  readonly #known = new Map<number, Map<number, readonly Known[]>>();

  /**
   * Stores a conflict.
   *
   * @param last the state whose arm was chosen last. @param conflict its states are among those in which `policy` has chosen, `last` included
   */
  add(policy: ArmPolicy, last: number, conflict: Conflict): void {
    const ofState = this.#known.get(last) ?? new Map<number, readonly Known[]>();
    this.#known.set(last, ofState);
    const arm = policy[last]!;
    const others = [...new Set(conflict.differences.map(({ state }) => state))].flatMap((state): Choice[] =>
      state === last ? [] : [[state, policy[state]!]],
    );
    ofState.set(arm, [...(ofState.get(arm) ?? []), { others, conflict }]);
  }

  /** Why `arm` in `last` is not separable together with what `policy` chose before; undefined: that is not known. */
  forbids(policy: ArmPolicy, last: number, arm: number): Conflict | undefined {
    const known = this.#known.get(last)?.get(arm);
    return known?.find(({ others }) => others.every(([state, taken]) => policy[state] === taken))?.conflict;
  }
}

/**
 * Choices of arms in a few states that no direction separates from the other arms of these states: whatever is chosen elsewhere, they are not separable
 * together. What is learned of one partial policy cuts all others that choose the same there.
 */
import type { ArmPolicy } from './exactMdp.js';

type Choice = readonly [state: number, arm: number];

export class Conflicts {
  /** Of the choice that was made last those before it, by state and arm. */
  readonly #known = new Map<number, Map<number, (readonly Choice[])[]>>();

  /** @param last the state whose arm was chosen last. @param states those of the conflict, in which `policy` chose before, and `last` or not */
  add(policy: ArmPolicy, last: number, states: readonly number[]): void {
    const ofState = this.#known.get(last) ?? new Map<number, (readonly Choice[])[]>();
    this.#known.set(last, ofState);
    const arm = policy[last]!;
    const others = [...new Set(states)].flatMap((state): Choice[] =>
      state === last ? [] : [[state, policy[state]!]],
    );
    ofState.set(arm, [...(ofState.get(arm) ?? []), others]);
  }

  /** Is it known that `arm` in `last` is not separable together with what `policy` chose before? */
  forbids(policy: ArmPolicy, last: number, arm: number): boolean {
    const known = this.#known.get(last)?.get(arm);
    return known?.some((others) => others.every(([state, taken]) => policy[state] === taken)) === true;
  }
}

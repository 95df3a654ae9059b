/** One transition of a session: the state after it, and its events, in order. */
import type { SessionEvent } from './events.js';
import type { SessionState } from './state.js';

export interface Step {
  readonly state: SessionState;
  readonly events: readonly SessionEvent[];
}

export type Transition = (state: SessionState) => Step;

/** A change of the state without an event. */
export function change(changes: Partial<SessionState>): Transition {
  return (state) => ({ state: { ...state, ...changes }, events: [] });
}

export function unchanged(state: SessionState): Step {
  return { state, events: [] };
}

/** One transition after another. */
export function chain(...transitions: readonly Transition[]): Transition {
  return (state) =>
    transitions.reduce<Step>(
      (step, transition) => {
        const next = transition(step.state);
        return { state: next.state, events: [...step.events, ...next.events] };
      },
      { state, events: [] },
    );
}

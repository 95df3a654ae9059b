/** A state that changes only by events, and a function that draws it. */
export interface Store<State, Event> {
  readonly state: State;
  /** Applies an event. */
  dispatch(event: Event): void;
}

/**
 * @param reduce pure: the state after an event; the same object if the event changes nothing
 * @param onChange called when the state has become another object
 */
export function createStore<State, Event>(
  first: State,
  reduce: (state: State, event: Event) => State,
  onChange: (state: State) => void,
): Store<State, Event> {
  let state = first;
  return {
    get state() {
      return state;
    },
    dispatch(event) {
      const next = reduce(state, event);
      if (next === state) return;
      state = next;
      onChange(state);
    },
  };
}

/** Which states can be reached. */
import type { Mdp } from '../../model/mdp.js';
import { clip, some } from '../format.js';
import type { SpecIssue, SpecSource } from '../types.js';

/** The states that no policy reaches from the start, ascending. */
export function unreachable({ states, pairs, start }: Pick<Mdp, 'states' | 'pairs' | 'start'>): number[] {
  const reached = new Set<number>();
  const waiting: number[] = [];
  const reach = (state: number) => {
    if (reached.has(state)) return;
    reached.add(state);
    waiting.push(state);
  };
  for (const [state, { value }] of start.entries()) if (value > 0) reach(state);
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const { first, actions } = states[state]!;
    for (const { to } of pairs.slice(first, first + actions)) for (const next of to) reach(next.state);
  }
  return [...states.keys()].filter((state) => !reached.has(state));
}

/** The issues about them: at each state, or, if the states are not in the text, at the start. */
export function aboutUnreachable(
  mdp: Mdp,
  { states, beside }: { readonly states: SpecSource['states']; readonly beside: SpecSource['beside'] },
): SpecIssue[] {
  const away = unreachable(mdp);
  const code = 'unreachable';
  if (states.length === 0) {
    if (away.length === 0 || !beside.start) return [];
    const names = away.map((state) => mdp.states[state]!.name);
    const message = `From this start ${some(names)} cannot be reached: what is learned does not depend on ${away.length === 1 ? 'it' : 'them'}.`;
    return [{ severity: 'information', code, message, range: beside.start.value }];
  }
  return away.map((state) => {
    const name = clip(mdp.states[state]!.name);
    const message =
      mdp.kind === 'contexts'
        ? `${name} has probability 0: it never comes, and what is learned does not depend on it.`
        : `${name} cannot be reached from the start: no run ever comes there, and what is learned does not depend on it. Lead to it, start in it, or remove it.`;
    return { severity: 'warning', code, message, range: states[state]!.name };
  });
}

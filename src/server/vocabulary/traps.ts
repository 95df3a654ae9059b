/** What may be named in `init: {trap: …}`, from what is known of the problem. */
import { attracting, namedTraps, takes } from '../../experiment/policyTrap.js';
import type { Mdp } from '../../model/mdp.js';
import { optimalActions } from '../../model/ranking.js';
import type { Spot } from '../../spec/spot.js';
import type { DocumentAnalysis } from '../analyser.js';

/** The names that start a run in a trap, as far as they are known. */
export interface KnownTraps {
  /** Actions of a bandit. */
  readonly actions: readonly string[];
  /** Policies of a process, by the actions that tell each from the others. */
  readonly policies: readonly (readonly (readonly [state: string, action: string])[])[];
  /** The states where a trap that takes the chosen actions has a choice, each with the actions that such traps take there. */
  choices(chosen: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]>;
}

/** The most policies that are offered as a whole. */
const MOST_POLICIES = 20;

const NONE: KnownTraps = { actions: [], policies: [], choices: () => new Map() };

/** Is a start in a trap being written at this place? */
export function isAtTrap({ path }: Spot): boolean {
  const keys = path.filter((step) => typeof step === 'string');
  return keys[0] === 'run' && keys[1] === 'init' && keys[2] === 'trap';
}

/**
 * While the conditions are not all known, every action or policy that the reader accepts.
 *
 * @returns null: the problem is broken, so that only its text can say
 */
export function knownTraps({ reading, analysis, policies, complete }: DocumentAnalysis): KnownTraps | null {
  const { bandit, mdp } = reading;
  if (bandit) {
    const optimal = optimalActions(bandit);
    const traps = complete && analysis ? analysis.verdict.traps : bandit.names.keys();
    return {
      ...NONE,
      actions: [...traps]
        .filter((action) => !optimal.includes(action))
        .map((action) => bandit.names[action]!),
    };
  }
  if (mdp === null) return reading.family ? NONE : null;
  if (!complete || policies === null) return { ...NONE, choices: () => allChoices(mdp) };
  const traps = attracting(policies.conditions);
  return {
    actions: [],
    policies: namedTraps(mdp, policies, MOST_POLICIES).map((choices) =>
      choices.map(([state, pair]) => [mdp.states[state]!.name, mdp.pairs[pair]!.name] as const),
    ),
    choices(chosen) {
      const pairs = pairsOf(mdp, chosen);
      const taken = traps.filter((trap) => takes(mdp, trap, pairs));
      return choicesOf(mdp, (state, pair) =>
        taken.some((trap) => trap.visited[state] && takes(mdp, trap, [[state, pair]])),
      );
    },
  };
}

function allChoices(mdp: Mdp): ReadonlyMap<string, readonly string[]> {
  return choicesOf(mdp, () => true);
}

/** The states with a choice, and of each the actions that are wanted; a state without one is left out. */
function choicesOf(
  mdp: Mdp,
  isWanted: (state: number, pair: number) => boolean,
): ReadonlyMap<string, readonly string[]> {
  const choices = new Map<string, string[]>();
  for (const [state, { name, first, actions }] of mdp.states.entries()) {
    if (actions < 2) continue;
    const names = mdp.pairs
      .slice(first, first + actions)
      .flatMap((pair, action) => (isWanted(state, first + action) ? [pair.name] : []));
    if (names.length > 0) choices.set(name, names);
  }
  return choices;
}

/** What is chosen, as far as there are such states and actions. */
function pairsOf(mdp: Mdp, chosen: ReadonlyMap<string, string>): [state: number, pair: number][] {
  return mdp.states.flatMap(({ name, first, actions }, state) => {
    const wanted = chosen.get(name);
    const action = mdp.pairs.slice(first, first + actions).findIndex((pair) => pair.name === wanted);
    return action < 0 ? [] : [[state, first + action]];
  });
}

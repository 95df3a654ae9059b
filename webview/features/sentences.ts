/** The texts around the picture of the features. Pure. */
import type { Unwritten } from '../../src/model/written.js';
import type { Subject } from '../../src/shared/messages.js';
import {
  areBarsWritten,
  areVectorsWritten,
  type Choice,
  computedFeatures,
  computedReward,
  type Place,
} from './local.js';

/** The name of the rewards: for a state of a process, they are the values of its actions under the best policy. */
export function rewardWord(place: Place | null): 'reward' | 'Q*' {
  return place?.kind === 'mdp' ? 'Q*' : 'reward';
}

export function titleOf(choice: Choice | null, place: Place | null): string {
  if (choice === null) return 'Features';
  return place === null ? `Local bandit of a ${noun(choice)}` : `Local bandit of ${place.state}`;
}

export function barsTitle(place: Place | null): string {
  return place?.kind === 'mdp' ? `Q*(${place.state}, ·)` : 'Rewards';
}

/** The bandit of a state, in short. */
export function placeSentence({ kind, state }: Place): string {
  const rewards = kind === 'contexts' ? 'its rewards' : `Q*(${state}, ·) as rewards`;
  return `The actions of ${state} as a bandit of their own: φ(${state}, ·) with ${rewards}. A diagnostic, not a theorem.`;
}

/** What would become of this bandit alone, and why nothing follows from that; empty: it is the bandit of the text. */
export function diagnosticSentence(place: Place | null): string {
  if (place === null) return '';
  const { kind, state, verdict } = place;
  const [one, many] = kind === 'contexts' ? ['context', 'contexts'] : ['state', 'states'];
  const why = `Nothing follows for the whole: one θ serves all ${many}, so features that serve each ${one} alone can contradict each other, and ${many} that are each trapped can free each other.`;
  if (verdict === null) return why;
  const basis = verdict.kind === 'undecided' ? '' : ` (${verdict.basis})`;
  return `If ${state} were alone, ${ALONE[verdict.kind]}${basis}. ${why}`;
}

const ALONE = {
  always: 'Lin-SPG would converge from almost every start',
  depends: 'where Lin-SPG ends would depend on the start',
  never: 'Lin-SPG would never reach its best action',
  undecided: 'where Lin-SPG ends would be undecided',
} as const;

/** Why no bandit is shown although a state can be chosen. */
export function choiceSentence({ kind, chosen, states }: Choice): string {
  if (chosen === null)
    return `Choose a ${kind === 'contexts' ? 'context' : 'state'}, here or by a click in the picture of the policy: its actions are shown as a bandit of their own.`;
  return states.includes(chosen)
    ? `The values of the actions of ${chosen} are not known yet.`
    : `There is nothing to choose in ${chosen}: it has one action.`;
}

/** What can be moved here, and if nothing can, why. */
export function hintSentence(subject: Subject, place: Place | null, coordinates: readonly number[]): string {
  const { unwritten, areRewardsInFile } = subject;
  const isOfMdp = place?.kind === 'mdp';
  const parts = [
    unwritten ? null : 'an arrow’s head',
    isOfMdp || areRewardsInFile ? null : 'a bar’s end',
  ].filter((one) => one !== null);
  const said =
    parts.length === 0
      ? []
      : [`Drag ${parts.join(' or ')}, or focus it and press the arrow keys: its numbers change in the text.`];
  if (unwritten) said.push(`The arrows cannot be dragged: ${SOURCES[unwritten]}.`);
  if (isOfMdp) said.push('The bars cannot be dragged: Q* follows from the whole process.');
  else if (areRewardsInFile)
    said.push('The bars cannot be dragged: the rewards stand in a file, and are no numbers of the text.');
  return [...said, ...computedSentences({ subject, place }, coordinates)].join(' ');
}

/** So many actions of which a number is computed are named. */
const NAMED = 3;

/** Which arrows and bars stay where they are, since no number stands there but an expression. */
function computedSentences(
  shown: { readonly subject: Subject; readonly place: Place | null },
  coordinates: readonly number[],
): string[] {
  const sentence = (what: string, expressionsOf: (action: number) => string[]): string[] => {
    const found = shown.subject.actions.flatMap((name, action) => {
      const expressions = expressionsOf(action);
      return expressions.length > 0 ? [`${name} (${expressions.join(', ')})`] : [];
    });
    if (found.length === 0) return [];
    const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : '';
    const [part, theirs] = found.length === 1 ? [what, 'its'] : [`${what}s`, 'their'];
    return [
      `The ${part} of ${found.slice(0, NAMED).join(', ')}${more} cannot be dragged: ${theirs} numbers are computed from parameters. Change the parameters in the text.`,
    ];
  };
  return [
    ...(areVectorsWritten(shown)
      ? sentence('arrow', (action) => computedFeatures(shown, action, coordinates))
      : []),
    ...(areBarsWritten(shown) ? sentence('bar', (action) => computedReward(shown, action)) : []),
  ];
}

const SOURCES: Readonly<Record<Unwritten, string>> = {
  'one-hot': 'the features are one-hot, and no numbers of the text',
  groups: 'the features are made of the groups, and no numbers of the text',
  random: 'the features are drawn at random, and no numbers of the text',
  file: 'the features stand in a file, and are no numbers of the text',
  environment: 'the features are those of the environment, and no numbers of the text',
};

const noun = ({ kind }: Choice): string => (kind === 'contexts' ? 'context' : 'state');

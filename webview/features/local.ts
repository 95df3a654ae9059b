/** Which bandit the picture of the features shows: that of the text, or, for a process, that of one state. Pure. */
import type { StateVerdict } from '../../src/conditions/policies/types.js';
import type { Condition } from '../../src/conditions/types.js';
import type { AnalysisView, Subject } from '../../src/shared/messages.js';
import { rowsOf } from '../process/format.js';

export interface ShownBandit {
  /** Only its own actions, rewards and features. */
  readonly subject: Subject;
  readonly conditions: readonly Condition[];
  /** null: it is the bandit of the text. */
  readonly place: Place | null;
}

/** The state of a bandit. */
export interface Place {
  readonly kind: 'contexts' | 'mdp';
  readonly state: string;
  /** The row of its first action. */
  readonly first: number;
  /** null: it was not analysed, or not yet. */
  readonly verdict: Pick<StateVerdict, 'kind' | 'basis'> | null;
}

/** For a process: which states can be chosen. */
export interface Choice {
  readonly kind: Place['kind'];
  /** The states that have a choice. */
  readonly states: readonly string[];
  /** null: none is chosen, or the chosen state does not exist. */
  readonly chosen: string | null;
}

/** What is known of a text. */
export interface Told {
  /** null: the text has a bandit, so there is nothing to choose. */
  readonly choice: Choice | null;
  /** null: no state with a choice is chosen, or its values are not known. */
  readonly bandit: ShownBandit | null;
}

/** @param state the name of the chosen state */
export function toldOf(subject: Subject, analysis: AnalysisView | null, state: string | null): Told {
  const choice = choiceOf(subject, state);
  return { choice, bandit: banditOf(subject, analysis, choice) };
}

function choiceOf({ process, offsets }: Subject, state: string | null): Choice | null {
  if (!process) return null;
  const { kind, states } = process;
  return {
    kind,
    states: states.filter((_, s) => offsets[s + 1]! - offsets[s]! > 1),
    chosen: state !== null && states.includes(state) ? state : null,
  };
}

/** φ(s, ·) with the rewards of a context, or with Q*(s, ·). */
function banditOf(
  subject: Subject,
  analysis: AnalysisView | null,
  choice: Choice | null,
): ShownBandit | null {
  if (choice === null) return { subject, conditions: analysis?.conditions ?? [], place: null };
  const { process, ...problem } = subject;
  const { kind, states, chosen } = choice;
  if (process === undefined || chosen === null || !states.includes(chosen)) return null;
  const state = process.states.indexOf(chosen);
  const rows = rowsOf(subject, state);
  const local = analysis?.local;
  const values = kind === 'contexts' ? subject.rewards : local?.values;
  if (values === undefined) return null;
  const rewards = rows.map((row) => values[row]!);
  const greatest = Math.max(...rewards);
  const best = local ? rows.filter((row) => local.optimal.includes(row)) : [];
  const known = local?.states.find((each) => each.state === state);
  return {
    subject: {
      ...problem,
      actions: rows.map((row) => process.actionNames[row]!),
      offsets: [0, rows.length],
      rewards,
      features: rows.map((row) => subject.features[row]!),
      // Until the exact optimal rows are known, by doubles, in which two different numbers may be equal.
      optimal: best.length > 0 ? best.map((row) => row - rows[0]!) : indicesOf(rewards, greatest),
    },
    conditions: known?.conditions ?? [],
    place: { kind, state: chosen, first: rows[0]!, verdict: known ?? null },
  };
}

function indicesOf(values: readonly number[], wanted: number): number[] {
  return values.flatMap((value, index) => (value === wanted ? [index] : []));
}

/** What a picture shows; null: nothing. */
type Shown = { readonly subject: Subject | null; readonly place: Place | null };

/** Are the numbers of the vectors in the text? */
export function areVectorsWritten({ subject }: Pick<Shown, 'subject'>): boolean {
  return subject?.unwritten === undefined;
}

/** What of an action's vector is computed from parameters, along the features that are shown. */
export function computedFeatures(
  { subject, place }: Shown,
  action: number,
  coordinates: readonly number[],
): string[] {
  return computedOf(
    { subject, place },
    action,
    (feature) => feature !== null && coordinates.includes(feature),
  );
}

/** The same of its reward. */
export function computedReward(shown: Shown, action: number): string[] {
  return computedOf(shown, action, (feature) => feature === null);
}

function computedOf(
  { subject, place }: Shown,
  action: number,
  isShown: (feature: number | null) => boolean,
): string[] {
  const row = (place?.first ?? 0) + action;
  return (subject?.computed ?? [])
    .filter((one) => one.row === row && isShown(one.feature))
    .map(({ expression }) => expression);
}

/** Are the lengths of the bars in the text? Q* follows from the whole process. */
export function areBarsWritten({ subject, place }: Shown): boolean {
  return place?.kind !== 'mdp' && !subject?.areRewardsInFile;
}

/** Where the row of one pair, or its reward, may move: along a line, by a length with few digits. */
import type { MdpAnalysis } from '../../conditions/policies/types.js';
import { featureRow, type Mdp } from '../../model/mdp.js';
import { realOf } from '../../model/rational.js';
import type { NumberChange } from '../types.js';
import type { PolicyGoal } from './types.js';

export interface Move {
  readonly pair: number;
  /** A unit vector of d entries; or 1 or −1: the reward goes up or down. */
  readonly along: readonly number[] | 1 | -1;
}

/** With more features than this, single coordinates are not tried. */
const MOST_COORDINATES = 6;

/** The pairs of states with a choice, those that the conditions blame for the goal first. */
export function movedPairs(mdp: Mdp, { conditions, verdict }: MdpAnalysis, goal: PolicyGoal): number[] {
  const blamed = conditions
    .filter(({ id, holds }) => id === goal.id || (goal.id === 'verdict' && holds !== (id !== 'trap')))
    .flatMap(({ actions, policy }) => [...(policy?.policy ?? []), ...actions]);
  const best = verdict.best?.policy ?? [];
  const all = mdp.pairs.map((_, pair) => pair);
  return [...new Set([...best, ...blamed, ...all])].filter(
    (pair) => mdp.states[mdp.stateOf[pair]!]!.actions > 1,
  );
}

/** No moves if the features are not written row by row. */
export function rowMoves(mdp: Mdp, analysis: MdpAnalysis, pairs: readonly number[]): Move[] {
  if (mdp.features.kind !== 'rows') return [];
  const d = mdp.features.rows[0]!.length;
  const axes = d > MOST_COORDINATES ? [] : Array.from({ length: d }, (_, k) => unitOf(axis(d, k)));
  // Along a trap's own direction a better action gets ahead soonest.
  const witnesses = analysis.conditions
    .filter(({ id, holds }) => id === 'trap' && holds !== false)
    .slice(0, 3)
    .flatMap(({ witness }) => (witness ? [unitOf(witness)] : []));
  return pairs.flatMap((pair) => {
    const own = numbersOf(mdp, pair);
    const { first, actions } = mdp.states[mdp.stateOf[pair]!]!;
    const away = Array.from({ length: actions }, (_, n) => first + n)
      .filter((other) => other !== pair)
      .map((other) => numbersOf(mdp, other).map((x, k) => own[k]! - x));
    const lines = distinct([...axes, ...witnesses, ...away.map(unitOf)]);
    return lines.flatMap((along): Move[] => [
      { pair, along },
      { pair, along: along.map((x) => -x) },
    ]);
  });
}

export function rewardMoves(pairs: readonly number[]): Move[] {
  return pairs.flatMap((pair): Move[] => [
    { pair, along: 1 },
    { pair, along: -1 },
  ]);
}

/** The changed numbers after a move by about `length` > 0, rounded to two digits. */
export function changesOf(mdp: Mdp, { pair, along }: Move, length: number): NumberChange[] {
  const exponent = Math.floor(Math.log10(length)) - 1;
  const rounded = (target: number) =>
    realOf(Number(`${Math.round(target / 10 ** exponent)}e${exponent}`) + 0);
  if (typeof along === 'number') {
    const from = mdp.pairs[pair]!.reward;
    return [{ action: pair, feature: null, from, to: rounded(from.value + along * length) }];
  }
  return featureRow(mdp, pair).flatMap((from, feature): NumberChange[] => {
    const step = along[feature]! * length;
    if (Math.abs(step) < 0.5 * 10 ** exponent) return [];
    const to = rounded(from.value + step);
    return to.value === from.value ? [] : [{ action: pair, feature, from, to }];
  });
}

export function changedMdp(mdp: Mdp, changes: readonly NumberChange[]): Mdp {
  const pairs = [...mdp.pairs];
  const rows = mdp.features.kind === 'rows' ? mdp.features.rows.map((row) => [...row]) : null;
  for (const { action, feature, to } of changes) {
    if (feature === null) pairs[action] = { ...pairs[action]!, reward: to };
    else rows![action]![feature] = to;
  }
  return { ...mdp, pairs, ...(rows && { features: { kind: 'rows', rows } }) };
}

const numbersOf = (mdp: Mdp, pair: number) => featureRow(mdp, pair).map(({ value }) => value);
const axis = (d: number, k: number) => Array.from({ length: d }, (_, n) => (n === k ? 1 : 0));

function unitOf(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? [] : vector.map((x) => x / length);
}

/** Each line once, whichever of its two directions is given. */
function distinct(lines: readonly (readonly number[])[]): (readonly number[])[] {
  return lines.filter(
    (line, n) =>
      line.length > 0 &&
      lines
        .slice(0, n)
        .every((other) => Math.abs(other.reduce((sum, x, k) => sum + x * line[k]!, 0)) < 1 - 1e-9),
  );
}

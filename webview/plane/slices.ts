/** Which plane of the parameters is shown. For d ≤ 2 there is one; for greater d, it is a slice through θ_0 along two chosen directions. Pure. */

import { axis, type Plane, planeAlong, planeThrough } from '../../src/flow/plane.js';
import type { AnalysisView, Subject } from '../../src/shared/messages.js';

export interface Direction {
  readonly name: string;
  /** d entries. */
  readonly along: readonly number[];
}

/** An end at infinity: the direction of the flow in the basin of an action. */
export interface EndDirection extends Direction {
  /** null: it is an end of a process, a policy. */
  readonly action: number | null;
  /** Its text at the rim. */
  readonly text: string;
}

/** The part of an analysis that determines the ends at infinity; null: not known yet. */
export type Known = Pick<AnalysisView, 'conditions' | 'policies'> | null;

/** The most policies of a process that get an arrow. */
const MOST_POLICIES = 8;

/** The most axes of R^d that are offered. */
const MOST_AXES = 30;

/** The direction of the optimum (of exposed actions), and p of each trap. */
export function endDirections({ actions, optimal, process }: Subject, known: Known): EndDirection[] {
  if (process) return policyDirections(known);
  return (known?.conditions ?? []).flatMap(({ id, holds, action, witness }): EndDirection[] => {
    if (holds !== true || witness === undefined) return [];
    if (id === 'exposed' && optimal[0] !== undefined) {
      const name = optimal.map((best) => actions[best]).join(', ');
      return [
        {
          action: optimal[0],
          name: `towards ${name} (optimal)`,
          text: `★ ${actions[optimal[0]]}`,
          along: witness,
        },
      ];
    }
    if (id === 'trap' && action !== undefined)
      return [
        {
          action,
          name: `towards ${actions[action]} (trap)`,
          text: `trap ${actions[action]}`,
          along: witness,
        },
      ];
    return [];
  });
}

function policyDirections(known: Known): EndDirection[] {
  const found = (known?.policies?.told ?? []).flatMap(({ id, holds, short, witness }): EndDirection[] => {
    if (holds !== true || witness === undefined) return [];
    if (id === 'exposed')
      return [{ action: null, name: 'towards best (optimal)', text: '★ best', along: witness }];
    return id === 'trap' && short !== null
      ? [{ action: null, name: `towards ${short} (trap)`, text: `trap ${short}`, along: witness }]
      : [];
  });
  return found.slice(0, MOST_POLICIES);
}

/** The possible axes of the slice: directions of ends first, then features. */
export function directions(subject: Subject, known: Known): Direction[] {
  const d = subject.features[0]!.length;
  return [
    ...endDirections(subject, known),
    ...Array.from({ length: Math.min(d, MOST_AXES) }, (_, k) => ({ name: `θ(${k + 1})`, along: axis(d, k) })),
  ];
}

export interface Slice {
  readonly plane: Plane;
  readonly across: string;
  readonly up: string;
}

/** @param chosen names of directions; one that does not exist is replaced by the first that does. */
export function sliceOf(
  subject: Subject,
  known: Known,
  chosen: readonly [string | null, string | null],
): Slice {
  const d = subject.features[0]!.length;
  if (d <= 2) {
    const zero = new Array<number>(d).fill(0);
    return { plane: planeAlong(zero, axis(d, 0), axis(d, 1)), across: 'θ(1)', up: d === 2 ? 'θ(2)' : '' };
  }
  const all = directions(subject, known);
  const first = all.find(({ name }) => name === chosen[0]) ?? all[0]!;
  const others = all.filter((each) => each !== first);
  const second = others.find(({ name }) => name === chosen[1]) ?? others[0]!;
  const through = subject.start ?? new Array<number>(d).fill(0);
  return { plane: planeThrough(through, first.along, second.along), across: first.name, up: second.name };
}

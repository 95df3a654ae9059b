/** Which condition's geometry is shown behind the vectors, and its texts. Pure. */
import type { Condition } from '../../src/conditions/types.js';
import type { Subject } from '../../src/shared/messages.js';
import type { XY } from './frame.js';
import type { Place } from './local.js';
import { type OrderFigure, orderFigure } from './orderFigure.js';
import { rewardWord } from './sentences.js';
import { type Coordinates, type TrapFigure, trapFigure } from './trapFigure.js';

export type Figure =
  | { readonly kind: 'trap'; readonly trap: TrapFigure }
  | { readonly kind: 'order'; readonly order: OrderFigure };

export interface FigureChoice {
  readonly options: readonly string[];
  readonly selected: string;
  /** null: there is no such condition, or it says nothing about these actions. */
  readonly figure: Figure | null;
}

/** More are not offered: what attracts comes first, and the table of conditions has all. */
const MOST_OFFERED = 200;

/** The other conditions are traps. */
const ORDER = { reward: 'order of the rewards', 'Q*': 'order of Q*' } as const;

export function figureOf(
  subject: Subject,
  {
    conditions,
    chosen,
    coordinates,
    place,
  }: {
    readonly conditions: readonly Condition[];
    readonly chosen: string | null;
    readonly coordinates: Coordinates;
    readonly place: Place | null;
  },
): FigureChoice {
  const order = ORDER[rewardWord(place)];
  const offered = inOrderOfInterest(conditions)
    .slice(0, MOST_OFFERED)
    .map((condition) => ({
      condition,
      name: condition.id === 'order' ? order : trapName(subject.actions, condition),
    }));
  const found = offered.find(({ name }) => name === chosen) ?? offered[0];
  const options = offered.map(({ name }) => name);
  if (found === undefined) return { options, selected: order, figure: null };
  const { condition, name: selected } = found;
  if (condition.id === 'order')
    return {
      options,
      selected,
      figure: { kind: 'order', order: orderFigure(subject, condition, coordinates, rewardWord(place)) },
    };
  const trap = trapFigure(subject, condition, coordinates);
  return { options, selected, figure: trap && { kind: 'trap', trap } };
}

/** The points of a figure that must be visible beside the vectors: the feet of the actions on w, or that of the margin. */
export function pointsOf(figure: Figure | null): XY[] {
  switch (figure?.kind) {
    case 'order': {
      const { direction, places } = figure.order;
      return direction === null
        ? []
        : places.map(({ along }): XY => [along * direction[0], along * direction[1]]);
    }
    case 'trap':
      return figure.trap.margin === null ? [] : [figure.trap.margin.foot];
    case undefined:
      return [];
  }
}

/** Traps first, then the order, then the other actions that have worse ones. */
function inOrderOfInterest(conditions: readonly Condition[]): Condition[] {
  const traps = conditions.filter(({ id }) => id === 'trap');
  const rank = ({ holds }: Condition) => (holds === true ? 0 : holds === null ? 1 : 2);
  return [
    ...traps.filter((each) => rank(each) < 2).sort((a, b) => rank(a) - rank(b)),
    ...conditions.filter(({ id }) => id === 'order'),
    ...traps.filter((each) => rank(each) === 2),
  ];
}

const trapName = (actions: readonly string[], { action }: Condition): string =>
  `trap at ${actions[action ?? -1] ?? '?'}`;

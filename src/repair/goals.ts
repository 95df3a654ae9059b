/** Each goal as demands on the rows, and as what the exact conditions must say after the change. */
import type { Analysis, Condition } from '../conditions/types.js';
import { rewardLevels } from '../model/ranking.js';
import type { Demand } from './demand.js';
import { escapes } from './escapes.js';
import { fittedApart } from './fitted.js';
import type { Margins } from './margins.js';
import { countOfNeighbours, type Model, neighbours } from './model.js';
import {
  countOfK,
  productsAtLeast,
  productsOfDomination,
  productsOfK,
  productsOfSampled,
} from './products.js';
import { separated } from './separated.js';
import type { Goal } from './types.js';

export interface Wanted {
  /** Pairs that one direction w has to separate by `length`; empty: no direction is part of the goal. */
  readonly pairs: readonly (readonly [number, number])[];
  readonly demands: readonly Demand[];
}

/** Largest number of inequalities of one kind that are demanded at once. */
const MOST_DEMANDED = 20_000;

/** One entry for each way to meet the goal; none if the search knows no way. */
export function waysTo(goal: Goal, model: Model): Wanted[] {
  const { margins, levels } = model;
  const length = margins.length / margins.scale;
  const least = margins.product / margins.scale ** 2;
  const along = (pairs: readonly (readonly [number, number])[], ...more: Demand[]): Wanted => ({
    pairs,
    demands: [separated(pairs, length), ...more],
  });
  const only = (demand: Demand): Wanted[] => [{ pairs: [], demands: [demand] }];
  const below = levels.slice(1).flat();
  if (levels.length < 2 || demandedBy(goal, model) > MOST_DEMANDED) return [];
  switch (goal.id) {
    case 'verdict':
      return [along(neighbours(model), ...below.map((unit) => escapes(model, unit, length)))];
    case 'order':
      return [along(neighbours(model))];
    case 'exposed':
      return levels[0]!.map((best) => along(below.map((unit): [number, number] => [best, unit])));
    case 'trap':
      return only(
        escapes(
          model,
          model.units.findIndex((actions) => actions.includes(goal.action)),
          length,
        ),
      );
    case 'features-K':
    case 'features-3':
      return only(productsAtLeast(productsOfK(model), least));
    case 'features-3-sto':
      return levels.length === 3 ? only(productsAtLeast(productsOfSampled(model), least)) : [];
    case 'non-domination':
      return only(productsAtLeast(productsOfDomination(model), least));
    case 'npg-top':
      return only(fittedApart(model, topPairs(model), margins.reward));
    case 'projected-order':
      return only(fittedApart(model, neighbours({ levels: rewardLevels(model.bandit) }), margins.reward));
  }
}

/** How many inequalities a goal demands, counted without listing them. */
function demandedBy({ id }: Goal, model: Model): number {
  switch (id) {
    case 'verdict':
    case 'order':
      return countOfNeighbours(model.levels);
    case 'projected-order':
      return countOfNeighbours(rewardLevels(model.bandit));
    case 'features-K':
    case 'features-3':
      return countOfK(model);
    case 'non-domination':
      return model.units.length ** 2;
    default:
      return model.units.length;
  }
}

/** The pairs of the first optimal action with every other action. */
export function topPairs(model: Model): [number, number][] {
  const [best, ...others] = rewardLevels(model.bandit);
  return others.flat().map((action) => [best![0]!, action]);
}

/** Is the goal proved to be met with the margin? */
export function isMet(goal: Goal, { verdict, conditions }: Analysis, margins: Margins): boolean {
  const of = (id: Condition['id']) => conditions.filter((condition) => condition.id === id);
  switch (goal.id) {
    case 'verdict':
      return (
        verdict.kind === 'always' &&
        verdict.basis === 'proved' &&
        of('order').every((condition) => holdsBy(condition, margins.length)) &&
        of('trap').every((condition) => isEscaped(condition, margins.length))
      );
    case 'trap':
      return of('trap').every(
        (condition) => condition.action !== goal.action || isEscaped(condition, margins.length),
      );
    case 'order':
    case 'exposed':
      return of(goal.id).every((condition) => holdsBy(condition, margins.length));
    case 'npg-top':
    case 'projected-order':
      return of(goal.id).every((condition) => holdsBy(condition, margins.reward));
    default:
      return of(goal.id).every((condition) => holdsBy(condition, margins.product));
  }
}

/** The margin itself is a rounded double, so this much below it counts as met. */
const ROUNDING = 1e-12;

export function holdsBy(
  { holds, basis, margin }: Pick<Condition, 'holds' | 'basis' | 'margin'>,
  least: number,
): boolean {
  return holds === true && basis === 'proved' && (margin === null || margin >= least * (1 - ROUNDING));
}

/** The margin of a trap is −‖p‖ times the distance of the better action beyond its face. */
export function isEscaped(
  { holds, basis, margin, witness }: Pick<Condition, 'holds' | 'basis' | 'margin' | 'witness'>,
  length: number,
): boolean {
  if (holds !== false || basis !== 'proved') return false;
  return margin === null || !witness || -margin >= length * Math.hypot(...witness) * (1 - ROUNDING);
}

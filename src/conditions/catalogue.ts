/** Every condition, one entry each. Names, schema, texts, documentation and tables are derived from these lists. */
import { AFFINELY_INDEPENDENT } from './affinelyIndependent.js';
import type { ConditionEntry } from './entry.js';
import { EXPOSED } from './exposed.js';
import { FISHER, GRADIENT_ANGLE } from './figures.js';
import { IDENTICAL_ROWS } from './identicalRows.js';
import { NON_DOMINATION } from './nonDomination.js';
import { NPG_TOP } from './npgTop.js';
import { ORDER } from './order.js';
import { FEATURES_3, FEATURES_3_STO, FEATURES_K } from './products.js';
import { PROJECTED_ORDER } from './projectedOrder.js';
import { RANK } from './rank.js';
import { REALIZABLE } from './realizable.js';
import { TRAP } from './trap.js';

/** The conditions in the order of tables. */
export const CONDITIONS = [
  EXPOSED,
  ORDER,
  TRAP,
  FEATURES_K,
  FEATURES_3,
  FEATURES_3_STO,
  NON_DOMINATION,
  NPG_TOP,
  PROJECTED_ORDER,
  REALIZABLE,
  AFFINELY_INDEPENDENT,
  RANK,
  IDENTICAL_ROWS,
] as const;

/** Figures of the start; they neither hold nor fail. */
export const FIGURES = [GRADIENT_ANGLE, FISHER] as const;

export type FigureId = (typeof FIGURES)[number]['id'];

/** The conditions that a small change of the numbers can restore. */
export type RepairableId = Extract<(typeof CONDITIONS)[number], { readonly isRepairable: true }>['id'];

export type ConditionId = (typeof CONDITIONS)[number]['id'] | FigureId;

export const CONDITION_IDS: readonly (typeof CONDITIONS)[number]['id'][] = CONDITIONS.map(({ id }) => id);

/** The condition with this id; undefined for a figure and for an id that the catalogue does not have. */
export function conditionOf(id: string): ConditionEntry | undefined {
  return (CONDITIONS as readonly ConditionEntry[]).find((entry) => entry.id === id);
}

/** The id, if it is that of a condition that a small change can restore; otherwise undefined. */
export function repairableOf(id: string): RepairableId | undefined {
  return conditionOf(id)?.isRepairable && (id as RepairableId);
}

/** What a condition or figure says, in one sentence of Markdown. */
export function aboutOf(id: string): string {
  return [...CONDITIONS, ...FIGURES].find((entry) => entry.id === id)?.about ?? '';
}

/** The page of `docs/` that derives a condition or figure of a bandit. */
export function pageOfCondition<Id extends string>(id: Id): Lowercase<Id> {
  return id.toLowerCase() as Lowercase<Id>;
}

/** The page that derives the conditions of contextual bandits and processes. */
export const PAGE_OF_POLICIES = 'policies';

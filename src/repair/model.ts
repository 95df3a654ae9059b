/**
 * The bandit as the search for a repair sees it: units, which move as one, with features in units of the scale s (`margins.ts`).
 * A unit is an arm, that is, all actions with the same row. But if an optimal action shares its row with a worse one, every action is
 * a unit of its own, since the two have to be told apart.
 */
import { type Arms, isOptimalArm } from '../conditions/arms.js';
import { Pauses, type Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { rewardLevels } from '../model/ranking.js';
import type { Margins } from './margins.js';

/** Features between two pauses. */
const MOST_SCALED = 2e4;

export interface Model {
  readonly bandit: Bandit;
  readonly dimensions: number;
  /** The actions of each unit. */
  readonly units: readonly (readonly number[])[];
  /** One row for each unit, divided by s. */
  readonly rows: readonly Float64Array[];
  /** The units by (mean) reward, best first. */
  readonly levels: readonly (readonly number[])[];
  readonly levelOf: readonly number[];
  readonly margins: Margins;
}

export function* modelOf(arms: Arms, margins: Margins): Work<Model> {
  const { bandit } = arms;
  const hidden = arms.optimal.some((action) => !isOptimalArm(arms, arms.armOf[action]!));
  const units = hidden ? bandit.names.map((_, action) => [action]) : arms.members;
  const levels = hidden ? rewardLevels(bandit) : arms.levels;
  const levelOf: number[] = [];
  levels.forEach((level, n) => {
    for (const unit of level) levelOf[unit] = n;
  });
  const rows: Float64Array[] = [];
  const pauses = new Pauses(MOST_SCALED);
  for (const [action] of units) {
    const features = bandit.features[action!]!;
    const row = new Float64Array(features.length);
    for (let k = 0; k < row.length; k++) row[k] = features[k]!.value / margins.scale;
    rows.push(row);
    if (pauses.after(row.length)) yield;
  }
  return {
    bandit,
    dimensions: arms.dimensions,
    units,
    rows,
    levels,
    levelOf,
    margins,
  };
}

/** How many `neighbours` there are. */
export function countOfNeighbours(levels: Model['levels']): number {
  return levels.slice(1).reduce((sum, lower, n) => sum + levels[n]!.length * lower.length, 0);
}

/** All pairs of a unit and a unit of the next lower reward: a w that orders these pairs orders all. */
export function neighbours({ levels }: Pick<Model, 'levels'>): [number, number][] {
  return levels
    .slice(1)
    .flatMap((lower, n) => levels[n]!.flatMap((from) => lower.map((to): [number, number] => [from, to])));
}

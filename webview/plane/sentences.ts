/** Texts about the plane. Pure. */
import { type BasinMap, isWhole, pixelAt, UNKNOWN } from '../../src/flow/basins.js';
import type { End } from '../../src/flow/ends.js';
import { count, equal, equalVector, figure } from '../format.js';
import { endName, forecastLine, type Naming, namingOf, policyLine, valueSymbol } from './naming.js';
import type { RunPath } from './paths.js';
import type { PlaneProblem } from './problem.js';
import type { Pin, PlaneState } from './state.js';

export interface Share {
  readonly end: End;
  readonly name: string;
  /** The fraction of the known pixels. */
  readonly part: number;
}

/** The ends of a map with their shares of the square, greatest first. */
export function shares(map: BasinMap, naming: Naming): Share[] {
  const pixels = new Float64Array(map.ends.length);
  let known = 0;
  for (const code of map.codes) {
    if (code === UNKNOWN) continue;
    pixels[code]!++;
    known++;
  }
  return map.ends
    .map((end, code) => ({ end, name: endName(end, naming, map.ends), part: pixels[code]! / (known || 1) }))
    .filter(({ part }) => part > 0)
    .sort((a, b) => b.part - a.part);
}

/** How much of the map was computed, and the result of the check by a sample. */
export function honesty(map: BasinMap): string {
  const total = map.columns * map.rows;
  const computed = map.computed.reduce((sum, each) => sum + each, 0);
  if (map.isCut)
    return `The flow was followed from ${count(computed)} of ${count(total)} pixels, ${map.spacing} apart: one flow of this problem takes so long that no more are followed.`;
  if (map.spacing > 1) return `Being refined: ${count(computed)} flows followed so far.`;
  const inferred = total - computed;
  if (inferred === 0) return `The flow was followed from all ${count(total)} pixels.`;
  const sample =
    map.checked > 0
      ? ` To check, the flow was also followed from ${count(map.checked)} of the inferred ones: ${map.wrong === 0 ? 'all agreed' : `${map.wrong} were wrong and have been corrected`}.`
      : '';
  return `The flow was followed from ${count(computed)} of ${count(total)} pixels; the others are inferred, each from computed ones around it that agree.${sample}`;
}

/** The point at the cursor in numbers. */
export function cursorSentence(state: PlaneState): string {
  const { cursor, problem, window, side, basins } = state;
  if (cursor === null || problem === null || window === null)
    return 'θ: point at the plane, or move the cursor with the arrow keys.';
  const { subject, field } = problem;
  const symbol = valueSymbol(subject);
  field.evaluate(...cursor);
  const theta = problem.literalsAt(...cursor, side / (2 * window.half)).map(Number);
  // A costly flow is followed only on request.
  const end = problem.light
    ? forecastLine(problem.endFrom(theta), namingOf(problem, state.known), basins?.map.ends)
    : 'press for it';
  return `θ ${equalVector(theta)}: π: ${policyLine(field.policy, subject)}; ${symbol} ${equal(field.value, 4)}; forecast: ${end}${isInferred(state, cursor) ? ' (its pixel was inferred)' : ''}.`;
}

function isInferred({ colours, basins }: PlaneState, cursor: readonly [number, number]): boolean {
  if (colours === 'value of the policy' || basins === null || !isWhole(basins.map)) return false;
  const pixel = pixelAt(basins.square, ...cursor);
  return pixel !== null && basins.map.computed[pixel] !== 1;
}

/** The picked point, and where the flow from it leads. */
export function pinSentence(
  { literals, theta }: Pin,
  problem: PlaneProblem,
  naming: Naming,
  basins: BasinMap | null,
): string {
  const end = forecastLine(problem.endFrom(theta), naming, basins?.ends);
  return `Forecast from (${literals.join(', ').replaceAll('-', '−')}): ${end}.`;
}

/** What is drawn, and which parts of it may mislead: the same while a map or a run is in progress. */
export function noteSentences(state: PlaneState, problem: PlaneProblem): string {
  const { colours } = state;
  const { subject, slice, field } = problem;
  const start = state.subject?.start;
  const symbol = valueSymbol(subject);
  const parts: string[] = [];
  if (colours === 'value of the policy')
    parts.push(`Colour: ${symbol}(θ) from ${figure(field.least)} to ${figure(field.greatest)}.`);
  else if (!problem.isMapped) parts.push(UNMAPPED);
  else parts.push('Shares are parts of this view: they change as it moves or zooms.');
  parts.push(`Small arrows: the direction of ∇${symbol}, not its length.`);
  if (problem.bandit) parts.push('Dashed: borders between the most probable actions.');
  else if (colours !== 'value of the policy' && problem.isMapped) parts.push(NAMES);
  if (slice.plane.origin.length > 2)
    parts.push(
      `A slice through ${start ? `θ₀ ${equalVector(start)}` : 'θ = 0'}; right: ${slice.across}, up: ${slice.up}. Runs and forecasts leave it: what is drawn is their projection.`,
    );
  else if (slice.up === '') parts.push('There is one parameter, θ(1).');
  return parts.join(' ');
}

/** How far the map and the runs are: these sentences come and go, so the page keeps room for them. */
export function progressSentences(
  { colours, basins, isStale }: PlaneState,
  { isMapped }: PlaneProblem,
  paths: readonly RunPath[],
): string {
  const parts: string[] = [];
  if (colours !== 'value of the policy' && isMapped)
    parts.push(basins === null ? 'The basins are being computed, coarsely first.' : honesty(basins.map));
  if (paths.some(({ style }) => style !== null))
    parts.push('Runs have the colours and dashes of their lines in the charts.');
  if (paths.length > 0 && isStale) parts.push('The runs are those of the version before.');
  return parts.join(' ');
}

const UNMAPPED =
  'Basins are not drawn: following one flow of a problem of this size takes too long. The colour of the value is drawn, and a click forecasts from one point.';
const NAMES = 'A policy is named by where it differs from the best one in reach, in states that it comes to.';

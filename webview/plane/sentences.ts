/** The plane in words. Pure. */
import { type BasinMap, pixelAt, UNKNOWN } from '../../src/flow/basins.js';
import { type End, sameEnd } from '../../src/flow/ends.js';
import type { Subject } from '../../src/shared/messages.js';
import { count, equal, equalVector, figure, probability } from '../format.js';
import { finiteNumbers } from './endLooks.js';
import type { RunPath } from './paths.js';
import type { PlaneProblem } from './problem.js';
import type { Slice } from './slices.js';
import type { Pin, PlaneState } from './state.js';

export interface Share {
  readonly end: End;
  readonly name: string;
  /** Part of the pixels that are known. */
  readonly part: number;
}

/** The ends of a map with their shares of the square, greatest first. */
export function shares(map: BasinMap, subject: Subject): Share[] {
  const pixels = new Float64Array(map.ends.length);
  let known = 0;
  for (const code of map.codes) {
    if (code === UNKNOWN) continue;
    pixels[code]!++;
    known++;
  }
  return map.ends
    .map((end, code) => ({ end, name: endName(end, subject, map.ends), part: pixels[code]! / (known || 1) }))
    .filter(({ part }) => part > 0)
    .sort((a, b) => b.part - a.part);
}

/** @param ends of the map that is shown, whose finite points have numbers */
export function endName(end: End, { actions, optimal }: Subject, ends: readonly End[] = []): string {
  switch (end.kind) {
    case 'action':
      return `${actions[end.action] ?? '?'}${optimal.includes(end.action) ? ' (optimal)' : ''}`;
    case 'set':
      return `a mixture of ${end.actions.map((a) => actions[a] ?? '?').join(', ')}`;
    case 'finite': {
      const known = ends.find((other) => sameEnd(other, end));
      const number = known && finiteNumbers(ends).get(known);
      return `${number === undefined ? 'a finite point' : `finite point ${number}`}, f ${equal(end.value)}`;
    }
    case 'undecided':
      return 'undecided';
  }
}

/** How much of the map was computed, and what became of the sample that was checked. */
export function honesty(map: BasinMap): string {
  const total = map.columns * map.rows;
  const computed = map.computed.reduce((sum, each) => sum + each, 0);
  if (map.spacing > 1) return `Being refined: ${count(computed)} flows followed so far.`;
  const inferred = total - computed;
  if (inferred === 0) return `The flow was followed from all ${count(total)} pixels.`;
  const sample =
    map.checked > 0
      ? ` Of the inferred ones ${count(map.checked)} were followed to check: ${map.wrong === 0 ? 'all agreed' : `${map.wrong} had been wrong and were mended`}.`
      : '';
  return `The flow was followed from ${count(computed)} of ${count(total)} pixels; the others are inferred, each from computed ones around it that agree.${sample}`;
}

/** The likeliest actions: `a2 95.1 %, a1 3.0 %`. */
export function policyLine(policy: ArrayLike<number>, { actions }: Subject): string {
  return Array.from(policy, (p, action) => ({ p, action }))
    .sort((a, b) => b.p - a.p)
    .slice(0, 4)
    .map(({ p, action }) => `${actions[action]} ${probability(p)}`)
    .join(', ');
}

/** What becomes of a point, in a clause. */
export function forecastLine(end: End, subject: Subject, ends: readonly End[] = []): string {
  if (end.kind === 'undecided') return 'undecided';
  const gap = Math.max(...subject.rewards) - end.value;
  const below = gap > 0 ? `, ${figure(gap)} below the best` : '';
  switch (end.kind) {
    case 'action':
      return `ends at ${subject.actions[end.action]}${below || ', the best'}`;
    case 'set':
      return `ends at ${endName(end, subject, ends)}${below}`;
    case 'finite':
      return `stops at ${endName(end, subject, ends)}${below}`;
  }
}

/** The point under the cursor in numbers. */
export function cursorSentence(state: PlaneState): string {
  const { cursor, problem, window, side, basins } = state;
  if (cursor === null || problem === null || window === null)
    return 'θ: point at the plane, or move the cursor with the arrow keys.';
  const { subject, field } = problem;
  field.evaluate(...cursor);
  const theta = problem.literalsAt(...cursor, side / (2 * window.half)).map(Number);
  // A heavy flow is followed only when it is asked for.
  const end = problem.light
    ? forecastLine(problem.endFrom(theta), subject, basins?.map.ends)
    : 'press for it';
  return `θ ${equalVector(theta)}: π: ${policyLine(field.policy, subject)}; f ${equal(field.value, 4)}; forecast: ${end}${isInferred(state, cursor) ? ' (its pixel was inferred)' : ''}.`;
}

function isInferred({ colours, basins }: PlaneState, cursor: readonly [number, number]): boolean {
  if (colours === 'value of the policy' || basins === null || basins.map.spacing !== 1) return false;
  const pixel = pixelAt(basins.square, ...cursor);
  return pixel !== null && basins.map.computed[pixel] !== 1;
}

/** The picked point and where the flow leads from it. */
export function pinSentence(
  { literals, theta }: Pin,
  problem: PlaneProblem,
  basins: BasinMap | null,
): string {
  const end = forecastLine(problem.endFrom(theta), problem.subject, basins?.ends);
  return `Forecast from (${literals.join(', ').replaceAll('-', '−')}): ${end}.`;
}

/** What is drawn, and what of it is not what it may seem. */
export function noteSentences(
  state: PlaneState,
  slice: Slice,
  subject: Subject,
  paths: readonly RunPath[],
): string {
  const { colours, basins } = state;
  const { rewards } = subject;
  const parts: string[] = [];
  if (colours === 'value of the policy')
    parts.push(`Colour: f(θ) from ${figure(Math.min(...rewards))} to ${figure(Math.max(...rewards))}.`);
  else if (basins !== null)
    parts.push('Shares are parts of this view: they change as it moves or zooms.', honesty(basins.map));
  parts.push(
    'Small arrows: the direction of ∇f, not its length. Dashed: borders between the most probable actions.',
  );
  if (slice.plane.origin.length > 2)
    parts.push(
      `A slice through θ₀ ${equalVector(slice.plane.origin)}; right: ${slice.across}, up: ${slice.up}. Runs and forecasts leave it: what is drawn is their projection.`,
    );
  else if (slice.up === '') parts.push('There is one parameter, θ(1).');
  if (paths.some(({ style }) => style !== null))
    parts.push('Runs have the colours and dashes of their lines in the charts.');
  if (paths.length > 0 && state.isStale) parts.push('The runs are those of the version before.');
  return parts.join(' ');
}

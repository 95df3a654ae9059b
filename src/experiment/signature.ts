/**
 * What a run that has ended looks like: rules on its recording alone. A signature is an observation; it says nothing about
 * what more iterations would bring.
 */
import type { Ending, Recording } from '../engine/types.js';
import type { ProblemNumbers, RowNumbers } from '../model/problem.js';
import type { ProcessNumbers } from '../model/processNumbers.js';
import { isPowerLaw, lastDecadeFit } from './fit.js';
import { visitedStates } from './visits.js';

/** An action is settled on if its probability at the end is at least this. */
export const SETTLED = 0.99;
/** A gap falls if its fitted log-log slope over the last decade of iterations is at most this. */
const FALLING = -0.1;
/** A point is stationary if ‖∇f‖ is at most this fraction of `steepest`. */
const STATIONARY = 1e-6;

/** The kinds of signatures, in the order in which they are tried; the first whose rule holds is the signature. */
export const SIGNATURE_KINDS = [
  'exploding',
  'converged',
  'slow',
  'stuck',
  'finite-point',
  'unsettled',
] as const satisfies readonly Signature['kind'][];

export type Signature =
  /** A parameter, or something computed from it, was no longer finite. */
  | { readonly kind: 'exploding'; readonly at: number }
  /**
   * The optimal actions together are settled on, in every state that an optimal policy visits; if there are several such policies, the one that the run takes.
   * `probability`: the least of these states. `slope` of the gap over the last decade; null if it is no power law there.
   */
  | {
      readonly kind: 'converged';
      readonly probability: number;
      readonly slope: number | null;
      /** How many states an optimal policy visits. */
      readonly states: number;
    }
  /** The optimum is not settled on, but the gap falls. */
  | { readonly kind: 'slow'; readonly slope: number | null }
  /** In every state that the policy visits an action is settled on, and the gap does not fall. `rows`: those actions that are not optimal. */
  | { readonly kind: 'stuck'; readonly rows: readonly number[]; readonly probability: number }
  /** In some state no action is settled on, and the point is stationary. */
  | { readonly kind: 'finite-point'; readonly gradientNorm: number }
  /** None of these. */
  | { readonly kind: 'unsettled' };

/** A bandit, or a process with its optimal rows. */
export type SignatureProblem = RowNumbers &
  Pick<ProblemNumbers, 'optimal' | 'offsets'> & { readonly process?: ProcessNumbers };

/** @returns null for a run that has not ended or has recorded nothing. */
export function signatureOf(
  { recording, ending }: { readonly recording: Recording; readonly ending: Ending | null },
  problem: SignatureProblem,
): Signature | null {
  const policy = recording.policy.at(-1);
  if (ending === null) return null;
  if (ending.kind === 'overflow') return { kind: 'exploding', at: ending.at };
  if (policy === undefined) return null;
  const broken = recording.gap.findIndex((gap) => !Number.isFinite(gap));
  if (broken >= 0) return { kind: 'exploding', at: recording.iterations[broken]! };

  const fit = lastDecadeFit(recording.iterations, recording.gap);
  const slope = fit !== null && isPowerLaw(fit) ? fit.slope : null;
  const optimum = optimumReached(policy, problem);
  if (optimum.probability >= SETTLED) return { kind: 'converged', ...optimum, slope };
  if (fit !== null && fit.slope <= FALLING) return { kind: 'slow', slope };
  const { rows, probability } = settledOn(policy, problem);
  if (probability >= SETTLED) return { kind: 'stuck', rows, probability };
  const gradientNorm = recording.gradientNorm.at(-1)!;
  if (gradientNorm <= STATIONARY * steepest(problem)) return { kind: 'finite-point', gradientNorm };
  return { kind: 'unsettled' };
}

/** The least probability of all optimal actions together, over the states that an optimal policy visits. */
export function optimumReached(
  policy: readonly number[],
  { optimal, offsets, process }: SignatureProblem,
): { readonly probability: number; readonly states: number } {
  const isOptimal = new Set(optimal);
  const isTaken = (row: number) => isOptimal.has(row) && policy[row]! >= 1 - SETTLED;
  const states = statesOf(offsets, process, isTaken);
  const reached = states.map((rows) =>
    rows.reduce((sum, row) => sum + (isOptimal.has(row) ? policy[row]! : 0), 0),
  );
  return { probability: least(reached), states: states.length };
}

/** The most probable row of each state that the policy visits, if it is not optimal, and the least probability of a most probable row. */
export function settledOn(
  policy: readonly number[],
  { optimal, offsets, process }: SignatureProblem,
): { readonly rows: readonly number[]; readonly probability: number } {
  const isOptimal = new Set(optimal);
  const states = statesOf(offsets, process, (row) => policy[row]! >= 1 - SETTLED);
  const likeliest = states.map((rows) => rows.reduce((a, b) => (policy[b]! > policy[a]! ? b : a)));
  return {
    rows: likeliest.filter((row) => !isOptimal.has(row)),
    probability: least(likeliest.map((row) => policy[row]!)),
  };
}

/** The rows of each visited state; a bandit is one state. */
function statesOf(
  offsets: readonly number[],
  process: ProcessNumbers | undefined,
  isTaken: (row: number) => boolean,
): number[][] {
  const visited = process ? visitedStates(process, offsets, isTaken) : [true];
  return visited.flatMap((isVisited, state) => {
    const [from, end] = [offsets[state]!, offsets[state + 1]!];
    return isVisited ? [Array.from({ length: end - from }, (_, i) => from + i)] : [];
  });
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), 1);

/**
 * The scale of gradients. For a bandit it is a bound: ‖Σ π_a (r_a − f) x_a‖ = ‖Σ π_a (r_a − f)(x_a − x_b)‖ ≤ (r_max − r_min)·max ‖x_a − x_b‖. For a
 * process, the same expression with the actions of each state compared among themselves is (1 − γ)² times a bound: Σ_s d(s) = 1/(1 − γ), |A(s,a)| ≤ (r_max − r_min)/(1 − γ).
 */
function steepest({ rewards, features, offsets }: SignatureProblem): number {
  let greatest = greatestDistances.get(features);
  if (greatest === undefined) {
    const ofState = offsets.slice(1).map((end, state) => diameter(features.slice(offsets[state], end)));
    greatest = ofState.reduce((a, b) => Math.max(a, b), 0);
    greatestDistances.set(features, greatest);
  }
  const spread = rewards.reduce((a, b) => Math.max(a, b)) - rewards.reduce((a, b) => Math.min(a, b));
  return spread * greatest;
}

/** Of the rows of a state. Kept, since every two rows are compared, and every run asks for it. */
const greatestDistances = new WeakMap<object, number>();

function diameter(rows: readonly (readonly number[])[]): number {
  // Divided by the greatest entry, no square overflows or is lost.
  const scale = rows.reduce((most, row) => row.reduce((a, b) => Math.max(a, Math.abs(b)), most), 0) || 1;
  let most = 0;
  for (const [a, x] of rows.entries()) {
    for (let b = a + 1; b < rows.length; b++) {
      const y = rows[b]!;
      let square = 0;
      for (let k = 0; k < x.length; k++) square += (x[k]! / scale - y[k]! / scale) ** 2;
      if (square > most) most = square;
    }
  }
  return scale * Math.sqrt(most);
}

/**
 * What a run that has ended looks like: rules on its recording, and on nothing else. A signature is observed; it says nothing of
 * what more iterations would bring.
 */
import type { Ending, Recording } from '../engine/types.js';
import type { ProblemNumbers, RowNumbers } from '../model/problem.js';
import { isPowerLaw, lastDecadeFit } from './fit.js';

/** An action is settled on when its probability at the end is at least this. */
export const SETTLED = 0.99;
/** A gap falls while its fitted log-log slope over the last decade of iterations is at most this. */
export const FALLING = -0.1;
/** A point is stationary when ‖∇f‖ is at most this part of (r_max − r_min)·max ‖x_a − x_b‖, which bounds ‖∇f‖ from above. */
export const STATIONARY = 1e-6;

/** In the order in which they are tried; the first whose rule holds is the signature. */
export type Signature =
  /** A parameter, or something computed from it, left the finite numbers. */
  | { readonly kind: 'exploding'; readonly at: number }
  /** The optimal actions together are settled on. `slope` of the gap over the last decade; null where it is no power law there. */
  | { readonly kind: 'converged'; readonly probability: number; readonly slope: number | null }
  /** Not settled on the optimum, but the gap falls. */
  | { readonly kind: 'slow'; readonly slope: number | null }
  /** A suboptimal action is settled on, and the gap does not fall. */
  | { readonly kind: 'stuck'; readonly action: number; readonly probability: number }
  /** No action is settled on, the point is stationary. */
  | { readonly kind: 'finite-point'; readonly gradientNorm: number }
  /** None of these. */
  | { readonly kind: 'unsettled' };

/** @returns null for a run that has not ended or has nothing recorded. */
export function signatureOf(
  { recording, ending }: { readonly recording: Recording; readonly ending: Ending | null },
  problem: RowNumbers & Pick<ProblemNumbers, 'optimal'>,
): Signature | null {
  const policy = recording.policy.at(-1);
  if (ending === null) return null;
  if (ending.kind === 'overflow') return { kind: 'exploding', at: ending.at };
  if (policy === undefined) return null;
  const broken = recording.gap.findIndex((gap) => !Number.isFinite(gap));
  if (broken >= 0) return { kind: 'exploding', at: recording.iterations[broken]! };

  const fit = lastDecadeFit(recording.iterations, recording.gap);
  const slope = fit !== null && isPowerLaw(fit) ? fit.slope : null;
  const optimum = problem.optimal.reduce((sum, action) => sum + policy[action]!, 0);
  if (optimum >= SETTLED) return { kind: 'converged', probability: optimum, slope };
  if (fit !== null && fit.slope <= FALLING) return { kind: 'slow', slope };
  const probability = Math.max(...policy);
  if (probability >= SETTLED) return { kind: 'stuck', action: policy.indexOf(probability), probability };
  const gradientNorm = recording.gradientNorm.at(-1)!;
  if (gradientNorm <= STATIONARY * steepest(problem)) return { kind: 'finite-point', gradientNorm };
  return { kind: 'unsettled' };
}

/** ‖Σ π_a (r_a − f) x_a‖ = ‖Σ π_a (r_a − f)(x_a − x_b)‖ ≤ (r_max − r_min)·max ‖x_a − x_b‖. */
function steepest({ rewards, features }: RowNumbers): number {
  const lengths = features.flatMap((x, a) =>
    features.slice(a + 1).map((y) => Math.hypot(...x.map((value, k) => value - y[k]!))),
  );
  return (Math.max(...rewards) - Math.min(...rewards)) * lengths.reduce((a, b) => Math.max(a, b), 0);
}

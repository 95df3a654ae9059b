/** The starts of the campaign: around 0 at several scales, and far out in every direction that a claim is about. */
import type { Arms } from '../../src/conditions/arms.js';
import { directing } from '../../src/flow/dominance.js';
import type { FlowProblem } from '../../src/flow/flowProblem.js';
import { dot } from '../../src/math/dot.js';
import { finish } from '../../src/math/work.js';
import type { Random } from '../random.js';

/** Standard deviations around 0, in coordinates where features differ by at most 1. */
const SCALES = [1, 4, 16, 64];
/** How many nats the runner-up is behind at a start far out. */
const FAR = 40;

/** Starts of no particular claim: Gaussian ones, and one inside the normal cone of each vertex of the features' hull. */
export function* freeStarts(problem: FlowProblem, draw: Random): Generator<Float64Array> {
  const origin = new Float64Array(problem.input.dimensions);
  for (const scale of SCALES) {
    for (let n = 0; n < 2; n++) yield problem.fromReduced(noise(problem, draw, scale), origin);
  }
  for (let i = 0; i < problem.arms; i++) {
    const start = along(
      problem,
      draw,
      differences(problem, i, (j) => j !== i),
      FAR,
    );
    if (start) yield start;
  }
}

/**
 * Starts along the direction p in which arm i outgrows the worse arms, with the slowest of them, and if p allows it the slowest
 * better one, at least `nats` behind. Arms are the flow's. null: nothing is worse, p = 0, or the start is further out than the flow goes.
 */
export function alongTrap(
  problem: FlowProblem,
  draw: Random,
  i: number,
  nats: number,
  { isTrap }: { readonly isTrap: boolean },
): Float64Array | null {
  const { rewards } = problem;
  const worse = differences(problem, i, (j) => rewards[j]! < rewards[i]!);
  const better = isTrap ? differences(problem, i, (j) => rewards[j]! > rewards[i]!) : [];
  const tied = isTrap ? differences(problem, i, (j) => j !== i && rewards[j] === rewards[i]) : [];
  return along(problem, draw, worse, nats, better, tied);
}

/** A direction in features, as a start at which `lead` > 0 (what the direction is worth in logits at length 1) is `nats`. */
export function alongWitness(witness: readonly number[], lead: number, nats: number): Float64Array | null {
  const length = nats / lead;
  return length < 1e15 ? Float64Array.from(witness, (w) => w * length) : null;
}

/** The flow's arm for each arm of the conditions; null if doubles do not distinguish the same rows. */
export function sameArms(problem: FlowProblem, arms: Arms): number[] | null {
  if (problem.arms !== arms.members.length) return null;
  const key = (members: readonly number[]) => members.join();
  const found = arms.members.map((members) =>
    problem.members.findIndex((each) => key(each) === key(members)),
  );
  return found.every((arm) => arm >= 0) ? found : null;
}

const GREATEST = 1e10;

function along(
  problem: FlowProblem,
  draw: Random,
  worse: readonly Float64Array[],
  nats: number,
  better: readonly Float64Array[] = [],
  tied: readonly Float64Array[] = [],
): Float64Array | null {
  if (worse.length === 0) return null;
  const p = finish(directing(worse));
  const square = dot(p, p);
  const rate = Math.min(square, ...better.map((y) => dot(y, p) - square), ...tied.map((y) => dot(y, p)));
  const t = nats / rate;
  if (!(rate > 1e-14) || !(t * Math.sqrt(square) < GREATEST)) return null;
  const start = noise(problem, draw, 0.5);
  for (let k = 0; k < start.length; k++) start[k]! += t * p[k]!;
  return problem.fromReduced(start, new Float64Array(problem.input.dimensions));
}

function differences(problem: FlowProblem, i: number, accept: (j: number) => boolean): Float64Array[] {
  const { rows, rank, arms } = problem;
  return Array.from({ length: arms }, (_, j) => j)
    .filter(accept)
    .map((j) => Float64Array.from({ length: rank }, (_, k) => rows[i * rank + k]! - rows[j * rank + k]!));
}

function noise({ rank }: FlowProblem, draw: Random, scale: number): Float64Array {
  return Float64Array.from({ length: rank }, () => scale * draw.normal());
}

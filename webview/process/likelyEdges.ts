/** Which transitions of a graph a policy makes likely. Pure. */
import type { Subject } from '../../src/shared/messages.js';
import { rowsOf } from './format.js';
import type { Edge } from './places.js';
import { likeliest } from './strip.js';

/** An arrow with a smaller probability would be invisible. */
export const LEAST_LIKELY = 0.01;

export interface LikelyEdge {
  readonly edge: Edge;
  /** The probability of the transition under the most probable action of its state; null: another action leads there. */
  readonly probability: number | null;
}

/** The edges of the most probable actions come last, so that they lie above the others. */
export function likelyEdges(
  edges: readonly Edge[],
  subject: Subject,
  policy: readonly number[],
): LikelyEdge[] {
  const { process, offsets } = subject;
  const likely = new Map<string, number>();
  offsets.slice(1).forEach((_, state) => {
    for (const [next, probability] of process!.transitions?.[likeliest(policy, rowsOf(subject, state))] ?? [])
      likely.set(`${state} ${next}`, probability);
  });
  return edges
    .map((edge) => ({ edge, probability: likely.get(`${edge.from} ${edge.to}`) ?? null }))
    .sort((a, b) => Number(a.probability !== null) - Number(b.probability !== null));
}

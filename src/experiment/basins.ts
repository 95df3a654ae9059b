/** Maps basins of attraction on the pool of workers, in pieces so small that a map can be dropped without ending a worker. */
import { type BasinMap, type BasinSquare, type PixelEnds, type Pixels, refining } from '../flow/basins.js';
import { type End, indexOfEnd } from '../flow/ends.js';
import { Flow } from '../flow/flow.js';
import { MdpFlow } from '../flow/mdp/flow.js';
import { type ProblemNumbers, type RowNumbers, rowsFrom } from '../model/problem.js';
import { numericProcess, type ProcessNumbers } from '../model/processNumbers.js';
import type { WorkerPool } from './pool.js';

/** The problem of a map, in plain arrays. */
export interface BasinProblem extends RowNumbers {
  /** Only for a contextual bandit or a process. */
  readonly mdp?: Pick<ProblemNumbers, 'offsets'> &
    Pick<ProcessNumbers, 'discount' | 'start'> & {
      readonly transitions: NonNullable<ProcessNumbers['transitions']>;
    };
}

/** Which part of the parameters is mapped, and how finely. */
export interface BasinOrder {
  readonly square: BasinSquare;
  /** About how many flows may be followed. */
  readonly most: number;
}

/** The argument of the worker's method `basins`, which answers with `PixelEnds`. */
export interface BasinPiece extends BasinProblem {
  readonly square: BasinSquare;
  readonly pixels: Pixels;
}

/** The number of flows in one piece: about 10 ms of a worker. */
function pieceOf({ features, mdp }: BasinProblem): number {
  const d = features[0]!.length;
  const entries = features.length * d;
  // The derivative of a process is computed by differences.
  const transitions = mdp?.transitions.reduce((sum, { length }) => sum + length, 0) ?? 0;
  const cost = mdp ? 2 * d * (entries + 10 * transitions) : entries * d;
  return Math.max(mdp ? 1 : 4, Math.round(128 / Math.max(1, cost / 200)));
}

/** The flow of a bandit in plain arrays. */
export function banditFlow(rows: RowNumbers): Flow {
  return new Flow(rowsFrom(rows));
}

/** The flow of a bandit or of a process. */
export function flowOf({ mdp, ...rows }: BasinProblem): Flow | MdpFlow {
  if (mdp === undefined) return banditFlow(rows);
  return new MdpFlow(numericProcess({ ...rows, offsets: mdp.offsets }, mdp)!);
}

/**
 * Maps a square, `workers` pieces at a time. `onLevel` is called for each finished level; the finest level, with the check of its inferred pixels,
 * comes last. The arrays of a map change after the call. Resolves when all levels are done, or soon after the signal has aborted; after that,
 * `onLevel` is not called again. Rejects with the error of a worker.
 */
export async function mapBasins(
  pool: WorkerPool,
  workers: number,
  problem: BasinProblem,
  { square, most }: BasinOrder,
  onLevel: (map: BasinMap) => void,
  signal: AbortSignal,
): Promise<void> {
  const steps = refining(square, most);
  let step = steps.next();
  while (!step.done && !signal.aborted) {
    if (step.value.kind === 'level') {
      onLevel(step.value.map);
      step = steps.next();
      continue;
    }
    const { pixels } = step.value;
    const answer = await inPieces(pixels, pieceOf(problem), workers, signal, (piece) =>
      pool.exec('basins', [{ ...problem, square, pixels: piece } satisfies BasinPiece]),
    );
    if (answer) step = steps.next(answer);
  }
  if (step.done && !signal.aborted) onLevel(step.value);
}

/** null: the signal aborted before all pieces were done. */
async function inPieces(
  pixels: Pixels,
  size: number,
  workers: number,
  signal: AbortSignal,
  follow: (piece: Pixels) => PromiseLike<PixelEnds>,
): Promise<PixelEnds | null> {
  const starts = Array.from({ length: Math.ceil(pixels.length / size) }, (_, n) => n * size);
  const codes = new Uint8Array(pixels.length);
  const ends: End[] = [];
  let done = 0;
  const work = async () => {
    for (let start = starts.shift(); start !== undefined && !signal.aborted; start = starts.shift()) {
      const piece = await follow(pixels.slice(start, start + size));
      const places = piece.ends.map((end) => indexOfEnd(ends, end));
      for (let n = 0; n < piece.codes.length; n++) codes[start + n] = places[piece.codes[n]!]!;
      done += piece.codes.length;
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return done === pixels.length ? { ends, codes } : null;
}

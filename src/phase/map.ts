/** Verdicts over two parameters: a grid, each cell decided at its centre, and nothing said of the rest of it. */
import { Fraction } from 'fraction.js';
import type { Decision } from './diagram.js';

export interface Range {
  readonly from: Fraction;
  readonly to: Fraction;
}

/** `y` ascends with the rows. */
export interface PhaseMap {
  readonly cells: readonly {
    readonly x: Fraction;
    readonly y: Fraction;
    readonly decision: Omit<Decision, 'reach'>;
  }[];
  readonly columns: number;
  readonly rows: number;
}

/** Of so many columns and rows. */
export const CELLS = 40;

export function mapOf(x: Range, y: Range, decide: (x: Fraction, y: Fraction) => Decision): PhaseMap {
  const centre = ({ from, to }: Range, n: number) =>
    from.add(to.sub(from).mul(new Fraction(BigInt(2 * n + 1), BigInt(2 * CELLS))));
  const indices = Array.from({ length: CELLS }, (_, n) => n);
  return {
    columns: CELLS,
    rows: CELLS,
    cells: indices.flatMap((row) =>
      indices.map((column) => {
        const at = { x: centre(x, column), y: centre(y, row) };
        const { label, basis } = decide(at.x, at.y);
        return { ...at, decision: { label, basis } };
      }),
    ),
  };
}

/** The start θ₀ in the plane: its position, and what the text says about it after it was moved. Pure. */
import { coordinatesOf, type Plane, thetaAt } from '../../src/flow/plane.js';
import { resolution, snapped } from '../features/snap.js';
import type { PlaneState } from './state.js';

/** null: the text does not give a start number by number, or nothing is drawn. */
export function startOf({
  heldStart,
  subject,
  slice,
}: Pick<PlaneState, 'heldStart' | 'subject' | 'slice'>): readonly [number, number] | null {
  if (heldStart !== null) return heldStart.at;
  return subject?.start && slice ? coordinatesOf(slice.plane, subject.start) : null;
}

/**
 * The entries of θ₀ at a point of the plane; those that the plane does not change stay the same.
 *
 * @param literals those of the coordinates that were moved: 0 to the right, 1 upwards
 * @param scale in pixels per unit
 */
export function startLiterals(
  plane: Plane,
  start: readonly number[],
  [x, y]: readonly [number, number],
  literals: ReadonlyMap<number, string>,
  scale: number,
): string[] {
  const theta = thetaAt(plane, x, y);
  // Along directions other than axes, the entries are finer than the picture, so that the point stays on the plane.
  const exponent = resolution(scale) - 2;
  return start.map((entry, k) => {
    const [across, up] = [plane.across[k]!, plane.up[k]!];
    if (across === 0 && up === 0) return String(entry);
    if (across === 1) return literals.get(0) ?? String(entry);
    if (up === 1) return literals.get(1) ?? String(entry);
    return snapped(theta[k]!, exponent);
  });
}

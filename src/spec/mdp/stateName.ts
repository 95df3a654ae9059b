import { clip } from '../format.js';
import type { Reader, Slot } from '../nodes.js';
import type { TextRange } from '../types.js';

/** The state that is named at a place; null, and reported, if no state has this name. */
export function readName(
  reader: Reader,
  slot: Slot,
  places: ReadonlyMap<string, number>,
  what: string,
): { readonly state: number; readonly range: TextRange } | null {
  const written = reader.scalar(slot, what);
  if (!written) return null;
  const state = placeOf(reader, written.range, written.text, slot.name, places);
  return state === null ? null : { state, range: written.range };
}

/** The index of a name at `range`; null, and reported, if it is not known. @param where the place of the name, as the beginning of a sentence. */
export function placeOf(
  reader: Reader,
  range: TextRange,
  name: string,
  where: string,
  places: ReadonlyMap<string, number>,
): number | null {
  const state = places.get(name);
  if (state !== undefined) return state;
  // The known names are needed only if the issue is reported.
  const known = reader.untold ? [] : [...places.keys()];
  return reader.unknown(
    'unknown-state',
    range,
    name,
    known,
    `${where}: there is no state \`${clip(name)}\`.`,
  );
}

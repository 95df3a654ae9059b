/** The map of the rooms in CONTRIBUTING.md. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../../..');

/** A row of the map. */
interface Row {
  /** From the root of the project, with `/`. */
  readonly folder: string;
  /** Folders of other rooms that it may import from; null for a folder inside a room. */
  readonly knows: readonly string[] | null;
}

/** Every folder that the map has, in its order. */
export function readMap(): readonly Row[] {
  const [, map] = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8').split(/^## Map$/m);
  const [table] = map!.split(/^## /m);
  const rows: Row[] = [];
  for (const [, names, known] of table!.matchAll(/^\| (`.*?)\|.*\|(.*?)\|$/gm)) {
    const room = rows.findLast(({ knows }) => knows !== null)?.folder;
    for (const [, name] of names!.matchAll(/`([^`]+)`/g)) {
      rows.push(
        name!.startsWith('…/')
          ? { folder: name!.replace('…', room!), knows: null }
          : { folder: name!, knows: foldersOf(known!.trim()) },
      );
    }
  }
  return rows;
}

/** `model, math` */
function foldersOf(known: string): string[] {
  return known === 'nothing' ? [] : known.split(', ').map((room) => `src/${room}`);
}

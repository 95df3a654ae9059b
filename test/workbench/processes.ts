/** The processes behind a window: read from /proc, so on Linux alone. */
import { readdirSync, readFileSync } from 'node:fs';

/** The processes that descend from `ancestor` and whose command line holds `words`. */
export function descendants(ancestor: number, words: string): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = readOr(`/proc/${pid}/stat`);
    // "pid (name) state parent …", where the name may hold anything.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (parent > 0) parents.set(pid, parent);
  }
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined; at = parents.get(at)) if (at === ancestor) return true;
    return false;
  };
  return [...parents.keys()].filter(
    (pid) => isBelow(pid) && readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').includes(words),
  );
}

/** Empty where the process has ended meanwhile. */
function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

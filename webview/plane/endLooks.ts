/** The looks of the ends of a map: each end has its own combination of colour and pattern. Pure. */
import type { End } from '../../src/flow/ends.js';
import type { Subject } from '../../src/shared/messages.js';
import { PATTERN_COUNT } from './patterns.js';

export interface EndLook {
  /** The index into the palette; null: muted. */
  readonly colour: number | null;
  readonly pattern: number;
  /** For a finite point, its number: the best is 1. */
  readonly number: number | null;
}

/** How many actions have a colour of their own: those of a bandit. */
export function actionsIn({ actions, process }: Pick<Subject, 'actions' | 'process'>): number {
  return process ? 0 : actions.length;
}

/**
 * An action has the colour that it has in every picture. Other ends get a colour that no action has, as long as there is one, otherwise one that no end
 * of the map has, and always a pair of colour and pattern of their own, up to `colours`·`PATTERN_COUNT` of them.
 *
 * @param colours the size of the palette
 * @param actions how many actions the bandit has
 */
export function endLooks(ends: readonly End[], colours: number, actions: number): EndLook[] {
  const looks: (EndLook | undefined)[] = ends.map((end) => {
    if (end.kind === 'action')
      return { colour: end.action % colours, pattern: end.action % PATTERN_COUNT, number: null };
    return end.kind === 'undecided' ? { colour: null, pattern: UNDECIDED_PATTERN, number: null } : undefined;
  });
  const numbers = finiteNumbers(ends);
  for (const [code, end] of inOrder(ends)) {
    if (looks[code] !== undefined) continue;
    const taken = looks.filter((look) => look !== undefined);
    const free = range(colours).filter((one) => !taken.some(({ colour }) => colour === one));
    const freeColour = free.find((one) => one >= actions) ?? free[0];
    const pair =
      freeColour === undefined
        ? range(colours * PATTERN_COUNT)
            .map((n) => ({
              colour: n % colours,
              pattern: ((n % colours) + Math.floor(n / colours)) % PATTERN_COUNT,
            }))
            .find((one) => !taken.some((look) => same(look, one)))
        : { colour: freeColour, pattern: freeColour % PATTERN_COUNT };
    looks[code] = { ...(pair ?? { colour: 0, pattern: 0 }), number: numbers.get(end) ?? null };
  }
  return looks as EndLook[];
}

const UNDECIDED_PATTERN = 2;

/** The finite points, numbered from the best one; equal ones in the order of their first parameters. */
export function finiteNumbers(ends: readonly End[]): Map<End, number> {
  const finite = inOrder(ends).filter(([, { kind }]) => kind === 'finite');
  return new Map(finite.map(([, end], n) => [end, n + 1]));
}

/** Greatest value first, so that the order in which a map finds its ends does not matter. */
function inOrder(ends: readonly End[]): [number, End][] {
  const valueAt = (end: End) => (end.kind === 'undecided' ? Number.NEGATIVE_INFINITY : end.value);
  const firstOf = (end: End) => (end.kind === 'finite' ? end.theta[0]! : 0);
  return [...ends.entries()].sort(([, a], [, b]) => valueAt(b) - valueAt(a) || firstOf(a) - firstOf(b));
}

const same = (a: Pick<EndLook, 'colour' | 'pattern'>, b: Pick<EndLook, 'colour' | 'pattern'>): boolean =>
  a.colour === b.colour && a.pattern === b.pattern;

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

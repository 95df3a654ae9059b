/** What an expression may ask of a bandit, from the catalogues. */
import { CONDITION_IDS } from '../conditions/catalogue.js';
import { VERDICT_KINDS, type VerdictKind } from '../conditions/types.js';
import { ALGORITHM_IDS, type AlgorithmId } from '../engine/algorithms/catalogue.js';

/** One question with the answer yes, no, or undecided. */
export type Atom =
  /** Does a condition hold? Of several outcomes, such as those of `trap`: does one of them? */
  | { readonly kind: 'condition'; readonly id: string }
  /** Is this the verdict? */
  | { readonly kind: 'verdict'; readonly verdict: VerdictKind }
  /** Does a search from several starts find a finite local maximum below the best reward? */
  | { readonly kind: 'finite-maximum' }
  /** Does a run of this algorithm end so? */
  | { readonly kind: 'run'; readonly algorithm: AlgorithmId; readonly outcome: string };

/** How the question whether the search finds a finite local maximum is written. */
export const FINITE_MAXIMUM = 'finite-maximum';

/** The atoms of one word. */
export const WORDS: ReadonlyMap<string, Atom> = new Map<string, Atom>([
  ...CONDITION_IDS.map((id) => [id, { kind: 'condition', id }] as const),
  ...VERDICT_KINDS.map((verdict) => [verdict, { kind: 'verdict', verdict }] as const),
  [FINITE_MAXIMUM, { kind: FINITE_MAXIMUM }],
]);

const PREFIX = 'lin-';

/** The names of algorithms, also without their `lin-`: `spg`, `npg`. An outcome follows them. */
export const ALGORITHM_WORDS: ReadonlyMap<string, AlgorithmId> = new Map([
  ...ALGORITHM_IDS.filter((id) => id.startsWith(PREFIX)).map((id) => [id.slice(PREFIX.length), id] as const),
  ...ALGORITHM_IDS.map((id) => [id, id] as const),
]);

/** An atom as it is written; two atoms that ask the same have the same name. */
export function nameOf(atom: Atom): string {
  switch (atom.kind) {
    case 'condition':
      return atom.id;
    case 'verdict':
      return atom.verdict;
    case 'finite-maximum':
      return FINITE_MAXIMUM;
    case 'run':
      return `${atom.algorithm} ${atom.outcome}`;
  }
}

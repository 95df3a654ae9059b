/** A search for one hit, as a worker makes it: told while it goes on, and at last a spec, or that there is none. */

import { claimOf, stateWords } from '../search/format.js';
import { hitText } from '../search/hitText.js';
import { freshState, type SearchOrder, searching, sizeOf } from '../search/search.js';
import { OBSERVED, runLines } from './observedRuns.js';

/** What is looked for. It survives `structuredClone`. */
export type HitOrder = Omit<SearchOrder, 'hits' | 'part'>;

/** How far it is: so many judged, and the part of all that this is, from 0 to 1. */
export interface SearchNews {
  readonly judged: number;
  readonly part: number;
}

export interface HitAnswer {
  /** The smallest hit as a spec; null: there is none. */
  readonly text: string | null;
  /** How it ended, in words. */
  readonly says: string;
}

/** Between two tellings. */
const MILLISECONDS_BETWEEN_NEWS = 100;

export function searchHit(asked: HitOrder, tell: (news: SearchNews) => void): HitAnswer {
  const order: SearchOrder = { ...asked, hits: 1 };
  const state = freshState();
  const size = sizeOf(order);
  let told = performance.now();
  for (const _ of searching(order, OBSERVED, state)) {
    const now = performance.now();
    if (now - told < MILLISECONDS_BETWEEN_NEWS) continue;
    tell({ judged: state.judged, part: Math.min(1, state.next / size) });
    told = now;
  }
  const says = stateWords(order, state);
  const [hit] = state.hits;
  if (!hit) return { text: null, says };
  return { text: hitText(order.expression, hit, OBSERVED, runLines, claimOf(order, state)).text, says };
}

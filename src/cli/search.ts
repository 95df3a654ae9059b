/** `linspg search`: the smallest bandits of which an expression holds. */
import { terminal, terminalLines } from '../borders/terminal.js';
import { OBSERVED, runLines } from '../experiment/observedRuns.js';
import { claimOf, smallestOfParts, stateWords } from '../search/format.js';
import { type HitText, hitText } from '../search/hitText.js';
import {
  freshState,
  type Hit,
  isOver,
  type SearchOrder,
  type SearchState,
  searching,
  sizeOf,
} from '../search/search.js';
import { complain, forProgram, print } from './output.js';
import { StatusLine } from './progress.js';
import type { SearchOptions } from './searchOptions.js';
import { SearchStore } from './searchStore.js';

/** Milliseconds without a look at what else there is to do, between two tellings, and between two keepings. */
const TURN = 50;
const TELLING = 200;
const KEEPING = 2000;

const NO_HIT = 1;

/** @returns the exit status. @throws StoreError, OutputError */
export async function search({ order, out, shard }: SearchOptions): Promise<number> {
  const store = out === undefined ? null : new SearchStore(out, order, shard);
  const state = store?.state() ?? freshState();
  if (state.judged > 0) complain(terminal`${out!}: goes on from ${stateWords(order, state)}`);
  if (order.sample)
    complain(terminal`linspg: looks at ${order.sample.count} random instances, seed ${order.sample.seed}`);
  const onHit = async (hit: Hit) => {
    const text = hitText(order.expression, hit, OBSERVED, runLines, claimOf(order, state));
    await tell(text, store?.write(hit, text) ?? null);
  };
  const isDone = await looked(order, state, onHit, store);
  store?.keep(state);
  complain(terminal`linspg: ${stateWords(order, state)}`);
  if (!isDone) {
    if (store) complain(terminal`${store.directory}: the same command goes on from here`);
    process.kill(process.pid, 'SIGINT');
  }
  if (store && shard && shard.of > 1) complain(terminal`linspg: ${smallestOfParts(store.parts(shard.of))}`);
  return state.hits.length > 0 ? 0 : NO_HIT;
}

/** @returns false: a person stopped it */
async function looked(
  order: SearchOrder,
  state: SearchState,
  onHit: (hit: Hit) => Promise<void>,
  store: SearchStore | null,
): Promise<boolean> {
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  process.once('SIGINT', stop);
  const line = new StatusLine(process.stderr);
  let met = state.hits.length;
  let [told, kept, paused] = [0, performance.now(), performance.now()];
  for (const _ of searching(order, OBSERVED, state)) {
    for (; met < state.hits.length; met++) {
      line.clear();
      await onHit(state.hits[met]!);
    }
    const now = performance.now();
    if (now - paused < TURN) continue;
    if (store && now - kept > KEEPING) {
      store.keep(state);
      kept = now;
    }
    if (now - told > TELLING) {
      line.show(terminal`${progressWords(order, state)}`);
      told = now;
    }
    await new Promise((go) => setImmediate(go));
    paused = performance.now();
    if (isStopped) break;
  }
  line.clear();
  process.off('SIGINT', stop);
  return !isStopped || isOver(order, state);
}

function progressWords(order: SearchOrder, state: SearchState): string {
  const part = Math.min(100, Math.floor((100 * state.next) / sizeOf(order)));
  return `${part} % · ${state.judged} judged · ${state.hits.length} hits`;
}

/** To the standard output where no directory keeps it. */
async function tell({ text }: HitText, files: readonly string[] | null): Promise<void> {
  if (files === null) return print(forProgram(text));
  await print(terminalLines(`${files.join('\n')}\n`));
}

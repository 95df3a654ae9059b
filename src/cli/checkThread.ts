/** What a thread of `linspg check` does: it checks files until none is left. */
import { parentPort } from 'node:worker_threads';
import { type Answer, ownOrder, take } from './team.js';
import { toldOf } from './told.js';

export async function checkAsThread(): Promise<void> {
  const order = ownOrder();
  for (let file = take(order); file !== null; file = take(order)) {
    const told = await toldOf(order.files[file]!, order.format);
    parentPort!.postMessage({ file, told } satisfies Answer);
  }
}

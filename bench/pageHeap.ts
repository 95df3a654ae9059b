/** What a process of the browser holds, through its own protocol. Garbage is collected before each measurement, so that only what is held counts. */
import type { CDPSession } from 'playwright-core';

export interface PageHeap {
  /** Bytes in use on the JavaScript heap. */
  readonly used: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** @param session of a page, or of a frame that has a process of its own. */
export async function pageHeap(session: CDPSession): Promise<PageHeap> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((one) => one.name === name)!.value;
  return { used: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

/** https://github.com/v8/v8/blob/main/src/profiler/heap-snapshot-generator.cc */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[]];
    };
  };
  readonly nodes: readonly number[];
}

/** What the machine makes of the program, and what is not JavaScript. */
const NO_OBJECTS = ['code', 'hidden', 'native', 'synthetic'];

/** Bytes of the objects, arrays, strings and functions on the JavaScript heap: without the code that is compiled from what runs often. */
export async function objectsOf(session: CDPSession): Promise<number> {
  const pieces: string[] = [];
  const take = ({ chunk }: { chunk: string }) => void pieces.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await session.send('HeapProfiler.takeHeapSnapshot');
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  const { snapshot, nodes } = JSON.parse(pieces.join('')) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length)
    if (!NO_OBJECTS.includes(types[0][nodes[at + type]!]!)) bytes += nodes[at + size]!;
  return bytes;
}

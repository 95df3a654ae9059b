/** A program until its end. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What it wrote, and its exit status. */
export async function ended(child: ChildProcess & { readonly stdout: Readable; readonly stderr: Readable }) {
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { stdout, stderr, status: status as number };
}

/** The layout of a process's states: on its grid, in lines, or as a graph. Pure. */
import type { Subject } from '../../src/shared/messages.js';
import { graphLayout } from './graph.js';
import { gridLayout, type Layout, rowLayout } from './places.js';

/** @param width the available width in pixels. @returns null: too many states or transitions to be drawn */
export function layoutOf(subject: Pick<Subject, 'offsets' | 'process'>, width: number): Layout | null {
  const process = subject.process!;
  if (process.grid !== null) return process.transitions === null ? null : gridLayout(process, width);
  return process.kind === 'contexts' ? rowLayout(process, width) : graphLayout(subject, width);
}

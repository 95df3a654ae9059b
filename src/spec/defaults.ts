import { Document } from 'yaml';
import type { Slot } from './nodes.js';

const yaml = new Document();

/** The default of a key among those of its section, as a place that is read as if the text had it. */
export function defaultSlot<D extends object>(defaults: D, key: keyof D & string): Slot {
  return {
    node: yaml.createNode(defaults[key]),
    range: { start: 0, end: 0 },
    name: `\`${key}\``,
  };
}

import { Document } from 'yaml';
import type { Slot } from './nodes.js';
import { defaultOf } from './schema.js';

const yaml = new Document();

/** The default of a key in the schema of its section, as a place that is read as if the text had it. */
export function defaultSlot(section: Parameters<typeof defaultOf>[0], key: string): Slot {
  return {
    node: yaml.createNode(defaultOf(section, key)),
    range: { start: 0, end: 0 },
    name: `\`${key}\``,
  };
}

/** The depth at which a line belongs in `contexts` and `mdp`, whose states and actions have names of their own, judged by what the line holds. */

import { FORMS, KEYS, keysOfForms } from '../vocabulary.js';
import type { Line } from './issue.js';
import { isHeader, nameOf } from './line.js';

/** Depths in the section: keys beside the states (1), states (1 or 2), their actions (3), and what an action holds (4). */
export const DEEPEST = 4;

/** The depth of a line with a key, counted from 1; null: it is not clear. */
type DepthOf = (line: Line) => number | null;

const OF_CONTEXT: readonly string[] = KEYS.context;
const OF_ACTION: readonly string[] = [...new Set([...KEYS.pair, ...KEYS.contextAction])];
/** The keys beside the contexts and beside the states. `features` may also stand in an action, with a row of numbers. */
const BESIDE_CONTEXTS: readonly string[] = KEYS.contexts;
const BESIDE_STATES: readonly string[] = KEYS.mdp;

/** The keys in `features` beside the states; in `groups` there are lists of states. */
const OF_FEATURES = keysOfForms(FORMS.pairFeatures);

/** @param below the next line with content. @returns null for a section without states. */
export function depthIn(section: string, below: (line: Line) => Line | null): DepthOf | null {
  if (section !== 'contexts' && section !== 'mdp') return null;
  const isContexts = section === 'contexts';
  const beside = isContexts ? BESIDE_CONTEXTS : BESIDE_STATES;
  const first = (line: Line): string | null => {
    const next = isHeader(line) ? below(line) : null;
    return next ? nameOf(next) : (/: *\{ *([^\s:,{}]+) *:/.exec(line.content)?.[1] ?? null);
  };
  const isAction = (line: Line) => OF_ACTION.includes(first(line) ?? '');
  return (line) => {
    const name = nameOf(line);
    if (name === 'features') return OF_FEATURES.includes(first(line) ?? '') ? 1 : depthOfFeatures(line);
    if (beside.includes(name)) return 1;
    if (OF_FEATURES.includes(name)) return 2;
    if (OF_ACTION.includes(name)) return DEEPEST;
    if (isContexts && OF_CONTEXT.includes(name)) return 2;
    if (isAction(line)) return 3;
    if (/: *\[/.test(line.content)) return 3;
    if (isContexts) return OF_CONTEXT.includes(first(line) ?? '') ? 1 : null;
    if (/: *terminal$/.test(line.content)) return 2;
    if (/: *\{ *[^\s:,{}]+ *: *\{/.test(line.content)) return 2;
    const next = isHeader(line) ? below(line) : null;
    return next && isAction(next) ? 2 : null;
  };
}

/** A row of numbers belongs to an action; `one-hot` and mappings stand beside the states. */
function depthOfFeatures({ content }: Line): number | null {
  const value = content.replace(/^[^:]*: */, '');
  if (/^\[ *[^[\s]/.test(value)) return DEEPEST;
  return /^[{\w]/.test(value) ? 1 : null;
}

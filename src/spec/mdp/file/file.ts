/** Reads `file` of `mdp`: a process in arrays, and the keys beside it that change or complete it. */
import type { NumberFile } from '../../../formats/numbers.js';
import type { Mdp } from '../../../model/mdp.js';
import { type OpenedFile, openFile } from '../../files/open.js';
import { clip } from '../../format.js';
import type { Entry, Reader } from '../../nodes.js';
import { checkSpread } from '../../rewards.js';
import type { Mention, TextFix } from '../../types.js';
import { type Fields, insertion } from '../beside.js';
import { type ChangedReading, type Given, NOTHING_GIVEN, readChanged } from '../changed.js';
import { type Axes, readAxes } from './axes.js';
import { type TablesReading, tablesOf } from './tables.js';

export function readProcessFile(
  reader: Reader,
  file: Entry,
  fields: Fields,
  mentions: Mention[],
): ChangedReading {
  const field = fields.get('axes');
  const axes = field ? readAxes(reader, field) : null;
  const opened = openFile(reader, file);
  if (!opened || (field && !axes)) return NOTHING_GIVEN;
  const { tables, faults } = known(opened, axes);
  for (const { message, axes: orders = [], isNews } of faults) {
    const [fix, ...others] = orders.flatMap((order) => axesFix(reader, file, field, order) ?? []);
    if (isNews) reader.report({ severity: 'information', code: 'normalised', message, range: opened.range });
    else
      reader.report({
        severity: 'error',
        code: field || orders.length === 0 ? 'file' : 'axes',
        message,
        range: opened.range,
        ...(fix && { fix }),
        ...(others.length > 0 && { otherFixes: others }),
      });
  }
  const name = clip(opened.name);
  const { arrays } = opened.numbers;
  const lacks = (key: string, array: string, mend: string, fix?: TextFix) => {
    if (arrays.has(array) || fields.has(key)) return;
    reader.error(
      'missing-key',
      opened.range,
      `${name} has no array ${array}, and \`mdp\` no \`${key}\`. ${mend}`,
      fix,
    );
  };
  lacks('discount', 'gamma', 'Write γ, a number from 0 to below 1, such as `discount: 0.9`.');
  lacks(
    'start',
    'rho',
    'Write the name of a state, `uniform`, or `{name: probability}`.',
    insertion(reader, file, 'start: uniform'),
  );
  lacks(
    'features',
    'phi',
    'Write `features: one-hot`, the tabular case, or one of the other forms.',
    insertion(reader, file, 'features: one-hot'),
  );
  if (!tables) return NOTHING_GIVEN;
  const given: Given = { ...tables, kind: 'mdp' };
  const read = readChanged(reader, given, 'file', fields, mentions);
  if (read.mdp) checkRewards(reader, opened, read.mdp);
  return read;
}

function checkRewards(
  reader: Reader,
  { range }: OpenedFile,
  { states, stateOf, pairs, discount }: Mdp,
): void {
  checkSpread(
    reader,
    pairs.map(({ name, reward }, pair) => ({
      name: `${name} in ${states[stateOf[pair]!]!.name}`,
      reward,
      source: { reward: range },
    })),
    {
      terms: pairs.length / (1 - discount.value),
      sum: `a discounted sum over ${pairs.length} pairs of a state and an action`,
    },
  );
}

/** The tables made from the arrays; they stay while the rest of the text changes. */
const made = new WeakMap<NumberFile, Map<string, TablesReading>>();

function known({ numbers, name }: OpenedFile, axes: Axes | null): TablesReading {
  const byAxes = made.get(numbers) ?? new Map<string, TablesReading>();
  made.set(numbers, byAxes);
  const key = JSON.stringify([name, axes]);
  const tables = byAxes.get(key) ?? tablesOf(numbers, name, axes);
  byAxes.set(key, tables);
  return tables;
}

/** A fix that replaces the value of `axes`, or adds the key before `file`. */
function axesFix(reader: Reader, file: Entry, field: Entry | undefined, order: string): TextFix | undefined {
  return field
    ? { title: `Write axes: ${order}`, edits: [{ range: field.slot.range, newText: order }] }
    : insertion(reader, file, `axes: ${order}`);
}

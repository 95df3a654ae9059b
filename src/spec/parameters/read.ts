/** Reads `let`: parameters by name, each a number, or `{value: …, from: …, to: …}`. */
import { isMap } from 'yaml';
import type { Real } from '../../model/bandit.js';
import { PARAMETER_NAME } from '../../model/expression.js';
import { toFraction } from '../../model/rational.js';
import { clip } from '../format.js';
import type { Entry, Reader } from '../nodes.js';
import type { ParameterSource } from '../types.js';
import { KEYS } from '../vocabulary.js';
import { Parameters } from './parameters.js';

const FORM = 'a number such as 1/2, or `{value: 1/2, from: 0, to: 1}`';

/** null: there are none. */
export function readParameters(reader: Reader, entry: Entry | undefined): Parameters | null {
  const entries =
    entry &&
    reader.entries(entry.slot, `a mapping from names to ${FORM}`, (name) => `parameter ${clip(name)}`);
  if (!entries) return null;
  return new Parameters([...entries].flatMap(([name, one]) => readParameter(reader, name, one) ?? []));
}

function readParameter(reader: Reader, name: string, { key, slot }: Entry): ParameterSource | null {
  if (!PARAMETER_NAME.test(name)) {
    return reader.error(
      'key',
      key,
      `\`${clip(name)}\` is no name of a parameter: expected letters, digits and \`_\`, with no digit first.`,
    );
  }
  if (!isMap(slot.node)) {
    const value = reader.number(slot, `${FORM} (a parameter is a number, and does not refer to others)`);
    return { name, value, from: null, to: null, key, number: slot.range };
  }
  const fields = reader.fields(slot, FORM, KEYS.parameter, (field) => `\`${field}\` of ${clip(name)}`);
  const [value, from, to] = (['value', 'from', 'to'] as const).map((field) => fields?.get(field));
  if (fields && !value) {
    reader.error(
      'missing-key',
      key,
      `parameter ${clip(name)} has no \`value\`. Write it, such as \`value: 1/2\`: it is the number that runs and verdicts use.`,
    );
  }
  const number = (field: Entry | undefined): Real | null => (field ? reader.number(field.slot) : null);
  const read = { value: number(value), from: number(from), to: number(to) };
  if (read.from && read.to && toFraction(read.from).compare(toFraction(read.to)) >= 0) {
    reader.error(
      'number',
      to!.slot.range,
      `parameter ${clip(name)}: expected \`to\` greater than \`from\`, ${clip(read.from.literal)}, found ${clip(read.to.literal)}.`,
    );
  } else {
    reportOutside(reader, name, value, read, { from, to });
  }
  return { name, ...read, key, number: value?.slot.range ?? key };
}

type Bounds<T> = { readonly from: T; readonly to: T };

/** A phase diagram from `from` to `to` does not show what the file shows if `value` is not between them. */
function reportOutside(
  reader: Reader,
  name: string,
  entry: Entry | undefined,
  read: Bounds<Real | null> & { readonly value: Real | null },
  entries: Bounds<Entry | undefined>,
): void {
  const { value } = read;
  if (!entry || !value) return;
  const crossed = (['from', 'to'] as const).find((bound) => {
    const real = read[bound];
    return real && toFraction(value).compare(toFraction(real)) * (bound === 'to' ? 1 : -1) > 0;
  });
  if (crossed === undefined) return;
  const bound = read[crossed]!;
  reader.report({
    severity: 'warning',
    code: 'parameter-range',
    message: `parameter ${clip(name)}: the value ${clip(value.literal)} is ${crossed === 'to' ? 'greater' : 'less'} than \`${crossed}\`, ${clip(bound.literal)}: a phase diagram does not reach it.`,
    range: entry.slot.range,
    fix: {
      title: `Change \`${crossed}\` to ${clip(value.literal)}`,
      edits: [{ range: entries[crossed]!.slot.range, newText: value.literal }],
    },
  });
}

/** Parameters that no number of the problem names. */
export function reportUnused(reader: Reader, { all, mentions }: Parameters): void {
  const used = new Set(mentions.map(({ index }) => index));
  for (const [index, { name, key }] of all.entries()) {
    if (used.has(index)) continue;
    const message = `No number of the problem names the parameter \`${clip(name)}\`: it changes nothing.`;
    reader.report({ severity: 'hint', code: 'idle-key', message, range: key });
  }
}

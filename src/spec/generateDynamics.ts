/** Reads the keys that make the instances of a family contextual bandits or Markov decision processes. */
import type { Family, FamilyDynamics } from '../model/family.js';
import { defaultSlot } from './defaults.js';
import { count, grouped } from './format.js';
import { type Fields, insertion, readDiscount } from './mdp/beside.js';
import { MOST_PAIRS } from './mdp/limits.js';
import type { Reader } from './nodes.js';
import { oneOf } from './oneOf.js';
import { DEFAULTS, KEYS } from './vocabulary.js';

const MOST_STATES = 1e4;
/** In this range, gamma numbers and their sums are far from the limits of double precision. */
const CONCENTRATIONS = { least: 1e-3, most: 1e6 };

export const KINDS_OF_PROCESSES = ['states', 'contexts'] as const;
/** Keys that only decision processes have. */
const KEYS_OF_STATES = ['discount', 'transitions'] as const;

/**
 * @param fields the entries of `generate`. @param actions the actions of each state; null: not known.
 * @returns undefined for a family of bandits; null if it is broken, which is reported.
 */
export function readDynamics(
  reader: Reader,
  fields: Fields,
  actions: number | null,
): FamilyDynamics | null | undefined {
  const [kind, other] = KINDS_OF_PROCESSES.filter((key) => fields.has(key));
  if (other)
    return reader.error(
      'two-forms',
      fields.get(other)!.key,
      '`states` and `contexts` exclude each other: contexts do not follow one another. Remove one.',
    );
  if (kind !== 'states') warnOfIdle(reader, fields, kind);
  if (kind === undefined) return undefined;
  const { slot } = fields.get(kind)!;
  const states = reader.wholeNumber(slot, 1, MOST_STATES);
  const isFit = states === null || actions === null || states * actions <= MOST_PAIRS;
  if (!isFit)
    reader.error(
      'too-large',
      slot.range,
      `\`${kind}\`: ${grouped(states)} × ${count(actions, 'action')} = ${grouped(states * actions)} pairs, more than the ${grouped(MOST_PAIRS)} that are read. Write fewer.`,
    );
  if (kind === 'contexts') return states === null || !isFit ? null : { kind, states };
  const discount = fields.get('discount');
  if (!discount) {
    reader.error(
      'missing-key',
      fields.get('states')!.key,
      '`generate` has `states` and no `discount`. Write γ, a number from 0 to below 1, such as `discount: 0.9`.',
      insertion(reader, fields.get('states')!, 'discount: 0.9'),
    );
  }
  const gamma = discount ? readDiscount(reader, discount) : null;
  const concentration = readConcentration(reader, fields);
  return states === null || !isFit || gamma === null || concentration === null
    ? null
    : { kind: 'mdp', states, discount: gamma, concentration };
}

function warnOfIdle(reader: Reader, fields: Fields, kind: 'contexts' | undefined): void {
  for (const key of KEYS_OF_STATES) {
    const field = fields.get(key);
    if (!field) continue;
    const why = kind ? 'contexts do not follow one another' : 'this family has none';
    const message = `\`${key}\` goes with \`states\`, and ${why}: it changes nothing. Remove it, or write \`states\`.`;
    reader.report({ severity: 'warning', code: 'idle-key', message, range: field.key });
  }
}

/** α. */
function readConcentration(reader: Reader, fields: Fields): number | null {
  const slot = fields.get('transitions')?.slot ?? defaultSlot(DEFAULTS.generate, 'transitions');
  const choice = oneOf(reader, slot, KEYS.transitions);
  if (!choice) return null;
  const { least, most } = CONCENTRATIONS;
  const what = `α, a number from ${least} to ${most}`;
  return reader.number(choice[1].slot, what, (value) => !(value >= least && value <= most))?.value ?? null;
}

/** How many numbers one instance has. */
export function numbersOfInstance({
  dynamics,
  actions,
  dimensions,
}: Pick<Family, 'dynamics' | 'actions' | 'dimensions'>): number {
  const states = dynamics?.states ?? 1;
  return states * actions * (dimensions + 1 + (dynamics?.kind === 'mdp' ? states : 0));
}

/** Reads `noise`: how sampled rewards are drawn. */
import { isMap } from 'yaml';
import type { Noise } from '../model/bandit.js';
import { defaultSlot } from './defaults.js';
import type { Entry, Reader, Slot } from './nodes.js';
import { oneOf } from './oneOf.js';
import { DEFAULTS, FORMS, formsOfValue, NOISE_KEYWORDS } from './vocabulary.js';

export function readNoise(reader: Reader, slot: Slot): Noise | null {
  if (!isMap(slot.node)) {
    const kind = reader.keyword(slot, NOISE_KEYWORDS, ', {gaussian: σ}, {beta: a+b}');
    return kind && { kind };
  }
  const choice = oneOf(reader, slot, formsOfValue(FORMS.noise));
  if (!choice) return null;
  const [key, { slot: value }] = choice;
  const number = reader.positive(value);
  if (number === null) return null;
  return key === 'gaussian' ? { kind: 'gaussian', sigma: number } : { kind: 'beta', concentration: number };
}

/** Reads `noise` if the key is there, otherwise its default, which is the same in every section. */
export function readNoiseOf(reader: Reader, field: Entry | undefined): Noise | null {
  return readNoise(reader, field?.slot ?? defaultSlot(DEFAULTS, 'noise'));
}

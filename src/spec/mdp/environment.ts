/** Reads `environment`, and the keys beside it that change the environment. */
import { isScalar } from 'yaml';
import { ENVIRONMENT_IDS, ENVIRONMENTS } from '../../environments/catalogue.js';
import { nearest } from '../nearest.js';
import type { Entry, Reader } from '../nodes.js';
import { readNoiseOf } from '../noise.js';
import type { Mention } from '../types.js';
import type { Fields } from './beside.js';
import { type ChangedReading, NOTHING_GIVEN, readChanged } from './changed.js';

export function readEnvironment(
  reader: Reader,
  environment: Entry,
  fields: Fields,
  mentions: Mention[],
): ChangedReading {
  const { node } = environment.slot;
  // Where its name is misspelt, what is given beside it is compared with the one that was probably meant, so that all is told at once.
  const id =
    reader.keyword(environment.slot, ENVIRONMENT_IDS) ??
    (isScalar(node) ? nearest(String(node.value), ENVIRONMENT_IDS) : null);
  const made = ENVIRONMENTS.find((one) => one.id === id)?.make() ?? null;
  if (made) return readChanged(reader, made, 'environment', fields, mentions);
  readNoiseOf(reader, fields.get('noise'));
  return NOTHING_GIVEN;
}

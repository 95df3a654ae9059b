/** Reads `environment`, and what is given beside it to change it. */
import { ENVIRONMENT_IDS, ENVIRONMENTS } from '../../environments/catalogue.js';
import type { Mdp } from '../../model/mdp.js';
import type { Entry, Reader } from '../nodes.js';
import { readNoiseOf } from '../noise.js';
import type { Mention } from '../types.js';
import type { Fields } from './beside.js';
import { readChanged } from './changed.js';
import type { Layout } from './read.js';

export interface EnvironmentReading {
  readonly mdp: Mdp | null;
  readonly layout: Layout | null;
}

export function readEnvironment(
  reader: Reader,
  environment: Entry,
  fields: Fields,
  mentions: Mention[],
): EnvironmentReading {
  const id = reader.keyword(environment.slot, ENVIRONMENT_IDS);
  const made = ENVIRONMENTS.find((one) => one.id === id)?.make() ?? null;
  if (made) return readChanged(reader, made, fields, mentions);
  readNoiseOf(reader, fields.get('noise'));
  return { mdp: null, layout: null };
}

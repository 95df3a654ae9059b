/** Every environment, one entry each. Schema, texts, colours and completion are derived from this list. */
import { aliasedPair } from './aliasedPair.js';
import { cliffWorld } from './cliffWorld.js';
import { deepSea } from './deepSea.js';
import { flatGradient } from './flatGradient.js';
import { fourState } from './fourState.js';

export const ENVIRONMENTS = [cliffWorld, deepSea, flatGradient, fourState, aliasedPair] as const;

export type EnvironmentId = (typeof ENVIRONMENTS)[number]['id'];

export const ENVIRONMENT_IDS: readonly EnvironmentId[] = ENVIRONMENTS.map(({ id }) => id);

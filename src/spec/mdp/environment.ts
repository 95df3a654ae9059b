/** Reads `environment`, and what is given beside it to change it. */
import { ENVIRONMENT_IDS, ENVIRONMENTS } from '../../environments/catalogue.js';
import type { Process } from '../../environments/environment.js';
import type { Noise } from '../../model/bandit.js';
import type { Mdp } from '../../model/mdp.js';
import type { Entry, Reader } from '../nodes.js';
import { readNoiseOf } from '../noise.js';
import { checkMeans, isMean } from '../rewards.js';
import type { Mention } from '../types.js';
import { type Fields, readDiscount, readStart } from './beside.js';
import { readPairFeatures } from './pairFeatures.js';
import { type Featured, type Layout, layoutOf } from './read.js';

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
  const noiseEntry = fields.get('noise');
  const noise = readNoiseOf(reader, noiseEntry);
  if (!made) return { mdp: null, layout: null };
  const problem = featuredOf(made);
  const layout = layoutOf(problem.states);
  const [discount, start, features] = [fields.get('discount'), fields.get('start'), fields.get('features')];
  const changed = {
    discount: discount ? readDiscount(reader, discount) : made.discount,
    start: start ? readStart(reader, start, layout.states, mentions) : made.start,
    features: features
      ? (readPairFeatures(reader, features.slot, problem, (index, range) =>
          mentions.push({ of: 'state', index, range }),
        )?.features ?? null)
      : made.features,
  };
  if (noise && noiseEntry) checkNoise(reader, made, noise, noiseEntry);
  const mdp: Mdp | null =
    noise && changed.discount && changed.start && changed.features
      ? {
          ...made,
          discount: changed.discount,
          start: changed.start,
          features: changed.features,
          noise,
        }
      : null;
  return { mdp, layout };
}

/** The rewards stand nowhere in the text: the first that the noise does not go with is told at the noise. */
function checkNoise(
  reader: Reader,
  { states, stateOf, pairs }: Process,
  noise: Noise,
  { slot }: Entry,
): void {
  const wrong = pairs.findIndex(({ reward }) => !isMean(noise, reward.value));
  if (wrong < 0) return;
  const { name, reward } = pairs[wrong]!;
  checkMeans(
    reader,
    [{ name: `${name} in ${states[stateOf[wrong]!]!.name}`, reward, source: { reward: slot.range } }],
    noise,
  );
}

function featuredOf({ states, pairs }: Process): Featured {
  return {
    states: states.map(({ name, terminal, first, actions }) => ({
      name,
      terminal,
      actions: pairs.slice(first, first + actions).map((pair) => pair.name),
    })),
  };
}

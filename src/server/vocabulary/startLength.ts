/** How many entries a start has. */
import { ALGORITHM_IDS, ALGORITHMS, isTabular } from '../../engine/algorithms/catalogue.js';
import { rowsOfFamily } from '../../model/family.js';
import { dimensionsOf } from '../../model/mdp.js';
import type { Spot } from '../../spec/spot.js';
import type { Reading } from '../../spec/types.js';

/** The longest start that is written out. */
const MOST = 200;

/** One entry a feature, for tabular algorithms one logit an action; null: not known, or too many. */
export function startLength(spot: Spot, reading: Reading | null): number | null {
  if (reading === null) return null;
  const { bandit, mdp, family } = reading;
  const written = spot.membersAt(['run']).get('algorithm')?.word;
  const tabular = isTabular(ALGORITHM_IDS.find((id) => id === written) ?? ALGORITHMS[0].id);
  const [dimensions, actions] = bandit
    ? [bandit.features[0]?.length, bandit.names.length]
    : mdp
      ? [dimensionsOf(mdp), mdp.pairs.length]
      : family
        ? [family.dimensions, rowsOfFamily(family)]
        : [];
  const length = tabular ? actions : dimensions;
  return length && length <= MOST ? length : null;
}

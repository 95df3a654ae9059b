/** The hint about the approximation error: it says what the error is, and that a shift of the features, which changes nothing else, changes it. */

import type { Condition } from '../conditions/types.js';
import { decimalOf } from '../model/decimal.js';
import type { Reading } from '../spec/types.js';
import type { Finding } from './finding.js';
import { equal, short } from './format.js';

export function approximationErrorFinding(reading: Reading, condition: Condition): Finding[] {
  const range = reading.source.banditKey;
  if (range === null || condition.holds !== false) return [];
  const error = equal(condition.values![0]!.value);
  return [
    {
      severity: 'hint',
      code: 'realizable',
      condition: 'realizable',
      message: `The features represent the rewards up to an error of ‖r̂ − r‖₂ ${error}, which does not decide convergence.${shifted(condition)}`,
      range,
      related: [],
    },
  ];
}

/** ` Adding c = (…) to every row makes it …` */
export function shifted({ shift }: Condition): string {
  if (!shift || ![shift.error, ...shift.vector].every(Number.isFinite)) return '';
  const entries = shift.vector.map((entry, k) => decimalOf(shift.exact?.[k] ?? String(entry)));
  const isExact = shift.exact !== undefined && entries.every((entry) => entry.isExact);
  const vector =
    entries.length <= 6
      ? `c ${isExact ? '=' : '≈'} (${entries.map(({ text }) => text).join(', ')})`
      : `one vector of ${entries.length} entries`;
  return ` Adding ${vector} to every row makes it ${short(shift.error)}, and leaves every policy and, at one η, every iterate of Lin-SPG as it is (\`theory\` gives another η).`;
}

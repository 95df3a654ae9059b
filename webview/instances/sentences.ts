/** Texts about the instances of a family. Pure. */
import { POLICY_CLAIM, POLICY_CLAIM_OF_MANY } from '../../src/diagnostics/policyWords.js';
import { CLAIM, CLAIM_OF_MANY } from '../../src/diagnostics/verdictWords.js';
import type { InstanceVerdict } from '../../src/experiment/instanceVerdicts.js';
import type { ChartedFamily } from '../../src/shared/messages.js';
import { count, figure } from '../format.js';

/** In the order of a summary. */
const KINDS: readonly InstanceVerdict['kind'][] = ['always', 'undecided', 'depends', 'never'];

export function verdictSentence({ kind, traps, policies, basis }: InstanceVerdict): string {
  const named = policies
    ? `: ${count(policies)} ${policies === 1 ? 'trap' : 'traps'}`
    : traps.length > 0
      ? `: trap ${traps.map((action) => `a${action + 1}`).join(', ')}`
      : '';
  const claim = policies === undefined ? CLAIM[kind] : POLICY_CLAIM[kind];
  return `${claim}${named}${kind === 'undecided' ? '' : ` (${basis})`}`;
}

/** @param runs the number of runs whose mean the gap is */
export function gapText(gap: number | null, runs: number): string {
  if (gap === null) return '';
  return runs > 1 ? `${figure(gap)} (mean of ${runs})` : figure(gap);
}

/** `28 converge from almost every start, 2 undecided`; empty: no verdict is known yet. */
export function verdictsInWords(verdicts: readonly InstanceVerdict[]): string {
  const isOfProcesses = verdicts[0]?.policies !== undefined;
  const [one, several] = isOfProcesses ? [POLICY_CLAIM, POLICY_CLAIM_OF_MANY] : [CLAIM, CLAIM_OF_MANY];
  return KINDS.flatMap((kind) => {
    const n = verdicts.filter((verdict) => verdict.kind === kind).length;
    return n === 0 ? [] : [`${count(n)} ${(n === 1 ? one : several)[kind]}`];
  }).join(', ');
}

export function summarySentence({ count: all, seed, verdicts, failure }: ChartedFamily): string {
  const said = verdicts.length === 0 ? '' : ` Verdicts: ${verdictsInWords(verdicts)}.`;
  const open = all - verdicts.length;
  const rest =
    failure !== null
      ? ` The other verdicts are not known: ${failure}`
      : open > 0
        ? ` ${count(open)} to come.`
        : '';
  return `${count(all)} instances from seed ${seed}.${said}${rest}`;
}

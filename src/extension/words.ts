/** What the status item says, in as few words as are true. */
import type { Verdict } from '../conditions/types.js';
import type { RunState } from '../shared/messages.js';

const VERDICTS: Record<Verdict['kind'], string> = {
  always: '$(pass) reaches the best action',
  depends: '$(warning) depends on the start',
  never: '$(error) cannot reach the best action',
  undecided: '$(question) undecided',
};

export function verdictWords(verdict: Verdict | null, errors: number): string {
  if (verdict !== null) return VERDICTS[verdict.kind];
  return errors > 0 ? '$(error) has errors' : 'Lin-SPG';
}

export function runWords(run: RunState): string {
  switch (run.kind) {
    case 'idle':
      return '';
    case 'running': {
      const { doneIterations, totalIterations } = run;
      const percent = totalIterations > 0 ? ` ${Math.floor((100 * doneIterations) / totalIterations)} %` : '';
      return `$(sync~spin) running${percent}`;
    }
    case 'finished':
      return `$(check) ran in ${duration(run.milliseconds)}`;
    case 'stopped':
      return '$(debug-stop) stopped';
    case 'failed':
      return '$(error) run failed';
  }
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toPrecision(3)} s`;
}

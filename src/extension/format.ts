/** The texts of the host: a verdict and a run in a few words, and why nothing was run. */
import type { Verdict } from '../conditions/types.js';
import { refusalText } from '../diagnostics/refusal.js';
import { duration } from '../experiment/pace.js';
import type { CannotRun } from '../model/runnable.js';
import type { AnalysisView, RunState } from '../shared/messages.js';
import type { Unread } from './session/events.js';

const ICONS: Record<Verdict['kind'], string> = {
  always: '$(pass)',
  depends: '$(warning)',
  never: '$(error)',
  undecided: '$(question)',
};

export function verdictStatus(
  analysis: Pick<AnalysisView, 'verdict' | 'words'> | null,
  { hasErrors }: { readonly hasErrors: boolean },
): string {
  if (analysis !== null) return `${ICONS[analysis.verdict.kind]} ${analysis.words.status}`;
  return hasErrors ? '$(error) has errors' : 'Lin-SPG';
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
    case 'unknown':
      return '';
  }
}

/** The words of the status bar as a screen reader reads them. */
export function withoutIcons(words: string): string {
  return words.replace(/\$\([a-z-~]+\)\s*/g, '');
}

/** Why nothing was run, and how to mend it. */
export function refusal({
  reason,
  errors,
}: {
  readonly reason: CannotRun | Unread;
  readonly errors: number;
}): string {
  return reason === 'unread'
    ? 'Nothing was run: the language server does not answer, and this text is too long to be read without it, or names files. No verdict is known yet. Run the command “Lin-SPG: Restart the Language Server”, then run it again.'
    : refusalText(reason, errors);
}

/** Which steps of the walkthrough are done, however that came about: contexts, which its ticks ask for. */
import { commands, Disposable } from 'vscode';
import { signatureOf } from '../experiment/signature.js';
import type { CommandContext } from './actions.js';
import type { ExperimentSession } from './session/session.js';

type Step = 'open' | 'verdict' | 'run' | 'trap' | 'mend';

export function tickSteps({
  experiments,
  front,
  panels,
}: Pick<CommandContext, 'experiments' | 'front' | 'panels'>): Disposable {
  const done = new Set<Step>();
  /** The experiments that were seen to be stuck. */
  const stuck = new WeakSet<ExperimentSession>();
  const tick = (step: Step): void => {
    if (done.has(step)) return;
    done.add(step);
    void commands.executeCommand('setContext', `linspg.walkthrough.${step}`, true);
  };
  return Disposable.from(
    front.onDidChange((session) => {
      if (session === null) return;
      tick('open');
      if (panels.of(session)) tick('verdict');
    }),
    experiments.onDidChange(({ session, event }) => {
      if (event.kind !== 'runChanged' && event.kind !== 'analysed') return;
      if (session.run.kind !== 'finished' || done.has('mend')) return;
      tick('run');
      if (isStuck(session)) {
        stuck.add(session);
        tick('trap');
      } else if (stuck.has(session) && session.analysis?.analysis?.verdict.traps.length === 0) tick('mend');
    }),
  );
}

/** Of an experiment with one run, as those of the walkthrough are. */
function isStuck({ experiment }: ExperimentSession): boolean {
  const [only, ...others] = experiment?.results ?? [];
  if (experiment === null || only === undefined || others.length > 0) return false;
  return signatureOf(only, experiment.subject)?.kind === 'stuck';
}

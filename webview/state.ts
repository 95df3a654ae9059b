/**
 * The panel's state as a pure function of the messages it has received. A message about an older run than the charted
 * one never replaces or changes the charted run.
 */
import { afterNews } from '../src/shared/family.js';
import type {
  ChartEvent,
  ChartedExperiment,
  PanelState,
  RunStamp,
  RunState,
  ToPanel,
} from '../src/shared/messages.js';
import type { Answer } from '../src/shared/requests.js';
import { append } from './recording.js';

export interface Model {
  /** null: nothing is known yet. */
  readonly panel: PanelState | null;
  /** Does the panel stay with its document? */
  readonly locked: boolean;
  /** Does the language server answer, and does the host? If one does not, what is shown may be old. */
  readonly serverAnswers: boolean;
  readonly hostAnswers: boolean;
  /** The latest answer to a question about basins, and to an edit. */
  readonly basins: Answer<'basins'> | null;
  /** The latest answer to a question about phases. */
  readonly phases: Answer<'phases'> | null;
  readonly edited: Answer<'edit'> | null;
}

export const NOTHING: Model = {
  panel: null,
  locked: false,
  serverAnswers: true,
  hostAnswers: true,
  basins: null,
  phases: null,
  edited: null,
};

/** The state after a message. Never changes its arguments; returns the same model if the message contains nothing new. */
export function reduce(model: Model, message: ToPanel): Model {
  if (message.type === 'state') {
    return isStale(model, message.state)
      ? model
      : { ...model, basins: null, phases: null, edited: null, panel: message.state };
  }
  if (message.type === 'lock') return { ...model, locked: message.locked };
  if (message.type === 'alive') {
    const { serverAnswers } = message;
    return model.serverAnswers === serverAnswers ? model : { ...model, serverAnswers };
  }
  const { panel } = model;
  if (panel === null) return model;
  const turned = (changes: Partial<PanelState>): Model => ({ ...model, panel: { ...panel, ...changes } });
  switch (message.type) {
    case 'started': {
      const { experiment } = message;
      return isOlder(experiment.stamp, panel.experiment) ||
        experiment.stamp.run === panel.experiment?.stamp.run
        ? model
        : turned({ experiment });
    }
    case 'events': {
      const { experiment } = panel;
      if (experiment === null || experiment.stamp.run !== message.stamp.run) return model;
      return turned({ experiment: afterEvents(experiment, message.events) });
    }
    case 'family': {
      const { experiment } = panel;
      if (!experiment?.family || experiment.stamp.run !== message.stamp.run) return model;
      return turned({ experiment: { ...experiment, family: afterNews(experiment.family, message.family) } });
    }
    case 'run':
      return message.stamp !== null && isOlder(message.stamp, panel.experiment)
        ? model
        : turned({ run: message.run });
    case 'analysis':
      return turned({
        analysis: message.analysis,
        subject: message.subject,
        textVersion: message.textVersion,
      });
    case 'comparison':
      return turned({ comparison: message.comparison });
    case 'freshness':
      return turned({ freshness: message.freshness });
    case 'basins':
      return { ...model, basins: message };
    case 'phases':
      return { ...model, phases: message };
    // What is looked at is no part of the model.
    case 'numberPicked':
      return model;
    case 'edited':
      return { ...model, edited: message };
  }
}

/** @param isSilent have too many beats of the host been missed? A run about which nothing is heard is then not said to be in progress. */
export function afterSilence(model: Model, { isSilent }: { readonly isSilent: boolean }): Model {
  return model.hostAnswers === !isSilent ? model : { ...model, hostAnswers: !isSilent };
}

/** What is known of the run. */
export function knownRun({ panel, hostAnswers }: Model): RunState {
  const run: RunState = panel?.run ?? { kind: 'idle' };
  return run.kind !== 'running' || hostAnswers ? run : { kind: 'unknown' };
}

/** The host's whole state is authoritative, unless it is about an older run of the charted document. */
function isStale({ panel }: Model, state: PanelState): boolean {
  if (panel === null || panel.document !== state.document || panel.experiment === null) return false;
  return (state.experiment?.stamp.run ?? -1) < panel.experiment.stamp.run;
}

function isOlder(stamp: RunStamp, experiment: ChartedExperiment | null): boolean {
  return experiment !== null && stamp.run < experiment.stamp.run;
}

function afterEvents(experiment: ChartedExperiment, events: readonly ChartEvent[]): ChartedExperiment {
  const results = [...experiment.results];
  for (const event of events) {
    const run = results[event.index];
    if (run === undefined) continue;
    results[event.index] =
      event.kind === 'recorded'
        ? { ...run, recording: append(run.recording, event.from, event.piece) }
        : { ...run, ending: event.ending, milliseconds: event.milliseconds };
  }
  return { ...experiment, results };
}

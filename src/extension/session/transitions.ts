/**
 * How a session changes: pure functions from a state to the next state and its events.
 *
 * A run begins only for a text that the server has found free of errors, so a request waits for the analysis of its text. If the server does
 * not answer, the text is read here, and the run does without a verdict.
 * The charted experiment is replaced when the runs of the next one are planned: a run that fails earlier replaces nothing.
 *
 * Charts may also follow the text while the user drags or types. Such a live run is charted only when it is complete, or has run for `PATIENCE`;
 * until then no other live run replaces it. So each chart replaces another one directly, and however fast the text changes, some charts are seen. A run that
 * was asked for is replaced only by another one that is asked for.
 */
import type { FamilyNews } from '../../experiment/instanceVerdicts.js';
import type { ExperimentEvent } from '../../experiment/types.js';
import { optimalRows } from '../../model/processNumbers.js';
import type { CannotRun } from '../../model/runnable.js';
import { afterNews, unknownFamily } from '../../shared/family.js';
import type {
  ChartEvent,
  ChartedExperiment,
  ChartedRun,
  FamilyFailure,
  RunState,
  Subject,
} from '../../shared/messages.js';
import { fileNameOf } from '../../shared/names.js';
import type { AnalysisParams } from '../../shared/protocol.js';
import type { Unread } from './events.js';
import {
  type ActiveRun,
  type Activity,
  activeRun,
  freshnessOf,
  type HashedText,
  isSameFreshness,
  isWhole,
  type LiveRun,
  panelState,
  pendingRequest,
  type RunRequest,
} from './state.js';
import { chain, change, type Transition, unchanged } from './step.js';

/** What a text is about, and whether it can run. */
export type Readout = Pick<AnalysisParams, 'subject' | 'errors' | 'files' | 'cannotRun'>;

/** Reads a text if no server does. Pure. */
export type Read = (document: string, text: string) => Readout | null;

/** In milliseconds: how long a live run may be hidden, and keep another one waiting. */
const PATIENCE = 300;

/** The state of a run that has just begun. */
const JUST_BEGUN = { kind: 'running', doneIterations: 0, totalIterations: 0, milliseconds: 0 } as const;

/** The document was opened, perhaps again: its versions count from the beginning. */
export function opened(text: HashedText): Transition {
  return chain(forgetAnalysis, withdraw, edited(text, null));
}

/** The text, or its saved state, has changed. With `live`, the charts follow. */
export function edited(text: HashedText, live: LiveRun | null): Transition {
  return chain(change({ text }), live === null ? unchanged : follow(text, live), refresh);
}

/** The document is closed; its last results stay, and a run in progress continues. */
export const closed: Transition = (state) => chain(change({ text: null }), withdraw)(state);

/** The document is open, but no longer as an experiment: nothing is reported about its text, and nothing of it runs. */
export const left: Transition = (state) => chain(stopped, closed, forgetAnalysis, refresh)(state);

/** The document was renamed. Everything that is known moves with it, including a run in progress. */
export function moved(document: string): Transition {
  return (state) => {
    const fileName = fileNameOf(document);
    const named = <T extends { readonly subject: Subject }>(one: T): T => ({
      ...one,
      subject: { ...one.subject, fileName },
    });
    const { activity, charted, history } = state;
    return chain(
      change({
        document,
        history: history.renamed(fileName),
        charted: charted && named(charted),
        activity: 'run' in activity ? { ...activity, run: named(activity.run) } : activity,
      }),
      publishAll,
    )(state);
  };
}

/** The server has stopped answering, or answers again. */
export function serverTurned(answers: boolean, read: Read): Transition {
  return (state) => {
    if (state.serverAnswers === answers) return unchanged(state);
    const { analysis, withheld, text } = state;
    if (!answers) {
      const hide = chain(forgetAnalysis, change({ withheld: analysis }));
      return chain(change({ serverAnswers: false }), hide, considerRequest(read), refresh)(state);
    }
    const isValid = withheld !== null && analysis === null && withheld.version === text?.version;
    return chain(
      change({ serverAnswers: true, withheld: null }),
      isValid ? analysed(withheld, read) : unchanged,
    )(state);
  };
}

/** The server has analysed a version of the text. An analysis that is older than the known one, or of a future version, is ignored. */
export function analysed(analysis: AnalysisParams, read: Read): Transition {
  return (state) => {
    if (state.text === null || analysis.version > state.text.version) return unchanged(state);
    if (state.analysis !== null && analysis.version < state.analysis.version) return unchanged(state);
    return chain(setAnalysis(analysis), refresh, considerRequest(read))(state);
  };
}

/**
 * The user asks to run a text; if the text changes before it is analysed, the newer one runs. Stops the previous run.
 *
 * @param quiet does nobody have to be told if it cannot run?
 */
export function requested(text: HashedText, { quiet }: { readonly quiet: boolean }, read: Read): Transition {
  return (state) =>
    state.text === null
      ? unchanged(state)
      : chain(
          stopped,
          change({ activity: { kind: 'waiting', request: { text, live: null, quiet } } }),
          considerRequest(read),
        )(state);
}

export const stopped: Transition = (state) =>
  chain(
    withdraw,
    activeRun(state) === null
      ? unchanged
      : chain(change({ activity: { kind: 'resting' } }), setRun({ kind: 'stopped' })),
    refresh,
  )(state);

/** Charts an earlier experiment again, under its new number. */
export function recharted(charted: ChartedExperiment): Transition {
  return chain(
    change({ stamp: charted.stamp, charted, chartedLive: null, run: endOf(charted) }),
    (state) => change({ freshness: freshnessOf(state) })(state),
    publishAll,
  );
}

/** Charts a run of this session again, under a new number. Stops the run in progress. */
export function recalled(run: number, newRun: number): Transition {
  return (state) => {
    const { history, charted } = state;
    const taken = history.take(run, newRun);
    if (taken === null) return unchanged(state);
    const { name } = history.against(charted).past.find((one) => one.run === run)!;
    return chain(
      stopped,
      change({ history: charted === null ? taken.history : taken.history.add(charted) }),
      recharted({ ...taken.experiment, recalled: { run, name } }),
    )(state);
  };
}

/** A run is drawn beside the later ones, or no longer. */
export function pinToggled(run: number): Transition {
  return (state) => chain(change({ history: state.history.togglePin(run) }), compare)(state);
}

/** The run of the state `starting` has its number, and the workers are about to receive it. */
export function begun(run: number, ranAt: number): Transition {
  return (state) => {
    const { activity } = state;
    if (activity.kind !== 'starting') return unchanged(state);
    const { text, subject, files, live } = activity;
    const active: ActiveRun = {
      stamp: { run, textVersion: text.version },
      ranAt,
      subject,
      text: text.text,
      textHash: text.hash,
      files,
      live,
      totalIterations: 0,
    };
    return chain(
      change({ activity: { kind: 'hidden', run: active, next: null }, stamp: active.stamp }),
      live === null ? setRun(JUST_BEGUN) : unchanged,
      refresh,
    )(state);
  };
}

/**
 * An event of the active run.
 *
 * @param results everything that it has recorded, including this event.
 */
export function ran(event: ExperimentEvent, results: readonly ChartedRun[], read: Read): Transition {
  switch (event.kind) {
    case 'planned':
      return planned(event, results);
    case 'recorded':
    case 'ended':
      return grown(event);
    case 'progress':
      return advanced(event, results, read);
    case 'finished': {
      const { milliseconds } = event;
      return chain(
        chart(results),
        dropRun,
        setRun({ kind: 'finished', milliseconds }),
        considerRequest(read),
      );
    }
    case 'failed': {
      const { message } = event;
      return chain(dropRun, setRun({ kind: 'failed', message }), refresh, considerRequest(read));
    }
  }
}

/** More is known of the instances of the charted family. */
export function familyKnown(news: FamilyNews | FamilyFailure): Transition {
  return (state) => {
    const { charted } = state;
    if (!charted?.family) return unchanged(state);
    return {
      state: { ...state, charted: { ...charted, family: afterNews(charted.family, news) } },
      events: [{ kind: 'familyKnown', stamp: charted.stamp, family: news }],
    };
  };
}

function planned(
  { totalIterations, optimum }: Extract<ExperimentEvent, { kind: 'planned' }>,
  results: readonly ChartedRun[],
): Transition {
  return (state) => {
    const { activity } = state;
    if (!('run' in activity)) return unchanged(state);
    const { subject } = activity.run;
    // Each instance of a family has an optimum of its own.
    const best = optimum &&
      !subject.family && { optimum, subject: { ...subject, optimal: optimalRows(optimum) } };
    const run = { ...activity.run, totalIterations, ...best };
    const known = change({ activity: { ...activity, run } });
    if (run.live !== null) return known(state);
    return chain(known, chart(results), setRun({ ...JUST_BEGUN, totalIterations }))(state);
  };
}

function grown(event: ChartEvent): Transition {
  return (state) =>
    state.activity.kind === 'charted'
      ? { state, events: [{ kind: 'recorded', stamp: state.activity.run.stamp, event }] }
      : unchanged(state);
}

function advanced(
  { doneIterations, milliseconds }: Extract<ExperimentEvent, { kind: 'progress' }>,
  results: readonly ChartedRun[],
  read: Read,
): Transition {
  return (state) => {
    const run = activeRun(state);
    if (run === null || (run.live !== null && milliseconds < PATIENCE)) return unchanged(state);
    const { totalIterations } = run;
    return chain(
      chart(results),
      setRun({ kind: 'running', doneIterations, totalIterations, milliseconds }),
      considerRequest(read),
    )(state);
  };
}

/** Makes the active run the charted experiment, if it is not yet. */
function chart(results: readonly ChartedRun[]): Transition {
  return (state) => {
    const { activity, charted, chartedLive, history } = state;
    if (activity.kind !== 'hidden') return unchanged(state);
    const { stamp, subject, optimum, text, textHash, files, ranAt, live } = activity.run;
    // A drag is one step of undo, so it is one entry of the history.
    const isSameStroke = live !== null && live.stroke !== null && live.stroke === chartedLive?.stroke;
    const family = unknownFamily(subject);
    const experiment = {
      stamp,
      subject,
      text,
      textHash,
      ...(files.length > 0 && { files }),
      ranAt,
      family,
      ...(optimum && { optimum }),
      results,
    };
    return chain(
      change({
        activity: { ...activity, kind: 'charted' },
        history: charted === null || isSameStroke ? history : history.add(charted),
        charted: experiment,
        chartedLive: live,
      }),
      (next) => ({ state: next, events: [{ kind: 'charted', experiment }] }),
      compare,
      refresh,
    )(state);
  };
}

/** Begins the requested run, if everything that it waits for is there. */
function considerRequest(read: Read): Transition {
  return (state) => {
    const request = pendingRequest(state);
    if (request === null || !isReplaceable(state.activity)) return unchanged(state);
    const here = state.serverAnswers ? null : read(state.document, request.text.text);
    // Nobody has read the text, and nobody will until the server answers again.
    if (here === null && !state.serverAnswers) return refused('unread', 0)(state);
    const known = here ? { version: request.text.version, ...here } : state.analysis;
    if (known === null || known.version < request.text.version) return unchanged(state);
    // Another version may have been analysed instead. If that has been edited too, a later analysis will come.
    const text = [request.text, state.text].find((one) => one?.version === known.version);
    return text ? decide(request, text, known)(state) : unchanged(state);
  };
}

function decide(
  { live, quiet }: RunRequest,
  text: HashedText,
  { subject, errors, files, cannotRun }: Readout,
): Transition {
  if (cannotRun === null && subject !== null)
    return change({ activity: { kind: 'starting', text, subject, files, live } });
  return quiet ? chain(withdraw, refresh) : refused(cannotRun ?? 'no-problem', errors);
}

function refused(reason: CannotRun | Unread, errors: number): Transition {
  return chain(withdraw, (state) => ({ state, events: [{ kind: 'refused', reason, errors }] }), refresh);
}

/** May another run replace it? */
function isReplaceable(activity: Activity): boolean {
  return activity.kind === 'charted' ? activity.run.live !== null : activity.kind !== 'hidden';
}

function follow(text: HashedText, live: LiveRun): Transition {
  return (state) => {
    const { charted } = state;
    const isCharted = charted !== null && charted.textHash === text.hash && isWhole(charted);
    if (!isCharted) return request({ text, live, quiet: true })(state);
    // The text is the charted one again, so nothing needs to run for it.
    if (!activeRun(state)?.live) return withdraw(state);
    return chain(
      change({ activity: { kind: 'resting' } }),
      state.run.kind === 'running' ? setRun(endOf(charted)) : unchanged,
    )(state);
  };
}

/** How the runs of an experiment ended that is no longer being computed. */
function endOf(charted: ChartedExperiment): RunState {
  return isWhole(charted)
    ? { kind: 'finished', milliseconds: Math.max(0, ...charted.results.map((r) => r.milliseconds ?? 0)) }
    : { kind: 'stopped' };
}

function request(next: RunRequest): Transition {
  return (state) => {
    const { activity } = state;
    return change({
      activity: 'run' in activity ? { ...activity, next } : { kind: 'waiting', request: next },
    })(state);
  };
}

/** Cancels the request for a run. A run in progress continues. */
const withdraw: Transition = (state) => {
  const { activity } = state;
  return change({ activity: 'run' in activity ? { ...activity, next: null } : { kind: 'resting' } })(state);
};

/** The active run is over. The next request waits. */
const dropRun: Transition = (state) => {
  const next = pendingRequest(state);
  return change({ activity: next === null ? { kind: 'resting' } : { kind: 'waiting', request: next } })(
    state,
  );
};

const forgetAnalysis: Transition = (state) =>
  chain(change({ withheld: null }), state.analysis === null ? unchanged : setAnalysis(null))(state);

function setAnalysis(analysis: AnalysisParams | null): Transition {
  return (state) => ({ state: { ...state, analysis }, events: [{ kind: 'analysed', analysis }] });
}

function setRun(run: RunState): Transition {
  return (state) => ({
    state: { ...state, run },
    events: [{ kind: 'runChanged', stamp: state.stamp, run }],
  });
}

const refresh: Transition = (state) => {
  const freshness = freshnessOf(state);
  if (isSameFreshness(state.freshness, freshness)) return change({ freshness })(state);
  return { state: { ...state, freshness }, events: [{ kind: 'freshnessChanged', freshness }] };
};

const compare: Transition = (state) => ({
  state,
  events: [{ kind: 'comparisonChanged', comparison: state.history.against(state.charted) }],
});

const publishAll: Transition = (state) => ({
  state,
  events: [{ kind: 'replaced', state: panelState(state) }],
});

/** The whole panel: state in, DOM out. */
import type { Picture } from '../src/drawing/picture.js';
import type { FromPanel, PanelState } from '../src/shared/messages.js';
import type { PictureName, PictureOrder } from '../src/shared/pictures.js';
import { createPictureCopier } from './charts/clipboard.js';
import { createCurves } from './charts/curves.js';
import { h, setText } from './dom.js';
import { createEdits } from './edits.js';
import type { PictureActs } from './export/menu.js';
import { written } from './export/picture.js';
import { themeColours } from './export/themeColours.js';
import { createFeatures } from './features/section.js';
import { createHead } from './head/view.js';
import { createWays } from './head/ways.js';
import { createInstances } from './instances/section.js';
import { createIterationInspector } from './iteration/inspector.js';
import { createPhase } from './phase/section.js';
import { chartPicture } from './pictures/chart.js';
import { type PictureColours, PRINT } from './pictures/colours.js';
import { createPlane } from './plane/section.js';
import { createProcess } from './process/section.js';
import { createRuns } from './runs/section.js';
import { createConditions } from './sections/conditions.js';
import { createHealth } from './sections/health.js';
import { createHistory } from './sections/history.js';
import { createLock } from './sections/lock.js';
import { createThisRun } from './sections/thisRun.js';
import { createVerdict } from './sections/verdict.js';
import { isStale, undrawnLine } from './sentences.js';
import { knownRun, type Model } from './state.js';
import type { Theme } from './theme.js';
import type { View } from './view.js';
import type { ViewEvent } from './viewEvents.js';

export interface Panel {
  readonly element: HTMLElement;
  /** Handles what cannot wait for the next frame: the answer to a change of the text lets the next one be sent. */
  receive(model: Model): void;
  /** Copies a picture of the chart that was last under the pointer, and shows whether that worked. */
  copy(): void;
  /** A picture in its present view; null if there is none. @param provenance line by line */
  picture(order: PictureOrder, provenance: readonly string[]): Promise<string | null>;
  update(model: Model, view: View, theme: Theme): void;
}

/**
 * @param send sends a message to the host
 * @param dispatch receives the changes of the view from a part of the panel
 */
export function createPanel(send: (message: FromPanel) => void, dispatch: (event: ViewEvent) => void): Panel {
  /** The state that was last drawn. */
  let panel: PanelState | null = null;
  let theme: Theme | null = null;
  const parts = createParts(send, dispatch, copy);
  const { edits, lock, health, head, body, empty, copier, curves } = parts;
  function shown(picture: PictureName, inTheme: boolean): Picture | null {
    return pictureIn(parts, picture, inTheme && theme ? themeColours(theme) : PRINT);
  }
  function copy(name: PictureName, inTheme: boolean): void {
    const picture = shown(name, inTheme);
    if (picture) copier.copy(picture);
  }
  return {
    element: h('main', {}, health.element, head.title, head.bar, head.stale, body),
    receive({ panel: latest, edited }) {
      if (latest !== null) edits.receive(latest.document, latest.textVersion, edited);
    },
    copy: () => copy('curves', false),
    async picture({ picture: name, format, inTheme }, provenance) {
      const picture = shown(name, inTheme);
      return picture && written(picture, format, provenance);
    },
    update(model, view, nextTheme) {
      theme = nextTheme;
      panel = model.panel && { ...model.panel, run: knownRun(model) };
      lock.update(model.locked);
      health.update(model);
      for (const part of [head.title, head.bar]) part.hidden = panel === null;
      body.classList.toggle('waiting', panel === null);
      setText(empty, emptyLine(panel));
      empty.hidden = panel !== null && panel.experiment !== null;
      curves.element.hidden = !empty.hidden;
      if (panel !== null) drawParts(parts, panel, model, view, nextTheme);
    },
  };
}

/** The picture of a part of the panel for export; null: it shows nothing. */
function pictureIn(
  { curves, features, plane, phase, process, instances }: Parts,
  name: PictureName,
  colours: PictureColours,
): Picture | null {
  switch (name) {
    case 'curves': {
      const drawing = curves.drawing();
      return drawing && chartPicture(drawing, colours);
    }
    case 'features':
      return features.vectors(colours);
    case 'rewards':
      return features.rewards(colours);
    case 'plane':
      return plane.picture(colours);
    case 'phases':
      return phase.picture(colours);
    case 'policy':
      return process.policy(colours);
    case 'strip':
      return process.strip(colours);
    case 'family':
      return instances.picture(colours);
  }
}

/** The text where there are no curves. */
function emptyLine(panel: PanelState | null): string {
  if (panel === null) return 'Waiting for the experiment…';
  return panel.run.kind === 'running'
    ? 'The experiment is being prepared: its curves come with its first results.'
    : 'No curves yet. Press Run to run the experiment.';
}

type Parts = ReturnType<typeof createParts>;

function createParts(
  send: (message: FromPanel) => void,
  dispatch: (event: ViewEvent) => void,
  copy: (picture: PictureName, inTheme: boolean) => void,
) {
  const takeAlong = (picture: PictureName): PictureActs => ({
    copy: (inTheme) => copy(picture, inTheme),
    save: (order) => send({ type: 'savePicture', picture, ...order }),
  });
  const lock = createLock(send);
  const health = createHealth(send);
  const sections = [
    createVerdict(send),
    createThisRun(),
    createRuns(),
    createConditions(send),
    createHistory(send),
    createInstances(send, takeAlong('family')),
  ] as const;
  const [verdict, thisRun, runs, conditions, history, instances] = sections;
  const curves = createCurves(dispatch, {
    save: () => send({ type: 'export' }),
    pin: (run) => send({ type: 'pin', run }),
    picture: takeAlong('curves'),
  });
  const copier = createPictureCopier();
  const inspector = createIterationInspector(dispatch);
  const process = createProcess(dispatch, send, { policy: takeAlong('policy'), strip: takeAlong('strip') });
  const edits = createEdits(send);
  const features = createFeatures(edits, dispatch, {
    features: takeAlong('features'),
    rewards: takeAlong('rewards'),
  });
  const plane = createPlane(send, edits, takeAlong('plane'));
  const phase = createPhase(send, edits, dispatch, takeAlong('phases'));
  const pictures = h('div', { class: 'pictures' }, features.element, plane.element);
  const undrawn = h('p', { class: 'note', id: 'undrawn' });
  const empty = h('p', { class: 'empty', id: 'empty' });
  const drawn = h('div', { class: 'drawn' }, empty, curves.element);
  const beside = h('div', { class: 'beside' }, phase.element, process.element, instances.element, pictures);
  const body = h(
    'div',
    { class: 'body' },
    verdict.element,
    thisRun.element,
    h('div', { class: 'work' }, drawn, beside),
    undrawn,
    runs.element,
    inspector.element,
    conditions.element,
    history.element,
    copier.element,
  );
  const ways = createWays({
    Curves: [curves.element],
    Phases: [phase.element],
    Pictures: [process.element, pictures],
    Conditions: [conditions.element],
    Runs: [runs.element],
  });
  const head = createHead(send, lock.element, ways.element);
  return {
    lock,
    health,
    head,
    ways,
    sections,
    curves,
    copier,
    inspector,
    process,
    instances,
    edits,
    features,
    plane,
    phase,
    pictures,
    undrawn,
    empty,
    body,
    /** Dimmed while it belongs to an older text. */
    ofRun: [curves, process, inspector, runs, instances].map(({ element }) => element),
  };
}

function drawParts(
  {
    head,
    ways,
    sections,
    curves,
    inspector,
    process,
    features,
    plane,
    phase,
    pictures,
    undrawn,
    ofRun,
  }: Parts,
  panel: PanelState,
  { basins, phases }: Model,
  view: View,
  theme: Theme,
): void {
  const { experiment, subject } = panel;
  // The inspector takes apart a bandit only.
  inspector.update(experiment?.subject.process ? null : experiment, view);
  process.update(experiment, view, theme);
  for (const section of sections) section.update(panel);
  head.update(panel);
  phase.update(panel, view, phases);
  const why = subject && undrawnLine(subject);
  undrawn.hidden = why === null;
  setText(undrawn, why ?? '');
  // A family has no numbers of its own to draw; its instances do.
  const hasNumbers = subject?.features.length !== 0;
  if (hasNumbers) {
    features.update(panel, view, theme);
    plane.update(panel, basins, theme);
  }
  pictures.hidden = !hasNumbers || (features.element.hidden && plane.element.hidden);
  curves.element.dataset.run = String(experiment?.stamp.run ?? '');
  if (experiment) curves.update(experiment, panel.comparison, view, theme);
  const stale = experiment !== null && isStale(panel.freshness);
  for (const element of ofRun) element.classList.toggle('dim', stale);
  ways.update();
}

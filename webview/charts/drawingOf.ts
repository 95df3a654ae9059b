/** What a chart shows of an experiment in the present view. Pure. */
import type { ChartedExperiment, Comparison, Subject } from '../../src/shared/messages.js';
import { count } from '../format.js';
import { type AxisScale, BANDS, type BandKind, type Look } from '../view.js';
import type { Drawing, Helper } from './drawing.js';
import type { Quantity } from './quantities.js';
import { fitLines, fitName, fitNote, fittedPoints, REFERENCE_NAME, referenceLine } from './reference.js';
import { type Axes, type Line, labels, lastIteration, suitingBand } from './series.js';

export type Pinned = Comparison['pinned'][number];

export function drawingOf(
  quantity: Quantity,
  experiment: ChartedExperiment | null,
  pinned: readonly Pinned[],
  look: Look,
): Drawing {
  const label = labelOf(experiment, look);
  const subject = experiment?.subject ?? null;
  const state = subject && stateLooked(subject, look);
  const axes: Axes = { x: look.iterations, y: scaleOf(quantity, look) };
  const lines = experiment
    ? quantity.lines(experiment, { label, band: bandOf(look, experiment), state })
    : [];
  const last = experiment ? lastIteration(experiment) : 10;
  const isPowerLawShown = quantity.decays && axes.x === 'log' && axes.y === 'log';
  const fits = isPowerLawShown ? fitLines(lines, look.zoom.x) : [];
  const fitted = fits.map(
    (one): Helper => ({
      name: fitName(one),
      points: fittedPoints(one.fit),
      of: one.line,
    }),
  );
  const shown = { subject, byAction: label !== null && (!subject?.process || state !== null), state };
  return {
    title: quantity.title(shown),
    y: quantity.y(shown),
    axes,
    lines: [...pinned.flatMap((one, pin) => pinnedLines(quantity, one, pin, label, look)), ...lines],
    last: pinned.reduce((most, one) => Math.max(most, lastIteration(one.experiment)), last),
    helpers: [...(isPowerLawShown ? referenceOf(lines, last) : []), ...fitted],
    bounds: quantity.bounds,
    zoomX: look.zoom.x,
    zoomY: look.zoom.y[quantity.id] ?? null,
    hidden: new Set(look.hidden),
    note: [
      quantity.note(shown),
      memberCurvesNote(lines, { isFamily: experiment?.family != null }),
      fitNote(fits),
    ]
      .filter((one) => one !== '')
      .join(' '),
  };
}

/** The label whose actions are drawn; null: one line for each label. In a family, actions with the same name are different in each instance. */
function labelOf(experiment: ChartedExperiment | null, look: Look): string | null {
  if (experiment === null || experiment.family !== null) return null;
  const names = labels(experiment);
  if (names.length === 1) return names[0]!;
  return look.label !== null && names.includes(look.label) ? look.label : null;
}

/**
 * The state of a process whose actions are shown; null: all states together, since none is chosen, it does not exist, or it differs between the
 * instances of a family.
 */
export function stateLooked({ process, family }: Subject, { state }: Look): number | null {
  const found = state === null || !process || family ? -1 : process.states.indexOf(state);
  return found < 0 ? null : found;
}

function referenceOf(lines: readonly Line[], last: number): Helper[] {
  const points = referenceLine(lines, last);
  return points ? [{ name: REFERENCE_NAME, points, of: null }] : [];
}

export function bandOf({ band }: Look, experiment: ChartedExperiment | null): BandKind {
  return band ?? (experiment ? suitingBand(experiment) : BANDS[1]);
}

export function scaleOf({ id, scale }: Quantity, look: Look): AxisScale {
  return look.vertical[id] ?? scale;
}

/** A sentence that explains the faint lines; empty if there are none. */
function memberCurvesNote(lines: readonly Line[], { isFamily }: { readonly isFamily: boolean }): string {
  const most = Math.max(0, ...lines.map(({ memberCurves }) => memberCurves?.length ?? 0));
  return most === 0
    ? ''
    : `Each faint line is one of ${count(most)} ${isFamily ? 'instances' : 'runs'}; bands: mean ± standard error, and 10–90 %.`;
}

/** A pinned run's lines, named by what distinguishes the run. If it does not have the chosen label, its own label is used. */
function pinnedLines(
  quantity: Quantity,
  { experiment, name }: Pinned,
  pin: number,
  label: string | null,
  look: Look,
): Line[] {
  // The charted problem may be of another kind.
  if (!quantity.isOf(experiment.subject)) return [];
  const state = stateLooked(experiment.subject, look);
  const own = experiment.family === null ? labels(experiment) : [];
  const chosen = label === null || own.includes(label) ? label : (own[0] ?? null);
  return quantity.lines(experiment, { label: chosen, band: bandOf(look, experiment), state }).map((line) => ({
    ...line,
    key: `pinned ${experiment.stamp.run} ${line.key}`,
    name: `${line.name} [${name}]`,
    pin,
  }));
}

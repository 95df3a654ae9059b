/** What the user has chosen to look at. Stored with the panel; the host never reads it. */
import type { AxisScale, Range } from '../src/drawing/axis.js';

export type { AxisScale, Range };

/** The summaries of runs that share a label. */
export const BANDS = ['mean and median', 'mean ± standard error', 'median, 10–90 %', 'every run'] as const;
export type BandKind = (typeof BANDS)[number];

export const CURVES = [
  'gap',
  'scaled',
  'policy',
  'divergence',
  'gradient',
  'fisher',
  'logits',
  'regret',
] as const;
export type CurveId = (typeof CURVES)[number];

/** How the curves are drawn. */
export interface Look {
  /** Which charts are shown, in the order of CURVES. */
  readonly curves: readonly CurveId[];
  readonly iterations: AxisScale;
  /** The scales of vertical axes that are not the default. */
  readonly vertical: Partial<Record<CurveId, AxisScale>>;
  /** null: the one that suits the experiment. */
  readonly band: BandKind | null;
  /** The label whose actions are drawn; null: one line for each label. */
  readonly label: string | null;
  /** For a process: the name of the state whose actions are drawn and whose numbers are shown; null: all states together. */
  readonly state: string | null;
  /** Zoomed ranges: of the iterations of all charts, and of the vertical axes of single charts. */
  readonly zoom: { readonly x: Range | null; readonly y: Partial<Record<CurveId, Range>> };
  /** The names of lines that are hidden, in every chart. */
  readonly hidden: readonly string[];
}

export interface View {
  readonly look: Look;
  /** The iteration at which all curves are read; null: the last one. */
  readonly cursor: number | null;
  /** The chart that was last under the pointer, of which pictures are made; null: the first. */
  readonly chart: CurveId | null;
  /** The run whose iteration is taken apart: its position in the plan. */
  readonly run: number;
  /** The numbers of a document whose phase diagram was chosen, in the words that name them; null: none was. */
  readonly phase: { readonly document: string; readonly numbers: readonly string[] } | null;
}

export const UNZOOMED: Look['zoom'] = { x: null, y: {} };

export const FIRST_VIEW: View = {
  look: {
    curves: ['gap', 'policy'],
    iterations: 'log',
    vertical: {},
    band: null,
    label: null,
    state: null,
    zoom: UNZOOMED,
    hidden: [],
  },
  cursor: null,
  chart: null,
  run: 0,
  phase: null,
};

/** The stored view as far as it still has a meaning: what is unknown gets its default, and a zoom is not stored. */
export function restoredView(kept: unknown): View {
  const { look, cursor, run, chart, phase } = record(kept);
  const { document, numbers } = record(phase);
  const words = Array.isArray(numbers) ? numbers.filter((one) => typeof one === 'string') : [];
  const { curves, iterations, vertical, band, label, state, hidden } = record(look);
  const first = FIRST_VIEW.look;
  const vertically = record(vertical);
  const shown = CURVES.filter((id) => Array.isArray(curves) && curves.includes(id));
  return {
    look: {
      curves: shown.length > 0 ? shown : first.curves,
      iterations: isScale(iterations) ? iterations : first.iterations,
      vertical: Object.fromEntries(
        CURVES.flatMap((id) => (isScale(vertically[id]) ? [[id, vertically[id]]] : [])),
      ),
      band: BANDS.find((one) => one === band) ?? first.band,
      label: typeof label === 'string' ? label : null,
      state: typeof state === 'string' ? state : null,
      zoom: UNZOOMED,
      hidden: Array.isArray(hidden) ? hidden.filter((name) => typeof name === 'string') : [],
    },
    cursor: typeof cursor === 'number' ? cursor : null,
    chart: CURVES.find((id) => id === chart) ?? null,
    run: typeof run === 'number' && Number.isInteger(run) && run >= 0 ? run : 0,
    phase: typeof document === 'string' && words.length > 0 ? { document, numbers: words } : null,
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isScale(value: unknown): value is AxisScale {
  return value === 'log' || value === 'linear';
}

/** The figures of the paper: exact gradients by K and d with a curve for each instance; sampled ones by environment and rate. */
import { aggregate, type Band, curve } from '../aggregate.js';
import { sequential } from '../figure/colours.js';
import { type Figure, type Panel, type Point, svg } from '../figure/figure.js';
import type { RunResult } from '../types.js';
import { PARTS, type Part } from './parts.js';

export interface PartResults {
  readonly part: Part;
  readonly results: readonly RunResult[];
}

const AXES = { xLabel: 'iteration', yLabel: 'suboptimality gap r* − π·r' };
const NOISE_NAMES = { bernoulli: 'Bernoulli', gaussian: 'Gaussian', beta: 'Beta' } as const;
const BLUE = '#1f5fa8';

/** File name → SVG, for the parts that are present. */
export function figuresOf(parts: readonly PartResults[]): Map<string, string> {
  const files = new Map<string, string>();
  const inOrder = [...parts].sort((a, b) => place(a.part) - place(b.part));
  for (const actions of [3, 6]) {
    const some = inOrder.filter(({ part }) => part.kind === 'exact' && part.actions === actions);
    if (some.length === 0) continue;
    files.set(
      `exact-K${actions}.svg`,
      svg({
        ...AXES,
        title: `Exact gradients, theory rate, K = ${actions}: every instance, and their mean`,
        columns: Math.min(5, some.length),
        panels: some.map(exactPanel),
        legend: [],
      }),
    );
  }
  const sampled = inOrder.filter(({ part }) => part.kind === 'sampled');
  if (sampled.length > 0) files.set('sampled.svg', svg(sampledFigure(sampled)));
  return files;
}

const place = ({ id }: Part) => PARTS.findIndex((part) => part.id === id);

function exactPanel({ part, results }: PartResults): Panel {
  const gaps = results.map((run) => curve(run, (recording) => recording.gap));
  const [band] = aggregate(gaps);
  return {
    title: part.kind === 'exact' ? `d = ${part.dimensions}` : part.id,
    areas: [],
    series: [
      ...gaps.map(({ iterations, values }) => ({
        points: pointsOf(iterations, values),
        colour: BLUE,
        width: 0.8,
        opacity: 0.3,
      })),
      ...(band
        ? [{ points: pointsOf(band.iterations, band.mean), colour: '#b3261e', width: 2, opacity: 1 }]
        : []),
    ],
    note: `${results.length} instances`,
  };
}

function sampledFigure(parts: readonly PartResults[]): Figure {
  const rules = [
    ...new Set(parts.flatMap(({ results }) => results.map((run) => run.facts.learningRateRule))),
  ];
  const colours = sequential(rules.length);
  return {
    ...AXES,
    title: 'Sampled gradients: mean over instances and runs ± one standard error, by learning rate',
    columns: Math.min(2, parts.length),
    panels: parts.map(({ part, results }) => {
      const bands = aggregate(results.map((run) => curve(run, ({ gap }) => gap)));
      const colourOf = new Map(
        results.map((run) => [run.facts.label, colours[rules.indexOf(run.facts.learningRateRule)]!]),
      );
      return {
        title: part.kind === 'sampled' ? `${NOISE_NAMES[part.noise]} (${part.difficulty})` : part.id,
        areas: bands.map((band) => ({ ...errorArea(band), colour: colourOf.get(band.label)! })),
        series: bands.map((band) => ({
          points: pointsOf(band.iterations, band.mean),
          colour: colourOf.get(band.label)!,
          width: 1.8,
          opacity: 1,
        })),
      };
    }),
    legend: rules.map((rule, n) => ({ label: `η = ${rule}`, colour: colours[n]! })),
  };
}

function errorArea({ iterations, mean, standardError }: Band) {
  const shifted = (sign: number) => mean.map((m, i) => Math.max(m + sign * standardError[i]!, m / 100));
  return { low: pointsOf(iterations, shifted(-1)), high: pointsOf(iterations, shifted(1)) };
}

function pointsOf(iterations: readonly number[], values: readonly number[]): Point[] {
  return iterations.map((x, i) => ({ x, y: values[i]! }));
}

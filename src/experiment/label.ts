/** Names for the lines of a sweep: they list only what differs between the lines. */
import type { Init, LearningRate, Stop } from '../model/run.js';

/** The rule as it is written in the `.linspg` language: `theory`, `theory*2`, `0.2`, `normalized: 1`. */
export function learningRateRule(rate: LearningRate): string {
  switch (rate.kind) {
    case 'theory':
      return rate.factor === 1 ? 'theory' : `theory*${rate.factor}`;
    case 'constant':
      return String(rate.rate);
    case 'normalized':
      return `normalized: ${rate.c}`;
    case 'armijo':
      return `armijo: max ${rate.max}, c ${rate.c}, shrink ${rate.shrink}`;
    case 'decay':
      return `decay: initial ${rate.initial}, factor ${rate.factor}`;
  }
}

/** The inverse of `learningRateRule`. @returns null for a text that is not a rule. */
export function learningRateOfRule(rule: string): LearningRate | null {
  const [, words = '', rest = ''] = /^([a-z]*)[:*]?(.*)$/.exec(rule) ?? [];
  const [first = Number.NaN, second = Number.NaN, third = Number.NaN] = (
    rest.match(/-?[\d.]+(?:e[+-]?\d+)?/g) ?? []
  ).map(Number);
  switch (words) {
    case '':
      return Number.isNaN(first) ? null : { kind: 'constant', rate: first };
    case 'theory':
      return { kind: 'theory', factor: rest === '' ? 1 : first };
    case 'normalized':
      return { kind: 'normalized', c: first };
    case 'armijo':
      return { kind: 'armijo', max: first, c: second, shrink: third };
    case 'decay':
      return { kind: 'decay', initial: first, factor: second };
    default:
      return null;
  }
}

/** One start: `θ₀ = 0`, `θ₀ = (3, 3)`, `θ₀ ~ N(0, 4²) no. 7`, `θ₀ in trap a2`. */
export function initLabel(init: Init, start: number, names: readonly string[]): string {
  switch (init.kind) {
    case 'zeros':
      return 'θ₀ = 0';
    case 'vector':
      return `θ₀ = (${init.theta.join(', ')})`;
    case 'gaussian':
      return init.count === 1 ? `θ₀ ~ N(0, ${init.sigma}²)` : `θ₀ ~ N(0, ${init.sigma}²) no. ${start + 1}`;
    case 'trap':
      return `θ₀ in trap ${names[init.action]}`;
    case 'trap-policy':
      return `θ₀ in a trap that takes ${init.choices.map(([, pair]) => names[pair]).join(', ')}`;
  }
}

export function stopLabel(stop: Stop): string {
  return stop.kind === 'never' ? 'no stop' : `stop at ${stop.kind} < ${stop.below}`;
}

/**
 * One label for each row of parts, made of the parts that are not the same in all rows. Rows that do not differ get the
 * label `fallback`.
 */
export function distinguish(rows: readonly (readonly string[])[], fallback: string): string[] {
  const first = rows[0] ?? [];
  const differs = first.map((part, column) => rows.some((row) => row[column] !== part));
  return rows.map((row) => row.filter((_, column) => differs[column]).join(', ') || fallback);
}

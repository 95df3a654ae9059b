/** Results as CSV (RFC 4180, lines end in \n): one row per recorded iteration and run. What is not finite is an empty field. */
import type { RunResult } from './types.js';

/**
 * @param names K names of actions. Parameters are numbered from 1; a run with fewer than another leaves the rest empty.
 * @param only iterations to write; all recorded ones without it.
 */
export function toCsv(
  names: readonly string[],
  results: readonly Pick<RunResult, 'facts' | 'recording'>[],
  only?: ReadonlySet<number>,
): string {
  const parameters = Math.max(0, ...results.map((r) => r.facts.init.length));
  const header = [
    'run',
    'label',
    'algorithm',
    'gradient',
    'learningRate',
    'learningRateRule',
    'instance',
    'repeat',
    'seed',
    'iteration',
    'gap',
    'optimalProbability',
    'logLoss',
    'gradientNorm',
    'regret',
    ...names.map((name) => `policy ${name}`),
    ...Array.from({ length: parameters }, (_, k) => `theta ${k + 1}`),
  ];
  const lines = [header];
  for (const { facts, recording } of results) {
    const fixed = [
      facts.index,
      facts.label,
      facts.algorithm,
      facts.gradient,
      facts.learningRate ?? Number.NaN,
      facts.learningRateRule,
      facts.instance,
      facts.repeat,
      facts.seed,
    ];
    recording.iterations.forEach((t, i) => {
      if (only && !only.has(t)) return;
      const theta = recording.theta[i]!;
      lines.push(
        [
          ...fixed,
          t,
          recording.gap[i]!,
          Math.exp(-recording.logLoss[i]!),
          recording.logLoss[i]!,
          recording.gradientNorm[i]!,
          recording.regret[i]!,
          ...recording.policy[i]!,
          ...Array.from({ length: parameters }, (_, k) => theta[k] ?? Number.NaN),
        ].map(text),
      );
    });
  }
  return `${lines.map((line) => line.map(quote).join(',')).join('\n')}\n`;
}

function text(value: string | number): string {
  if (typeof value === 'string') return value;
  return Number.isFinite(value) ? String(value) : '';
}

function quote(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

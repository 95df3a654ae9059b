/** The features and rewards of a problem as text for a program or a paper: the doubles that the engine computes with. */
import { julia, python } from '../borders/quoted.js';
import { tex } from '../borders/tex.js';
import { dimensionsOf, featureRow } from '../model/mdp.js';
import { rowNames } from '../model/written.js';
import type { Files, PinnedFile } from '../spec/files/port.js';
import { readSpec } from '../spec/read.js';

export const MATRIX_FORMATS = ['numpy', 'latex', 'julia'] as const;
export type MatrixFormat = (typeof MATRIX_FORMATS)[number];

/** Survives `structuredClone`. */
export interface MatrixOrder {
  readonly format: MatrixFormat;
  readonly text: string;
  /** The files that the text names. */
  readonly files: readonly PinnedFile[];
}

/** The most numbers that are copied to a clipboard. */
const MOST_COPIED = 1e6;

/** The matrix of the problem of a text; or, as a sentence, why there is none. */
export function copiedMatrix(
  { format, text }: MatrixOrder,
  files: Files,
): { readonly text: string } | { readonly refused: string } {
  const { bandit, mdp, family } = readSpec(text, files);
  if (family) return { refused: 'A family has no matrix of its own: open one of its instances.' };
  const problem = bandit ?? mdp;
  if (problem === null)
    return { refused: 'The text has no problem without errors, so there is no matrix to copy.' };
  const names = rowNames(problem);
  const d = mdp ? dimensionsOf(mdp) : bandit!.features[0]!.length;
  if (names.length * d > MOST_COPIED)
    return {
      refused: `The matrix has ${names.length} × ${d} numbers, more than the ${MOST_COPIED.toLocaleString('en-US')} that are copied.`,
    };
  const rows = mdp ? mdp.pairs.map((_, pair) => featureRow(mdp, pair)) : bandit!.features;
  const rewards = mdp ? mdp.pairs.map(({ reward }) => reward) : bandit!.rewards;
  return {
    text: matrixText(format, {
      names,
      rewards: rewards.map(({ value }) => value),
      features: rows.map((row) => row.map(({ value }) => value)),
    }),
  };
}

interface Matrix {
  /** The names of the n rows. */
  readonly names: readonly string[];
  /** n rewards. */
  readonly rewards: readonly number[];
  /** n rows of d features. */
  readonly features: readonly (readonly number[])[];
}

/** X (n × d), r (n entries) and the names of the rows, as statements (NumPy, Julia) or as formulas that need no package (LaTeX). */
export function matrixText(format: MatrixFormat, { names, rewards, features }: Matrix): string {
  switch (format) {
    case 'numpy':
      return [
        'import numpy as np',
        '',
        `actions = [${names.map(python).join(', ')}]`,
        `X = np.array([\n${features.map((row) => `    [${row.map(decimal).join(', ')}],\n`).join('')}])`,
        `r = np.array([${rewards.map(decimal).join(', ')}])`,
        '',
      ].join('\n');
    case 'julia':
      return [
        `actions = [${names.map(julia).join(', ')}]`,
        `X = ${juliaMatrix(features)}`,
        `r = [${rewards.map(decimal).join(', ')}]`,
        '',
      ].join('\n');
    case 'latex':
      return [
        `% ${names.length} actions, ${features[0]?.length ?? 0} features: ${names.map(tex).join(', ')}`,
        `\\[ X = ${array(features, 'r'.repeat(features[0]?.length ?? 0))}, \\qquad`,
        `   r = ${array(
          rewards.map((reward) => [reward]),
          'r',
        )} \\]`,
        '',
      ].join('\n');
  }
}

/** In Julia, one column in brackets would be a vector. */
function juliaMatrix(rows: readonly (readonly number[])[]): string {
  if (rows[0]?.length === 1) return `reshape([${rows.flat().map(decimal).join(', ')}], ${rows.length}, 1)`;
  return `[\n${rows.map((row) => `    ${row.map(decimal).join(' ')}\n`).join('')}]`;
}

/** The shortest decimal of a double, in a form that every language reads as floating point: `2.0`, not the integer 2. */
function decimal(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value).replace('e+', 'e');
}

function array(rows: readonly (readonly number[])[], columns: string): string {
  const lines = rows.map((row) => row.map(formula).join(' & ')).join(' \\\\ ');
  return `\\left(\\begin{array}{${columns}} ${lines} \\end{array}\\right)`;
}

/** `1.5 \cdot 10^{-7}`. */
function formula(value: number): string {
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return digits;
  const power = `10^{${Number(exponent)}}`;
  return digits === '1' ? power : digits === '-1' ? `-${power}` : `${digits} \\cdot ${power}`;
}

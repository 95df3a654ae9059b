/** The text of a new spec, from a file of numbers. */
import { visible } from '../../borders/visible.js';
import { FormatError, type FormatFault } from '../../formats/fault.js';
import type { Real } from '../../model/bandit.js';
import { areWrittenExactly } from '../rewrites/fromFile.js';
import { writtenName } from '../writtenName.js';
import type { ActionTable, Column, Importable, NotImportable } from './columns.js';

/** If a file has more numbers than this, those that `{file: …}` finds are not written into the text. */
export const MOST_INLINE = 2000;

/** The role of each column; the remaining columns of numbers are the features. */
export interface Roles {
  /** `none`: the user writes the rewards. */
  readonly reward: number | 'none';
  readonly names: number | 'none';
}

/** @param file its name, without the folders. @param path its path in the new text. @param axes of P, outermost first; null: the user writes them */
export function importedText(
  source: Importable,
  roles: Roles,
  file: string,
  path: string,
  axes: readonly string[] | null = null,
): string | NotImportable | { readonly fault: FormatFault } {
  const named = `{ file: ${writtenName(path)} }`;
  const head = `# Imported from ${visible(file)}.\n`;
  const run = '\nrun:\n  learning-rate: theory\n  iterations: 1e5\n';
  if (source.kind === 'process') {
    const order = axes === null ? '' : `  axes: [${axes.join(', ')}]\n`;
    return `${head}mdp:\n  file: ${writtenName(path)}\n${order}${run}`;
  }
  try {
    const { reward, names } = roles;
    const others = source.columns.filter((_, k) => k !== reward && k !== names);
    const features = others.filter(
      ({ isNumbers }, k) => isNumbers || isMeantAsNumbers(others[k]!, source.rows),
    );
    if (features.length === 0) return { reason: 'no column of numbers is left for the features' };
    const left = others.filter((column) => !features.includes(column)).map(({ title }) => visible(title));
    const words = left.length > 0 ? `# Left out, since they hold words: ${left.join(', ')}.\n` : '';
    const note = words + (source.transposed ? TRANSPOSED[source.transposed] : '');
    const size = source.rows * features.length;
    const { findable } = source;
    if (size > MOST_INLINE && findable.features && (reward === 'none' || findable.rewards)) {
      const rewards = reward === 'none' ? '' : `  rewards: ${named}\n`;
      return `${head}bandit:\n${rewards}  features: ${named}\n${run}`;
    }
    return `${head}${note}${written(source, roles, features)}${run}`;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { fault: error.fault };
  }
}

const TRANSPOSED = {
  said: '# Each row of the array is a feature, each column an action.\n',
  rewards:
    '# Each row of the array is a feature, each column an action, since there are as many rewards as columns.\n',
} as const;

/** A column with some numbers is taken for features with a fault, which is reported. */
function isMeantAsNumbers(column: Column, rows: number): boolean {
  for (let row = 0; row < rows; row++) {
    try {
      column.real(row);
      return true;
    } catch (error) {
      if (!(error instanceof FormatError || error instanceof RangeError)) throw error;
    }
  }
  return false;
}

/** @throws FormatError if there is no number. */
function written(
  { columns, rows }: ActionTable,
  { reward, names }: Roles,
  features: readonly Column[],
): string {
  const indices = Array.from({ length: rows }, (_, row) => row);
  const matrix = indices.map((row) => features.map((column) => column.real(row)));
  const rewards = reward === 'none' ? null : indices.map((row) => columns[reward]!.real(row));
  const note = areWrittenExactly(rewards ? [rewards, ...matrix] : matrix)
    ? ''
    : '# Binary numbers are written as the shortest decimals that name them: 0.1, and not the double next to it.\n';
  if (rewards === null)
    return `${note}bandit:\n  features:\n${matrix.map((row) => `    - ${list(row)}\n`).join('')}`;
  const nameOf = (row: number) => (names === 'none' ? `a${row + 1}` : writtenName(columns[names]!.word(row)));
  const entries = indices.map(
    (row) => `    ${nameOf(row)}: { reward: ${rewards[row]!.literal}, features: ${list(matrix[row]!)} }\n`,
  );
  return `${note}bandit:\n  actions:\n${entries.join('')}`;
}

function list(row: readonly Real[]): string {
  return `[${row.map(({ literal }) => literal).join(', ')}]`;
}

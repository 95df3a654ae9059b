/** `linspg import`: a new spec from a file of numbers, on the standard output. */
import { basename } from 'node:path';
import { terminal } from '../borders/terminal.js';
import { DataFiles } from '../disk/dataFiles.js';
import { refusalText } from '../spec/files/faultWords.js';
import {
  type ColumnChoice,
  type ImportQuestion,
  importFile,
  type OfferedColumn,
} from '../spec/imports/import.js';
import { complain, forProgram, print } from './output.js';

export interface ImportOptions {
  /** The columns of the rewards and of the names: each by its name, by its number from 1, or none. */
  readonly reward?: string;
  readonly names?: string;
  /** The order of the axes of an array. */
  readonly axes?: string;
}

/** @param file its extension says the format. @returns the exit status. @throws OutputError */
export async function importSpec(file: string, { reward, names, axes }: ImportOptions): Promise<number> {
  const answer = new DataFiles(process.cwd()).read(file);
  if (!('bytes' in answer)) return refuse(refusalText(file, answer.refused));
  const imported = importFile({
    file: basename(file),
    path: file,
    bytes: answer.bytes,
    ...(reward !== undefined && { reward: choiceOf(reward) }),
    ...(names !== undefined && { names: choiceOf(names) }),
    ...(axes !== undefined && { axes: choiceOf(axes) }),
  });
  switch (imported.kind) {
    case 'text':
      await print(forProgram(imported.text));
      return 0;
    case 'refused':
      return refuse(imported.reason);
    case 'question':
      return refuse(questionText(file, imported.about, imported.columns));
  }
}

function choiceOf(column: string): ColumnChoice {
  return column === 'none' ? column : { called: column };
}

const OF_COLUMNS = { reward: 'holds the rewards', names: 'holds the names of the actions' } as const;

function questionText(file: string, about: ImportQuestion, columns: readonly OfferedColumn[]): string {
  const list = columns.map(({ title, sample }) => `  ${title}: ${sample}`).join('\n');
  if (about === 'axes')
    return `${file} does not say which axis of P is which. Say it with --axes, or --axes none:\n${list}`;
  const what = OF_COLUMNS[about];
  return `${file} does not say which column ${what}. Say it with --${about} COLUMN, or --${about} none:\n${list}`;
}

function refuse(reason: string): number {
  const [first, ...rest] = reason.split('\n');
  complain(terminal`linspg: ${first!}`);
  for (const line of rest) complain(terminal`${line}`);
  return 2;
}

/** An experiment that compares learning rates. */
import { window, workspace } from 'vscode';
import { isLong } from '../shared/readElsewhere.js';
import { ratesEdit } from '../spec/edit.js';
import { readSpec } from '../spec/read.js';
import { LANGUAGE, textOf } from './documents.js';
import type { ExperimentSession } from './session/session.js';

/** Opens an untitled copy of the text with a sweep of learning rates around the theory's. @throws an error with a message for the user */
export async function compareRates(session: ExperimentSession): Promise<void> {
  const text = (await textOf(session.document)).getText();
  if (isLong(text)) throw new Error(refused('this text is too long to be read while the editor waits'));
  if (readSpec(text).namedFiles.length > 0)
    throw new Error(refused('an untitled copy does not find the files that this text names'));
  const [edit] = ratesEdit(text);
  const { range, newText } = edit!;
  const content = text.slice(0, range.start) + newText + text.slice(range.end);
  await window.showTextDocument(await workspace.openTextDocument({ language: LANGUAGE, content }));
}

const refused = (why: string) =>
  `No copy is opened, because ${why}. Write \`learning-rate: [theory, theory*10]\` yourself: a list is a sweep.`;

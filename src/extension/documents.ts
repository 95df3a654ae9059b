/** Which documents are experiments. It is decided here for every command, panel, run and diagnostic. */

import { TabInputText, TabInputTextDiff, type TextDocument, Uri, window, workspace } from 'vscode';
import { faultMessage } from '../borders/fault.js';
import { fileNameOf } from '../shared/names.js';

export const LANGUAGE = 'linspg';

/**
 * Is this the text of an experiment that can be changed, saved and run? That is an untitled text, or one of a writable file system. The other
 * side of a comparison (`git:`), a text inside an archive and the like are only coloured.
 */
export function isExperiment(document: TextDocument): boolean {
  return document.languageId === LANGUAGE && !isReadOnly(document.uri);
}

function isReadOnly({ scheme }: Uri): boolean {
  if (scheme === 'file' || scheme === 'untitled') return false;
  return workspace.fs.isWritableFileSystem(scheme) !== true;
}

/** Says in words why a document cannot be opened. */
class AbsentText extends Error {
  override readonly name = 'AbsentText';
}

/** The text of the document with this URI, open or not. @throws an error with a message for the user if there is none. */
export async function textOf(document: string): Promise<TextDocument> {
  const uri = Uri.parse(document);
  const open = workspace.textDocuments.find((one) => one.uri.toString() === document && !one.isClosed);
  if (open) return open;
  const name = fileNameOf(document);
  // Opening it would create an empty untitled text with that name.
  if (uri.scheme === 'untitled') throw new AbsentText(`${name} is closed: there is no text any more.`);
  if (!(await isThere(uri)))
    throw new AbsentText(`There is no file ${name} any more: it was deleted, moved or renamed.`);
  try {
    return await workspace.openTextDocument(uri);
  } catch (error) {
    const reason = faultMessage(error);
    throw new AbsentText(`${name} cannot be opened: ${reason}`);
  }
}

/** Does the file exist? If that cannot be determined, it may. */
export async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code !== 'FileNotFound';
  }
}

/** Does a tab show the document, even behind another tab, or on one side of a comparison? */
export function hasTab(document: string): boolean {
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => {
      if (input instanceof TabInputText) return input.uri.toString() === document;
      return (
        input instanceof TabInputTextDiff &&
        [input.original, input.modified].some((uri) => uri.toString() === document)
      );
    }),
  );
}

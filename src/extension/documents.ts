/** Which documents are experiments: decided here, for every command, panel, run and diagnostic. */

import { TabInputText, TabInputTextDiff, type TextDocument, Uri, window, workspace } from 'vscode';
import { faultMessage } from '../borders/fault.js';
import { fileNameOf } from '../shared/names.js';

export const LANGUAGE = 'linspg';

/**
 * Is it the text of an experiment, that can be changed, saved and run? An untitled text, or one of a file system that can be written to. The other
 * side of a comparison (`git:`), a text inside an archive and the like are shown in colours and left alone.
 */
export function isExperiment(document: TextDocument): boolean {
  return document.languageId === LANGUAGE && !isReadOnly(document.uri);
}

function isReadOnly({ scheme }: Uri): boolean {
  if (scheme === 'file' || scheme === 'untitled') return false;
  return workspace.fs.isWritableFileSystem(scheme) !== true;
}

/** A document that cannot be opened: why, in words. */
class AbsentText extends Error {
  override readonly name = 'AbsentText';
}

/** The text of a document of this name, open or not. @throws with words for a person where there is none. */
export async function textOf(document: string): Promise<TextDocument> {
  const uri = Uri.parse(document);
  const open = workspace.textDocuments.find((one) => one.uri.toString() === document && !one.isClosed);
  if (open) return open;
  const name = fileNameOf(document);
  // An untitled text of that name would be opened, empty.
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

/** Is there a file? Where that cannot be asked, there may be one. */
export async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code !== 'FileNotFound';
  }
}

/** Does a tab show the document, be it behind another, or on one side of a comparison? */
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

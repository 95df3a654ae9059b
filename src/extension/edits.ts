/** Writes what the pictures of the panel change into the text: one step of undo a stroke, and never over a newer text. */
import { Range, type TextDocument, WorkspaceEdit, window, workspace } from 'vscode';
import type { Change, Edit } from '../shared/pictures.js';
import { featuresEdit, initEdit, rewardEdit } from '../spec/edit.js';
import type { TextEdit } from '../spec/types.js';
import { textOf } from './documents.js';

export class Edits {
  /** The stroke that goes on, and the version of the text after its last change. */
  #stroke: { readonly stroke: number; readonly document: string; version: number } | null = null;

  /** The stroke that is changing a text at this moment. */
  #writing: { readonly stroke: number; readonly document: string } | null = null;

  #turn: Promise<unknown> = Promise.resolve();

  /** Whose work is a change that has just been made to a document? null: not a picture's. */
  strokeThatChanges(document: TextDocument): number | null {
    return this.#writing?.document === document.uri.toString() ? this.#writing.stroke : null;
  }

  /**
   * One after another, in the order of the calls.
   *
   * @returns the version of the text after the change; null, and changes nothing, if the text is not the one that the picture showed.
   */
  apply(name: string, edit: Edit): Promise<number | null> {
    const done = this.#turn.then(() => this.#apply(name, edit));
    // Who called hears of an error; the next turn comes all the same.
    this.#turn = done.catch(() => null);
    return done;
  }

  /** Waits until the text holds every change that was asked for. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  async #apply(name: string, edit: Edit): Promise<number | null> {
    const document = await textOf(name);
    const going = this.#stroke;
    const first = going?.stroke !== edit.stroke || going.document !== name;
    const shown = first ? edit.textVersion : going.version;
    const replacements = document.version === shown ? replacementsOf(document.getText(), edit.change) : null;
    if (replacements === null) {
      this.#stroke = null;
      return null;
    }
    this.#writing = { stroke: edit.stroke, document: name };
    const accepted = await write(document, replacements, first, edit.last).finally(() => {
      this.#writing = null;
    });
    this.#stroke =
      accepted && !edit.last ? { stroke: edit.stroke, document: name, version: document.version } : null;
    return accepted ? document.version : null;
  }
}

function replacementsOf(text: string, change: Change): TextEdit[] | null {
  switch (change.kind) {
    case 'features':
      return featuresEdit(text, change.action, change.entries);
    case 'reward':
      return rewardEdit(text, change.action, change.literal);
    case 'init':
      return initEdit(text, change.literals);
  }
}

/** Only an editor can join changes into one step of undo. Where none shows the text, the last change of a stroke stands for all. */
async function write(
  document: TextDocument,
  replacements: readonly TextEdit[],
  first: boolean,
  last: boolean,
): Promise<boolean> {
  // A stroke often ends where its last change has left the text. Written again, that would be a step of undo that changes nothing.
  const changes = replacements
    .map(({ range: { start, end }, newText }) => ({
      range: new Range(document.positionAt(start), document.positionAt(end)),
      newText,
    }))
    .filter(({ range, newText }) => document.getText(range) !== newText);
  if (changes.length === 0) return true;
  const editor = window.visibleTextEditors.find((each) => each.document === document);
  if (editor) {
    return editor.edit(
      (builder) => {
        for (const { range, newText } of changes) builder.replace(range, newText);
      },
      { undoStopBefore: first, undoStopAfter: last },
    );
  }
  if (!last) return true;
  const edit = new WorkspaceEdit();
  for (const { range, newText } of changes) edit.replace(document.uri, range, newText);
  return workspace.applyEdit(edit);
}

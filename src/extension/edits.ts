/** Writes the changes of the panel's pictures into the text: one undo takes back a stroke, and a newer text is never overwritten. */
import {
  commands,
  Disposable,
  Range,
  type TextDocument,
  TextDocumentChangeReason,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { Change, Edit } from '../shared/fromPanel.js';
import type { Content } from '../shared/requests.js';
import { featuresEdit, initEdit, numbersEdit, rewardEdit, startEdit } from '../spec/edit.js';
import type { TextEdit } from '../spec/types.js';
import { CutStrokes, difference } from './cutStrokes.js';
import { textOf } from './documents.js';

/** One change of a stroke, as a panel requests it. */
type StrokeEdit = Content<Edit>;

/** A stroke in progress. */
interface Stroke {
  readonly stroke: number;
  readonly document: string;
  /** The version of the text after its last change. */
  readonly version: number;
  /** The text before its first change. */
  readonly before: string;
  /** The text after each change that was written, as its difference from the text before. */
  readonly texts: readonly string[];
  /** May a save have come after its last change? A save ends a step of undo. */
  readonly saved: boolean;
  /** Does it already consist of more than one step of undo? */
  readonly cut: boolean;
  /** Has the user pressed undo since its last change, meaning the stroke? */
  readonly undone: boolean;
}

export class Edits implements Disposable {
  #stroke: Stroke | null = null;
  readonly #cut = new CutStrokes();
  readonly #subscriptions: Disposable;

  constructor() {
    this.#subscriptions = Disposable.from(
      workspace.onWillSaveTextDocument((event) => {
        const { document } = event;
        const name = document.uri.toString();
        // The text that is saved, and run, is the one after the whole undo or redo.
        if (this.#cut.isInside(document)) event.waitUntil(this.settled());
        if (this.#writing?.document === name) this.#writing.saved = true;
        else if (this.#stroke?.document === name) this.#stroke = { ...this.#stroke, saved: true };
      }),
      workspace.onDidChangeTextDocument(({ document, reason }) => {
        if (reason === undefined) return;
        const name = document.uri.toString();
        const isUndo = reason === TextDocumentChangeReason.Undo;
        if (this.#writing?.document === name) this.#writing.undone ||= isUndo;
        else if (this.#stroke?.document === name) this.#stroke = { ...this.#stroke, undone: isUndo };
        else if (this.#cut.isInside(document)) {
          const command = isUndo ? 'undo' : 'redo';
          this.#inTurn(() => this.#cut.goOn(document, command));
        }
      }),
      workspace.onDidCloseTextDocument((document) => this.#cut.closed(document)),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /**
   * The stroke that is changing a text at this moment, and whether the text is saved, or undo pressed, meanwhile; whether before or after the
   * change cannot be known.
   */
  #writing: { readonly stroke: number; readonly document: string; saved: boolean; undone: boolean } | null =
    null;

  /** The last stroke that was refused or taken back. Its later changes are not written either, even if its panel shows the present text by then. */
  #over: number | null = null;

  #turn: Promise<unknown> = Promise.resolve();

  /** The stroke that made the last change of a document; null: no picture made it. */
  strokeThatChanges(document: TextDocument): number | null {
    return this.#writing?.document === document.uri.toString() ? this.#writing.stroke : null;
  }

  /**
   * Applies changes one after another, in the order of the calls.
   *
   * @returns the version of the text after the change; null, without a change, if the text is not the one that the picture showed.
   */
  apply(name: string, edit: StrokeEdit): Promise<number | null> {
    return this.#inTurn(() => this.#apply(name, edit));
  }

  #inTurn<T>(some: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(some);
    // The caller gets the error; the next turn follows in any case.
    this.#turn = done.catch(() => null);
    return done;
  }

  /** Resolves when the text contains every change that was asked for, and an undo or redo is complete. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  async #apply(name: string, edit: StrokeEdit): Promise<number | null> {
    if (edit.stroke === this.#over) return null;
    const written = await this.#write(name, edit);
    if (written === null) this.#over = edit.stroke;
    return written;
  }

  async #write(name: string, edit: StrokeEdit): Promise<number | null> {
    const document = await textOf(name);
    const going = this.#stroke;
    const isGoing = going?.stroke === edit.stroke && going.document === name;
    const { version, before, texts, cut } = isGoing
      ? going
      : { version: edit.textVersion, before: document.getText(), texts: [], cut: false };
    const replacements =
      document.version === version ? replacementsOf(document.getText(), edit.change) : null;
    if (replacements === null) {
      this.#stroke = null;
      if (isGoing && going.undone) await undoTo(document, before, texts.length);
      return null;
    }
    const writing = { stroke: edit.stroke, document: name, saved: false, undone: false };
    this.#writing = writing;
    try {
      const accepted = await write(document, replacements, { isFirst: !isGoing, isLast: edit.last });
      const written = document.version !== version;
      if (writing.undone) {
        // The undo took back a step of this change or of the one before, or kept this change out of the text; what it means is the stroke.
        this.#stroke = null;
        await undoTo(document, before, texts.length + 1);
        return null;
      }
      const now: Stroke = {
        stroke: edit.stroke,
        document: name,
        version: document.version,
        before,
        texts: written ? [...texts, difference(before, document.getText())] : texts,
        saved: writing.saved || (!written && isGoing && going.saved),
        cut: cut || (written && isGoing && (going.saved || writing.saved)),
        undone: false,
      };
      this.#stroke = accepted && !edit.last ? now : null;
      if (accepted && edit.last && now.cut) this.#cut.add(document, before, now.texts);
      return accepted ? document.version : null;
    } finally {
      this.#writing = null;
    }
  }
}

/** Undoes at most this many steps, until the text is as it was. */
async function undoTo(document: TextDocument, before: string, most: number): Promise<void> {
  for (let back = 0; back < most && document.getText() !== before; back++)
    await commands.executeCommand('undo');
}

function replacementsOf(text: string, change: Change): TextEdit[] | null {
  switch (change.kind) {
    case 'features':
      return featuresEdit(text, change.action, change.entries);
    case 'reward':
      return rewardEdit(text, change.action, change.literal);
    case 'numbers':
      return numbersEdit(text, change.entries);
    case 'init':
      return initEdit(text, change.literals);
    case 'start':
      return startEdit(text, change.literals);
  }
}

/** Only an editor can join changes into one step of undo. If none shows the text, the last change of a stroke replaces all of them. */
async function write(
  document: TextDocument,
  replacements: readonly TextEdit[],
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): Promise<boolean> {
  // A stroke often ends at the text of its last change. Writing it again would be a step of undo that changes nothing.
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
      { undoStopBefore: isFirst, undoStopAfter: isLast },
    );
  }
  if (!isLast) return true;
  const edit = new WorkspaceEdit();
  for (const { range, newText } of changes) edit.replace(document.uri, range, newText);
  return workspace.applyEdit(edit);
}

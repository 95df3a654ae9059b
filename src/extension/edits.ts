/** Writes what the pictures of the panel change into the text: one undo takes back a stroke, and never over a newer text. */
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
import { featuresEdit, initEdit, rewardEdit, startEdit } from '../spec/edit.js';
import type { TextEdit } from '../spec/types.js';
import { CutStrokes, difference } from './cutStrokes.js';
import { textOf } from './documents.js';

/** One change out of a stroke, as a panel asks for it. */
type StrokeEdit = Content<Edit>;

/** A stroke that goes on. */
interface Stroke {
  readonly stroke: number;
  readonly document: string;
  /** The version of the text after its last change. */
  readonly version: number;
  /** The text before its first change. */
  readonly before: string;
  /** The text after each change that was written, as what differs from the text before. */
  readonly texts: readonly string[];
  /** May a save have come after its last change? A save ends a step of undo. */
  readonly saved: boolean;
  /** Is it more than one step of undo by now? */
  readonly cut: boolean;
  /** Has a person pressed undo since its last change, and so means the stroke? */
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
        // What is saved, and run, is the text at the end of the way.
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

  /** The stroke that is changing a text at this moment, and whether the text is saved, or undo pressed, meanwhile: before or after the change, nobody can tell. */
  #writing: { readonly stroke: number; readonly document: string; saved: boolean; undone: boolean } | null =
    null;

  /** The last stroke that was refused or taken back: what comes of it later is not written either, though its panel may show the text as it is by then. */
  #over: number | null = null;

  #turn: Promise<unknown> = Promise.resolve();

  /** The stroke that made the change that a document has just had; null: no picture made it. */
  strokeThatChanges(document: TextDocument): number | null {
    return this.#writing?.document === document.uri.toString() ? this.#writing.stroke : null;
  }

  /**
   * One after another, in the order of the calls.
   *
   * @returns the version of the text after the change; null, and changes nothing, if the text is not the one that the picture showed.
   */
  apply(name: string, edit: StrokeEdit): Promise<number | null> {
    return this.#inTurn(() => this.#apply(name, edit));
  }

  #inTurn<T>(some: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(some);
    // The caller gets the error; the next turn comes in any case.
    this.#turn = done.catch(() => null);
    return done;
  }

  /** Waits until the text holds every change that was asked for, and has gone all the way of an undo or redo. */
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
        // It took back a step, of this change or of the one before, or kept this change from the text; what it means is the stroke.
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

/** Takes steps back, at most so many, until the text is as it was. */
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
    case 'init':
      return initEdit(text, change.literals);
    case 'start':
      return startEdit(text, change.literals);
  }
}

/** Only an editor can join changes into one step of undo. Where none shows the text, the last change of a stroke stands for all. */
async function write(
  document: TextDocument,
  replacements: readonly TextEdit[],
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
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
      { undoStopBefore: isFirst, undoStopAfter: isLast },
    );
  }
  if (!isLast) return true;
  const edit = new WorkspaceEdit();
  for (const { range, newText } of changes) edit.replace(document.uri, range, newText);
  return workspace.applyEdit(edit);
}

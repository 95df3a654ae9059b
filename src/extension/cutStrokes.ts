/**
 * A save ends a step of undo, so a stroke with saves in between consists of several steps. If the user's undo or redo reaches a text inside such a stroke,
 * the rest of the stroke is undone or redone too. Nothing is done at the end of the stroke itself: an undo pressed at that moment would apply to a text
 * that is just being taken back, and be lost.
 */
import { commands, type TextDocument, window } from 'vscode';

/**
 * The most strokes that are remembered for a document, and the most characters of the texts before them: each is compared at an undo. The last
 * stroke is always remembered.
 */
const MOST_STROKES = 100;
const MOST_CHARACTERS = 4_000_000;

interface CutStroke {
  /** The texts between its first and its last, each as its difference from the first. */
  readonly inside: ReadonlySet<string>;
  readonly before: string;
}

export class CutStrokes {
  readonly #strokes = new WeakMap<TextDocument, CutStroke[]>();

  /** @param texts the text after each of its changes, as its difference from the text before */
  add(document: TextDocument, before: string, texts: readonly string[]): void {
    const inside = new Set(texts);
    for (const end of [difference(before, before), texts.at(-1)!]) inside.delete(end);
    const strokes = [...(this.#strokes.get(document) ?? []), { before, inside }];
    const most = Math.min(MOST_STROKES, Math.floor(MOST_CHARACTERS / (before.length + 1)));
    this.#strokes.set(document, strokes.slice(-Math.max(1, most)));
  }

  closed(document: TextDocument): void {
    this.#strokes.delete(document);
  }

  /** Is the text one of those inside a stroke? */
  isInside(document: TextDocument): boolean {
    return this.#of(document) !== null;
  }

  /** Undoes or redoes until the text is no longer inside a stroke. The command applies to the editor that has the focus. */
  async goOn(document: TextDocument, command: 'undo' | 'redo'): Promise<void> {
    const stroke = this.#of(document);
    if (stroke === null) return;
    for (let step = 0; step < stroke.inside.size && isInside(stroke, document.getText()); step++) {
      if (window.activeTextEditor?.document !== document) return;
      await commands.executeCommand(command);
    }
  }

  #of(document: TextDocument): CutStroke | null {
    const text = document.getText();
    return this.#strokes.get(document)?.findLast((stroke) => isInside(stroke, text)) ?? null;
  }
}

const isInside = ({ before, inside }: CutStroke, text: string) => inside.has(difference(before, text));

/** Where `text` differs from `before`, and what it has there. Two texts are the same if their differences are. */
export function difference(before: string, text: string): string {
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start++;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === text.at(-1 - same)) same++;
  return `${start}-${before.length - same}: ${text.slice(start, text.length - same)}`;
}

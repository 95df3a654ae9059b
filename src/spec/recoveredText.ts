/** A text without its syntax issues, so that the rest of it can be read, and where each part of it stands in the text as written. */
import type { TextEdit, TextRange } from './types.js';

export class RecoveredText {
  private constructor(
    readonly text: string,
    /** Offset as written of each character and of the end; null: the same. */
    private readonly origins: Int32Array | null,
  ) {}

  static of(text: string): RecoveredText {
    return new RecoveredText(text, null);
  }

  get isAsWritten(): boolean {
    return this.origins === null;
  }

  /** With edits that do not overlap. What is inserted stands where it was inserted. */
  with(edits: readonly TextEdit[]): RecoveredText {
    const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
    const longer = sorted.reduce(
      (sum, { range, newText }) => sum + newText.length - (range.end - range.start),
      0,
    );
    const origins = new Int32Array(this.text.length + longer + 1);
    let text = '';
    let done = 0;
    const keep = (end: number) => {
      for (let k = done; k < end; k++) origins[text.length + k - done] = this.origin(k);
      text += this.text.slice(done, end);
    };
    for (const { range, newText } of sorted) {
      keep(range.start);
      origins.fill(this.origin(range.start), text.length, text.length + newText.length);
      text += newText;
      done = range.end;
    }
    keep(this.text.length);
    origins[text.length] = this.origin(this.text.length);
    return new RecoveredText(text, origins);
  }

  /** The range as written. */
  original({ start, end }: TextRange): TextRange {
    const first = this.origin(start);
    if (end === start) return { start: first, end: first };
    return { start: first, end: Math.max(first, Math.min(this.origin(end - 1) + 1, this.origin(end))) };
  }

  private origin(offset: number): number {
    return this.origins ? this.origins[offset]! : offset;
  }
}

/** A text with its syntax errors removed, so that the rest can be read, and the position of each of its parts in the text as written. */
import type { TextEdit, TextRange } from './types.js';

export class RecoveredText {
  private constructor(
    readonly text: string,
    /** For each character and the end, its offset in the text as written; null: the same offsets. */
    private readonly origins: Int32Array | null,
  ) {}

  static of(text: string): RecoveredText {
    return new RecoveredText(text, null);
  }

  get isAsWritten(): boolean {
    return this.origins === null;
  }

  /** The text after edits that do not overlap. Inserted text has the position where it was inserted. */
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

  /** The range in the text as written. */
  original({ start, end }: TextRange): TextRange {
    const first = this.origin(start);
    if (end === start) return { start: first, end: first };
    return { start: first, end: Math.max(first, Math.min(this.origin(end - 1) + 1, this.origin(end))) };
  }

  private origin(offset: number): number {
    return this.origins ? this.origins[offset]! : offset;
  }
}

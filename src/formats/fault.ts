/** What is wrong with a file of numbers: codes with data, which `spec` says in words. Rows and columns count from 1, indices of arrays from 0. */
export type FormatFault =
  /** None of the formats that are read. */
  | { readonly code: 'format' }
  /** `bytes` of text. */
  | { readonly code: 'text-size'; readonly bytes: number; readonly most: number }
  /** Text with more numbers than are read. */
  | { readonly code: 'many-numbers'; readonly most: number }
  /** The same of a binary array. */
  | { readonly code: 'npy-numbers'; readonly array: string; readonly found: number; readonly most: number }
  /** Text that is not UTF-8. */
  | { readonly code: 'encoding' }
  | { readonly code: 'empty' }
  /** `row` is a line of the file. */
  | {
      readonly code: 'cell';
      readonly row: number;
      readonly column: number;
      readonly found: string;
      readonly why: string;
    }
  | { readonly code: 'row-length'; readonly row: number; readonly found: number; readonly expected: number }
  | { readonly code: 'quote'; readonly row: number }
  /** Not JSON; `found`: what stands there. */
  | { readonly code: 'json'; readonly row: number; readonly column: number; readonly found: string }
  | { readonly code: 'nesting' }
  /** Something else than an array of numbers. */
  | { readonly code: 'entry'; readonly at: Place; readonly found: string; readonly why: string }
  /** Lists of different lengths, or of different depths. */
  | { readonly code: 'ragged'; readonly at: Place; readonly found: string; readonly expected: string }
  | { readonly code: 'not-finite'; readonly at: Place; readonly found: string }
  | { readonly code: 'npy-magic'; readonly array: string }
  | { readonly code: 'npy-header'; readonly array: string }
  | { readonly code: 'npy-version'; readonly array: string; readonly version: string }
  | { readonly code: 'npy-type'; readonly array: string; readonly type: string }
  | {
      readonly code: 'npy-size';
      readonly array: string;
      readonly shape: readonly number[];
      readonly expected: number;
      readonly found: number;
    }
  /** Not a ZIP archive, or a broken one. */
  | { readonly code: 'zip' }
  /** Unpacked, the archive has more bytes than are read. */
  | { readonly code: 'zip-size'; readonly bytes: number; readonly most: number }
  /** An archive without an array. */
  | { readonly code: 'zip-empty' };

/** An entry of an array. */
export interface Place {
  /** `` if the file gives it no name. */
  readonly array: string;
  readonly indices: readonly number[];
}

/** Ends the reading of a file. */
export class FormatError extends Error {
  override readonly name = 'FormatError';

  constructor(readonly fault: FormatFault) {
    super(fault.code);
  }
}

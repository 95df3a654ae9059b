/**
 * What is wrong with a file of numbers: codes with data, for which `spec` has the sentences. Rows and columns count from 1, indices of arrays from
 * 0.
 */
export type FormatFault =
  /** The file has none of the supported formats. */
  | { readonly code: 'format' }
  /** The text has `bytes` bytes, more than are read. */
  | { readonly code: 'text-size'; readonly bytes: number; readonly most: number }
  /** The text has more numbers than are read. */
  | { readonly code: 'many-numbers'; readonly most: number }
  /** A binary array has more numbers than are read. */
  | { readonly code: 'npy-numbers'; readonly array: string; readonly found: number; readonly most: number }
  /** The text is not UTF-8. */
  | { readonly code: 'encoding' }
  | { readonly code: 'empty' }
  /** The text is one row without a number, as a header is. */
  | { readonly code: 'no-numbers'; readonly row: number; readonly found: string }
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
  /** The text is not JSON; `found` is what stands at this place. */
  | { readonly code: 'json'; readonly row: number; readonly column: number; readonly found: string }
  | { readonly code: 'nesting' }
  /** An entry is not a number. */
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
  /** The file is not a ZIP archive, or a broken one. */
  | { readonly code: 'zip' }
  /** The bytes of an array are not those that were written. */
  | { readonly code: 'zip-sum'; readonly array: string }
  /** Unpacked, the archive has more bytes than are read. */
  | { readonly code: 'zip-size'; readonly bytes: number; readonly most: number }
  /** The archive has no array. */
  | { readonly code: 'zip-empty' };

/** An entry of an array. */
export interface Place {
  /** The empty string if the file gives the array no name. */
  readonly array: string;
  readonly indices: readonly number[];
}

/** Thrown to end the reading of a file. */
export class FormatError extends Error {
  override readonly name = 'FormatError';

  constructor(readonly fault: FormatFault) {
    super(fault.code);
  }
}

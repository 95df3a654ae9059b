/** What is printed about one file, as plain data that threads send to each other. */
import { type Checked, checkedOf } from './checked.js';
import { toJson } from './checkJson.js';
import type { Diagnostic } from './diagnostics.js';
import { familyLines } from './family.js';
import type { CheckFormat } from './help.js';
import { read, UnreadableFile } from './input.js';

export type Told =
  | { readonly kind: 'unreadable'; readonly why: string }
  | {
      readonly kind: 'checked';
      readonly diagnostics: readonly Diagnostic[];
      /** The table of a family, line by line; empty for other formats than text. */
      readonly family: readonly string[];
      /** null for other formats than JSON. */
      readonly json: object | null;
      /** null for other formats than SARIF: it has what only this thread can use. */
      readonly whole: Checked | null;
    };

/** Checks one file. */
export async function toldOf(file: string, format: CheckFormat): Promise<Told> {
  try {
    // What the verdict proves of every start is no finding, nor are the bandits of the states, but JSON tells both.
    const isJson = format === 'json';
    const checked = checkedOf(await read(file), { evenProved: isJson, withStates: isJson });
    return {
      kind: 'checked',
      diagnostics: checked.diagnostics,
      family: format === 'text' && checked.family ? familyLines(checked.family) : [],
      json: format === 'json' ? toJson(checked) : null,
      whole: format === 'sarif' ? checked : null,
    };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { kind: 'unreadable', why: error.message };
  }
}

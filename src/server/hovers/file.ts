import { code, markdown } from '../../borders/markdown.js';
import { shapeText } from '../../spec/files/faultWords.js';
import type { NamedFile } from '../../spec/types.js';
import { NOTHING, type Parts } from './parts.js';

/** The arrays of a file of numbers. */
export function fileHover({ path, arrays }: NamedFile): Parts {
  if (arrays.length === 0) return NOTHING;
  const said = arrays.map(({ name, shape }) => `${name === '' ? 'an array' : name} ${shapeText(shape)}`);
  return { answer: [markdown`${code(path)} holds ${said.join(', ')}.`] };
}

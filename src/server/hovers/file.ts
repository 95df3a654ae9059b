import { code, type Markdown, markdown } from '../../borders/markdown.js';
import { shapeText } from '../../spec/files/faultWords.js';
import type { NamedFile } from '../../spec/types.js';

/** What a file of numbers holds. */
export function fileHover({ path, arrays }: NamedFile): Markdown[] {
  if (arrays.length === 0) return [];
  const said = arrays.map(({ name, shape }) => `${name === '' ? 'an array' : name} ${shapeText(shape)}`);
  return [markdown`${code(path)} holds ${said.join(', ')}.`];
}

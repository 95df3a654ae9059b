/** The sentences about what is wrong with a file. */

import type { FormatFault, Place } from '../../formats/fault.js';
import { FORMATS } from '../../formats/formats.js';
import { clip, grouped } from '../format.js';
import type { FileRefusal } from './port.js';

/** @param path as the text has it. */
export function refusalText(path: string, refusal: FileRefusal): string {
  const file = `\`${clip(path)}\``;
  switch (refusal.code) {
    case 'no-folder':
      return `${file} stands relative to the file of this text, which has none yet. Save the text, or write the whole path.`;
    case 'missing':
      return `There is no file ${file}. A path is relative to the folder of this text.`;
    case 'directory':
      return `${file} is a folder, and no file.`;
    case 'not-a-file':
      return `${file} is a device or a pipe, and no file that can be read.`;
    case 'permission':
      return `${file} may not be read: permission denied.`;
    case 'too-large':
      return `${file} has ${megabytes(refusal.bytes)} MB, more than the ${megabytes(refusal.most)} MB that are read. Keep fewer numbers in it, or narrower ones (\`float32\`).`;
    case 'untrusted':
      return `${file} is not read: this workspace is not trusted, and a text of it may name any file. Trust the workspace (command Workspaces: Manage Workspace Trust) to read it.`;
    case 'outside':
      return `${file} lies outside of the workspace, and is read only if you allow it. Reopen this text to be asked again, or move the file into the workspace.`;
    case 'changed':
      return `${file} has changed since this text was analysed. Run again.`;
    case 'system':
      return `${file} cannot be read: ${refusal.reason}.`;
    case 'elsewhere':
      return `${file} is not read here.`;
  }
}

function megabytes(bytes: number): string {
  return grouped(Math.ceil(bytes / 1e6));
}

/** @param file its name, without the folders. */
export function formatText(file: string, fault: FormatFault): string {
  const name = clip(file);
  switch (fault.code) {
    case 'format':
      return `${name}: expected one of the formats ${FORMATS.map((one) => `.${one}`).join(', ')}, by the ending of the name.`;
    case 'text-size':
      return `${name} has ${megabytes(fault.bytes)} MB, more than the ${megabytes(fault.most)} MB of text that are read. Write the numbers as .npy or .npz, where they take less room.`;
    case 'many-numbers':
      return `${name} has more than the ${grouped(fault.most)} numbers that are read from text. Write them as .npy or .npz, where they take less room.`;
    case 'npy-numbers':
      return `${arrayText(name, fault.array)} has ${grouped(fault.found)} numbers, more than the ${grouped(fault.most)} that are read. Write fewer.`;
    case 'encoding':
      return `${name} is no text in UTF-8. Save it as UTF-8.`;
    case 'empty':
      return `${name} is empty: there are no numbers in it.`;
    case 'no-numbers':
      return `${name}, row ${fault.row}: expected rows of numbers, found only '${clip(fault.found)}', as in a header.`;
    case 'cell':
      return `${name}, row ${fault.row}, column ${fault.column}: expected a number, ${fault.found === '' ? 'found nothing' : `found '${clip(fault.found)}': ${fault.why}`}.`;
    case 'row-length':
      return `${name}, row ${fault.row}: expected ${fault.expected} columns, as in its first row, found ${fault.found}.`;
    case 'quote':
      return `${name}, row ${fault.row}: expected a closing quote and then a separator, found none. A field with quotes is one line: "a ""b"" c".`;
    case 'json':
      return `${name}, row ${fault.row}, column ${fault.column}: not JSON, found ${fault.found === '' ? 'the end of the file' : `'${clip(fault.found)}'`}.${/^-?(?:NaN|Inf)/i.test(fault.found) ? ' Only finite numbers have a meaning here.' : ''}`;
    case 'nesting':
      return `${name}: its lists are nested deeper than an array can be.`;
    case 'entry':
      return `${placeText(name, fault.at)}: expected a number, found '${clip(fault.found)}'${fault.why && `: ${fault.why}`}.`;
    case 'ragged':
      return `${placeText(name, fault.at)}: expected ${fault.expected}, as at the first place, found ${clip(fault.found)}.`;
    case 'not-finite':
      return `${placeText(name, fault.at)}: expected a finite number, found ${fault.found}.`;
    case 'npy-magic':
      return `${arrayText(name, fault.array)} does not begin as NumPy's .npy files do. Write it with numpy.save or numpy.savez.`;
    case 'npy-header':
      return `${arrayText(name, fault.array)} has a broken header. Write it again with numpy.save or numpy.savez.`;
    case 'npy-version':
      return `${arrayText(name, fault.array)} has version ${fault.version} of the .npy format; 1.0, 2.0 and 3.0 are read.`;
    case 'npy-type':
      return `${arrayText(name, fault.array)} holds entries of type '${clip(fault.type)}'; numbers of types bool, int8 to int64, uint8 to uint64, float16, float32 and float64 are read. Convert it with astype(float).`;
    case 'npy-size':
      return `${arrayText(name, fault.array)} has the shape ${shapeText(fault.shape)}, for which ${grouped(fault.expected)} bytes are expected; found ${grouped(fault.found)}. The file is cut off or damaged: write it again.`;
    case 'zip-sum':
      return `${arrayText(name, fault.array)} is damaged: its bytes are not those that were written (CRC-32). Write it again with numpy.savez.`;
    case 'zip':
      return `${name} is no whole .npz archive. Write it again with numpy.savez.`;
    case 'zip-size':
      return `${name}: its arrays take ${megabytes(fault.bytes)} MB unpacked, more than the ${megabytes(fault.most)} MB that are read.`;
    case 'zip-empty':
      return `${name} holds no arrays.`;
  }
}

/** `(4, 2, 4)`, as Python writes it. */
export function shapeText(shape: readonly number[]): string {
  return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

/** `P in chain.npz`. */
export function arrayText(file: string, array: string): string {
  return array === '' ? clip(file) : `${clip(array)} in ${clip(file)}`;
}

/** `P[3, 0, 1] in chain.npz`. */
export function placeText(file: string, { array, indices }: Place): string {
  if (indices.length === 0) return arrayText(file, array);
  const entry = `${clip(array) || 'entry '}[${indices.join(', ')}]`;
  return `${clip(file)}, ${entry}`;
}

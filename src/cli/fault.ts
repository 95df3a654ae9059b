/** What failed that is no matter of the text or of the command. */
import { type TerminalText, terminal } from '../borders/terminal.js';
import { styleFor } from './style.js';

/** The exit status then. */
export const FAULT_STATUS = 3;

/** Says so, of one file where it is known which. */
export function faultLine({ message }: Error, file?: string): TerminalText {
  const name = styleFor(process.stderr)('error', 'linspg:');
  return file === undefined
    ? terminal`${name} a fault of Lin-SPG itself (${message}). Please report it, with the command and the text.`
    : terminal`${name} ${file}: a fault of Lin-SPG itself (${message}). Please report it, with the text.`;
}

/** Faults of this program, as opposed to faults of the text or the command. */
import { type TerminalText, terminal } from '../borders/terminal.js';
import { styleFor } from './style.js';

/** The exit status for such a fault. */
export const FAULT_STATUS = 3;

/** The message, with the name of the file if it is known. */
export function faultLine({ message }: Error, file?: string): TerminalText {
  const name = styleFor(process.stderr)('error', 'linspg:');
  return file === undefined
    ? terminal`${name} a fault of Lin-SPG itself (${message}). Please report it, with the command and the text.`
    : terminal`${name} ${file}: a fault of Lin-SPG itself (${message}). Please report it, with the text.`;
}

import { json } from '../borders/json.js';
import { below, terminal } from '../borders/terminal.js';
import { FAULT } from '../spec/read.js';
import { type Checked, checkedOf } from './checked.js';
import { toJson } from './checkJson.js';
import { type Diagnostic, diagnosticLines, hasErrors } from './diagnostics.js';
import { familyLines } from './family.js';
import { FAULT_STATUS } from './fault.js';
import type { CheckFormat } from './help.js';
import { read, UnreadableFile } from './input.js';
import { complain, forProgram, print } from './output.js';
import { styleFor } from './style.js';

/**
 * `linspg check`. It checks every file, even if nobody reads the output any more.
 * A fault of this program in one file does not affect the verdicts on the others.
 *
 * @returns the exit status. @throws OutputError
 */
export async function check(files: readonly string[], format: CheckFormat): Promise<number> {
  const style = styleFor(process.stdout);
  const checked: Checked[] = [];
  const unreadable: string[] = [];
  for (const file of files) {
    try {
      const one = checkedOf(await read(file), { evenProved: format === 'json' });
      checked.push(one);
      if (format === 'text') {
        const lines = diagnosticLines(file, one.diagnostics, style);
        if (one.family) lines.push(...familyLines(one.family).map((line) => terminal`  ${line}`));
        await print(below(lines));
      }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      complain(terminal`linspg: ${error.message}`);
      unreadable.push(error.message);
    }
  }
  const status = statusOf(checked, unreadable.length > 0);
  if (format === 'text') await print(terminal`${total(checked)}\n`);
  else {
    const value =
      format === 'json'
        ? checked.map(toJson)
        : (await import('./sarif.js')).toSarif(checked, unreadable, status);
    await print(forProgram(`${json(value)}\n`));
  }
  return status;
}

function statusOf(checked: readonly Checked[], isOneUnreadable: boolean): number {
  if (checked.some(({ diagnostics }) => diagnostics.some(({ code }) => code === FAULT))) return FAULT_STATUS;
  if (isOneUnreadable) return 2;
  return checked.some(({ diagnostics }) => hasErrors(diagnostics)) ? 1 : 0;
}

function total(checked: readonly Checked[]): string {
  const count = (severity: Diagnostic['severity'], noun: string) => {
    const n = checked.flatMap((c) => c.diagnostics).filter((d) => d.severity === severity).length;
    return `${n} ${noun}${n === 1 ? '' : 's'}`;
  };
  const files = `${checked.length} file${checked.length === 1 ? '' : 's'}`;
  return `${files}: ${count('error', 'error')}, ${count('warning', 'warning')}`;
}

/** `linspg check`, and what its threads do. A bundle of its own, since it is to start fast. */
import { parentPort } from 'node:worker_threads';
import { json } from '../borders/json.js';
import { below, terminal } from '../borders/terminal.js';
import { FAULT } from '../spec/read.js';
import { type Diagnostic, diagnosticLines, hasErrors } from './diagnostics.js';
import { FAULT_STATUS } from './fault.js';
import type { CheckFormat } from './help.js';
import { complain, forProgram, print } from './output.js';
import { reported } from './reported.js';
import { styleFor } from './style.js';
import { type Answer, ownOrder, type Team, take } from './team.js';
import { type Told, toldOf } from './told.js';

type Checked = Extract<Told, { readonly kind: 'checked' }>;

/** `linspg check`. Says what stood in its way. @returns the exit status. */
export function check(team: Team): Promise<number> {
  return reported(() => checking(team));
}

/** What a thread of `linspg check` does: it checks files until none is left. */
export async function checkAsThread(): Promise<void> {
  const order = ownOrder();
  for (let file = take(order); file !== null; file = take(order)) {
    const told = await toldOf(order.files[file]!, order.format);
    parentPort!.postMessage({ file, told } satisfies Answer);
  }
}

/**
 * It checks every file, even if nobody reads the output any more.
 * A fault of this program in one file does not affect the verdicts on the others.
 *
 * @returns the exit status. @throws OutputError
 */
async function checking(team: Team): Promise<number> {
  const { files, format } = team.order;
  const style = styleFor(process.stdout);
  const checked: Checked[] = [];
  const unreadable: string[] = [];
  for (const [n, file] of files.entries()) {
    const told = await team.told(n, (name) => toldOf(name, format));
    if (told.kind === 'unreadable') {
      complain(terminal`linspg: ${told.why}`);
      unreadable.push(told.why);
      continue;
    }
    checked.push(told);
    if (format === 'text') {
      const lines = diagnosticLines(file, told.diagnostics, style);
      lines.push(...told.family.map((line) => terminal`  ${line}`));
      await print(below(lines));
    }
  }
  const status = statusOf(checked, unreadable.length > 0);
  if (format === 'text') await print(terminal`${total(checked)}\n`);
  else await print(forProgram(`${json(await documentOf(format, checked, unreadable, status))}\n`));
  return status;
}

async function documentOf(
  format: Exclude<CheckFormat, 'text'>,
  checked: readonly Checked[],
  unreadable: readonly string[],
  status: number,
): Promise<object> {
  if (format === 'json') return checked.map((one) => one.json);
  const { toSarif } = await import('./sarif.js');
  return toSarif(
    checked.map(({ whole }) => whole!),
    unreadable,
    status,
  );
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

/** How a command ends: its status, or one sentence that says what stood in its way. */
import { terminal } from '../borders/terminal.js';
import { FAULT_STATUS, faultLine } from './fault.js';
import { MendableError } from './mendable.js';
import { complain } from './output.js';
import { styleFor } from './style.js';
import { UsageError } from './usage.js';

/** Never rejects. Each bundle asks it of its own commands, since it has classes of errors of its own. @returns the exit status. */
export async function reported(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    return statusOf(error as Error);
  }
}

function statusOf(error: Error): number {
  if (!(error instanceof MendableError)) {
    complain(faultLine(error));
    return FAULT_STATUS;
  }
  const name = styleFor(process.stderr)('error', 'linspg:');
  complain(terminal`${name} ${error.message}`);
  if (error instanceof UsageError) {
    for (const line of error.shown) complain(terminal`${line}`);
    complain(terminal`Try: linspg --help`);
  }
  return 2;
}

import { join } from 'node:path';

/** Starts the language server on the standard streams; it ends the process when its client is done. */
export function lsp(): number {
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  require(join(__dirname, 'server.cjs'));
  return 0;
}

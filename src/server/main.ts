/** The language server, in its own process; the transport (`--node-ipc`, `--stdio`) comes from the command line. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { watchFrames } from './framing.js';
import { serve } from './server.js';

serve(createConnection(ProposedFeatures.all));

if (process.argv.includes('--stdio')) {
  watchFrames(process.stdin, (reason) => {
    process.stderr.write(`linspg lsp: what the client sent cannot be read: ${reason}.\n`);
    process.exit(1);
  });
}

/**
 * The language server, in its own process; the command line says the transport (`--node-ipc`, `--stdio`). On a thread of that process, the same bundle
 * answers for one long document.
 */
import { parentPort } from 'node:worker_threads';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { watchFrames } from './framing.js';
import { serve } from './server.js';
import { answerThrough } from './thread.js';

if (parentPort) answerThrough(parentPort);
else {
  serve(createConnection(ProposedFeatures.all));
  if (process.argv.includes('--stdio')) {
    watchFrames(process.stdin, (reason) => {
      process.stderr.write(`linspg lsp: what the client sent cannot be read: ${reason}.\n`);
      process.exit(1);
    });
  }
}

/** The language server, in its own process; the transport (`--node-ipc`, `--stdio`) comes from the command line. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.js';

serve(createConnection(ProposedFeatures.all));

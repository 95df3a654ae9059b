import { type ExtensionContext, type LogOutputChannel, window } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { ANALYSIS_NOTIFICATION, type AnalysisParams } from '../shared/protocol.js';
import { LANGUAGE } from './experiments.js';

/** Starts the language server in its own process. Its log is the output channel "Lin-SPG". */
export async function startClient(
  context: ExtensionContext,
  analysed: (params: AnalysisParams) => void,
): Promise<LanguageClient> {
  const log: LogOutputChannel = window.createOutputChannel('Lin-SPG', { log: true });
  const server = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
  const client = new LanguageClient(
    'linspg',
    'Lin-SPG',
    { run: server, debug: server },
    // No scheme: an untitled text and a virtual file are analysed like any other.
    { documentSelector: [{ language: LANGUAGE }], outputChannel: log },
  );
  client.onNotification(ANALYSIS_NOTIFICATION, analysed);
  context.subscriptions.push(log, { dispose: () => client.dispose() });
  await client.start();
  return client;
}

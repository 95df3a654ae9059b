import {
  CodeLensRefreshRequest,
  type Connection,
  MessageType,
  ShowMessageNotification,
  TextDocuments,
} from 'vscode-languageserver/node';
import { version } from '../../package.json';
import {
  ALIVE_REQUEST,
  ANALYSIS_NOTIFICATION,
  OUTCOME_NOTIFICATION,
  type OutcomeParams,
} from '../shared/protocol.js';
import { capabilitiesOf } from './capabilities.js';
import { attempt } from './clientRequests.js';
import type { Patience } from './codeActions.js';
import { DocumentThreads } from './documentThreads.js';
import { documentOf, updated } from './positions.js';
import { PulledDiagnostics } from './pulledDiagnostics.js';
import { ReadFiles } from './readFiles.js';
import { answerQuestions } from './requests.js';
import { NO_RULES, rulesOf } from './rules.js';
import { ClientSettings } from './settings.js';

/** Answers one client as long as it is connected. @param patience for a list of quick fixes; a tenth of a second by default. */
export function serve(connection: Connection, patience?: Patience): void {
  let rules = NO_RULES;
  const refreshInlays = () => {
    if (rules.asksAgainForInlays) attempt(connection, connection.languages.inlayHint.refresh());
  };
  const refresh = () => {
    refreshInlays();
    if (rules.asksAgainForLenses) attempt(connection, connection.sendRequest(CodeLensRefreshRequest.type));
  };
  const settings = new ClientSettings(connection, refresh);
  const outcomes = new Map<string, OutcomeParams>();
  const documents = new TextDocuments({
    create: (uri, languageId, version, text) =>
      documentOf(rules.positionEncoding, uri, languageId, version, text),
    update: updated,
  });
  const pulled = new PulledDiagnostics(connection, () => rules.asksAgainForDiagnostics);
  const files = new ReadFiles(connection, (uri) => {
    const document = documents.get(uri);
    if (document) threads.changed(document);
  });
  const threads = new DocumentThreads(
    {
      publish({ diagnostics, analysis, files: read }) {
        files.told(diagnostics.uri, read);
        if (rules.pullsDiagnostics)
          pulled.told(diagnostics.uri, diagnostics.diagnostics, { isComplete: analysis?.complete === true });
        else void connection.sendDiagnostics(diagnostics);
        if (analysis === null) return;
        if (rules.analyses) void connection.sendNotification(ANALYSIS_NOTIFICATION, analysis);
        if (analysis.complete) refresh();
      },
      say: (message) =>
        void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message }),
      settingsOf: (uri) => settings.of(uri),
      outcomeOf: (uri) => outcomes.get(uri) ?? null,
      access: () => files.access,
    },
    patience,
  );

  connection.onInitialize((params) => {
    rules = rulesOf(params);
    threads.rules = rules;
    settings.initialize(params);
    files.initialize(params);
    return {
      capabilities: capabilitiesOf(params, rules),
      serverInfo: { name: 'linspg', version },
    };
  });

  // A connection keeps only one of these handlers.
  connection.onInitialized(() => {
    settings.initialized();
    files.initialized();
  });

  documents.onDidChangeContent(({ document }) => {
    pulled.changed(document.uri);
    threads.changed(document);
  });
  documents.onDidSave(() => files.saved());
  documents.onDidClose(({ document }) => {
    threads.closed(document.uri);
    files.closed(document.uri);
    outcomes.delete(document.uri);
    pulled.closed(document.uri);
    if (!rules.pullsDiagnostics) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.languages.diagnostics.on((params, token) => pulled.report(params, token));
  connection.onNotification(OUTCOME_NOTIFICATION, (outcome: OutcomeParams) => {
    if (documents.get(outcome.uri) === undefined) return;
    outcomes.set(outcome.uri, outcome);
    refreshInlays();
  });
  connection.onRequest(ALIVE_REQUEST, () => null);
  answerQuestions(connection, threads);

  documents.listen(connection);
  connection.listen();
}

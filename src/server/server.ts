import {
  CodeActionKind,
  type Connection,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { ALIVE_REQUEST, ANALYSIS_NOTIFICATION, RUN_COMMAND } from '../shared/protocol.js';
import { type Patience, searchedLater } from './codeActions.js';
import { DocumentThreads } from './documentThreads.js';
import { Margin } from './margin.js';
import type { Refused } from './names.js';
import { documentOf, updated } from './positions.js';
import { PulledDiagnostics } from './pulledDiagnostics.js';
import { ReadFiles } from './readFiles.js';
import { NO_RULES, rulesOf } from './rules.js';

/** Answers one client for as long as it is there. `patience`: for a list of quick fixes, a tenth of a second by default. */
export function serve(connection: Connection, patience?: Patience): void {
  let rules = NO_RULES;
  const documents = new TextDocuments({
    create: (uri, languageId, version, text) =>
      documentOf(rules.positionEncoding, uri, languageId, version, text),
    update: updated,
  });
  const pulled = new PulledDiagnostics(connection, () => rules.asksAgainForDiagnostics);
  const margin = new Margin(connection);
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
        void connection.sendNotification(ANALYSIS_NOTIFICATION, analysis);
        if (analysis.complete && rules.asksAgainForInlays) void connection.languages.inlayHint.refresh();
      },
      say: (message) =>
        void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message }),
      marginOf: (uri) => margin.of(uri),
      access: () => files.access,
    },
    patience,
  );

  connection.onInitialize((params) => {
    rules = rulesOf(params);
    threads.rules = rules;
    margin.initialize(params);
    files.initialize(params);
    return {
      capabilities: {
        ...(params.capabilities.general?.positionEncodings && { positionEncoding: rules.positionEncoding }),
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        ...(rules.pullsDiagnostics && {
          diagnosticProvider: {
            identifier: 'linspg',
            interFileDependencies: false,
            workspaceDiagnostics: false,
          },
        }),
        completionProvider: { triggerCharacters: [' ', ':', '{', '['] },
        hoverProvider: true,
        ...(rules.codeActions && {
          codeActionProvider: {
            codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite],
            resolveProvider: rules.resolvesEdits,
          },
        }),
        ...(rules.executes.includes(RUN_COMMAND) && { codeLensProvider: {} }),
        documentSymbolProvider: true,
        inlayHintProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: rules.preparesRename ? { prepareProvider: true } : true,
      },
      serverInfo: { name: 'linspg' },
    };
  });

  // A connection keeps one of these.
  connection.onInitialized(() => {
    margin.initialized();
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
    pulled.closed(document.uri);
    if (!rules.pullsDiagnostics) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.languages.diagnostics.on((params, token) => pulled.report(params, token));
  connection.onCompletion((params, token) =>
    threads.ask('completion', params.textDocument.uri, params, token),
  );
  connection.onHover((params, token) => threads.ask('hover', params.textDocument.uri, params, token));
  connection.languages.inlayHint.on((params, token) =>
    threads.ask('inlays', params.textDocument.uri, params, token),
  );
  connection.onDocumentSymbol((params, token) =>
    threads.ask('symbols', params.textDocument.uri, params, token),
  );
  connection.onRequest(ALIVE_REQUEST, () => null);
  connection.onCodeAction((params, token) => threads.ask('fixes', params.textDocument.uri, params, token));
  connection.onCodeActionResolve(async (action, token) => {
    const uri = searchedLater(action)?.uri;
    return (uri && (await threads.ask('resolved', uri, action, token))) || action;
  });
  connection.onCodeLens((params, token) => threads.ask('lenses', params.textDocument.uri, params, token));

  connection.onDefinition((params, token) =>
    threads.ask('definition', params.textDocument.uri, params, token),
  );
  connection.onReferences((params, token) =>
    threads.ask('references', params.textDocument.uri, params, token),
  );
  connection.onPrepareRename(async (params, token) =>
    unlessRefused(await threads.ask('renamable', params.textDocument.uri, params, token)),
  );
  connection.onRenameRequest(async (params, token) =>
    unlessRefused(await threads.ask('renamed', params.textDocument.uri, params, token)),
  );

  documents.listen(connection);
  connection.listen();
}

/** What is said in place of an edit, as an error of the protocol. */
function unlessRefused<T extends object>(answer: T | Refused | null): T | ResponseError<void> | null {
  return answer && 'refused' in answer
    ? new ResponseError(LSPErrorCodes.RequestFailed, answer.refused as string)
    : answer;
}

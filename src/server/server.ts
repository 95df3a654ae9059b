import {
  type CancellationToken,
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  type DocumentFormattingParams,
  type DocumentRangeFormattingParams,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import {
  ALIVE_REQUEST,
  ANALYSIS_NOTIFICATION,
  LENS_COMMANDS,
  OUTCOME_NOTIFICATION,
  type OutcomeParams,
} from '../shared/protocol.js';
import { type Patience, searchedLater } from './codeActions.js';
import { DocumentThreads } from './documentThreads.js';
import type { Refused } from './names.js';
import { documentOf, updated } from './positions.js';
import { PulledDiagnostics } from './pulledDiagnostics.js';
import { ReadFiles } from './readFiles.js';
import { REFACTORING_KINDS, refactoringOf } from './refactorings/answer.js';
import { NO_RULES, rulesOf } from './rules.js';
import { ClientSettings } from './settings.js';
import { TOKEN_TYPES } from './vocabulary/tokens.js';

/** Answers one client for as long as it is there. `patience`: for a list of quick fixes, a tenth of a second by default. */
export function serve(connection: Connection, patience?: Patience): void {
  let rules = NO_RULES;
  const settings = new ClientSettings(connection, () => {
    if (rules.asksAgainForInlays) void connection.languages.inlayHint.refresh();
    if (rules.asksAgainForLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
  });
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
        void connection.sendNotification(ANALYSIS_NOTIFICATION, analysis);
        if (!analysis.complete) return;
        if (rules.asksAgainForInlays) void connection.languages.inlayHint.refresh();
        if (rules.asksAgainForLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
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
      capabilities: {
        ...(params.capabilities.general?.positionEncodings && { positionEncoding: rules.positionEncoding }),
        // Told of here, and not registered later, which not every client can take.
        ...(params.capabilities.workspace?.workspaceFolders && {
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        }),
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
            codeActionKinds: [CodeActionKind.QuickFix, ...REFACTORING_KINDS],
            resolveProvider: rules.resolvesEdits,
          },
        }),
        ...(LENS_COMMANDS.some((command) => rules.executes.includes(command)) && { codeLensProvider: {} }),
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        semanticTokensProvider: {
          legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [] },
          full: true,
        },
        inlayHintProvider: true,
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        renameProvider: rules.preparesRename ? { prepareProvider: true } : true,
      },
      serverInfo: { name: 'linspg' },
    };
  });

  // A connection keeps one of these.
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
  connection.onFoldingRanges((params, token) => threads.ask('folds', params.textDocument.uri, params, token));
  connection.languages.semanticTokens.on(
    async (params, token) =>
      (await threads.ask('tokens', params.textDocument.uri, params, token)) ?? { data: [] },
  );
  connection.onNotification(OUTCOME_NOTIFICATION, (outcome: OutcomeParams) => {
    if (documents.get(outcome.uri) === undefined) return;
    outcomes.set(outcome.uri, outcome);
    if (rules.asksAgainForInlays) void connection.languages.inlayHint.refresh();
  });
  connection.onRequest(ALIVE_REQUEST, () => null);
  connection.onCodeAction((params, token) => threads.ask('fixes', params.textDocument.uri, params, token));
  connection.onCodeActionResolve(async (action, token) => {
    const uri = (searchedLater(action) ?? refactoringOf(action))?.uri;
    return (uri && (await threads.ask('resolved', uri, action, token))) || action;
  });
  connection.onCodeLens((params, token) => threads.ask('lenses', params.textDocument.uri, params, token));

  const format = (
    params: DocumentFormattingParams | DocumentRangeFormattingParams,
    token: CancellationToken,
  ) => threads.ask('formatted', params.textDocument.uri, params, token);
  connection.onDocumentFormatting(format);
  connection.onDocumentRangeFormatting(format);

  connection.onDefinition((params, token) =>
    threads.ask('definition', params.textDocument.uri, params, token),
  );
  connection.onReferences((params, token) =>
    threads.ask('references', params.textDocument.uri, params, token),
  );
  connection.onDocumentHighlight((params, token) =>
    threads.ask('highlights', params.textDocument.uri, params, token),
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

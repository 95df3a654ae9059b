import {
  CodeActionKind,
  type Connection,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ANALYSIS_NOTIFICATION, type AnalysisParams } from '../shared/protocol.js';
import { Analyser } from './analyser.js';
import { CodeActions } from './codeActions.js';
import { diagnosticsOf } from './diagnostics.js';
import { hoverAt } from './hovers/hover.js';
import { inlayHints } from './inlays.js';
import { runLens } from './lens.js';
import { Margin } from './margin.js';
import { vocabulary } from './vocabulary.js';

/** Answers one client for as long as it is there. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const words = vocabulary();
  const margin = new Margin(connection);
  const codeActions = new CodeActions((uri) => margin.of(uri));
  const analyser = new Analyser((known) => {
    const { document, reading, found, analysis, subject, complete } = known;
    codeActions.know(known);
    const { uri, version } = document;
    void connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(document, found) });
    // Only read so far: the picture of the version before stands until there is another.
    if (analysis === null && !complete) return;
    const errors = found.filter(({ severity }) => severity === 'error').length;
    const params: AnalysisParams = {
      uri,
      version,
      analysis,
      subject,
      complete,
      errors,
      runnable: (reading.bandit ?? reading.family) !== null && reading.run !== null,
    };
    void connection.sendNotification(ANALYSIS_NOTIFICATION, params);
    if (complete && asksAgain) void connection.languages.inlayHint.refresh();
  });
  /** Does the client ask for inlay hints again when told that there are new ones? */
  let asksAgain = false;

  connection.onInitialize((params) => {
    const { workspace } = params.capabilities;
    asksAgain = workspace?.inlayHint?.refreshSupport === true;
    margin.initialize(params);
    codeActions.versioned = workspace?.workspaceEdit?.documentChanges === true;
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: [' ', ':', '{', '['] },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
        codeLensProvider: {},
        documentSymbolProvider: true,
        inlayHintProvider: true,
      },
      serverInfo: { name: 'linspg' },
    };
  });

  documents.onDidChangeContent(({ document }) => analyser.changed(document));
  documents.onDidClose(({ document }) => {
    analyser.closed(document.uri);
    codeActions.closed(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.onCompletion(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    return document ? words.doComplete(document, position, false) : null;
  });
  connection.onHover(async ({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    const meaning = await words.doHover(document, position);
    const known = analyser.known(textDocument.uri);
    return known ? hoverAt(known, position, meaning) : meaning;
  });
  connection.languages.inlayHint.on(({ textDocument }) => {
    const known = analyser.known(textDocument.uri);
    return known ? inlayHints(known) : [];
  });
  connection.onDocumentSymbol(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    return document ? words.findDocumentSymbols2(document, {}) : null;
  });
  connection.onCodeAction((params, token) => codeActions.answer(params, token));
  connection.onCodeLens(({ textDocument }) => {
    const known = analyser.known(textDocument.uri);
    return known ? runLens(known.document, known.reading) : null;
  });

  documents.listen(connection);
  connection.listen();
}

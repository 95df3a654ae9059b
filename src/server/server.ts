import { type Connection, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ANALYSIS_NOTIFICATION, type AnalysisParams } from '../shared/protocol.js';
import { Analyser } from './analyser.js';
import { diagnosticsOf } from './diagnostics.js';
import { hoverAt } from './hovers/hover.js';
import { inlayHints } from './inlays.js';
import { runLens } from './lens.js';
import { vocabulary } from './vocabulary.js';

/** Answers one client for as long as it is there. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const words = vocabulary();
  const analyser = new Analyser(({ document, reading, found, analysis, subject, complete }) => {
    const { uri, version } = document;
    void connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(document, found) });
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

  connection.onInitialize(({ capabilities }) => {
    asksAgain = capabilities.workspace?.inlayHint?.refreshSupport === true;
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: [' ', ':', '{', '['] },
        hoverProvider: true,
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
  connection.onCodeLens(({ textDocument }) => {
    const known = analyser.known(textDocument.uri);
    return known ? runLens(known.document, known.reading) : null;
  });

  documents.listen(connection);
  connection.listen();
}

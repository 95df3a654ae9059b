import { type Connection, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ANALYSIS_NOTIFICATION, type AnalysisParams } from '../shared/protocol.js';
import { Analyser } from './analyser.js';
import { diagnosticsOf } from './diagnostics.js';
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
      runnable: reading.bandit !== null && reading.run !== null,
    };
    void connection.sendNotification(ANALYSIS_NOTIFICATION, params);
  });

  connection.onInitialize(() => ({
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      completionProvider: { triggerCharacters: [' ', ':', '{', '['] },
      hoverProvider: true,
      codeLensProvider: {},
      documentSymbolProvider: true,
    },
    serverInfo: { name: 'linspg' },
  }));

  documents.onDidChangeContent(({ document }) => analyser.changed(document));
  documents.onDidClose(({ document }) => {
    analyser.closed(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.onCompletion(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    return document ? words.doComplete(document, position, false) : null;
  });
  connection.onHover(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    return document ? words.doHover(document, position) : null;
  });
  connection.onDocumentSymbol(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    return document ? words.findDocumentSymbols2(document, {}) : null;
  });
  connection.onCodeLens(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    return document ? runLens(document) : null;
  });

  documents.listen(connection);
  connection.listen();
}

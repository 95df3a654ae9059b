import {
  CodeActionKind,
  type Connection,
  MarkupContent,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { verdictWords } from '../diagnostics/verdictWords.js';
import { cannotRun } from '../model/runnable.js';
import {
  ALIVE_REQUEST,
  ANALYSIS_NOTIFICATION,
  type AnalysisParams,
  RUN_COMMAND,
} from '../shared/protocol.js';
import { Analyser } from './analyser.js';
import { CodeActions, type Patience } from './codeActions.js';
import { diagnosticsOf } from './diagnostics.js';
import { asCommands } from './docs.js';
import { hoverAt } from './hovers/hover.js';
import { inlayHints } from './inlays.js';
import { runLens } from './lens.js';
import { Margin } from './margin.js';
import { shownAs, withoutSnippet } from './plain.js';
import { NO_RULES, opensPages, rulesOf } from './rules.js';
import { vocabulary, withOwnSchema } from './vocabulary.js';

/** What the vocabulary's own service says; null where it stumbles over a text, so that what the numbers say is told all the same. */
async function orNull<T>(ask: () => PromiseLike<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (fault) {
    // For whoever mends it, the log has the whole.
    console.error(fault);
    return null;
  }
}

/** Answers one client for as long as it is there. `patience`: for a list of quick fixes, half a second by default. */
export function serve(connection: Connection, patience?: Patience): void {
  const documents = new TextDocuments(TextDocument);
  const words = vocabulary();
  let rules = NO_RULES;
  const margin = new Margin(connection);
  const codeActions = new CodeActions((uri) => margin.of(uri), patience);
  const analyser = new Analyser((known) => {
    const { document, reading, found, analysis, subject, complete } = known;
    codeActions.know(known);
    const { uri, version } = document;
    const diagnostics = diagnosticsOf(document, found).map((diagnostic) =>
      diagnostic.codeDescription && opensPages(rules)
        ? { ...diagnostic, codeDescription: { href: asCommands(diagnostic.codeDescription.href) } }
        : diagnostic,
    );
    void connection.sendDiagnostics({ uri, version, diagnostics });
    // Only read so far: the picture of the version before stands until there is another.
    if (analysis === null && !complete) return;
    const errors = found.filter(({ severity }) => severity === 'error').length;
    const params: AnalysisParams = {
      uri,
      version,
      analysis: analysis &&
        reading.bandit && { ...analysis, words: verdictWords(reading.bandit, analysis, reading.run) },
      subject,
      complete,
      errors,
      cannotRun: cannotRun(errors, reading),
    };
    void connection.sendNotification(ANALYSIS_NOTIFICATION, params);
    if (complete && rules.asksAgainForInlays) void connection.languages.inlayHint.refresh();
  });
  /** Markdown as the client shows it, its links as the client follows them. */
  const shown = (content: MarkupContent): MarkupContent => {
    const { value } = content;
    const linked = opensPages(rules) ? { ...content, value: asCommands(value) } : content;
    return shownAs(linked, rules.markdownInHovers);
  };

  connection.onInitialize((params) => {
    rules = rulesOf(params);
    margin.initialize(params);
    codeActions.versioned = rules.versionedEdits;
    codeActions.resolves = rules.resolvesEdits;
    codeActions.say = (message) => void connection.window.showInformationMessage(message);
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
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

  connection.onCompletion(async ({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    const list = await orNull(() => words.doComplete(withOwnSchema(document), position, false));
    if (list === null) return null;
    return {
      ...list,
      items: list.items.map((item) => {
        const taken = rules.snippets ? item : withoutSnippet(item);
        return MarkupContent.is(taken.documentation)
          ? { ...taken, documentation: shownAs(taken.documentation, rules.markdownInCompletion) }
          : taken;
      }),
    };
  });
  connection.onHover(async ({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    const meaning = await orNull(() => words.doHover(withOwnSchema(document), position));
    const known = analyser.known(textDocument.uri);
    const hover = known ? hoverAt(known, position, meaning) : meaning;
    return hover && MarkupContent.is(hover.contents) ? { ...hover, contents: shown(hover.contents) } : hover;
  });
  connection.languages.inlayHint.on(({ textDocument }) => {
    const known = analyser.known(textDocument.uri);
    if (!known) return [];
    return inlayHints(known).map((hint) =>
      MarkupContent.is(hint.tooltip) ? { ...hint, tooltip: shown(hint.tooltip) } : hint,
    );
  });
  connection.onDocumentSymbol(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    return rules.nestedSymbols
      ? words.findDocumentSymbols2(withOwnSchema(document), {})
      : words
          .findDocumentSymbols(withOwnSchema(document), {})
          .map((symbol) => ({ ...symbol, location: { ...symbol.location, uri: document.uri } }));
  });
  connection.onRequest(ALIVE_REQUEST, () => null);
  connection.onCodeAction((params, token) => codeActions.answer(params, token));
  connection.onCodeActionResolve((action, token) => codeActions.resolve(action, token));
  connection.onCodeLens(({ textDocument }) => {
    const known = analyser.known(textDocument.uri);
    return known ? runLens(known.document, known.reading) : null;
  });

  documents.listen(connection);
  connection.listen();
}

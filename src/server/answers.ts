/** What is published and answered about documents, as data of the language server protocol: the same on the server's thread and on another. */
import {
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CompletionList,
  type CompletionParams,
  type DocumentSymbol,
  type Hover,
  type InlayHint,
  type Location,
  MarkupContent,
  type Position,
  type PublishDiagnosticsParams,
  type Range,
  type ReferenceParams,
  type RenameParams,
  type SymbolInformation,
  type TextDocumentIdentifier,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { localBandits } from '../conditions/policies/local.js';
import { saidConditions } from '../diagnostics/policyConditions.js';
import { trapPairs } from '../diagnostics/policyFindings.js';
import { policyWords } from '../diagnostics/policyWords.js';
import { verdictWords } from '../diagnostics/verdictWords.js';
import type { DataFiles } from '../disk/dataFiles.js';
import { cannotRun, errorCount } from '../model/runnable.js';
import type { AnalysisView } from '../shared/messages.js';
import type { AnalysisParams } from '../shared/protocol.js';
import { Analyser, type DocumentAnalysis } from './analyser.js';
import { CodeActions, type Patience } from './codeActions.js';
import { type Access, dataFilesOf } from './dataFiles.js';
import { diagnosticsOf, rangeOf } from './diagnostics.js';
import { asCommands } from './docs.js';
import { hoverAt } from './hovers/hover.js';
import { inlayHints } from './inlays.js';
import { runLens } from './lens.js';
import {
  declarationOf,
  mentionsOf,
  type NameAt,
  nameAt,
  type Refused,
  renameEdits,
  whyNotRenamed,
} from './names.js';
import { shownAs, withoutSnippet } from './plain.js';
import { type ClientRules, NO_RULES, opensPages } from './rules.js';
import { inTurns } from './turns.js';
import { completionAt, isAtTrap } from './vocabulary/completion.js';
import { meaningOfWord } from './vocabulary/meaning.js';
import { flatOutlineOf, outlineOf } from './vocabulary/outline.js';
import { workspaceEdit } from './workspaceEdit.js';

/** What a client is told of one version of a document without asking. */
export interface Publication {
  readonly diagnostics: PublishDiagnosticsParams;
  /** null: only read so far, so the picture of the version before stands until there is another. */
  readonly analysis: AnalysisParams | null;
  /** The files that it names. */
  readonly files: readonly ReadFile[];
}

/** A file that a text names. */
export interface ReadFile {
  /** null: nobody knows. */
  readonly location: string | null;
  /** It is not read, since it lies outside of the workspace. */
  readonly isOutside: boolean;
}

/** What a client may ask of a document. null: there is nothing to say, or nobody waits any more. */
export interface Questions {
  completion(params: CompletionParams): Promise<CompletionList | null>;
  hover(params: TextDocumentPositionParams): Promise<Hover | null>;
  inlays(params: OfDocument): Promise<InlayHint[] | null>;
  symbols(params: OfDocument): Promise<DocumentSymbol[] | SymbolInformation[] | null>;
  lenses(params: OfDocument): Promise<CodeLens[] | null>;
  fixes(params: CodeActionParams, token: CancellationToken): Promise<CodeAction[] | null>;
  resolved(action: CodeAction, token: CancellationToken): Promise<CodeAction | null>;
  definition(params: TextDocumentPositionParams): Promise<Location | null>;
  references(params: ReferenceParams): Promise<Location[] | null>;
  renamable(params: TextDocumentPositionParams): Promise<Renamable | Refused | null>;
  renamed(params: RenameParams): Promise<WorkspaceEdit | Refused | null>;
}

/** A name that may be changed, and what it is now. */
export interface Renamable {
  readonly range: Range;
  readonly placeholder: string;
}

export type Question = keyof Questions;
export type Asked<Q extends Question> = Parameters<Questions[Q]>[0];
export type Answer<Q extends Question> = Awaited<ReturnType<Questions[Q]>>;

interface OfDocument {
  readonly textDocument: TextDocumentIdentifier;
}

export interface AnswersPort {
  publish(publication: Publication): void;
  /** Says something to a person. */
  say(message: string): void;
  /** The margin of repairs. */
  marginOf(uri: string): Promise<number>;
  /** Which files may be read now. */
  access(): Access;
}

export class Answers implements Questions {
  readonly #documents = new Map<string, TextDocument>();
  readonly #codeActions: CodeActions;
  readonly #analyser: Analyser;
  /** The files that each document reads. */
  readonly #files = new Map<string, DataFiles>();
  #rules: ClientRules = NO_RULES;

  constructor(
    private readonly port: AnswersPort,
    patience?: Patience,
  ) {
    this.#codeActions = new CodeActions(port.marginOf, patience);
    this.#codeActions.say = port.say;
    this.#analyser = new Analyser((known) => {
      this.#codeActions.update(known);
      port.publish(publicationOf(known));
    });
  }

  set rules(rules: ClientRules) {
    this.#rules = rules;
    this.#codeActions.versioned = rules.versionedEdits;
    this.#codeActions.resolves = rules.resolvesEdits;
  }

  changed(document: TextDocument): void {
    this.#documents.set(document.uri, document);
    // What is known is about another text.
    this.#codeActions.closed(document.uri);
    const files = this.#files.get(document.uri) ?? dataFilesOf(document.uri, () => this.port.access());
    this.#files.set(document.uri, files);
    this.#analyser.changed(document, files);
  }

  closed(uri: string): void {
    this.#documents.delete(uri);
    this.#files.delete(uri);
    this.#analyser.closed(uri);
    this.#codeActions.closed(uri);
  }

  async completion({ textDocument, position }: CompletionParams): Promise<CompletionList | null> {
    const document = this.#documents.get(textDocument.uri);
    if (!document) return null;
    const known = isAtTrap(document, position) ? await this.#analyser.known(textDocument.uri) : undefined;
    const traps = known?.complete
      ? known.analysis?.verdict.traps.map((action) => known.reading.bandit!.names[action]!)
      : undefined;
    const list = completionAt(document, position, traps ?? null);
    return {
      ...list,
      items: list.items.map((item) => {
        const taken = this.#rules.snippets ? item : withoutSnippet(item);
        return MarkupContent.is(taken.documentation)
          ? { ...taken, documentation: shownAs(taken.documentation, this.#rules.markdownInCompletion) }
          : taken;
      }),
    };
  }

  async hover({ textDocument, position }: TextDocumentPositionParams): Promise<Hover | null> {
    const known = await this.#analyser.known(textDocument.uri);
    const document = this.#documents.get(textDocument.uri);
    if (!document) return null;
    const meaning = meaningOfWord(document.getText(), document.offsetAt(position));
    const hover = hoverAt(document, known, position, meaning);
    return hover && { ...hover, contents: this.#shown(hover.contents) };
  }

  async inlays({ textDocument }: OfDocument): Promise<InlayHint[]> {
    const known = await this.#analyser.known(textDocument.uri);
    if (!known) return [];
    return inlayHints(known).map((hint) =>
      MarkupContent.is(hint.tooltip) ? { ...hint, tooltip: this.#shown(hint.tooltip) } : hint,
    );
  }

  async symbols({ textDocument }: OfDocument): Promise<DocumentSymbol[] | SymbolInformation[] | null> {
    const document = this.#documents.get(textDocument.uri);
    if (!document) return null;
    return inTurns<DocumentSymbol[] | SymbolInformation[]>(
      this.#rules.nestedSymbols ? outlineOf(document) : flatOutlineOf(document),
    );
  }

  async lenses({ textDocument }: OfDocument): Promise<CodeLens[] | null> {
    const known = await this.#analyser.known(textDocument.uri);
    return known ? runLens(known.document, known.reading, errorCount(known.found)) : null;
  }

  async fixes(params: CodeActionParams, token: CancellationToken): Promise<CodeAction[] | null> {
    await this.#analyser.known(params.textDocument.uri);
    return this.#codeActions.answer(params, token);
  }

  resolved(action: CodeAction, token: CancellationToken): Promise<CodeAction> {
    return this.#codeActions.resolve(action, token);
  }

  async definition({ textDocument, position }: TextDocumentPositionParams): Promise<Location | null> {
    const at = await this.#nameAt(textDocument.uri, position);
    const range = at && declarationOf(at.known.reading, at.named);
    return range && { uri: textDocument.uri, range: rangeOf(at.known.document, range) };
  }

  async references({ textDocument, position, context }: ReferenceParams): Promise<Location[] | null> {
    const at = await this.#nameAt(textDocument.uri, position);
    if (!at) return null;
    const { reading, document } = at.known;
    const own = context.includeDeclaration ? declarationOf(reading, at.named) : null;
    return [...(own ? [own] : []), ...mentionsOf(reading, at.named)].map((range) => ({
      uri: textDocument.uri,
      range: rangeOf(document, range),
    }));
  }

  async renamable({
    textDocument,
    position,
  }: TextDocumentPositionParams): Promise<Renamable | Refused | null> {
    const at = await this.#nameAt(textDocument.uri, position);
    if (!at) return null;
    const { range, name } = at.named;
    return (
      whyNotRenamed(at.known.reading, at.named) ?? {
        range: rangeOf(at.known.document, range),
        placeholder: name,
      }
    );
  }

  async renamed({ textDocument, position, newName }: RenameParams): Promise<WorkspaceEdit | Refused | null> {
    const at = await this.#nameAt(textDocument.uri, position);
    if (!at) return null;
    const { document } = at.known;
    const edits = renameEdits(document.getText(), at.known, at.named, newName);
    return 'refused' in edits ? edits : workspaceEdit(document, edits, this.#rules.versionedEdits);
  }

  /** The name at a position of the text as it is now. */
  async #nameAt(uri: string, position: Position): Promise<{ known: DocumentAnalysis; named: NameAt } | null> {
    const known = await this.#analyser.known(uri);
    const named = known && nameAt(known.reading, known.document.offsetAt(position));
    return known && named ? { known, named } : null;
  }

  /** Markdown as the client shows it, its links as the client follows them. */
  #shown(content: MarkupContent): MarkupContent {
    const { value } = content;
    const linked = opensPages(this.#rules) ? { ...content, value: asCommands(value) } : content;
    return shownAs(linked, this.#rules.markdownInHovers);
  }
}

/** What a client is told of an analysis as far as it has come. */
export function publicationOf(known: DocumentAnalysis): Publication {
  const { document, reading, found, analysis, policies, subject, complete, files } = known;
  const { uri, version } = document;
  const errors = errorCount(found);
  const diagnostics = diagnosticsOf(document, found);
  return {
    diagnostics: { uri, version, diagnostics },
    analysis:
      analysis === null && policies === null && !complete
        ? null
        : {
            uri,
            version,
            analysis: viewOf(known),
            subject,
            complete,
            errors,
            files: reading.namedFiles.flatMap(({ path, hash }) => {
              const location = files.locate(path);
              return hash === null || location === null ? [] : [{ written: path, location, hash }];
            }),
            cannotRun: cannotRun(errors, reading),
          },
    files: reading.namedFiles.map(({ path, refused }) => ({
      location: files.locate(path),
      isOutside: refused === 'outside',
    })),
  };
}

function viewOf({ reading, analysis, policies }: DocumentAnalysis): AnalysisView | null {
  const { bandit, mdp, run } = reading;
  if (bandit && analysis) {
    const { verdict, conditions } = analysis;
    return { verdict, conditions, words: verdictWords(bandit, analysis, run) };
  }
  if (mdp === null || policies === null) return null;
  const local = localBandits(mdp, policies);
  return {
    verdict: { kind: policies.verdict.kind, traps: trapPairs(mdp, policies) },
    words: policyWords(mdp, policies, run),
    conditions: [],
    policies: saidConditions(mdp, policies),
    ...(local && { local }),
  };
}

/** What is published and answered about documents, as data of the Language Server Protocol: the same on the server's thread and on another. */
import {
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CompletionList,
  type CompletionParams,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  type Location,
  MarkupContent,
  type Position,
  type PublishDiagnosticsParams,
  type Range,
  type ReferenceParams,
  type RenameParams,
  type SemanticTokens,
  type SymbolInformation,
  type TextDocumentIdentifier,
  type TextDocumentPositionParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DataFiles } from '../disk/dataFiles.js';
import { cannotRun, errorCount } from '../model/runnable.js';
import { analysisView } from '../shared/analysisView.js';
import type { AnalysisParams, OutcomeParams } from '../shared/protocol.js';
import { Analyser, type DocumentAnalysis } from './analyser.js';
import { CodeActions, type Patience } from './codeActions.js';
import { type Access, dataFilesOf } from './dataFiles.js';
import { diagnosticsOf, rangeOf } from './diagnostics.js';
import { asCommands } from './docs.js';
import { formatEdits } from './formatting.js';
import { hoverAt } from './hovers/hover.js';
import { inlayHints } from './inlays.js';
import { codeLenses } from './lens.js';
import { marksOf } from './marks.js';
import {
  declarationOf,
  mentionsOf,
  type NameAt,
  nameAt,
  type Refused,
  renameEdits,
  whyNotRenamed,
} from './names.js';
import { phaseActions } from './phaseActions.js';
import { shownAs, withoutSnippet } from './plain.js';
import { refactoringActions, refactoringOf, resolvedRefactoring } from './refactorings/answer.js';
import { type ClientRules, choosesLater, NO_RULES, opensPages } from './rules.js';
import type { Settings } from './settings.js';
import { inTurns } from './turns.js';
import { completing, completionPlace, isBlankBefore } from './vocabulary/completion.js';
import { foldsOf } from './vocabulary/folding.js';
import { meaningOfWord } from './vocabulary/meaning.js';
import { flatOutlineOf, outlineOf } from './vocabulary/outline.js';
import { tokensOf } from './vocabulary/tokens.js';
import { isAtTrap, knownTraps } from './vocabulary/traps.js';
import { workspaceEdit } from './workspaceEdit.js';

/** What a client is sent about one version of a document without asking. */
export interface Publication {
  readonly diagnostics: PublishDiagnosticsParams;
  /** null: the text has only been read so far; the result for the version before remains until there is a new one. */
  readonly analysis: AnalysisParams | null;
  /** The files that the text names. */
  readonly files: readonly ReadFile[];
}

/** A file that a text names. */
export interface ReadFile {
  /** null: not known. */
  readonly location: string | null;
  /** The file is not read, since it lies outside the workspace. */
  readonly isOutside: boolean;
}

/** What a client may ask about a document. null: there is no answer, or nobody waits for it any more. */
export interface Questions {
  completion(params: CompletionParams): Promise<CompletionList | null>;
  hover(params: TextDocumentPositionParams): Promise<Hover | null>;
  inlays(params: OfDocument): Promise<InlayHint[] | null>;
  symbols(params: OfDocument): Promise<DocumentSymbol[] | SymbolInformation[] | null>;
  folds(params: OfDocument): Promise<FoldingRange[] | null>;
  tokens(params: OfDocument): Promise<SemanticTokens | null>;
  lenses(params: OfDocument): Promise<CodeLens[] | null>;
  fixes(params: CodeActionParams, token: CancellationToken): Promise<CodeAction[] | null>;
  resolved(action: CodeAction, token: CancellationToken): Promise<CodeAction | null>;
  formatted(params: OfLines): Promise<TextEdit[] | null>;
  definition(params: TextDocumentPositionParams): Promise<Location | null>;
  highlights(params: TextDocumentPositionParams): Promise<DocumentHighlight[] | null>;
  references(params: ReferenceParams): Promise<Location[] | null>;
  renamable(params: TextDocumentPositionParams): Promise<Renamable | Refused | null>;
  renamed(params: RenameParams): Promise<WorkspaceEdit | Refused | null>;
}

/** A name that may be changed, and the present one. */
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

interface OfLines extends OfDocument {
  /** Absent: all lines. */
  readonly range?: Range;
}

export interface AnswersPort {
  publish(publication: Publication): void;
  /** Shows a message to the user. */
  say(message: string): void;
  settingsOf(uri: string): Promise<Settings>;
  /** How the last run of a document ended; null: not reported. */
  outcomeOf(uri: string): OutcomeParams | null;
  /** Which files may be read now. */
  access(): Access;
}

/** In milliseconds: a hover, an outline, or a list of traps waits this long for the conditions or the verdict that it shows. */
const MOST_PATIENT = 500;

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
    this.#codeActions = new CodeActions(async (uri) => (await port.settingsOf(uri)).margin, patience);
    this.#codeActions.say = port.say;
    this.#analyser = new Analyser((known) => {
      this.#codeActions.update(known);
      port.publish(publicationOf(known));
    });
  }

  set rules(rules: ClientRules) {
    this.#rules = rules;
    this.#codeActions.versioned = rules.versionedEdits;
    this.#codeActions.resolves = choosesLater(rules);
  }

  changed(document: TextDocument): void {
    this.#documents.set(document.uri, document);
    // What is known is about another text now.
    this.#codeActions.closed(document.uri);
    const files = this.#files.get(document.uri) ?? dataFilesOf(document.uri, () => this.port.access());
    this.#files.set(document.uri, files);
    this.#analyser.changed(document, files);
  }

  /** Waits until the text as it is then is read. */
  async read(uri: string): Promise<void> {
    await this.#analyser.known(uri);
  }

  closed(uri: string): void {
    this.#documents.delete(uri);
    this.#files.delete(uri);
    this.#analyser.closed(uri);
    this.#codeActions.closed(uri);
  }

  async completion({ textDocument, position, context }: CompletionParams): Promise<CompletionList | null> {
    const document = this.#documents.get(textDocument.uri);
    if (!document) return null;
    // Who indents a line has not asked: Enter and Tab would take what is offered.
    const isIndenting = context?.triggerCharacter === ' ' && isBlankBefore(document, position);
    const place = isIndenting ? null : completionPlace(document, position);
    if (place === null) return { isIncomplete: false, items: [] };
    const known = isAtTrap(place.spot)
      ? await this.#analyser.settled(textDocument.uri, MOST_PATIENT)
      : undefined;
    const list = await inTurns(completing(place, known ? knownTraps(known) : null));
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
    const known = await this.#analyser.judged(textDocument.uri, MOST_PATIENT);
    const document = this.#documents.get(textDocument.uri);
    if (!document) return null;
    const meaning = meaningOfWord(document.getText(), document.offsetAt(position));
    const hover = hoverAt(document, known, position, meaning);
    return hover && { ...hover, contents: this.#shown(hover.contents) };
  }

  async inlays({ textDocument }: OfDocument): Promise<InlayHint[]> {
    const { uri } = textDocument;
    const { hints } = await this.port.settingsOf(uri);
    const known = await this.#analyser.known(uri);
    if (!known) return [];
    return inlayHints(known, hints, this.port.outcomeOf(uri)).map((hint) =>
      MarkupContent.is(hint.tooltip) ? { ...hint, tooltip: this.#shown(hint.tooltip) } : hint,
    );
  }

  async symbols({ textDocument }: OfDocument): Promise<DocumentSymbol[] | SymbolInformation[] | null> {
    const document = this.#documents.get(textDocument.uri);
    if (!document) return null;
    if (!this.#rules.nestedSymbols) return inTurns(flatOutlineOf(document));
    const known = await this.#analyser.settled(textDocument.uri, MOST_PATIENT);
    return inTurns(outlineOf(document, known && marksOf(known)));
  }

  async folds({ textDocument }: OfDocument): Promise<FoldingRange[] | null> {
    const document = this.#documents.get(textDocument.uri);
    return document ? inTurns(foldsOf(document)) : null;
  }

  async tokens({ textDocument }: OfDocument): Promise<SemanticTokens | null> {
    const document = this.#documents.get(textDocument.uri);
    return document ? { data: await inTurns(tokensOf(document)) } : null;
  }

  async lenses({ textDocument }: OfDocument): Promise<CodeLens[] | null> {
    if (!(await this.port.settingsOf(textDocument.uri)).lenses) return [];
    const known = await this.#analyser.known(textDocument.uri);
    return known ? codeLenses(known, this.#rules.executes) : null;
  }

  async fixes(params: CodeActionParams, token: CancellationToken): Promise<CodeAction[] | null> {
    const known = await this.#analyser.known(params.textDocument.uri);
    const fixes = await this.#codeActions.answer(params, token);
    if (!known || fixes === null || token.isCancellationRequested) return fixes;
    return [
      ...fixes,
      ...phaseActions(known, params, this.#rules.executes),
      ...(await refactoringActions(known, params, this.#rules, this.port.access())),
    ];
  }

  async resolved(action: CodeAction, token: CancellationToken): Promise<CodeAction> {
    const chosen = refactoringOf(action);
    if (chosen === null) return this.#codeActions.resolve(action, token);
    const known = await this.#analyser.known(chosen.uri);
    if (known?.document.version !== chosen.version) return action;
    const resolved = await resolvedRefactoring(known, action, chosen, this.#rules, this.port.access());
    if (resolved === null) this.port.say(`${action.title}: this text cannot be changed so.`);
    return resolved ?? action;
  }

  async formatted({ textDocument, range }: OfLines): Promise<TextEdit[] | null> {
    const document = this.#documents.get(textDocument.uri);
    return document ? inTurns(formatEdits(document, range ?? null)) : null;
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

  async highlights({
    textDocument,
    position,
  }: TextDocumentPositionParams): Promise<DocumentHighlight[] | null> {
    const at = await this.#nameAt(textDocument.uri, position);
    if (!at) return null;
    const { reading, document } = at.known;
    const own = declarationOf(reading, at.named);
    return [
      ...(own ? [{ range: rangeOf(document, own), kind: DocumentHighlightKind.Write }] : []),
      ...mentionsOf(reading, at.named).map((range) => ({
        range: rangeOf(document, range),
        kind: DocumentHighlightKind.Read,
      })),
    ];
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

  /** The name at a position of the present text. */
  async #nameAt(uri: string, position: Position): Promise<{ known: DocumentAnalysis; named: NameAt } | null> {
    const known = await this.#analyser.known(uri);
    const named = known && nameAt(known.reading, known.document.offsetAt(position));
    return known && named ? { known, named } : null;
  }

  /** Markdown in the form that the client shows, with links in the form that it follows. */
  #shown(content: MarkupContent): MarkupContent {
    const { value } = content;
    const linked = opensPages(this.#rules) ? { ...content, value: asCommands(value) } : content;
    return shownAs(linked, this.#rules.markdownInHovers);
  }
}

/** What a client is sent about an analysis so far. */
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
            analysis: analysisView(known.reading, known.analysis, known.policies),
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

/** What a client says that it can do; nothing else is asked of it. */
import { type InitializeParams, MarkupKind } from 'vscode-languageserver/node';
import { PAGE_COMMAND } from '../shared/protocol.js';
import { encodingAmong, type PositionEncoding } from './positions.js';

export interface ClientRules {
  /** Completion: are `$1` and `${1:word}` places to step through? Is documentation shown as Markdown? */
  readonly snippets: boolean;
  readonly markdownInCompletion: boolean;
  readonly markdownInHovers: boolean;
  /** Are there code actions beside commands? Can the client refuse an edit of another version? */
  readonly codeActions: boolean;
  readonly versionedEdits: boolean;
  /** Is the edit of a code action asked for when it is chosen? */
  readonly resolvesEdits: boolean;
  /** Does the client show why an action cannot be chosen? */
  readonly disabledActions: boolean;
  /** Does the client make files that an edit asks for? */
  readonly createsFiles: boolean;
  /** Does the client ask whether there is a name to be changed before it asks for another one? */
  readonly preparesRename: boolean;
  /** May a symbol have symbols of its own? */
  readonly nestedSymbols: boolean;
  /** Are inlay hints asked for again when told that there are new ones? */
  readonly asksAgainForInlays: boolean;
  /** And code lenses? */
  readonly asksAgainForLenses: boolean;
  /** What positions count. */
  readonly positionEncoding: PositionEncoding;
  /** Does the client ask for diagnostics? Then it is not told them otherwise. Does it ask again when told that there are others? */
  readonly pullsDiagnostics: boolean;
  readonly asksAgainForDiagnostics: boolean;
  /** Commands that the client carries out, as its `initializationOptions` say: `{ "executes": ["linspg.run"] }`. */
  readonly executes: readonly string[];
}

export const NO_RULES: ClientRules = {
  snippets: false,
  markdownInCompletion: false,
  markdownInHovers: false,
  codeActions: false,
  versionedEdits: false,
  resolvesEdits: false,
  disabledActions: false,
  createsFiles: false,
  preparesRename: false,
  nestedSymbols: false,
  asksAgainForInlays: false,
  asksAgainForLenses: false,
  positionEncoding: 'utf-16',
  pullsDiagnostics: false,
  asksAgainForDiagnostics: false,
  executes: [],
};

export function rulesOf({ capabilities, initializationOptions }: InitializeParams): ClientRules {
  const { general, textDocument, workspace } = capabilities;
  const item = textDocument?.completion?.completionItem;
  const isMarkdown = (formats: readonly MarkupKind[] | undefined) =>
    formats?.includes(MarkupKind.Markdown) === true;
  const executes: unknown = initializationOptions?.executes;
  return {
    snippets: item?.snippetSupport === true,
    markdownInCompletion: isMarkdown(item?.documentationFormat),
    markdownInHovers: isMarkdown(textDocument?.hover?.contentFormat),
    codeActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    disabledActions: textDocument?.codeAction?.disabledSupport === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    asksAgainForInlays: workspace?.inlayHint?.refreshSupport === true,
    asksAgainForLenses: workspace?.codeLens?.refreshSupport === true,
    positionEncoding: encodingAmong(general?.positionEncodings),
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    asksAgainForDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    executes: Array.isArray(executes) ? executes.filter((one) => typeof one === 'string') : [],
  };
}

/** Does the client open pages of the documentation itself, so that they are read and not shown as Markdown? */
export function opensPages({ executes }: ClientRules): boolean {
  return executes.includes(PAGE_COMMAND);
}

/** What a client reports that it supports; nothing else is asked of it. */
import { type InitializeParams, MarkupKind } from 'vscode-languageserver/node';
import { PAGE_COMMAND } from '../shared/protocol.js';
import { encodingAmong, type PositionEncoding } from './positions.js';

export interface ClientRules {
  /** For completion: does it support the places `$1` and `${1:word}` of snippets? Does it show Markdown documentation? */
  readonly snippets: boolean;
  readonly markdownInCompletion: boolean;
  readonly markdownInHovers: boolean;
  /** Does it support code actions, and not only commands? */
  readonly codeActionLiterals: boolean;
  /** Does it carry out edits that the server sends? */
  readonly appliesEdits: boolean;
  /** Can it refuse edits of another version? */
  readonly versionedEdits: boolean;
  /** Does it ask for the edit of a code action when the action is chosen? */
  readonly resolvesEdits: boolean;
  /** Does it show why an action cannot be chosen? */
  readonly disabledActions: boolean;
  /** Does it create files that an edit asks for? */
  readonly createsFiles: boolean;
  /** Does it ask whether there is a name before it asks to rename it? */
  readonly preparesRename: boolean;
  /** May a symbol contain symbols? */
  readonly nestedSymbols: boolean;
  /** Does it ask for inlay hints again when it is told to? */
  readonly asksAgainForInlays: boolean;
  /** And for code lenses? */
  readonly asksAgainForLenses: boolean;
  /** The unit of characters in positions. */
  readonly positionEncoding: PositionEncoding;
  /** Does it pull diagnostics? Then they are not pushed. Does it pull again when it is told to? */
  readonly pullsDiagnostics: boolean;
  readonly asksAgainForDiagnostics: boolean;
  /** The commands that the client executes, given in its `initializationOptions`: `{ "executes": ["linspg.run"] }`. */
  readonly executes: readonly string[];
  /** Does it draw analyses? `{ "analyses": true }` there; no other client is sent a notification outside of the protocol. */
  readonly analyses: boolean;
}

export const NO_RULES: ClientRules = {
  snippets: false,
  markdownInCompletion: false,
  markdownInHovers: false,
  codeActionLiterals: false,
  appliesEdits: false,
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
  analyses: false,
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
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    appliesEdits: workspace?.applyEdit === true,
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
    analyses: initializationOptions?.analyses === true,
  };
}

/** Can an action be listed without its edit, which is made when the action is chosen? */
export function choosesLater({ resolvesEdits, appliesEdits }: ClientRules): boolean {
  return resolvesEdits || appliesEdits;
}

/** Does the client open pages of the documentation itself, as rendered pages instead of Markdown text? */
export function opensPages({ executes }: ClientRules): boolean {
  return executes.includes(PAGE_COMMAND);
}

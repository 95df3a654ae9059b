/** The capabilities that this server reports to a client. */
import {
  CodeActionKind,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { LENS_COMMANDS, PHASES_COMMAND } from '../shared/protocol.js';
import { APPLY_COMMAND } from './actionCommands.js';
import { PHASE_KIND } from './phaseActions.js';
import { REFACTORING_KINDS } from './refactorings/answer.js';
import type { ClientRules } from './rules.js';
import { TOKEN_TYPES } from './vocabulary/tokens.js';

/** @param rules what this client accepts */
export function capabilitiesOf({ capabilities }: InitializeParams, rules: ClientRules): ServerCapabilities {
  return {
    ...(capabilities.general?.positionEncodings && { positionEncoding: rules.positionEncoding }),
    // Reported here and not registered later, which not every client supports.
    ...(capabilities.workspace?.workspaceFolders && {
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
    ...((rules.codeActionLiterals || rules.appliesEdits) && {
      codeActionProvider: {
        codeActionKinds: [
          CodeActionKind.QuickFix,
          ...(rules.executes.includes(PHASES_COMMAND) ? [PHASE_KIND] : []),
          ...REFACTORING_KINDS,
        ],
        resolveProvider: rules.resolvesEdits,
      },
    }),
    ...(rules.appliesEdits &&
      !rules.resolvesEdits && { executeCommandProvider: { commands: [APPLY_COMMAND] } }),
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
  };
}

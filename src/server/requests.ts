/** Routes a client's questions about a document to whoever answers them. */
import {
  type CancellationToken,
  type CodeAction,
  type Connection,
  type DocumentFormattingParams,
  type DocumentRangeFormattingParams,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { choosable, executeActions } from './actionCommands.js';
import type { DocumentThreads } from './documentThreads.js';
import { askedLater } from './later.js';
import type { Refused } from './names.js';
import { refactoringOf } from './refactorings/answer.js';

/** Every question about a document is answered where the document is read. */
export function answerQuestions(connection: Connection, threads: DocumentThreads): void {
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
  connection.onCodeAction(async (params, token) => {
    const actions = await threads.ask('fixes', params.textDocument.uri, params, token);
    return actions && choosable(actions, threads.rules);
  });
  const resolve = async (action: CodeAction, token: CancellationToken): Promise<CodeAction> => {
    const uri = (askedLater(action) ?? refactoringOf(action))?.uri;
    return (uri && (await threads.ask('resolved', uri, action, token))) || action;
  };
  connection.onCodeActionResolve(resolve);
  executeActions(connection, resolve);
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
}

/** Turns a refusal to edit into an error of the protocol. */
function unlessRefused<T extends object>(answer: T | Refused | null): T | ResponseError<void> | null {
  return answer && 'refused' in answer
    ? new ResponseError(LSPErrorCodes.RequestFailed, answer.refused as string)
    : answer;
}

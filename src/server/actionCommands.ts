/**
 * Code actions for clients that do not ask for the edit of an action when it is chosen (`codeAction/resolve`), or that know commands only: a command of
 * this server, which makes the edit then and sends it to the client (`workspace/applyEdit`).
 */
import {
  type CancellationToken,
  type CodeAction,
  type Command,
  type Connection,
  ErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { attempt } from './clientRequests.js';
import type { ClientRules } from './rules.js';

export const APPLY_COMMAND = 'linspg.apply';

/** The actions in the form that the client can choose from. */
export function choosable(
  actions: readonly CodeAction[],
  { codeActionLiterals, appliesEdits, resolvesEdits }: ClientRules,
): (CodeAction | Command)[] {
  if (resolvesEdits || !appliesEdits) return [...actions];
  return actions.map((action) => {
    if (!codeActionLiterals) return action.command ?? applyCommand(action);
    const { data, ...listed } = action;
    return data === undefined ? action : { ...listed, command: applyCommand(action) };
  });
}

function applyCommand({ title, edit, data }: CodeAction): Command {
  const action: CodeAction = { title, ...(edit ? { edit } : { data }) };
  return { title, command: APPLY_COMMAND, arguments: [action] };
}

/** Carries the command out. @param resolve makes the edit of an action. */
export function executeActions(
  connection: Connection,
  resolve: (action: CodeAction, token: CancellationToken) => Promise<CodeAction>,
): void {
  connection.onExecuteCommand(async ({ command, arguments: [action] = [] }, token) => {
    if (command !== APPLY_COMMAND || typeof action?.title !== 'string')
      return new ResponseError(
        ErrorCodes.InvalidParams,
        `Expected the command ${APPLY_COMMAND} and an action.`,
      );
    const { title, edit } = action.edit ? action : await resolve(action, token);
    if (edit) attempt(connection, connection.workspace.applyEdit({ label: title, edit }));
    return null;
  });
}

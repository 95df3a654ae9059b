import type { CodeActionContext } from 'vscode-languageserver/node';

/** Whether a kind of action is asked for: `refactor` asks for `refactor.rewrite` as well, and nothing in particular for all. */
export function kindsAsked({ only }: Pick<CodeActionContext, 'only'>): (kind: string) => boolean {
  return (kind) => !only || only.some((asked) => isKindOf(kind, asked));
}

function isKindOf(kind: string, asked: string): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}

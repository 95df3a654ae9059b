import type { CodeActionContext } from 'vscode-languageserver/node';

/** Tells which kinds of actions are asked for: `refactor` includes `refactor.rewrite`; without `only`, all kinds are. */
export function kindsAsked({ only }: Pick<CodeActionContext, 'only'>): (kind: string) => boolean {
  return (kind) => !only || only.some((asked) => isKindOf(kind, asked));
}

function isKindOf(kind: string, asked: string): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}

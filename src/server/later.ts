/** Actions that are listed without an edit, which is made when they are chosen (`codeAction/resolve`). */
import type { CodeAction } from 'vscode-languageserver/node';
import { visible } from '../borders/visible.js';
import type { PolicyGoal } from '../repair/policies/types.js';
import type { Goal, Scope } from '../repair/types.js';
import type { TextEdit } from '../spec/types.js';

/** A repair that is looked for. */
export interface Sought {
  /** Of a bandit, or of a contextual bandit or an MDP, as the text has. */
  readonly goal: Goal | PolicyGoal;
  readonly scope: Scope;
}

/** A fix of the reading that is tried. */
export interface Untried {
  readonly edits: readonly TextEdit[];
}

/** What is asked for of a version of a document. */
export type Later = { readonly uri: string; readonly version: number } & (Sought | Untried);

export function madeLater(
  { uri, version }: { readonly uri: string; readonly version: number },
  title: string,
  asked: Sought | Untried,
): { title: string; data: Later } {
  return { title: visible(title), data: { uri, version, ...asked } };
}

/** null: it has an edit, or is none of these. */
export function askedLater({ edit, data }: CodeAction): Later | null {
  const isOne = data !== undefined && ('goal' in data || 'edits' in data);
  return edit || !isOne ? null : (data as Later);
}

/** Texts for clients that do not support Markdown and snippets, made from those for clients that do. */
import {
  type CompletionItem,
  InsertTextFormat,
  type MarkupContent,
  MarkupKind,
} from 'vscode-languageserver/node';
import { plainWords } from './plainWords.js';

/** A text in the form that the client shows. */
export function shownAs(content: MarkupContent, markdown: boolean): MarkupContent {
  return markdown || content.kind === MarkupKind.PlainText
    ? content
    : { kind: MarkupKind.PlainText, value: plainWords(content.value) };
}

/** What a snippet inserts if its places are not visited: their defaults, and the first of several choices. */
export function withoutPlaces(snippet: string): string {
  return snippetText(snippet, 0, { inside: false }).text;
}

/** @param inside the text of a place, up to its brace */
function snippetText(
  snippet: string,
  from: number,
  { inside }: { readonly inside: boolean },
): { text: string; end: number } {
  let text = '';
  let at = from;
  while (at < snippet.length) {
    const character = snippet[at]!;
    if (inside && character === '}') return { text, end: at + 1 };
    if (character === '\\' && /[$}\\|,]/.test(snippet[at + 1] ?? '')) {
      text += snippet[at + 1];
      at += 2;
      continue;
    }
    const rest = snippet.slice(at, at + 200);
    const choice = /^\$\{\w+\|((?:\\.|[^|\\])*)\|\}/.exec(rest);
    const empty = /^\$(?:\w+|\{\w+\})/.exec(rest);
    const begun = /^\$\{\w+:/.exec(rest);
    if (choice) {
      text += choice[1]!.split(/(?<!\\),/)[0]!.replace(/\\(.)/g, '$1');
      at += choice[0].length;
    } else if (begun) {
      const inner = snippetText(snippet, at + begun[0].length, { inside: true });
      text += inner.text;
      at = inner.end;
    } else if (empty) at += empty[0].length;
    else {
      text += character;
      at += 1;
    }
  }
  return { text, end: at };
}

/** A completion item for a client without snippets. */
export function withoutSnippet(item: CompletionItem): CompletionItem {
  if (item.insertTextFormat !== InsertTextFormat.Snippet) return item;
  return {
    ...item,
    insertTextFormat: InsertTextFormat.PlainText,
    ...(item.insertText !== undefined && { insertText: withoutPlaces(item.insertText) }),
    ...(item.textEdit && {
      textEdit: { ...item.textEdit, newText: withoutPlaces(item.textEdit.newText) },
    }),
  };
}

/** Texts for clients that do not support Markdown and snippets, made from those for clients that do. */
import {
  type CompletionItem,
  InsertTextFormat,
  type MarkupContent,
  MarkupKind,
} from 'vscode-languageserver/node';

/** The plain words of a Markdown text; a link to a page is followed by its address. */
export function plainWords(markdown: string): string {
  const code: string[] = [];
  return (
    markdown
      // Code is kept literally.
      .replace(/(`+)((?:(?!\1)[\s\S])+)\1(?!`)/g, (_, _ticks, words: string) => {
        code.push(words);
        return `\0${code.length - 1}\0`;
      })
      .replace(/!?\[((?:\\.|[^\]\\])*)\]\(([^()\s]*)\)/g, '$1 ($2)')
      .replace(/^#{1,6} /gm, '')
      .replace(/(\*\*|__)(?=\S)((?:\\.|(?!\1)[^\\])*?\S)\1/gs, '$2')
      // Inside a word, of whatever letters, `_` is an ordinary character: π_θ.
      .replace(/(?<![\p{L}\p{N}_\\*])([*_])(?=\S)((?:\\.|(?!\1)[^\\\n])*?\S)\1(?![\p{L}\p{N}_*])/gu, '$2')
      .replace(/&nbsp;/g, ' ')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
      .replace(/&amp;/g, '&')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replace(/\0(\d+)\0/g, (_, n: string) => code[Number(n)]!)
  );
}

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

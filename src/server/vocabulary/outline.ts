/** The outline of a text: its keys, nested. */
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { visible } from '../../borders/visible.js';
import type { Work } from '../../math/work.js';
import type { RecoveredText } from '../../spec/recoveredText.js';
import { parsingYaml } from '../../spec/syntax.js';
import { rangeOf } from '../diagnostics.js';
import { frozen } from '../positions.js';

/** @param marks what is shown behind names and keys, by their offsets */
export function* outlineOf(document: TextDocument, marks: Marks = new Map()): Work<DocumentSymbol[]> {
  const now = frozen(document);
  const { document: parsed, recovered } = yield* parsingYaml(now.getText());
  return isMap(parsed?.contents) ? symbolsOf({ document: now, recovered, marks }, parsed.contents) : [];
}

/** For a client that does not support nested symbols. */
export function* flatOutlineOf(document: TextDocument): Work<SymbolInformation[]> {
  const flat = (symbols: readonly DocumentSymbol[], containerName?: string): SymbolInformation[] =>
    symbols.flatMap(({ name, kind, range, children = [] }) => [
      {
        name,
        kind,
        location: { uri: document.uri, range },
        ...(containerName !== undefined && { containerName }),
      },
      ...flat(children, name),
    ]);
  return flat(yield* outlineOf(document));
}

/** Texts behind the names of symbols. */
export type Marks = ReadonlyMap<number, string>;

interface Context {
  readonly document: TextDocument;
  readonly recovered: RecoveredText;
  readonly marks: Marks;
}

function symbolsOf(context: Context, map: YAMLMap): DocumentSymbol[] {
  const { document, recovered, marks } = context;
  return map.items.flatMap(({ key, value }): DocumentSymbol[] => {
    if (!isScalar(key) || !key.range) return [];
    const written = recovered.text.slice(key.range[0], key.range[1]);
    // A symbol needs a name; an empty name is shown by its quotes.
    const name = visible(String(key.value ?? '')).trim() || written;
    if (name === '') return [];
    const node = value as Node | null;
    const [start, keyEnd] = key.range;
    const end = Math.max(keyEnd, node?.range?.[1] ?? keyEnd);
    const mark = marks.get(recovered.original({ start, end: keyEnd }).start);
    const detail = mark ?? (isScalar(node) ? String(node.value ?? '') : null);
    const rangeAt = (to: number) => rangeOf(document, recovered.original({ start, end: to }));
    return [
      {
        name,
        kind: kindOf(node),
        range: rangeAt(end),
        selectionRange: rangeAt(keyEnd),
        ...(detail !== null && { detail: visible(detail) }),
        ...(isMap(node) && { children: symbolsOf(context, node) }),
      },
    ];
  });
}

function kindOf(node: Node | null): SymbolKind {
  if (isMap(node)) return SymbolKind.Module;
  if (isSeq(node)) return SymbolKind.Array;
  return isScalar(node) && typeof node.value === 'number' ? SymbolKind.Number : SymbolKind.String;
}

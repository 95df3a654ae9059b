/** What can be folded: the content of a key that spans several lines, and consecutive comments. */
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import type { Work } from '../../math/work.js';
import { numberRow } from '../../spec/numberLists.js';
import { parsingYaml } from '../../spec/syntax.js';
import { frozen } from '../positions.js';

export function* foldsOf(document: TextDocument): Work<FoldingRange[]> {
  const now = frozen(document);
  const text = now.getText();
  const { document: parsed, recovered } = yield* parsingYaml(text);
  yield;
  const folds = new Map<number, FoldingRange>();
  const lineOf = (start: number, end: number) =>
    now.positionAt(recovered.original({ start, end }).start).line;
  const fold = (start: number, last: number) => {
    const [startLine, endLine] = [lineOf(start, start + 1), lineOf(last - 1, last)];
    const known = folds.get(startLine);
    if (endLine > startLine && !(known && known.endLine >= endLine))
      folds.set(startLine, { startLine, endLine });
  };
  const walk = (node: Node | null): void => {
    if (node === null || numberRow(node)) return;
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (isNode(key) && key.range && isNode(value)) fold(key.range[0], endOf(value));
        walk(isNode(value) ? value : null);
      }
    } else if (isSeq(node)) {
      for (const item of node.items) {
        if (isNode(item) && item.range) fold(item.range[0], endOf(item));
        walk(isNode(item) ? item : null);
      }
    }
  };
  walk(parsed?.contents ?? null);
  yield;
  return [...folds.values(), ...commentsOf(text)].sort((a, b) => a.startLine - b.startLine);
}

/** The end of the last word of a value. */
function endOf(node: Node): number {
  const [start, end] = node.range!;
  if (isScalar(node)) return Math.max(start + 1, end);
  if (!(isMap(node) || isSeq(node)) || node.flow || numberRow(node)) return end;
  const last = node.items.at(-1);
  if (isMap(node)) {
    const { key, value } = (last ?? {}) as { key?: unknown; value?: unknown };
    if (isNode(value) && value.range) return endOf(value);
    return isNode(key) && key.range ? key.range[1] : end;
  }
  return isNode(last) && last.range ? endOf(last) : end;
}

/** At least two consecutive lines of comments. */
function commentsOf(text: string): FoldingRange[] {
  const folds: FoldingRange[] = [];
  let first: number | null = null;
  const lines = text.split('\n');
  for (let line = 0; line <= lines.length; line++) {
    const isComment = /^[ \t]*#/.test(lines[line] ?? '');
    if (isComment) first ??= line;
    else if (first !== null) {
      if (line - 1 > first)
        folds.push({ startLine: first, endLine: line - 1, kind: FoldingRangeKind.Comment });
      first = null;
    }
  }
  return folds;
}

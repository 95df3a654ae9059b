/** Findings with lines and columns, for people (`file:line:col: severity code: message`) and for programs. */
import { type Position, TextDocument } from 'vscode-languageserver-textdocument';
import { type TerminalText, terminal } from '../borders/terminal.js';
import type { Finding } from '../diagnostics/finding.js';
import type { SpecIssue, TextRange } from '../spec/types.js';
import type { Input } from './input.js';
import { type Style, severityIn } from './style.js';

/** Lines and characters (UTF-16) count from 0, as in the Language Server Protocol. */
export interface Diagnostic {
  readonly severity: SpecIssue['severity'];
  readonly code: string;
  readonly message: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly related: readonly { readonly range: Diagnostic['range']; readonly message: string }[];
}

/** An issue of a text, or a finding about its problem. */
export type Found = SpecIssue & Partial<Pick<Finding, 'related'>>;

export function diagnosticsOf(
  { file, text }: Pick<Input, 'file' | 'text'>,
  issues: readonly Found[],
): Diagnostic[] {
  const document = TextDocument.create(file, 'linspg', 0, text);
  const place = ({ start, end }: TextRange) => ({
    start: document.positionAt(start),
    end: document.positionAt(end),
  });
  return issues.map(({ severity, code, message, range, related = [] }) => ({
    severity,
    code,
    message,
    range: place(range),
    related: related.map((other) => ({ range: place(other.range), message: other.message })),
  }));
}

/** One line each; here, lines and columns count from 1, as editors show them. */
export function diagnosticLines(
  file: string,
  diagnostics: readonly Diagnostic[],
  style: Style,
): TerminalText[] {
  return diagnostics.map(({ severity, code, message, range }) => {
    const place = `${file}:${range.start.line + 1}:${range.start.character + 1}:`;
    return terminal`${style('bold', place)} ${severityIn(style, severity)} ${style('dim', `${code}:`)} ${message}`;
  });
}

export function hasErrors(diagnostics: readonly Pick<Diagnostic, 'severity'>[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { visible } from '../borders/visible.js';
import type { Finding } from '../diagnostics/finding.js';
import type { Severity, TextRange } from '../spec/types.js';
import { pageOf, uriOf } from './docs.js';

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The findings in the form of the Language Server Protocol. */
export function diagnosticsOf(document: TextDocument, found: readonly Finding[]): Diagnostic[] {
  return found.map(({ severity, code, message, range, related }) => {
    const page = pageOf(code);
    return {
      severity: SEVERITIES[severity],
      source: 'linspg',
      code,
      ...(page && { codeDescription: { href: uriOf(page) } }),
      message: visible(message),
      range: rangeOf(document, range),
      relatedInformation: related.map((other) => ({
        location: { uri: document.uri, range: rangeOf(document, other.range) },
        message: visible(other.message),
      })),
    };
  });
}

export function rangeOf(document: TextDocument, { start, end }: TextRange): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/**
 * A file of certificates: a JSON array with one record a line, so that a record can be named by its line. docs/certificates.md defines the format.
 */
import { json } from '../borders/json.js';
import type { BanditCertificate } from './bandits.js';
import type { ProcessCertificate } from './processes.js';

export const FORMAT = 'linspg-certificate';
export const VERSION = 3;

/** What the checks of a certificate do not prove, and where its derivation is. */
const PROVES =
  'Each claim is a finite list of equations and inequalities between the exact numbers of this file, and the verdict follows from the claims as docs/certificates.md says.';
const DOES_NOT_PROVE =
  'That these inequalities decide where softmax policy gradient with exact gradients and small steps goes is the mathematics of the pages named here; no certificate proves it.';
const DERIVATIONS = {
  verdict: 'docs/verdict.md',
  exposed: 'docs/exposed.md',
  order: 'docs/order.md',
  trap: 'docs/trap.md',
  policies: 'docs/policies.md',
};

export interface Certified {
  /** The file's name; for a family, also the number of the instance, counted from 1. */
  readonly source: string;
  readonly instance?: number;
  readonly certificate: BanditCertificate | ProcessCertificate;
}

/**
 * Each verdict has a digest of all lines since the verdict before, that one included, or since the header: so a file of which anything was changed is no
 * certificate.
 *
 * @param sha256 the hash of a text, in hexadecimal digits
 */
export function certificateLines(
  certified: readonly Certified[],
  version: string,
  sha256: (text: string) => string,
): string[] {
  const header = {
    format: FORMAT,
    version: VERSION,
    producer: `linspg ${version}`,
    certificates: certified.length,
    proves: PROVES,
    doesNotProve: DOES_NOT_PROVE,
    derivations: DERIVATIONS,
  };
  const lines = [json(header)];
  let digested = 0;
  for (const { source, instance, certificate } of certified) {
    const { record, claims, verdict } = certificate;
    const name = instance === undefined ? source : `${source}, instance ${instance}`;
    lines.push(json({ problem: name, ...record }), ...claims.map(json));
    const digest = sha256(digestedText(lines.slice(digested)));
    digested = lines.length;
    lines.push(json({ verdict, claims: String(claims.length), digest }));
  }
  return ['[', ...lines.map((line, n) => line + (n < lines.length - 1 ? ',' : '')), ']'];
}

/** What a digest is of: lines without their commas, each with a line feed. */
export function digestedText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** The text of a file of certificates, with a line feed at its end. */
export function certificateText(...of: Parameters<typeof certificateLines>): string {
  return `${certificateLines(...of).join('\n')}\n`;
}

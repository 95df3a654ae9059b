/**
 * A file of certificates: a JSON array with one record a line, so that a record can be named by its line. docs/certificates.md defines the format.
 */
import { json } from '../borders/json.js';
import type { BanditCertificate } from './bandits.js';
import type { ProcessCertificate } from './processes.js';

export const FORMAT = 'linspg-certificate';
export const VERSION = 2;

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

/** @param sha256 the hash of a text, in hexadecimal digits */
export function certificateLines(
  certified: readonly Certified[],
  version: string,
  sha256: (text: string) => string,
): string[] {
  const records = [
    {
      format: FORMAT,
      version: VERSION,
      producer: `linspg ${version}`,
      certificates: certified.length,
      proves: PROVES,
      doesNotProve: DOES_NOT_PROVE,
      derivations: DERIVATIONS,
    },
    ...certified.flatMap(({ source, instance, certificate }) => {
      const { record, claims, verdict } = certificate;
      const name = instance === undefined ? source : `${source}, instance ${instance}`;
      const problem = { problem: name, ...record };
      // Of the problem as its line has it: what the claims are about.
      return [problem, ...claims, { verdict, claims: String(claims.length), digest: sha256(json(problem)) }];
    }),
  ];
  return ['[', ...records.map((record, n) => json(record) + (n < records.length - 1 ? ',' : '')), ']'];
}

/** The text of a file of certificates, with a line feed at its end. */
export function certificateText(...of: Parameters<typeof certificateLines>): string {
  return `${certificateLines(...of).join('\n')}\n`;
}

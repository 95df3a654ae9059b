/**
 * `npm run bench:coq [-- --each 10 --changed 12 --sizes 4x2,20x10,64x16,100x20]`: certificates as files that Coq has to accept by computation over Q.
 *
 * 1. Those of the examples, of families of bandits and of processes, of the folder of examples as the command line writes it, of random bandits and
 *    processes of every kind of verdict, and of bandits of these sizes. Every theorem has to rest on no axiom.
 * 2. Claims of which one number, list or word was changed, of `--changed` certificates and of as many more as it takes to meet every form of claim: Coq
 *    computes whether each one holds. Where a step of a search for coincidences or the cut of a branch was changed and is still right, what holds is another
 *    proof of the same claim; it is printed.
 *
 * Coq is needed: `apt-get install --no-install-recommends coq`. The exit code is 0 only if nothing was wrong.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { certifyBandit } from '../src/certificates/bandits.js';
import { type Answer, type Claim, isClaim } from '../src/certificates/claim.js';
import { CHECKS, coqText } from '../src/certificates/coq.js';
import { claimTerm, valuesTerm } from '../src/certificates/coqTerms.js';
import type { Certified } from '../src/certificates/file.js';
import { certifyProcess } from '../src/certificates/processes.js';
import { DataFiles } from '../src/disk/dataFiles.js';
import { certificatesOf } from '../src/experiment/certify.js';
import { readSpec } from '../src/spec/read.js';
import {
  decimalBandit,
  ON_A_LINE,
  OVERTAKEN,
  PUSHED,
  smallBandit,
  smallProcess,
} from '../test/unit/certificates/instances.js';
import { mutantsOf } from '../test/unit/certificates/mutants.js';
import { linesOf } from '../test/unit/certificates/refusals.js';
import { banditOf } from '../test/unit/conditions/bandits.js';
import { random } from './random.js';

const { values: options } = parseArgs({
  options: {
    each: { type: 'string', default: '10' },
    changed: { type: 'string', default: '12' },
    sizes: { type: 'string', default: '4x2,20x10,64x16,100x20' },
  },
});
const folder = mkdtempSync(path.join(tmpdir(), 'linspg-bench-coq-'));
let wrong = 0;

/** What Coq says of a file, and in how many milliseconds. */
function coq(name: string, text: string) {
  writeFileSync(path.join(folder, `${name}.v`), text);
  const start = performance.now();
  const { status, error, stdout, stderr } = spawnSync('coqc', [`${name}.v`], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (error) throw error;
  const took = Math.round(performance.now() - start);
  return { accepted: status === 0, took, said: stdout, why: stderr };
}

function report(name: string, text: string): void {
  const theorems = [...text.matchAll(/^Module (C\d+)\.$(?:(?!^End).)*^Theorem/gms)].map(([, one]) => one);
  const asked = theorems.map((one) => `Print Assumptions ${one}.proved.\n`).join('');
  const { accepted, took, said, why } = coq('certificates', text + asked);
  const isRight =
    accepted && theorems.length > 0 && said === 'Closed under the global context\n'.repeat(theorems.length);
  if (!isRight) wrong++;
  const claims = text.match(/^Example (?:claim|values)/gm)?.length ?? 0;
  const open = text.match(/^\(\* Nothing is claimed/gm)?.length ?? 0;
  const size = Math.round((text.length - CHECKS.length) / 1000);
  const outcome = isRight ? 'accepted' : `REFUSED ${why.slice(0, 1000)}${said.slice(0, 1000)}`;
  console.log(
    `${name}: ${theorems.length} theorems, ${claims} claims, ${open} questions left open, ${size} kB: ${outcome} in ${took} ms`,
  );
}

function certifiedIn(where: string): Certified[] {
  return readdirSync(where)
    .filter((name) => name.endsWith('.linspg'))
    .flatMap((name) => {
      const file = path.join(where, name);
      return [...certificatesOf(readSpec(readFileSync(file, 'utf8'), new DataFiles(where)), file)];
    });
}

const examples = [...certifiedIn('examples'), ...certifiedIn('docs/examples')];
report(
  'examples, the first instance of each family',
  coqText(examples.filter(({ instance = 1 }) => instance === 1)),
);
const families = ['bandits', 'contexts', 'processes'].map((name, n) => {
  const states = ['', ', contexts: 3', ', states: 3, discount: 0.5'][n];
  const text = `generate: { actions: 2, dimensions: 2, count: 12${states} }\n`;
  return [name, [...certificatesOf(readSpec(text), name)]] as const;
});
for (const [name, certified] of families) report(`a family of ${name}`, coqText(certified));
const written = execFileSync(
  'npx',
  ['tsx', 'src/cli/main.ts', 'certify', 'docs/examples', '--format', 'coq'],
  {
    encoding: 'utf8',
  },
);
report('the folder docs/examples as the command line writes it', written);

const most = Number(options.each);
const MAKERS = {
  bandit: (n: number) => certifyBandit(n % 2 === 0 ? smallBandit(random(3, n)) : decimalBandit(random(3, n))),
  process: (n: number) => certifyProcess(smallProcess(random(3, n))),
};
const drawn: Certified[] = [PUSHED, OVERTAKEN, ON_A_LINE].map((bandit, n) => ({
  source: `boundary ${n}`,
  certificate: certifyBandit(bandit),
}));
report('boundary cases', coqText(drawn));
for (const [kind, make] of Object.entries(MAKERS)) {
  const found = new Map<string, Certified[]>();
  const isFull = () => found.size === 4 && [...found.values()].every(({ length }) => length === most);
  for (let n = 0; n < 40 * most || (n < 400 * most && !isFull()); n++) {
    const certificate = make(n);
    const list = found.get(certificate.verdict) ?? [];
    found.set(certificate.verdict, list);
    if (list.length < most) list.push({ source: `${n}`, certificate });
    if (n < 40 * most) drawn.push({ source: `${kind} ${n}`, certificate });
  }
  for (const [verdict, certified] of found) report(`${kind}, ${verdict}`, coqText(certified));
}

for (const size of options.sizes.split(',')) {
  const [K, d] = size.split('x').map(Number) as [number, number];
  const from = random(2, 12);
  const theta = Array.from({ length: d }, () => from.normal());
  // Rows about a line have no trap, so that each action has a claim.
  const features = Array.from({ length: K }, () => {
    const along = from.uniform();
    return theta.map((weight) => (along * weight + 0.02 * from.uniform()).toFixed(3));
  });
  const rewards = features.map((row) => row.reduce((sum, x, k) => sum + Number(x) * theta[k]!, 0).toFixed(6));
  report(size, coqText([{ source: size, certificate: certifyBandit(banditOf(rewards, features)) }]));
}

/** The words of a certificate that name the form of a claim, of a reason, of a step. */
function formsOf({ certificate: { kind, claims } }: Certified): string[] {
  const text = JSON.stringify(claims.filter(isClaim));
  const forms = text.match(/"(?:claim|because|step)":"[\w-]+"|"(?:off|pushes|face)":/g) ?? [];
  return forms.map((form) => `${kind} ${form.replace(/"/g, '')}`);
}

/** A claim changed in one place, among all others, as a term; null: it is no term. @param n its place among the claims after the values, from 1 on */
function termOf(claim: Claim, n: number, count: number): string | null {
  try {
    if (claim.claim === 'values') return whole(`settles p (${valuesTerm(claim)})`);
    const others = Array.from({ length: count }, (_, k) => (k + 1 === n ? 'changed' : `claim_${k + 1}`));
    return whole(
      `let changed := ${claimTerm(claim)} in holds p f changed && once (flat_map about [${others.join('; ')}])`,
    );
  } catch (error) {
    // What is too short, or of another kind, has no term.
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function whole(term: string): string | null {
  return term.includes('undefined') ? null : term;
}

function changedClaims(certified: Certified): (readonly [what: string, term: string])[] {
  const { claims } = certified.certificate;
  const others: Answer[] = claims.filter((each) => isClaim(each) && each.claim !== 'values');
  return [...mutantsOf(linesOf([certified]))].flatMap(({ what, lines }) => {
    const record = Number(/^record (\d+)[.[]/.exec(what)?.[1]);
    // After the header and the problem.
    const original = claims[record - 3];
    if (original === undefined || !isClaim(original)) return [];
    const changed = JSON.parse(lines[record]!.replace(/,$/, '')) as Claim;
    const term = termOf(changed, others.indexOf(original) + 1, others.length);
    return term === null ? [] : [[what, term] as const];
  });
}

const { accepted: areChecks, why } = coq('checks', CHECKS);
if (!areChecks) throw new Error(why);
const met = new Set<string>();
let [changed, held, looked] = [0, 0, 0];
for (const certified of drawn) {
  const forms = formsOf(certified);
  if (looked >= Number(options.changed) && forms.every((form) => met.has(form))) continue;
  for (const form of forms) met.add(form);
  looked++;
  const terms = changedClaims(certified);
  const module = coqText([certified])
    .slice(CHECKS.length)
    .replace(/^End .*$/m, '');
  const listed = terms.map(([, term], n) => `  (${n}, ${term})`).join(';\n');
  const { accepted, said, why } = coq(
    'changed',
    `Require Import checks ZArith QArith List.\nImport ListNotations.\nOpen Scope Z_scope.\n${module}
Definition settles p v := match settle p v with Some _ => true | None => false end.
Compute map fst (filter snd [\n${listed}]).\nEnd C1.\n`,
  );
  if (!accepted) throw new Error(why.slice(0, 2000));
  const still = /=\s*\[(.*?)\]/s.exec(said)![1]!.match(/\d+/g) ?? [];
  changed += terms.length;
  held += still.length;
  for (const n of still) {
    const [what] = terms[Number(n)]!;
    // A step or a cut that serves as well, or a step that was not needed.
    const isAnotherProof = /\.coincidence\.|\.cut /.test(what);
    if (!isAnotherProof) wrong++;
    console.log(
      `${isAnotherProof ? 'another proof of the same claim' : 'WRONG, holds'}: ${certified.source}, ${what}`,
    );
  }
}
console.log(`${changed} changed claims of ${looked} certificates: ${changed - held} refused`);
console.log(`forms of claims met: ${[...met].sort().join(', ')}`);
rmSync(folder, { recursive: true });
console.log(wrong === 0 ? 'nothing wrong' : `${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;

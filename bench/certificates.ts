/**
 * `npm run bench:certificates [-- --each 1000 --mutants 12000 --sizes 4x2,20x10,64x16,100x20]`: certificates and their checker.
 *
 * 1. `--each` random problems of every kind of verdict, of bandits and of processes: the checker has to accept all.
 * 2. Certificates of which one number, list, claim or verdict was changed, at least `--mutants`: the checker has to refuse them. What it accepts all the
 *    same is printed with the reason: a name, or a word that says why nothing is claimed.
 * 3. Numbers of a problem changed, with the digest that the changed problem has: where the claims hold of the changed problem too, the certificate is a
 *    valid one of it, and an analysis of its own has to say the same verdict.
 * 4. Time and size of certificates with features of three decimals, and the time of the checker.
 *
 * The exit code is 0 only if nothing was wrong. Python 3 is needed.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BanditCertificate, certifyBandit } from '../src/certificates/bandits.js';
import type { Certified } from '../src/certificates/file.js';
import { certifyProcess, type ProcessCertificate } from '../src/certificates/processes.js';
import type { ProblemRecord } from '../src/certificates/record.js';
import { decimalBandit, smallBandit, smallProcess } from '../test/unit/certificates/instances.js';
import { mutantsOf } from '../test/unit/certificates/mutants.js';
import { linesOf, refusals, sha256 } from '../test/unit/certificates/refusals.js';
import { banditOf } from '../test/unit/conditions/bandits.js';
import { type Random, random } from './random.js';

const { values: options } = parseArgs({
  options: {
    each: { type: 'string', default: '1000' },
    mutants: { type: 'string', default: '12000' },
    sizes: { type: 'string', default: '4x2,20x10,64x16,100x20' },
  },
});
const folder = mkdtempSync(path.join(tmpdir(), 'linspg-bench-certificates-'));
let wrong = 0;

type Certificate = BanditCertificate | ProcessCertificate;

const VERDICTS = ['always', 'depends', 'never', 'undecided'] as const;
const MAKERS: Readonly<Record<string, (from: Random, n: number) => Certificate>> = {
  bandit: (from, n) => certifyBandit(n % 2 === 0 ? smallBandit(from) : decimalBandit(from)),
  process: (from) => certifyProcess(smallProcess(from)),
};

/** Kept of each kind for the mutants: short ones, and of each word that a claim can say some. */
const pool: Certificate[] = [];
const said = new Set<string>();

function keep(certificate: Certificate): void {
  const words = JSON.stringify(certificate.claims).match(/"(?:claim|because|step)":"[\w-]+"/g) ?? [];
  if (words.some((word) => !said.has(word)) || pool.length < 24) pool.push(certificate);
  for (const word of words) said.add(word);
}

const most = Number(options.each);
for (const [kind, make] of Object.entries(MAKERS)) {
  const found = new Map<string, Certificate[]>(VERDICTS.map((verdict) => [verdict, []]));
  let weaker = 0;
  let drawn = 0;
  for (; [...found.values()].some((list) => list.length < most) && drawn < 100 * most; drawn++) {
    const certificate = make(random(1, drawn), drawn);
    if (certificate.said.basis === 'proved' && certificate.said.kind !== certificate.verdict) {
      wrong++;
      console.log(
        `WRONG ${kind} ${drawn}: ${certificate.said.kind} is proved, ${certificate.verdict} is certified`,
      );
    }
    if (certificate.said.kind !== certificate.verdict) weaker++;
    const list = found.get(certificate.verdict)!;
    if (list.length < most) list.push(certificate);
    keep(certificate);
  }
  for (const [verdict, list] of found) {
    const certified = list.map((certificate, n): Certified => ({ source: `${n}`, certificate }));
    const [refused] = await refusals(folder, [linesOf(certified)]);
    if (refused !== null) {
      wrong++;
      console.log(`WRONG ${kind}, ${verdict}: ${refused}`);
    }
    console.log(
      `${kind}, ${verdict}: ${list.length} certificates, ${refused === null ? 'all accepted' : 'not accepted'}`,
    );
  }
  console.log(`${kind}: ${drawn} drawn; certified is less than what is said of ${weaker}`);
}
console.log(`words of claims met: ${[...said].sort().join(' ')}\n`);

const accepted = new Map<string, number>();
let mutants = 0;
let renamed = 0;
let stillTrue = 0;
let changedProblems = 0;
for (const certificate of pool) {
  const lines = linesOf([{ source: 'x', certificate }]);
  const all = [...mutantsOf(lines)];
  // For a long certificate, only one in `step`.
  const step = Math.max(1, Math.floor(all.length / 600));
  const some = all.filter((_, n) => n % step === 0);
  if (mutants < Number(options.mutants)) {
    const answers = await refusals(
      folder,
      some.map((mutant) => mutant.lines),
    );
    mutants += some.length;
    for (const [n, answer] of answers.entries()) {
      if (answer !== null) continue;
      const what = reasonOf(some[n]!.what);
      accepted.set(what, (accepted.get(what) ?? 0) + 1);
      if (what.startsWith('WRONG')) wrong++;
      else renamed++;
    }
  }
  if (certificate.kind !== 'bandit') continue;
  const changed = some
    .filter(({ what }) => /^record 2\.pairs.*(reward|features).*→/.test(what))
    .map(({ lines: each }) => redigested(each));
  changedProblems += changed.length;
  const answers = await refusals(folder, changed);
  for (const [n, answer] of answers.entries()) {
    if (answer !== null) continue;
    stillTrue++;
    const { pairs } = JSON.parse(changed[n]![2]!.replace(/,$/, '')) as ProblemRecord;
    const rewards = pairs.map(({ reward }) => reward);
    const rows = pairs.map(({ features }) => features);
    const again = certifyBandit(banditOf(rewards, rows)).said;
    if (again.kind !== certificate.verdict && certificate.verdict !== 'undecided') {
      wrong++;
      console.log(`WRONG: accepted ${certificate.verdict}, but it is ${again.kind}: ${changed[n]![2]}`);
    }
  }
}
console.log(`${mutants} changed certificates: ${mutants - renamed} refused`);
for (const [what, count] of accepted) console.log(`  ${count} accepted: ${what}`);
console.log(
  `${changedProblems} changed problems with their own digests: ${changedProblems - stillTrue} refused, ${stillTrue} accepted, all of them true of the changed problem\n`,
);

/** Why a mutant may be accepted. */
function reasonOf(what: string): string {
  return /^record 1\./.test(what) ? 'words of the header' : `WRONG ${what}`;
}

/** With the digest that the changed problem has. */
function redigested(lines: readonly string[]): string[] {
  const digest = sha256(lines[2]!.replace(/,$/, ''));
  const last = JSON.parse(lines.at(-2)!);
  return lines.with(-2, JSON.stringify({ ...last, digest }));
}

for (const size of options.sizes.split(',')) {
  const [K, d] = size.split('x').map(Number) as [number, number];
  const shown = new Set<string>();
  for (let n = 0; n < 14 && shown.size < 2; n++) {
    const from = random(2, n);
    // Rewards that the features can express, so that their order is preserved: traps alone decide.
    const theta = Array.from({ length: d }, () => from.normal());
    // Traps are common there; where rows lie about a line, there are none.
    const isNearLine = n >= 12;
    const features = Array.from({ length: K }, () => {
      const along = from.uniform();
      return theta.map((weight) =>
        (isNearLine ? along * weight + 0.02 * from.uniform() : from.uniform()).toFixed(3),
      );
    });
    const rewards = features.map((row) =>
      row.reduce((sum, x, k) => sum + Number(x) * theta[k]!, 0).toFixed(6),
    );
    const before = performance.now();
    const certificate = certifyBandit(banditOf(rewards, features));
    const took = performance.now() - before;
    if (shown.has(certificate.verdict)) continue;
    shown.add(certificate.verdict);
    const file = path.join(folder, 'size.json');
    writeFileSync(file, `${linesOf([{ source: size, certificate }]).join('\n')}\n`);
    const start = performance.now();
    const out = execFileSync('python3', ['checker/check.py', file], { encoding: 'utf8' });
    const checking = performance.now() - start;
    console.log(
      `${K}×${d}: ${out.trim().split(': ').slice(2).join(': ')}; certified in ${Math.round(took)} ms, ${Math.round(statSync(file).size / 1000)} kB, checked in ${Math.round(checking)} ms`,
    );
  }
}
rmSync(folder, { recursive: true });
console.log(wrong === 0 ? 'nothing wrong' : `${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;

/**
 * `npm run bench:certificates [-- --each 1000 --mutants 12000 --sizes 4x2,20x10,64x16,100x20]`: certificates and their checker.
 *
 * 1. `--each` random problems of every kind of verdict, of bandits and of processes: the checker has to accept all.
 * 2. Certificates of which one number, list, claim or verdict was changed, at least `--mutants`: the checker has to refuse all of them.
 * 3. The same changes of claims with the digests that the changed file has, so that the checks of the claims alone stand between them and acceptance. Where
 *    a step of a search for coincidences or the cut of a branch was changed and is still right, what is accepted is another proof of the same claims; it is printed.
 * 4. Numbers of a problem changed, with the digests that the changed file has: where the claims hold of the changed problem too, the certificate is a
 *    valid one of it, and an analysis of its own has to say the same verdict.
 * 5. Time and size of certificates with features of three decimals, and the time of the checker.
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
import { type Mutant, mutantsOf } from '../test/unit/certificates/mutants.js';
import { linesOf, redigested, refusals } from '../test/unit/certificates/refusals.js';
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

let [mutants, refused] = [0, 0];
let [claims, refusedClaims] = [0, 0];
let [problems, stillTrue] = [0, 0];
for (const certificate of pool) {
  const all = [...mutantsOf(linesOf([{ source: 'x', certificate }]))];
  // For a long certificate, only one in `step`.
  const step = Math.max(1, Math.floor(all.length / 600));
  const some = all.filter((_, n) => n % step === 0);
  if (mutants < Number(options.mutants)) {
    mutants += some.length;
    const accepted = await acceptedOf(some);
    refused += some.length - accepted.length;
    for (const { what } of accepted) isWrong(what);
    // A digest that was changed would be made anew.
    const ofClaims = some.filter(({ what }) => !/^record [12]\D|\.digest/.test(what)).map(withOwnDigests);
    claims += ofClaims.length;
    const otherProofs = await acceptedOf(ofClaims);
    refusedClaims += ofClaims.length - otherProofs.length;
    for (const { what } of otherProofs) {
      if (/\.coincidence\.|\.cut /.test(what)) console.log(`another proof of the same claims: ${what}`);
      else isWrong(what);
    }
  }
  if (certificate.kind !== 'bandit') continue;
  const changed = some
    .filter(({ what }) => /^record 2\.pairs.*(reward|features).*→/.test(what))
    .map(withOwnDigests);
  problems += changed.length;
  for (const { lines } of await acceptedOf(changed)) {
    stillTrue++;
    const { pairs } = JSON.parse(lines[2]!.replace(/,$/, '')) as ProblemRecord;
    const rewards = pairs.map(({ reward }) => reward);
    const again = certifyBandit(
      banditOf(
        rewards,
        pairs.map(({ features }) => features),
      ),
    ).said;
    if (again.kind !== certificate.verdict && certificate.verdict !== 'undecided')
      isWrong(`${certificate.verdict}, but it is ${again.kind}: ${lines[2]}`);
  }
}
console.log(`${mutants} changed certificates: ${refused} refused`);
console.log(`${claims} changed claims with digests made anew: ${refusedClaims} refused`);
console.log(
  `${problems} changed problems with digests made anew: ${problems - stillTrue} refused, ${stillTrue} accepted, all of them true of the changed problem\n`,
);

function isWrong(what: string): void {
  wrong++;
  console.log(`WRONG, accepted: ${what}`);
}

async function acceptedOf(changed: readonly Mutant[]): Promise<Mutant[]> {
  const answers = await refusals(
    folder,
    changed.map(({ lines }) => lines),
  );
  return changed.filter((_, n) => answers[n] === null);
}

function withOwnDigests({ what, lines }: Mutant): Mutant {
  return { what, lines: redigested(lines) };
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

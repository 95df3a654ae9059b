/**
 * `npm run bench:coq [-- --each 10]`: certificates of the bandits among the examples, of random bandits of every kind of verdict, and of sizes up to
 * 20×10, as files that Coq has to accept by computation over Q; and the same with one weight or coordinate of each claim changed, which it has to
 * refuse. Coq is needed: `apt-get install --no-install-recommends coq`. The exit code is 0 only if nothing was wrong.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { certifyBandit } from '../src/certificates/bandits.js';
import { coqText } from '../src/certificates/coq.js';
import type { Certified } from '../src/certificates/file.js';
import { readSpec } from '../src/spec/read.js';
import { decimalBandit, smallBandit } from '../test/unit/certificates/instances.js';
import { banditOf } from '../test/unit/conditions/bandits.js';
import { random } from './random.js';

const { values: options } = parseArgs({ options: { each: { type: 'string', default: '10' } } });
const folder = mkdtempSync(path.join(tmpdir(), 'linspg-bench-coq-'));
let wrong = 0;

/** Whether Coq accepts it, and in how many milliseconds. */
function accepts(text: string): { readonly accepted: boolean; readonly took: number } {
  writeFileSync(path.join(folder, 'x.v'), text);
  const start = performance.now();
  const { status, error } = spawnSync('coqc', ['x.v'], { cwd: folder, encoding: 'utf8' });
  if (error) throw error;
  return { accepted: status === 0, took: Math.round(performance.now() - start) };
}

function report(name: string, certified: readonly Certified[]): void {
  const text = coqText(certified);
  const { accepted, took } = accepts(text);
  if (!accepted) wrong++;
  const claims = text.match(/^Example/gm)!.length;
  const left = text.match(/^\(\* (?:Claim|A process)/gm)?.length ?? 0;
  const size = Math.round(text.length / 1000);
  console.log(
    `${name}: ${certified.length} certificates, ${claims} examples (${left} left open or without words), ${size} kB: ${accepted ? 'accepted' : 'REFUSED'} in ${took} ms`,
  );
}

const examples = readdirSync('examples')
  .filter((name) => name.endsWith('.linspg'))
  .flatMap((source): Certified[] => {
    const { bandit } = readSpec(readFileSync(path.join('examples', source), 'utf8'));
    return bandit ? [{ source, certificate: certifyBandit(bandit) }] : [];
  });
report('examples', examples);

const most = Number(options.each);
const found = new Map<string, Certified[]>();
for (let n = 0; n < 4000; n++) {
  const certificate = certifyBandit(n % 2 === 0 ? smallBandit(random(3, n)) : decimalBandit(random(3, n)));
  const list = found.get(certificate.verdict) ?? [];
  found.set(certificate.verdict, list);
  if (list.length < most) list.push({ source: `${n}`, certificate });
  if (found.size === 4 && [...found.values()].every(({ length }) => length === most)) break;
}
for (const [verdict, certified] of found) report(verdict, certified);

const from = random(2, 0);
const theta = Array.from({ length: 10 }, () => from.normal());
const features = Array.from({ length: 20 }, () => theta.map(() => from.uniform().toFixed(3)));
const rewards = features.map((row) => row.reduce((sum, x, k) => sum + Number(x) * theta[k]!, 0).toFixed(6));
report('20×10', [{ source: '20×10', certificate: certifyBandit(banditOf(rewards, features)) }]);

let changed = 0;
let refused = 0;
const [prelude, ...modules] = coqText(examples).split(/(?=^\(\* .*\*\)\nModule)/m) as [string, ...string[]];
for (const text of modules) {
  const lines = text.split('\n');
  for (const [n, line] of lines.entries()) {
    const places = [...line.matchAll(/\((-?\d+) # (\d+)\)/g)];
    if (!line.startsWith('Example') || places.length === 0) continue;
    const { index, 0: whole, 1: above } = places[Math.floor(places.length / 2)]!;
    const other = whole.replace(above!, String(BigInt(above!) + 1n));
    const mutant = lines.with(n, line.slice(0, index) + other + line.slice(index + whole.length)).join('\n');
    changed++;
    if (accepts(prelude + mutant).accepted) console.log(`accepted: ${mutant.split('\n')[n]!.slice(0, 200)}`);
    else refused++;
  }
}
console.log(`${changed} claims of the examples with one number changed: ${refused} refused`);
rmSync(folder, { recursive: true });
console.log(wrong === 0 ? 'nothing wrong' : `${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { random } from '../../../bench/random.js';
import { certifyBandit } from '../../../src/certificates/bandits.js';
import { type Claim, isClaim } from '../../../src/certificates/claim.js';
import type { Certified } from '../../../src/certificates/file.js';
import { certifyProcess } from '../../../src/certificates/processes.js';
import { DataFiles } from '../../../src/disk/dataFiles.js';
import { certificatesOf } from '../../../src/experiment/certify.js';
import { generate } from '../../../src/experiment/generate/family.js';
import { hasStates } from '../../../src/model/written.js';
import { readSpec } from '../../../src/spec/read.js';
import { banditOf, CONVERGES, FAILS, THREE_ARMED_TRAP } from '../conditions/bandits.js';
import { decimalBandit, ON_A_LINE, OVERTAKEN, PUSHED, smallBandit, smallProcess } from './instances.js';
import { type Mutant, mutantsOf } from './mutants.js';
import { linesOf, redigested, refusals } from './refusals.js';

const root = path.resolve(import.meta.dirname, '../../..');
const hasPython = spawnSync('python3', ['--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'linspg-certificates-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function certifiedFile(file: string): Certified[] {
  const source = path.relative(root, file);
  const { bandit, mdp, family } = readSpec(readFileSync(file, 'utf8'), new DataFiles(path.dirname(file)));
  if (bandit) return [{ source, certificate: certifyBandit(bandit) }];
  if (mdp) return [{ source, certificate: certifyProcess(mdp) }];
  return generate(family!)
    .instances.slice(0, 5)
    .map((instance, n) => ({
      source,
      instance: n + 1,
      certificate: hasStates(instance) ? certifyProcess(instance) : certifyBandit(instance),
    }));
}

describe.skipIf(!hasPython)('the checker, where there is a python3,', () => {
  test('accepts the certificates of all examples', async () => {
    const examples = ['examples', 'docs/examples'].flatMap((name) =>
      readdirSync(path.join(root, name))
        .filter((each) => each.endsWith('.linspg'))
        .map((each) => path.join(root, name, each)),
    );
    const certified = examples.flatMap(certifiedFile);
    expect(new Set(certified.map(({ certificate }) => certificate.verdict)).size).toBe(4);
    for (const { source, certificate } of certified) {
      const { said, verdict } = certificate;
      expect([source, said.basis === 'proved' ? said.kind : verdict]).toEqual([source, verdict]);
    }
    expect(await refusals(folder, [linesOf(certified)])).toEqual([null]);
  });

  test('accepts those of 1,000 random problems, of every kind of verdict', async () => {
    const kinds = new Map<string, number>();
    const certified: Certified[] = [];
    for (let n = 0; n < 1000; n++) {
      const from = random(1, n);
      const certificate =
        n % 3 === 0
          ? certifyBandit(smallBandit(from))
          : n % 3 === 1
            ? certifyBandit(decimalBandit(from))
            : certifyProcess(smallProcess(from));
      const { said, verdict, kind } = certificate;
      kinds.set(`${kind} ${verdict}`, (kinds.get(`${kind} ${verdict}`) ?? 0) + 1);
      if (said.basis === 'proved') expect([n, verdict]).toEqual([n, said.kind]);
      certified.push({ source: `${n}`, certificate });
    }
    expect([...kinds.keys()].sort()).toEqual(
      ['bandit', 'process'].flatMap((kind) =>
        ['always', 'depends', 'never', 'undecided'].map((verdict) => `${kind} ${verdict}`),
      ),
    );
    expect(await refusals(folder, [linesOf(certified)])).toEqual([null]);
  });

  test('accepts all that is proved of a process whose values an analysis only encloses', async () => {
    // Dense next states of 20 states: V is proved to lie between bounds, and a certificate has it exactly.
    const text = 'generate: { states: 20, actions: 2, dimensions: 1, count: 6, discount: 0.9 }\n';
    const certified = [...certificatesOf(readSpec(text), 'dense')];
    const proved = certified.filter(({ certificate }) => certificate.said.basis === 'proved');
    expect(proved.length).toBeGreaterThan(0);
    for (const { certificate } of proved) expect(certificate.verdict).toBe(certificate.said.kind);
    expect(await refusals(folder, [linesOf(certified)])).toEqual([null]);
  });

  test('accepts boundary cases', async () => {
    const lines = [PUSHED, OVERTAKEN, ON_A_LINE].map((bandit) =>
      linesOf([{ source: 'bandit', certificate: certifyBandit(bandit) }]),
    );
    expect(await refusals(folder, lines)).toEqual([null, null, null]);
    expect(certifyBandit(ON_A_LINE).claims).toContainEqual({ open: 'trap a3', because: 'on-a-line' });
  });

  const originals = () =>
    [
      ...[CONVERGES, FAILS, THREE_ARMED_TRAP, PUSHED, OVERTAKEN].map(
        (bandit): Certified => ({ source: 'bandit', certificate: certifyBandit(bandit) }),
      ),
      ...certifiedFile(path.join(root, 'docs/examples/policy-trap.linspg')),
    ].map((one) => linesOf([one]));

  test('refuses what was changed in one place, 10,000 times', async () => {
    const mutants = originals().flatMap((lines) => [...mutantsOf(lines)]);
    for (let n = 0; mutants.length < 10_000; n++) {
      const certificate =
        n % 2 ? certifyBandit(smallBandit(random(2, n))) : certifyProcess(smallProcess(random(2, n)));
      mutants.push(...mutantsOf(linesOf([{ source: `${n}`, certificate }])));
    }
    expect(await accepted(mutants)).toEqual([]);
  });

  test('refuses a claim that was changed in one place without its digests too: each number has to be this one', async () => {
    const mutants = originals()
      .flatMap((lines) => [...mutantsOf(lines)])
      // Records 1 and 2 say what the claims are about; a digest that was changed is made anew.
      .filter(({ what }) => !/^record [12]\D/.test(what) && !what.includes('.digest'))
      .map(({ what, lines }) => ({ what, lines: redigested(lines) }));
    expect(await accepted(mutants)).toEqual([]);
  });

  test('refuses a file of which a certificate was left out, whatever the header counts', async () => {
    const lines = linesOf(
      [CONVERGES, FAILS].map((bandit) => ({ source: 'bandit', certificate: certifyBandit(bandit) })),
    );
    const second = lines.findLastIndex((line) => line.startsWith('{"problem"'));
    const header = lines[1]!.replace('"certificates":2', '"certificates":1');
    const rest = ['[', header, ...lines.slice(second)];
    expect(await refusals(folder, [rest, redigested(rest)])).toEqual([
      expect.stringContaining('digest is'),
      null,
    ]);
  });

  test('refuses a false verdict that counts one weight of a point as two', async () => {
    // p = y_3 = (1, 0, 0) is the end of the face of y_3 and y_4 = (1, 1, 0). So y_4 pushes θ on along (0, 1, 0), where the better y = (1, 2, 1) dies out.
    const bandit = banditOf(
      [2, 1, 0, 0],
      [
        [-1, -2, -1],
        [0, 0, 0],
        [-1, 0, 0],
        [-1, -1, 0],
      ],
    );
    const { claims, verdict } = certifyBandit(bandit);
    const trap = claims.findIndex((each) => isClaim(each) && each.claim === 'trap');
    expect(verdict).toBe('depends');
    const { pushes: _, weights, ...point } = claims[trap] as Extract<Claim, { claim: 'trap' }>;
    expect(weights).toEqual([[1, 2, '1']]);
    const forged = {
      ...point,
      claim: 'no-trap',
      because: 'overtaken',
      weights: [[1, 2, '1/2'], ...weights],
      normal: ['0', '0', '1'],
      coincidence: { step: 'off-the-hull', normal: ['0', '0', '1', '0'], values: ['1'] },
    };
    const lines = linesOf([{ source: 'forged', certificate: certifyBandit(bandit) }]);
    const changed = lines
      .with(trap + 3, `${JSON.stringify(forged)},`)
      .map((line) => line.replace('"verdict":"depends"', '"verdict":"always"'));
    expect(await refusals(folder, [redigested(changed)])).toEqual([`line ${trap + 4}: a weight is off`]);
  });

  /** Those of these that the checker accepts. */
  async function accepted(mutants: readonly Mutant[]): Promise<string[]> {
    const refused = await refusals(
      folder,
      mutants.map(({ lines }) => lines),
    );
    return mutants.filter((_, n) => refused[n] === null).map(({ what }) => what);
  }
});

describe('a certificate', () => {
  test('has the numbers of the theory for the bandit that gets stuck', () => {
    const { claims, verdict } = certifyBandit(FAILS);
    expect(verdict).toBe('depends');
    // 0.2(x_1 − x_2) + 0.6(x_2 − x_3) + 0.2(x_3 − x_4) = 0.
    expect(claims[2]).toEqual({
      claim: 'not-ordered',
      weights: [
        [0, 1, '1/5'],
        [1, 2, '3/5'],
        [2, 3, '1/5'],
      ],
    });
    // p = (0, 1) = ⅔(1, 1) + ⅓(−2, 1), ‖p‖² = 1, ⟨x_2 − x_1, p⟩ = 3.
    expect(claims[4]).toEqual({
      claim: 'trap',
      policy: [1],
      values: ['8'],
      value: '8',
      visits: ['1'],
      advantages: ['1', '0', '-1', '-2'],
      weights: [
        [1, 2, '2/3'],
        [1, 3, '1/3'],
      ],
      point: ['0', '1'],
      products: ['3', '1', '1'],
      square: '1',
      slack: '0',
    });
  });

  test('shows how worse actions push on where a better one is as fast', () => {
    const { claims } = certifyBandit(PUSHED);
    expect(claims[4]).toMatchObject({
      claim: 'trap',
      point: ['0', '0', '0', '1'],
      // q = y_4 − ½(y_2 + y_3).
      pushes: [
        {
          point: ['0', '1', '0', '0'],
          weights: [
            [1, 2, '-1/2'],
            [1, 3, '-1/2'],
            [1, 4, '1'],
          ],
          products: ['2', '1'],
          square: '1',
        },
      ],
    });
    expect(certifyBandit(OVERTAKEN).claims[4]).toMatchObject({
      claim: 'no-trap',
      because: 'overtaken',
      normal: ['0', '1'],
    });
  });

  test('is one record a line, and says what it does not prove', () => {
    const lines = linesOf([{ source: 'a.linspg', certificate: certifyBandit(CONVERGES) }]);
    const [header, ...records] = lines.slice(1, -1).map((line) => JSON.parse(line.replace(/,$/, '')));
    expect(JSON.parse(lines.join('\n'))).toEqual([header, ...records]);
    expect(header).toMatchObject({ format: 'linspg-certificate', version: 3, certificates: 1 });
    expect(header.doesNotProve).toContain('softmax policy gradient');
    for (const page of Object.values(header.derivations as Record<string, string>))
      expect(readFileSync(path.join(root, page), 'utf8')).toContain('#');
    expect(records.at(-1)).toMatchObject({ verdict: 'always', claims: String(records.length - 2) });
  });
});

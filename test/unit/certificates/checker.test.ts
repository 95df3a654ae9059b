import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { random } from '../../../bench/random.js';
import { certifyBandit } from '../../../src/certificates/bandits.js';
import type { Certified } from '../../../src/certificates/file.js';
import { certifyProcess } from '../../../src/certificates/processes.js';
import { DataFiles } from '../../../src/disk/dataFiles.js';
import { generate } from '../../../src/experiment/generate/family.js';
import { hasStates } from '../../../src/model/written.js';
import { readSpec } from '../../../src/spec/read.js';
import { CONVERGES, FAILS, THREE_ARMED_TRAP } from '../conditions/bandits.js';
import { decimalBandit, ON_A_LINE, OVERTAKEN, PUSHED, smallBandit, smallProcess } from './instances.js';
import { mutantsOf } from './mutants.js';
import { linesOf, refusals } from './refusals.js';

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

  test('accepts those of random problems, of every kind of verdict', async () => {
    const kinds = new Map<string, number>();
    const certified: Certified[] = [];
    for (let n = 0; n < 120; n++) {
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

  test('accepts boundary cases', async () => {
    const lines = [PUSHED, OVERTAKEN, ON_A_LINE].map((bandit) =>
      linesOf([{ source: 'bandit', certificate: certifyBandit(bandit) }]),
    );
    expect(await refusals(folder, lines)).toEqual([null, null, null]);
    expect(certifyBandit(ON_A_LINE).claims).toContainEqual({ open: 'trap a3', because: 'on-a-line' });
  });

  test('refuses what was changed in one place', async () => {
    const originals = [CONVERGES, FAILS, THREE_ARMED_TRAP, PUSHED, OVERTAKEN].map((bandit) =>
      linesOf([{ source: 'bandit', certificate: certifyBandit(bandit) }]),
    );
    const mutants = originals.flatMap((lines) => [...mutantsOf(lines)]);
    expect(mutants.length).toBeGreaterThan(300);
    const refused = await refusals(
      folder,
      mutants.map(({ lines }) => lines),
    );
    const accepted = mutants.filter((_, n) => refused[n] === null).map(({ what }) => what);
    expect(accepted).toEqual([]);
  });
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
    expect(header).toMatchObject({ format: 'linspg-certificate', version: 2, certificates: 1 });
    expect(header.doesNotProve).toContain('softmax policy gradient');
    for (const page of Object.values(header.derivations as Record<string, string>))
      expect(readFileSync(path.join(root, page), 'utf8')).toContain('#');
    expect(records.at(-1)).toMatchObject({ verdict: 'always', claims: String(records.length - 2) });
  });
});

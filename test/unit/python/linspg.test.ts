/** `python/linspg.py`, tested where there is a Python with NumPy and PyYAML. The tests themselves are in Python. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ended } from '../cli/ended.js';
import { buildPrograms, type Programs } from '../programs.js';

/** The system's own first. */
const python = ['/usr/bin/python3', 'python3'].find(
  (each) => spawnSync(each, ['-c', 'import numpy, yaml']).status === 0,
);
if (!python) console.warn('SKIPPED: python/linspg.py is not tested, for no python3 has NumPy and PyYAML.');

describe.skipIf(!python)('python/linspg.py', () => {
  let programs: Programs;
  beforeAll(async () => {
    programs = await buildPrograms();
  });
  afterAll(() => programs.remove());

  test('writes specs from arrays, runs them, and reads the results back', async () => {
    const child = spawn(python!, [join(import.meta.dirname, 'linspg_test.py')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: '1',
        LINSPG: `'${process.execPath}' '${programs.path('cli')}'`,
      },
    });
    const { stderr, status } = await ended(child);
    expect(stderr).toMatch(/^OK$/m);
    expect(status).toBe(0);
  });
});

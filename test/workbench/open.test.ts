import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/vscode/vscode-server.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
});

afterAll(() => workbench?.close());

test('an example opens as a Lin-SPG experiment', async () => {
  const [example] = (await readdir(path.join(root, 'examples')))
    .filter((name) => name.endsWith('.linspg'))
    .sort();
  expect(example).toBeDefined();
  await workbench.openFile(example!);
  await workbench.statusBar.getByText('Lin-SPG experiment').waitFor();
});

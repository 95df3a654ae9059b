/** The packaged extension, installed as a person would install it: nothing of this repository is within its reach. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../scripts/build/build-once.js';
import { installExtension, root } from '../../scripts/vscode/vscode-server.js';
import { chartLines, finished } from './panel.js';
import { descendants } from './processes.js';
import { LONG } from './texts.js';
import { Workbench } from './workbench.js';

let folder: string;
let workbench: Workbench;

beforeAll(async () => {
  await ensureBuilt();
  folder = await mkdtemp(path.join(tmpdir(), 'linspg-package-'));
  const vsix = path.join(folder, 'linspg.vsix');
  await createVSIX({
    cwd: root,
    packagePath: vsix,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  const extensionsDir = path.join(folder, 'extensions');
  await installExtension(vsix, path.join(folder, 'data'), extensionsDir);
  workbench = await Workbench.open({
    extensionsDir,
    file: '02-gets-stuck.linspg',
    files: { 'long.linspg': LONG },
  });
  await workbench.squiggles('warning').first().waitFor();
});

afterAll(async () => {
  await workbench?.close();
  await rm(folder, { recursive: true, force: true });
});

test('the installed package judges and runs an example', async () => {
  await workbench.squiggles('warning').first().waitFor();
  await workbench.cursorAtEnd('title:');
  await workbench.save();
  await finished(workbench);
  const [gap] = await chartLines(workbench, 'chart-gap');
  expect(gap!.last).toBeCloseTo(1, 3);
});

test('the code of a diagnostic opens its page of docs, ready to be read', async () => {
  const { page } = workbench;
  const hover = await workbench.hover('a2: {', 'a2', 'can converge to a2');
  await hover.locator('a.code-link', { hasText: 'trap' }).first().click();
  await page.locator('.tab', { hasText: 'trap.md' }).waitFor();
  const headings = () =>
    Promise.all(page.frames().map((frame) => frame.locator('h1').allInnerTexts())).then((all) => all.flat());
  await expect.poll(headings).toContain('Traps: suboptimal actions that attract');
});

test('where VS Code starts the extension host again in a run, the panel does not say that the run goes on', async () => {
  await workbench.openFile('long.linspg');
  await workbench.editor.locator('.codelens-decoration').getByText('Run').waitFor();
  await workbench.save();
  await workbench.panel.getByText('Running…').first().waitFor();
  const hosts = () => descendants(workbench.serverProcess, '--type=extensionHost');
  const [host] = hosts();
  process.kill(host!, 'SIGKILL');
  await expect.poll(() => hosts().filter((each) => each !== host).length).toBe(1);
  await workbench.panel.locator('#health').getByText('The extension does not answer').waitFor();
  // The extension is there again, but not for the panel of the one that was killed.
  await workbench.squiggles('info').first().waitFor();
  await workbench.panel.getByText('Not known whether the run goes on.').first().waitFor();
  expect(await workbench.panel.getByText('Running…').count()).toBe(0);
});

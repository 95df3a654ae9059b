/** The paper's experiments from the palette: progress, Ctrl+C, going on, and what is shown and kept. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

const COMMAND = 'Lin-SPG: Reproduce the Paper';
const PART = 'All with exact gradients';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({
    file: '01-converges.linspg',
    // Drawn as text, which can be read here.
    settings: { 'terminal.integrated.gpuAcceleration': 'off' },
  });
  await workbench.squiggles('info').first().waitFor();
});

afterAll(() => workbench?.close());

const terminal = (): Locator => workbench.page.locator('.terminal-wrapper.active .xterm-rows');

const says = (words: RegExp) => terminal().filter({ hasText: words }).waitFor();

const out = () => path.join(workbench.folder, 'linspg-paper');

/** How many runs stand in the folder. */
async function keptRuns(): Promise<number> {
  const names = await readdir(out(), { recursive: true });
  const texts = names
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => readFile(path.join(out(), name), 'utf8'));
  return (await Promise.all(texts)).reduce((sum, text) => sum + text.split('\n').length - 1, 0);
}

/** What the last of the commands says of the runs that it finds. */
async function finishedRuns(): Promise<number> {
  await says(/of which\s\d+\sare\sfinished\salready/);
  const text = ((await terminal().textContent()) ?? '').replace(/\s+/g, ' ');
  return Number([...text.matchAll(/of which (\d+) are finished/g)].at(-1)![1]);
}

test('a part runs in a terminal, with progress; Ctrl+C stops it, and choosing it again goes on', async () => {
  // A window that still gives the focus away would close the list of parts.
  await workbench.cursorAtEnd('title:');
  await expect.poll(() => workbench.textHasFocus()).toBe(true);
  await workbench.choose(COMMAND, PART);
  await says(/[1-9]\d? %.*left/);
  await expect.poll(keptRuns).toBeGreaterThan(0);
  const { x, y } = (await terminal().boundingBox())!;
  await workbench.page.mouse.click(x + 20, y + 20);
  await workbench.page.keyboard.press('Control+c');
  await says(/goes on from here/);
  // The task has ended, and the terminal has taken the focus for the last time.
  await says(/any\skey/);

  await workbench.choose(COMMAND, PART);
  await expect.poll(finishedRuns).toBeGreaterThan(0);
  await says(/in all/);
  expect(
    (await readdir(out()))
      .filter((name) => !name.startsWith('exact-K3-d') && !name.startsWith('exact-K6-d'))
      .sort(),
  ).toEqual(['exact-K3.svg', 'exact-K6.svg', 'summary.md']);
  expect(await readFile(path.join(out(), 'summary.md'), 'utf8')).toContain(
    'No run ended in what is not a number.',
  );
});

test('the summary and its figures are shown when all is done', async () => {
  const figures = workbench.markdown.locator('img');
  await expect.poll(() => figures.count()).toBe(2);
  const loaded = () =>
    figures.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0));
  await expect.poll(loaded).toBe(true);
});

/** The paper's experiments from the palette: progress, Ctrl+C, going on, and what is kept. */
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
  // A window that still gives the focus away would close the list of parts.
  await workbench.cursorAtEnd('title:');
  await expect.poll(() => workbench.textHasFocus()).toBe(true);
});

afterAll(() => workbench?.close());

const terminal = (): Locator => workbench.page.locator('.terminal-wrapper.active .xterm-rows');

const says = (words: RegExp) => terminal().filter({ hasText: words }).waitFor();

async function finishedRuns(): Promise<number> {
  await says(/of which\s\d+\sare\sfinished\salready/);
  const text = ((await terminal().textContent()) ?? '').replace(/\s+/g, ' ');
  return Number(/of which (\d+) are finished/.exec(text)![1]);
}

const shot = async (name: string) => {
  if (process.env.SHOT) await workbench.screenshot(`/tmp/fam/${name}.png`);
};

test('a part runs in a terminal, with progress; Ctrl+C stops it, and choosing it again goes on', async () => {
  await workbench.choose(COMMAND, PART);
  await says(/[1-9]\d? %.*left/);
  await shot('repro1');
  const { x, y } = (await terminal().boundingBox())!;
  await workbench.page.mouse.click(x + 20, y + 20);
  await workbench.page.keyboard.press('Control+c');
  await says(/goes on from here/);
  await shot('repro2');

  await workbench.choose(COMMAND, PART);
  await expect.poll(finishedRuns).toBeGreaterThan(0);
  await shot('repro3');
  await says(/in all/);
  await shot('repro4');
  const out = path.join(workbench.folder, 'linspg-paper');
  console.log(await readdir(out));
  expect(await readFile(path.join(out, 'summary.md'), 'utf8')).toContain(
    'No run ended in what is not a number.',
  );
});

test('the summary and the figures are shown when all is done', async () => {
  const figures = workbench.panel.locator('img');
  await expect.poll(() => figures.count(), { timeout: 30_000 }).toBe(2);
  const widths = () => figures.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
  await expect.poll(async () => (await widths()).every((width) => width > 0)).toBe(true);
  await workbench.settled().catch(() => {});
  await shot('repro5');
  await figures.first().scrollIntoViewIfNeeded();
  await workbench.settled().catch(() => {});
  await shot('repro6');
});

/** Panels through all that a window goes through: another text in front, a lock, a reload, a move to another window. */
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

const A = '01-converges.linspg';
const B = '02-gets-stuck.linspg';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ size: { width: 1800, height: 1000 } });
  await workbench.openFile(B);
  await workbench.squiggles('warning').first().waitFor();
});

afterAll(() => workbench?.close());

/** The page in the n-th panel of a window. */
const page = (n: number, window: Page = workbench.page): FrameLocator =>
  window.locator('iframe.webview').nth(n).contentFrame().frameLocator('#active-frame');
const file = (panel: FrameLocator) => panel.locator('.place .file');
const lock = (panel: FrameLocator) => panel.getByRole('button', { name: 'Lock' });
const isLocked = async (panel: FrameLocator) => (await lock(panel).getAttribute('aria-pressed')) === 'true';
const lastIteration = async (panel: FrameLocator) =>
  Number(await panel.locator('#chart-gap-summary tbody td').nth(3).textContent({ timeout: 5000 }));

/** Which files the panels show, those that are locked in brackets; in any order. */
async function shown(): Promise<string[]> {
  const count = await workbench.page.locator('iframe.webview').count();
  const all = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const name = (await file(page(n)).textContent({ timeout: 1000 })) ?? '';
      return (await isLocked(page(n))) ? `[${name}]` : name;
    }),
  );
  return all.sort();
}
const shows = (...names: string[]) => expect.poll(() => shown().catch(() => null)).toEqual(names.sort());

/** The one panel of two that follows. */
const follower = async () => page((await isLocked(page(0))) ? 1 : 0);

/** Waits until the panel that follows charts the file up to this iteration. */
const charts = (iterations: number) =>
  expect.poll(async () => lastIteration(await follower()).catch(() => null)).toBe(iterations);

async function save(iterations: string): Promise<void> {
  await workbench.cursorAtEnd('iterations: ');
  await workbench.page.keyboard.press('Shift+Home');
  await workbench.page.keyboard.type(`iterations: ${iterations}`);
  await workbench.save();
}

test('a panel that is locked stays, and the text in front gets another beside it', async () => {
  await workbench.command('Lin-SPG: Open Panel');
  await shows(B);
  await lock(page(0)).click();
  await shows(`[${B}]`);
  await workbench.tab(`Lin-SPG (locked): ${B}`).waitFor();
  // From the text, so that the next file opens there and not over the panel.
  await workbench.cursorAtEnd('title:');
  await workbench.openFile(A);
  await workbench.command('Lin-SPG: Open Panel');
  await shows(A, `[${B}]`);
});

test('both are as they were after a reload', async () => {
  await workbench.reload();
  await shows(A, `[${B}]`);
});

test('F5 right after a run brings this run back, not one before', async () => {
  await save('1e3');
  await charts(1000);
  await save('5000');
  await charts(5000);
  await workbench.refresh();
  await shows(A, `[${B}]`);
  await charts(5000);
});

test('in a window of its own it shows the same, and goes on', async () => {
  // The command is about the editor that has the focus.
  await (await follower()).locator('h1').click();
  await workbench.page.locator('.editor-group-container.active .tab', { hasText: `Lin-SPG: ${A}` }).waitFor();
  const [other] = await Promise.all([
    workbench.page.context().waitForEvent('page'),
    workbench.command('View: Move Editor into New Window'),
  ]);
  await file(page(0, other)).getByText(A).waitFor();
  await expect.poll(() => lastIteration(page(0, other))).toBe(5000);
  await save('2000');
  await expect.poll(() => lastIteration(page(0, other))).toBe(2000);
  await workbench.cursorAtEnd('title:');
  await workbench.openFile(B);
  await file(page(0, other)).getByText(B).waitFor();
});

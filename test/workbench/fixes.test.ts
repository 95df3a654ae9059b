/** Quick fixes by key. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ file: '02-gets-stuck.linspg', size: { width: 1200, height: 900 } });
  await workbench.squiggles('warning').first().waitFor();
});

afterAll(() => workbench?.close());

/** Moves the cursor and presses Ctrl+. at once. @returns the menu */
async function pressAfterMove(): Promise<Locator> {
  const { page } = workbench;
  await page.keyboard.press('Escape');
  await workbench.cursorAtEnd('bandit:');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+.');
  return page.locator('.action-widget:not(.action-list-submenu-panel)');
}

/** As long as a person waits for a menu before pressing again. Milliseconds. */
const BEFORE_ANOTHER = 5_000;

// VS Code asks by itself 250 ms after the move and half a second later drops a list that is not there, as the first one of a new window may not be.
test('Ctrl+. lists them right after the cursor has moved, although the editor asks by itself a moment later', async () => {
  const first = async () => (await pressAfterMove()).waitFor({ timeout: BEFORE_ANOTHER });
  await vi.waitFor(first, { timeout: 60_000 });
  const menu = await pressAfterMove();
  await menu.waitFor({ timeout: 20_000 });
  expect(await menu.locator('.action').count()).toBeGreaterThan(1);
});

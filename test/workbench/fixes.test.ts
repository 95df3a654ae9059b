/** Quick fixes by key. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ file: '02-gets-stuck.linspg', size: { width: 1200, height: 900 } });
  await workbench.squiggles('warning').first().waitFor();
});

afterAll(() => workbench?.close());

// VS Code asks by itself 250 ms after the move, and half a second later drops a list that is not there.
test('Ctrl+. lists them right after the cursor has moved, although the editor asks by itself a moment later', async () => {
  const { page } = workbench;
  await workbench.cursorAtEnd('bandit:');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+.');
  const menu = page.locator('.action-widget:not(.action-list-submenu-panel)');
  await menu.waitFor();
  expect(await menu.locator('.action').count()).toBeGreaterThan(1);
});

/** A window in which nothing is open yet. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { root } from '../../scripts/vscode/vscode-server.js';
import { finished, verdict } from './panel.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
});

afterAll(() => workbench?.close());

test('the walkthrough is followed by its own buttons, and ticks a step when it is done and not before', async () => {
  const { page, panel } = workbench;
  const steps = page.locator('.getting-started-step');
  const ticks = () =>
    steps.evaluateAll((all) => all.filter((step) => step.querySelector('.complete') !== null).length);
  /** Shows the walkthrough, of which so many steps are done. */
  const look = async (done: number) => {
    await workbench.command('Welcome: Open Walkthrough');
    await page.locator('.quick-input-list').getByText('Will it converge? Begin with Lin-SPG').waitFor();
    await page.locator('.quick-input-widget input[type=text]').fill('Will it converge?');
    await page.keyboard.press('Enter');
    await steps.first().click({ trial: true });
    await expect.poll(ticks).toBe(done);
  };
  const press = async (done: number, place: number, button: string) => {
    await look(done);
    const step = steps.nth(place);
    if (!/expanded/.test((await step.getAttribute('class')) ?? '')) await step.click();
    await step.getByRole('button', { name: button, exact: true }).click();
  };

  await press(0, 0, 'Open an example');
  await workbench.line('title: Order preserved').waitFor();
  await press(1, 1, 'Open the panel');
  await panel.locator('h1', { hasText: 'Order preserved' }).waitFor();
  await press(2, 2, 'Run');
  await finished(workbench);
  await press(3, 3, 'Open the trap and run it');
  await panel.locator('h1', { hasText: 'Two rows swapped' }).waitFor();
  await panel.locator('#run-outcome').getByText('stuck on a2').waitFor();
  await press(4, 4, 'Show the picture');
  const title = panel.locator('#features-title');
  await expect.poll(() => title.evaluate((heading) => heading.getBoundingClientRect().top)).toBeLessThan(150);
  // The first list of a window may be dropped by VS Code: then a person presses again.
  const fixes = page.locator('.action-widget:not(.action-list-submenu-panel)');
  await vi.waitFor(
    async () => {
      await press(5, 5, 'Show the fixes');
      await fixes.getByText('reaches a1 from almost every start').first().waitFor({ timeout: 5_000 });
    },
    { timeout: 60_000 },
  );
  await page.keyboard.press('Enter');
  await verdict(workbench).getByText('Converges from almost every start').waitFor();
  await press(5, 5, 'Run again');
  await panel.locator('#run-outcome').getByText('converged').waitFor();
  await look(6);
});

test('an example opens as a Lin-SPG experiment', async () => {
  const [example] = (await readdir(path.join(root, 'examples')))
    .filter((name) => name.endsWith('.linspg'))
    .sort();
  expect(example).toBeDefined();
  await workbench.openFile(example!);
  await workbench.statusBar.getByText('Lin-SPG experiment').waitFor();
});

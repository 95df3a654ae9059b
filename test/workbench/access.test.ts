/** The panel for everyone: by keyboard alone, by ear, and at every width. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chartLines, finished } from './panel.js';
import { Workbench } from './workbench.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ file: '02-gets-stuck.linspg' });
  await workbench.squiggles('warning').first().waitFor();
  await workbench.cursorAtEnd('title:');
  await workbench.save();
  await finished(workbench);
  for (const chip of ['KL', '‖∇f‖', 'Fisher', 'Logits']) {
    await workbench.panel.locator('.chip', { hasText: chip }).first().click();
  }
  await workbench.panel.locator('#glass > summary').click();
});

afterAll(() => workbench?.close());

/** What axe-core finds serious or critical, in words. */
async function serious(): Promise<string[]> {
  const body = workbench.panel.locator('body');
  const results = await body.evaluate(async (_, source) => {
    const page = globalThis as unknown as {
      axe?: { run(): Promise<AxeResults> };
      eval(text: string): unknown;
    };
    if (page.axe === undefined) page.eval(source);
    return page.axe!.run();
  }, axe);
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

test('axe-core finds nothing serious', async () => {
  expect(await serious()).toEqual([]);
});

test('every chart is read by keyboard: the cursor moves along what is recorded, in all charts', async () => {
  const slider = workbench.panel.locator('[role=slider][aria-describedby=chart-gap-description]');
  await slider.focus();
  await workbench.page.keyboard.press('Home');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toContain('iteration 0:');
  await workbench.page.keyboard.press('ArrowRight');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toContain('iteration 1:');
  const other = workbench.panel.locator('[role=slider][aria-describedby=chart-policy-description]');
  expect(await other.getAttribute('aria-valuetext')).toMatch(/^iteration 1: a1 \(optimal\) .*a4/);
  await workbench.panel.locator('.glass-at', { hasText: 'iteration 1 of' }).waitFor();
});

test('a zoom by keyboard is one of all charts, and 0 takes it back', async () => {
  const reset = workbench.panel.locator('#reset-zoom');
  await workbench.panel.locator('[role=slider][aria-describedby=chart-gap-description]').focus();
  await workbench.page.keyboard.press('+');
  await reset.waitFor();
  await workbench.page.keyboard.press('0');
  await reset.waitFor({ state: 'hidden' });
});

test('every chart has its lines in a table', async () => {
  for (const id of [
    'chart-gap',
    'chart-policy',
    'chart-divergence',
    'chart-gradient',
    'chart-fisher',
    'chart-logits',
  ] as const) {
    expect((await chartLines(workbench, id)).length, id).toBeGreaterThan(0);
  }
});

test('at 300 pixels nothing is cut off: the panel scrolls one way only', async () => {
  await workbench.page.setViewportSize({ width: 620, height: 900 });
  const sizes = await workbench.panel.locator('main').evaluate((main) => {
    const page = main.ownerDocument.scrollingElement!;
    return { width: page.clientWidth, content: page.scrollWidth };
  });
  expect(sizes.width).toBeLessThan(420);
  expect(sizes.content).toBeLessThanOrEqual(sizes.width);
  expect(await serious()).toEqual([]);
});

/** Comparing runs, as a person does it: pin one, change the text, run again, and go back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chartLines, finished } from './panel.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ file: '02-gets-stuck.linspg' });
  await workbench.squiggles('warning').first().waitFor();
  await workbench.cursorAtEnd('title:');
  await workbench.save();
  await finished(workbench);
});

afterAll(() => workbench?.close());

const gapLines = async () => (await chartLines(workbench, 'chart-gap')).map(({ name }) => name);

test('a pinned run stays beside the next one, named by what differs in its spec', async () => {
  const pin = workbench.panel.locator('.toolbar .chip', { hasText: 'pin' });
  await pin.click();
  await expect.poll(() => pin.getAttribute('aria-pressed')).toBe('true');
  await workbench.cursorAtEnd('learning-rate: 0.2');
  await workbench.page.keyboard.press('Backspace');
  await workbench.page.keyboard.type('1');
  await workbench.save();
  await expect.poll(gapLines).toEqual(['lin-spg [learning-rate: 0.2]', 'lin-spg']);
  await finished(workbench);
});

test('a run of this session is charted again', async () => {
  await workbench.panel.locator('#history > summary').click();
  await workbench.panel.locator('#history button', { hasText: 'charts' }).first().click();
  // It is the pinned one, which is not drawn twice.
  await expect.poll(gapLines).toEqual(['lin-spg']);
  await workbench.panel
    .locator('#stale')
    .getByText(
      /^Charted again: run #\d+, learning-rate: 0\.2: the run of \d\d:\d\d:\d\d \(.+\)\. The text is another\.$/,
    )
    .waitFor();
});

test('the text of a run comes back as one edit', async () => {
  await workbench.panel.locator('#history button', { hasText: 'text' }).first().click();
  await workbench.line('learning-rate: 0.1').waitFor();
  await workbench.panel.locator('#history button', { hasText: 'charts' }).first().click();
  await workbench.panel.locator('#stale').waitFor({ state: 'hidden' });
});

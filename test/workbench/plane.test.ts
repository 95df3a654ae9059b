/** The pictures as a person uses them: what is moved in them changes the text, and what is written in the text moves them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chartLines, charts, finished, staleness } from './panel.js';
import { type Box, Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ file: '02-gets-stuck.linspg', size: { width: 1600, height: 1400 } });
  await workbench.squiggles('warning').first().waitFor();
  await workbench.command('Lin-SPG: Open Panel');
  await arrow('a2').waitFor();
});

afterAll(() => workbench?.close());

const arrow = (name: string) => workbench.panel.locator(`.vectors .action[aria-label^="${name}"]`);
const bar = (name: string) => workbench.panel.locator(`.rewards .action[aria-label="Reward of ${name}"]`);
const verdict = (heading: string) =>
  workbench.panel.locator('#verdict').getByRole('heading', { name: heading });
const canvas = () => workbench.panel.locator('#plane-canvas');
const readout = () => workbench.panel.locator('#plane-readout');
const pin = () => workbench.panel.locator('#plane-pin');

async function centreOf(name: string): Promise<{ x: number; y: number }> {
  const grip = arrow(name).locator('.grip');
  await grip.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await grip.boundingBox()) as Box;
  return { x: x + width / 2, y: y + height / 2 };
}

/** Drags with the mouse by way of some points between. */
async function drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const { mouse } = workbench.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(to.x, to.y, { steps: 12 });
  await mouse.up();
}

async function undo(): Promise<void> {
  await workbench.cursorAtEnd('title:');
  await workbench.page.keyboard.press('Control+z');
}

test('dragging a2 out of the trap changes its numbers and the verdict', async () => {
  await verdict('Depends on the start').waitFor();
  // a1 stands at (0, −2) and a2 at (0, 1), so two thirds of the way is (0, −1), where w = (−1, −5) keeps the order.
  const [from, a1] = [await centreOf('a2'), await centreOf('a1')];
  await drag(from, { x: from.x, y: from.y + (2 / 3) * (a1.y - from.y) });
  await workbench.line('a2: { reward: 8, features: [ 0,  -1] }').waitFor();
  await verdict('Converges from almost every start').waitFor();
  await workbench.squiggles('warning').first().waitFor({ state: 'detached' });
});

test('one step of undo takes the whole drag back, and the picture with it', async () => {
  await undo();
  await workbench.line('a2: { reward: 8, features: [ 0,  1] }').waitFor();
  await verdict('Depends on the start').waitFor();
  await expect.poll(async () => (await arrow('a2').getAttribute('aria-label'))!).toContain('(0, 1)');
});

test('the curves follow the hand, before it lets go and without a save; undo takes them back', async () => {
  await workbench.cursorAtEnd('title:');
  await workbench.save();
  await finished(workbench);
  const run = async () => Number(await charts(workbench).getAttribute('data-run'));
  const gaps = () => chartLines(workbench, 'chart-gap');
  const atFirst = { run: await run(), gaps: await gaps() };
  const [from, a1] = [await centreOf('a2'), await centreOf('a1')];
  const { mouse } = workbench.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x, from.y + (2 / 3) * (a1.y - from.y), { steps: 12 });
  await workbench.line('a2: { reward: 8, features: [ 0,  -1] }').waitFor();
  await expect.poll(gaps).not.toEqual(atFirst.gaps);
  expect(await run()).toBeGreaterThan(atFirst.run);
  await staleness(workbench).waitFor({ state: 'hidden' });
  await mouse.up();
  await workbench.tab('02-gets-stuck').and(workbench.page.locator('.dirty')).waitFor();
  await undo();
  await workbench.line('a2: { reward: 8, features: [ 0,  1] }').waitFor();
  await expect.poll(gaps).toEqual(atFirst.gaps);
  await staleness(workbench).waitFor({ state: 'hidden' });
});

test('what was dragged is saved, and run, from the picture', async () => {
  const file = path.join(workbench.folder, '02-gets-stuck.linspg');
  const before = await readFile(file, 'utf8');
  await arrow('a3').focus();
  await workbench.page.keyboard.press('ArrowLeft');
  await workbench.line('a3: { reward: 7, features: [-1.1,  0] }').waitFor();
  await workbench.page.keyboard.press('Control+s');
  await expect.poll(() => readFile(file, 'utf8')).toBe(before.replace('[-1,  0]', '[-1.1,  0]'));
  await workbench.tab('02-gets-stuck').and(workbench.page.locator('.dirty')).waitFor({ state: 'detached' });
  await finished(workbench);
  // As in the editor, a text that needs no saving runs again.
  const run = async () => Number(await workbench.panel.locator('[data-run]').getAttribute('data-run'));
  const lastRun = await run();
  await workbench.page.keyboard.press('Control+s');
  await expect.poll(run).toBeGreaterThan(lastRun);
  await finished(workbench);
  await workbench.page.keyboard.press('Control+z');
  await workbench.line('a3: { reward: 7, features: [-1,  0] }').waitFor();
  await workbench.save();
  await expect.poll(() => readFile(file, 'utf8')).toBe(before);
});

test('typing in the text moves the arrow', async () => {
  const before = await centreOf('a4');
  await workbench.cursorAtEnd('a4: {');
  await workbench.page.keyboard.press('ArrowLeft');
  await workbench.page.keyboard.press('ArrowLeft');
  await workbench.page.keyboard.press('ArrowLeft');
  await workbench.page.keyboard.type('.5');
  await workbench.line('a4: { reward: 6, features: [ 2,  0.5] }').waitFor();
  await expect.poll(async () => (await centreOf('a4')).y).toBeLessThan(before.y);
  await undo();
  await workbench.line('a4: { reward: 6, features: [ 2,  0] }').waitFor();
  await expect.poll(async () => (await arrow('a4').getAttribute('aria-label'))!).toContain('(2, 0)');
});

test('the arrow keys move a vector and a reward, and Ctrl+Z takes that back', async () => {
  await arrow('a3').focus();
  await workbench.page.keyboard.press('ArrowRight');
  await workbench.line('a3: { reward: 7, features: [-0.9,  0] }').waitFor();
  await workbench.page.keyboard.press('ArrowLeft');
  await workbench.line('a3: { reward: 7, features: [-1,  0] }').waitFor();
  await bar('a2').focus();
  await workbench.page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => Number(await bar('a2').getAttribute('aria-valuenow'))).toBeGreaterThan(8);
  // A change made by the picture can be undone from the picture too.
  await workbench.page.keyboard.press('Control+z');
  await workbench.line('a2: { reward: 8, features: [ 0,  1] }').waitFor();
});

test('a click in the wrong basin, used as init and saved, ends at a2', async () => {
  const { width } = (await canvas().boundingBox())!;
  await workbench.panel.locator('#plane-summary').getByText('a2').waitFor();
  await canvas().click({ position: { x: 0.55 * width, y: 0.15 * width } });
  await pin().getByText('ends at a2, 1 below the best').waitFor();
  const [, literals] = /from \(([^)]*)\)/.exec((await pin().textContent())!)!;
  await workbench.panel.locator('vscode-button', { hasText: 'Use as init' }).click();
  const vector = literals!.replaceAll('−', '-');
  await workbench.line(`init: [${vector}]`).waitFor();

  await workbench.cursorAtEnd('title:');
  await workbench.save();
  await finished(workbench);
  const policy = await chartLines(workbench, 'chart-policy');
  expect(policy[1]!.name).toBe('a2');
  expect(policy[1]!.last).toBeGreaterThan(0.99);
});

test('one step of undo brings the old init back', async () => {
  await undo();
  await workbench.line('init: [3, 3]').waitFor();
});

test('the plane can be read and steered with the keyboard alone', async () => {
  await canvas().focus();
  await workbench.page.keyboard.press('ArrowUp');
  await readout().getByText('forecast: ends at').waitFor();
  const near = await readout().textContent();
  for (let n = 0; n < 10; n += 1) await workbench.page.keyboard.press('ArrowRight');
  await expect.poll(() => readout().textContent()).not.toBe(near);
  await workbench.page.keyboard.press('Enter');
  await pin().getByText('Forecast from').waitFor();
  await workbench.page.keyboard.press('Escape');
  await pin().waitFor({ state: 'hidden' });
});

const start = () => workbench.panel.locator('.plane .start');

test('dragging θ₀ changes init in the text, and one step of undo takes it back', async () => {
  await workbench.line('init: [3, 3]').waitFor();
  await start().scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await start().boundingBox())!;
  const from = { x: x + width / 2, y: y + height / 2 };
  await drag(from, { x: from.x - 60, y: from.y });
  await workbench.line('init: [3, 3]').waitFor({ state: 'detached' });
  // To the left: the second entry stays as it is written.
  const text = () => workbench.line('init: [').textContent();
  expect(await text()).toMatch(/init:\s\[-?[\d.]+,\s3\]/);
  await expect.poll(async () => (await start().getAttribute('aria-label'))!).not.toContain('(3, 3)');
  // The text has the last place of the hand: what came after an undo would be a step of its own.
  const place = async () => /\[(.*),\s3\]/.exec((await text())!)![1]!.replace('-', '−');
  await expect
    .poll(async () => (await start().getAttribute('aria-label'))!.includes(`(${await place()}, 3)`))
    .toBe(true);
  await undo();
  await workbench.line('init: [3, 3]').waitFor();
  await expect.poll(async () => (await start().getAttribute('aria-label'))!).toContain('(3, 3)');
});

test('the arrow keys move θ₀, and Ctrl+Z takes that back', async () => {
  await start().focus();
  await workbench.page.keyboard.press('ArrowUp');
  await workbench.line('init: [3, 4]').waitFor();
  await workbench.page.keyboard.press('Control+z');
  await workbench.line('init: [3, 3]').waitFor();
});

const phase = (part: string) => workbench.panel.locator(`#phase ${part}`);

test('any number of the text has a phase diagram', async () => {
  await workbench.cursorAtEnd('a1: {');
  for (let n = 0; n < 3; n++) await workbench.page.keyboard.press('ArrowLeft');
  await workbench.command('Lin-SPG: Show the Verdict as This Number Changes');
  await phase('h2').getByText('The verdict as the feature 2 of a1 changes').waitFor();
  // With p = (0, −1), a2 attracts iff ⟨x1 − x2, p⟩ = 1 − x > ‖p‖² = 1: x < 0.
  await phase('th').getByText('−4 ≤ x < 0').waitFor();
  await phase('#phase-present').getByText('x = −2: depends (a2), proved').waitFor();
});

test('a bar shows where the verdict changes; its mark moves the text, and the verdict follows', async () => {
  await workbench.cursorAtEnd('title:');
  await workbench.openFile('16-rows-change-places.linspg');
  await phase('th').getByText('1/2 < t ≤ 1').waitFor();
  await verdict('Converges from almost every start').waitFor();
  const handle = phase('.phase-handle');
  await handle.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await handle.boundingBox())!;
  const from = { x: x + width / 2, y: y + height / 2 };
  // From t = 1/4 by a quarter of the bar and another one, to 3/4.
  const { width: whole } = (await phase('.phase-drawing').boundingBox())!;
  await drag(from, { x: from.x + (whole - 2 * 16) / 2, y: from.y });
  await workbench.line('t: { value: 0.75, from: 0, to: 1 }').waitFor();
  await verdict('Depends on the start').waitFor();
  await phase('#phase-present').getByText('t = 0.75: depends (a2), proved').waitFor();
  await handle.focus();
  await workbench.page.keyboard.press('Home');
  await workbench.line('t: { value: 0, from: 0, to: 1 }').waitFor();
  await verdict('Converges from almost every start').waitFor();
  // One step of undo is a drag, or a key.
  await workbench.page.keyboard.press('Control+z');
  await workbench.line('t: { value: 0.75, from: 0, to: 1 }').waitFor();
  await phase('#phase-present').getByText('t = 0.75').waitFor();
  await workbench.page.keyboard.press('Control+z');
  await workbench.line('t: { value: 1/4, from: 0, to: 1 }').waitFor();
  await phase('#phase-present').getByText('t = 1/4: always, proved').waitFor();
});

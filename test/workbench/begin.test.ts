/** What a new user meets: an example as a new experiment, its first save, and runs that are stopped, by hand or by closing what shows them. */
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finished, runState } from './panel.js';
import { Workbench } from './workbench.js';

const LONG = `bandit:
  actions:
    a1: { reward: 2, features: [1, 0] }
    a2: { reward: 1, features: [0, 1] }
run:
  iterations: 1e9
`;

/** 3,000 runs. */
const FAMILY = `generate: { actions: 4, dimensions: 2, count: 300 }
run:
  init: { gaussian: 1 }
  repeats: 10
  iterations: 1e6
`;

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({
    file: 'endless.linspg',
    files: { 'endless.linspg': LONG, 'forever.linspg': LONG, 'family.linspg': FAMILY },
    size: { width: 1600, height: 1000 },
  });
  // The extension is there, and so are its commands.
  await workbench.line('bandit:').waitFor();
  await workbench.statusBar.getByText('Lin-SPG experiment').waitFor();
});

afterAll(() => workbench?.close());

const panelTabs = () => workbench.tab('Lin-SPG: ');

/** Begins from an example, by the first words of its title. */
async function begin(title: string): Promise<void> {
  const { page } = workbench;
  await workbench.command('Lin-SPG: New Experiment from Example');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  await page.locator('.tab.dirty').first().waitFor();
  await workbench.line('title:').waitFor();
}

/** Waits until the panel is that of a text without a title. */
const inFront = (name: string) => workbench.panel.locator('h1', { hasText: name }).waitFor();

/** Saves the text in front for the first time, under a name as a person types it. */
async function saveAs(name: string): Promise<void> {
  await workbench.cursorAtEnd('title:');
  await workbench.save();
  const input = workbench.page.locator('.quick-input-widget input[type=text]');
  // The dialog proposes a name before it takes another.
  await expect.poll(() => input.inputValue()).toMatch(/linspg$/);
  await input.fill(path.join(workbench.folder, name));
  await workbench.page.keyboard.press('Enter');
  await workbench.tab(name).first().waitFor();
}

test('the first save of a new experiment runs it, and opens its panel beside the text', async () => {
  await begin('Two rows swapped');
  await saveAs('mine.linspg');
  await workbench.tab('Lin-SPG: mine.linspg').waitFor();
  await finished(workbench);
  expect(await workbench.panel.locator('.place .file').textContent()).toBe('mine.linspg');
  expect(await workbench.textHasFocus()).toBe(true);
});

test('the next new experiment shows nothing of the one before, though it bears the same name', async () => {
  await begin('Order preserved');
  await workbench.panel.locator('h1', { hasText: 'Order preserved' }).waitFor();
  await runState(workbench).getByText('Not run yet').waitFor();
  expect(await workbench.panel.locator('#stale').isVisible()).toBe(false);
  expect(await workbench.panel.locator('#charts').isVisible()).toBe(false);
  await saveAs('other.linspg');
  await workbench.tab('Lin-SPG: other.linspg').waitFor();
  await finished(workbench);
  expect(await workbench.textHasFocus()).toBe(true);
});

test('of several runs the one is stopped that is chosen', async () => {
  for (const name of ['endless.linspg', 'forever.linspg']) {
    await workbench.openFile(name);
    await workbench.cursorAtEnd('iterations: 1e9');
    await workbench.save();
    await inFront(name);
    await runState(workbench).getByText('Running').waitFor();
  }
  await workbench.command('Lin-SPG: Stop');
  const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: 'All of them' }).waitFor();
  // The document in front comes first.
  const labels = await rows.evaluateAll((all) =>
    all.map((row) => row.querySelector('.label-name')?.textContent),
  );
  expect(labels).toEqual(['forever.linspg', 'endless.linspg', 'All of them']);
  await rows.filter({ hasText: 'forever.linspg' }).click();
  await runState(workbench).getByText('Stopped').waitFor();
});

test('a family is stopped from the palette', async () => {
  await workbench.openFile('endless.linspg');
  await inFront('endless.linspg');
  await workbench.command('Lin-SPG: Stop');
  await runState(workbench).getByText('Stopped').waitFor();
  await workbench.openFile('family.linspg');
  await inFront('family.linspg');
  await workbench.cursorAtEnd('iterations: 1e6');
  await workbench.save();
  await runState(workbench).getByText('Running').waitFor();
  await workbench.command('Lin-SPG: Stop');
  await runState(workbench).getByText('Stopped').waitFor();
});

test('what is closed with its panel does not run on, and a notice tells of it', async () => {
  await workbench.openFile('endless.linspg');
  await inFront('endless.linspg');
  await workbench.cursorAtEnd('iterations: 1e9');
  await workbench.save();
  await runState(workbench).getByText('Running').waitFor();
  await workbench.command('View: Close All Editors');
  await workbench.page
    .getByText('The run of endless.linspg was stopped, since its text and its panel are closed.')
    .first()
    .waitFor();
  expect(await panelTabs().count()).toBe(0);
});

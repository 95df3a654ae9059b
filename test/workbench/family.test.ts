/** A family of random bandits, as a person meets it: its curves, its table, and one of its instances opened. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cutOff, showAlone } from './layout.js';
import { chartLines, finished, verdict } from './panel.js';
import { Workbench } from './workbench.js';

const family = `title: A family
generate:
  actions: 3
  dimensions: 2
  count: 60
  seed: 7
  noise: bernoulli
run:
  iterations: 2000
`;

const sweep = `bandit:
  actions:
    a1: { reward: 2, features: [1, 0] }
    a2: { reward: 1, features: [0, 1] }
run:
  gradient: sampled
  learning-rate: [0.01, 1, 0.1]
  repeats: 4
  iterations: 1000
`;

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({
    file: 'family.linspg',
    files: { 'family.linspg': family, 'sweep.linspg': sweep },
  });
  await workbench.squiggles('info').first().waitFor();
  await workbench.cursorAtEnd('title:');
  await workbench.save();
  await finished(workbench);
});

afterAll(() => workbench?.close());

const rows = () => workbench.panel.locator('#instances tbody tr');

const columns = async (n: number): Promise<string[]> =>
  rows().evaluateAll((all, at) => all.map((row) => row.children[at]?.textContent ?? ''), n);

/** The exact gaps of the page. */
const gaps = async (): Promise<number[]> =>
  rows().evaluateAll((all) => all.map((row) => Number(row.children[3]!.getAttribute('title'))));

test('is drawn as a mean and a median, and each instance is judged', async () => {
  expect((await chartLines(workbench, 'chart-gap')).map(({ name }) => name)).toEqual(['mean', 'median']);
  await workbench.panel.getByText('Each faint line is one of 60 instances').first().waitFor();
  await workbench.panel
    .locator('#instances-summary')
    .getByText(/^60 instances from seed 7\. Verdicts: (?!.*to come)/)
    .waitFor();
  expect(await columns(0)).toEqual(Array.from({ length: 20 }, (_, n) => String(n)));
  expect(new Set(await columns(5))).toEqual(new Set(['7']));
  expect((await columns(1)).every((words) => /every start|depends|never|undecided/.test(words))).toBe(true);
});

/** The table of the runs of each label, row by row. */
const labels = (): Promise<string[][]> =>
  workbench.panel
    .locator('#labels tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));

test('its runs are told in one line: how many did what, their median, and their mean ± standard error', async () => {
  const [line, ...others] = await labels();
  expect(others).toEqual([]);
  expect(line![1]).toBe('60');
  expect(line![2]).toMatch(/^\d+ \S/);
  expect(line![5]).toMatch(/ ± /);
});

test('is sorted by its headings, and turned by keyboard', async () => {
  const head = workbench.panel.locator('#instances th', { hasText: 'final gap' });
  await head.getByRole('button').click();
  await head.getByRole('button').click();
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending');
  const shown = await gaps();
  expect(shown).toEqual([...shown].sort((a, b) => b - a));

  const [first] = await columns(0);
  await rows().locator('button').first().focus();
  await workbench.page.keyboard.press('PageDown');
  await workbench.panel.locator('.pager').getByText('21–40 of 60').waitFor();
  await workbench.page.keyboard.press('ArrowUp');
  await workbench.panel.locator('.pager').getByText('1–20 of 60').waitFor();
  await workbench.page.keyboard.press('Home');
  await expect.poll(() => workbench.panel.locator('#instances button:focus').textContent()).toBe(first);
});

test('an instance opens as a spec of its own, with the same verdict and the same final gap', async () => {
  const [words] = await columns(1);
  const [gap] = await gaps();
  await workbench.page.keyboard.press('Enter');
  await workbench.tab('Untitled-1').waitFor();
  await workbench.line('title: "A family, instance').waitFor();
  await verdict(workbench)
    .getByText(/every start/.test(words!) ? 'Converges from almost every start' : 'Depends on the start')
    .waitFor();
  await workbench.command('Lin-SPG: Run Experiment');
  await finished(workbench);
  const [line] = await chartLines(workbench, 'chart-gap');
  expect(line!.last).toBe(gap);
});

test('a sweep has one line a rate, sorted by keyboard, with the single runs folded below', async () => {
  const { panel, page } = workbench;
  await workbench.openFile('sweep.linspg');
  await workbench.cursorAtEnd('repeats: 4');
  await workbench.save();
  await expect
    .poll(async () => (await labels()).map(([label]) => label))
    .toEqual(['η = 0.01', 'η = 1', 'η = 0.1']);
  await finished(workbench);
  expect((await labels()).map(([, runs]) => runs)).toEqual(['4', '4', '4']);

  const head = panel.locator('#labels thead th', { hasText: 'η' });
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
  expect((await labels()).map(([label]) => label)).toEqual(['η = 0.01', 'η = 0.1', 'η = 1']);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await labels())[0]![0]).toBe('η = 1');

  const single = panel.locator('#single-runs');
  expect(await single.locator('vscode-data-grid-row').count()).toBe(0);
  await single.locator('summary').press('Enter');
  // A heading, and a row a run.
  await expect.poll(() => single.locator('vscode-data-grid-row').count()).toBe(13);
});

test('the table of instances fits a panel of 600 pixels and more, and scrolls in a narrower one', async () => {
  await workbench.tab('family.linspg').first().click();
  await workbench.panel.locator('h1', { hasText: 'A family' }).waitFor();
  await workbench.page.keyboard.press('Control+b');
  await workbench.command('View: Join All Editor Groups');
  await workbench.tab('Lin-SPG: ').click();
  const box = workbench.panel.locator('.scroll-x', { has: workbench.panel.locator('#instances') });
  const hidden = () => box.evaluate((region) => region.scrollWidth - region.clientWidth);
  for (const width of [1600, 1280, 600]) {
    await showAlone(workbench, width);
    await expect.poll(hidden, { message: `${width} pixels` }).toBe(0);
  }
  await showAlone(workbench, 300);
  await expect.poll(hidden).toBeGreaterThan(0);
  expect(await cutOff(workbench)).toEqual([]);
});

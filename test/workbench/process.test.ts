/** A Markov decision process as a person meets it: a save runs it, and its policy is looked at iteration by iteration, state by state. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousIn, THEMES, useTheme } from './axe.js';
import { chartLines, finished } from './panel.js';
import { Workbench } from './workbench.js';

const cliff = `title: Cliff world
mdp: { environment: cliff-world }
run:
  iterations: 2000
  learning-rate: { normalized: 0.06 }
`;

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ file: 'cliff.linspg', files: { 'cliff.linspg': cliff } });
  await workbench.page.locator('.codelens-decoration', { hasText: 'Run' }).waitFor();
  await workbench.cursorAtEnd('title:');
  await workbench.save();
  await finished(workbench);
});

afterAll(() => workbench?.close());

const state = (name: string) => workbench.panel.locator(`.state[aria-label^="${name}:"]`);
const at = () => workbench.panel.locator('#process .iteration-at');

test('its curves are those of J, and what has no meaning here is not shown', async () => {
  const [gap] = await chartLines(workbench, 'chart-gap');
  expect(gap!.first).toBeCloseTo(10 * 0.0554340946, 9);
  const chips = await workbench.panel.locator('.chips .chip:visible').allTextContents();
  expect(chips).toEqual(['Gap', '(1 − γ) gap', 'Probabilities', 'KL(π*‖π)', '‖∇J‖', 'Regret']);
  for (const part of ['#features', '#plane', '#iteration'])
    expect(await workbench.panel.locator(part).isVisible()).toBe(false);
  await workbench.panel.locator('#this-run').getByText('This run: there by T = 2').waitFor();
});

test('the slider goes over what is recorded, and moves the cursor of the charts', async () => {
  await workbench.panel.locator('#policy-slider').focus();
  await workbench.page.keyboard.press('Home');
  await at().getByText('iteration 0 of').waitFor();
  const chart = workbench.panel.locator('[role=slider][aria-describedby=chart-gap-description]');
  expect(await chart.getAttribute('aria-valuetext')).toContain('iteration 0:');
  // At θ = 0 all actions are as likely: V*(s5) is reached only later.
  const first = await state('s5').getAttribute('aria-label');
  await workbench.page.keyboard.press('End');
  await at().getByText('iteration 2').waitFor();
  await expect.poll(() => state('s5').getAttribute('aria-label')).not.toBe(first);
});

test('a click on a state tells its actions, in a table and in the chart', async () => {
  await state('s12').click();
  await workbench.panel.locator('#state-title', { hasText: 'State s12' }).waitFor();
  await workbench.panel.locator('#chart-policy-title', { hasText: 'in s12' }).waitFor();
  const names = await workbench.panel.locator('#state tbody th').allTextContents();
  expect(names.map((name) => name.replace(' (optimal)', ''))).toEqual(['down', 'up', 'left', 'right']);
  expect((await chartLines(workbench, 'chart-policy')).map(({ name }) => name)).toEqual(names);
});

test('states are chosen by keyboard too: arrows go to a neighbour, Enter chooses it', async () => {
  await state('s12').focus();
  await workbench.page.keyboard.press('ArrowRight');
  await workbench.page.keyboard.press('Enter');
  await workbench.panel.locator('#state-title', { hasText: 'State s17' }).waitFor();
  await workbench.page.keyboard.press('Enter');
  await workbench.panel.locator('#state').waitFor({ state: 'hidden' });
});

test('all states have their numbers in a table', async () => {
  await workbench.panel.locator('#states > summary').click();
  const rows = workbench.panel.locator('#states tbody tr');
  await expect.poll(() => rows.count()).toBe(21);
  await rows.nth(4).getByRole('button').click();
  await workbench.panel.locator('#state-title', { hasText: 'State s4' }).waitFor();
});

test.each(THEMES)('axe-core finds nothing serious in %s', async (...theme) => {
  await useTheme(workbench, theme);
  expect(await seriousIn(workbench)).toEqual([]);
});

test('at 300 pixels the panel scrolls one way only', async () => {
  await workbench.page.setViewportSize({ width: 620, height: 900 });
  const sizes = () =>
    workbench.panel.locator('main').evaluate((main) => {
      const page = main.ownerDocument.scrollingElement!;
      return { width: page.clientWidth, content: page.scrollWidth };
    });
  await expect.poll(async () => (await sizes()).width).toBeLessThan(420);
  const { width, content } = await sizes();
  expect(content).toBeLessThanOrEqual(width);
  expect(await seriousIn(workbench)).toEqual([]);
});

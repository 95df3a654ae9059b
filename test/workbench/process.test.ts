/** A Markov decision process as a person meets it: a save runs it, and its policy is looked at iteration by iteration, state by state. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousIn, THEMES, useTheme } from './axe.js';
import { chartLines, finished } from './panel.js';
import { type Box, Workbench } from './workbench.js';

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
const arrow = (name: string) => workbench.panel.locator(`.vectors .action[aria-label^="${name}"]`);
const place = () => workbench.panel.locator('#features-place');
const alone = () => workbench.panel.locator('#features-text');
const at = () => workbench.panel.locator('#process .iteration-at');

test('its curves are those of J, and what has no meaning here is not shown', async () => {
  const [gap] = await chartLines(workbench, 'chart-gap');
  expect(gap!.first).toBeCloseTo(10 * 0.0554340946, 9);
  const chips = await workbench.panel.locator('.chips .chip:visible').allTextContents();
  expect(chips).toEqual(['Gap', '(1 − γ) gap', 'Probabilities', 'KL(π*‖π)', '‖∇J‖', 'Regret']);
  expect(await workbench.panel.locator('#iteration').isVisible()).toBe(false);
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

test('the local bandit of a tabular state is drawn, and cannot be dragged', async () => {
  await workbench.panel.locator('#features-title', { hasText: 'Local bandit of s4' }).waitFor();
  await workbench.panel
    .locator('#features-hint')
    .getByText('the features are those of the environment')
    .waitFor();
  expect(await arrow('up').getAttribute('role')).toBe('img');
});

test.each(THEMES)('axe-core finds nothing serious in %s', async (...theme) => {
  await useTheme(workbench, theme);
  expect(await seriousIn(workbench)).toEqual([]);
});

/** The middle of the head of an action's vector, in pixels of the window. */
async function headOf(name: string): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await arrow(name).locator('.grip').boundingBox()) as Box;
  return { x: x + width / 2, y: y + height / 2 };
}

test('a click on a context shows its local bandit', async () => {
  await workbench.command('View: Focus First Editor Group');
  await workbench.openFile('10-contexts-get-stuck.linspg');
  await workbench.editor.locator('.codelens-decoration', { hasText: 'Run' }).waitFor();
  await workbench.cursorAtEnd('title:');
  await workbench.save();
  await workbench.panel.locator('.place .file', { hasText: '10-contexts-get-stuck' }).waitFor();
  await finished(workbench);
  await place().getByText('Choose a context').waitFor();
  // Nothing else is shown before one is chosen.
  expect(
    await workbench.panel.locator('#features .pager, #features-readout').filter({ visible: true }).count(),
  ).toBe(0);
  await state('weekday').click();
  await workbench.panel.locator('#features-title', { hasText: 'Local bandit of weekday' }).waitFor();
  await alone().getByText('would depend on the start (proved)').waitFor();
  await place().getByText('A diagnostic, not a theorem').waitFor();
});

test('a vector of it that is dragged changes the text and what is said of it, and one undo takes that back', async () => {
  // late stands at (0.6, 0.6) and early at (0, −1), so half of the way down is (0.6, −0.2): no trap any more.
  await workbench.panel.locator('.vectors').scrollIntoViewIfNeeded();
  const [from, to] = [await headOf('late'), await headOf('early')];
  const { mouse } = workbench.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x, (from.y + to.y) / 2, { steps: 8 });
  await mouse.up();
  await workbench.line('late: { reward: 0.5, features: [0.6, -0.2] }').waitFor();
  // What is in the hand is read with its present numbers.
  await workbench.panel.locator('#features-readout').getByText('features (0.6, −0.2)').waitFor();
  await alone().getByText('would converge from almost every start (proved)').waitFor();
  await workbench.cursorAtEnd('title:');
  await workbench.page.keyboard.press('Control+z');
  await workbench.line('late: { reward: 0.5, features: [0.6, 0.6] }').waitFor();
  await alone().getByText('would depend on the start (proved)').waitFor();
  await expect.poll(async () => (await arrow('late').getAttribute('aria-label'))!).toContain('(0.6, 0.6)');
});

test('another context is chosen by name, and its keys change its own numbers', async () => {
  const choice = workbench.panel.getByRole('combobox', { name: 'Local bandit of' });
  await choice.focus();
  await workbench.page.keyboard.press('ArrowDown');
  await workbench.panel.locator('#features-title', { hasText: 'Local bandit of weekend' }).waitFor();
  await workbench.panel.locator('#state-title', { hasText: 'Context weekend' }).waitFor();
  await arrow('late').focus();
  await workbench.page.keyboard.press('ArrowRight');
  await workbench.line('late: { reward: 0, features: [ 0.1, 0] }').waitFor();
  await workbench.page.keyboard.press('Control+z');
  await workbench.line('late: { reward: 0, features: [ 0, 0] }').waitFor();
});

test('the plane shows the policies at which the flow ends, named by where they differ from the best', async () => {
  const summary = workbench.panel.locator('#plane-summary');
  await summary.getByText('best (optimal):').waitFor();
  await summary.getByText('weekday: late:').waitFor();
  await workbench.panel.locator('#plane-progress').getByText('The flow was followed from').waitFor();
  const canvas = workbench.panel.locator('#plane-canvas');
  const { width } = (await canvas.boundingBox()) as Box;
  await canvas.click({ position: { x: 0.85 * width, y: 0.15 * width } });
  await workbench.panel.locator('#plane-pin').getByText('ends at weekday: late, J').waitFor();
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

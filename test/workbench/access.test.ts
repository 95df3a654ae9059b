/** The panel for everyone: by keyboard alone, by ear, and at every width. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousIn, THEMES, useTheme } from './axe.js';
import { cutOff, movedByMouse, showAlone } from './layout.js';
import { chartLines, finished, runState, staleness } from './panel.js';
import { Workbench } from './workbench.js';

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
  await workbench.panel.locator('#iteration > summary').click();
});

afterAll(() => workbench?.close());

test.each(THEMES)(
  'in %s axe-core finds nothing serious, and what is pressed looks pressed',
  async (...theme) => {
    await useTheme(workbench, theme);
    expect(await seriousIn(workbench)).toEqual([]);
    const [pressed, other] = await Promise.all([fillOf('true'), fillOf('false')]);
    // Apart by their fill, by more than the eye needs to see an edge between two grounds.
    expect(contrast(pressed, other)).toBeGreaterThan(1.3);
  },
);

test('where the system forces its colours, what is pressed looks pressed', async () => {
  await workbench.page.emulateMedia({ forcedColors: 'active' });
  const [pressed, other] = await Promise.all([fillOf('true'), fillOf('false')]);
  expect(contrast(pressed, other)).toBeGreaterThan(1.3);
  await workbench.page.emulateMedia({ forcedColors: 'none' });
});

/** The fill of a chip on the ground of the page: red, green, blue from 0 to 1. */
async function fillOf(pressed: 'true' | 'false'): Promise<number[]> {
  const colours = await workbench.panel
    .locator(`.chips .chip[aria-pressed=${pressed}]`)
    .first()
    .evaluate((chip) => [document.body, chip].map((each) => getComputedStyle(each).backgroundColor));
  const [ground, fill] = colours.map((colour) => (colour.match(/[\d.]+/g) ?? []).map(Number));
  const alpha = fill![3] ?? 1;
  return [0, 1, 2].map((k) => (alpha * fill![k]! + (1 - alpha) * ground![k]!) / 255);
}

/** Of WCAG 2: of relative luminances, from 1 to 21. */
function contrast(...colours: readonly number[][]): number {
  const [light, dark] = colours
    .map((colour) => colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)))
    .map(([red, green, blue]) => 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!)
    .sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

test('nothing moves when the mouse does', async () => {
  expect(await movedByMouse(workbench)).toEqual([]);
});

test('the head stays in sight, and leads to each part', async () => {
  const { page, panel } = workbench;
  const head = panel.locator('#head');
  await panel.locator('#conditions').scrollIntoViewIfNeeded();
  const top = () => head.evaluate((bar) => bar.getBoundingClientRect().top);
  await expect.poll(top).toBe(0);
  for (const [way, place] of [
    ['Curves', '#charts'],
    ['Pictures', '.beside > .pictures'],
    ['Conditions', '.conditions'],
    ['Runs', '#runs'],
  ] as const) {
    await head.getByRole('button', { name: way }).press('Enter');
    const gone = () =>
      panel.locator(place).evaluate((part) => {
        const { bottom } = document.getElementById('head')!.getBoundingClientRect();
        const { scrollTop, scrollHeight, clientHeight } = document.scrollingElement!;
        const isAtEnd = scrollTop + clientHeight >= scrollHeight - 1;
        const { top, height } = part.getBoundingClientRect();
        return {
          // Below the head and close to it, unless the page ends before that.
          isShown: height > 0 && top >= bottom && (isAtEnd || top < bottom + 40),
          hasFocus: document.activeElement === part,
        };
      });
    await expect.poll(gone, { message: way }).toEqual({ isShown: true, hasFocus: true });
  }
  await page.keyboard.press('Control+Home');
});

test('the picture of a chart is on the clipboard, as a person pastes it', async () => {
  const { page, panel } = workbench;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await panel.getByTitle('Copy or save a picture of this chart').first().click();
  await panel.getByRole('menuitem', { name: 'Copy' }).click();
  await panel.locator('#copied').getByText('The picture is on the clipboard.').waitFor();
  const pasted = await panel.locator('body').evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const image = await createImageBitmap(await item!.getType('image/png'));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return {
      types: item!.types,
      width: image.width,
      height: image.height,
      colours: new Set(new Uint32Array(data.buffer)).size,
    };
  });
  const chart = (await panel.locator('canvas#chart-gap').boundingBox())!;
  expect(pasted.types).toEqual(['image/png']);
  // At least as large as on the screen, and not one colour throughout.
  expect(pasted.width).toBeGreaterThanOrEqual(chart.width);
  expect(pasted.height).toBeGreaterThanOrEqual(chart.height / 2);
  expect(pasted.colours).toBeGreaterThan(10);
});

test('the plane is saved as PGFPlots, by keyboard alone, with the text that it came from', async () => {
  const { page, panel, folder } = workbench;
  const menu = panel.getByTitle('Copy or save a picture of the plane');
  await panel.locator('#plane-summary').getByText('a1 (optimal)').waitFor();
  await menu.focus();
  await page.keyboard.press('Enter');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const name = page.locator('.quick-input-widget input[type=text]');
  // The dialog proposes a name beside the text's.
  await expect.poll(() => name.inputValue()).toMatch(/02-gets-stuck-plane\.tex$/);
  await page.keyboard.press('Enter');
  const file = path.join(folder, '02-gets-stuck-plane.tex');
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('\\end{document}');
  const saved = await readFile(file, 'utf8');
  for (const words of [
    'title={Basins of attraction}',
    '% file: 02-gets-stuck.linspg',
    '\\addlegendentry{a2: ',
    '% title: Two rows swapped',
  ])
    expect(saved).toContain(words);
});

/** How many animations go on in the page, within its controls too. */
const animations = () =>
  workbench.panel.locator('body').evaluate((body) => {
    const roots = [...body.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    return [document, ...roots].reduce((sum, root) => sum + root.getAnimations().length, 0);
  });

test('nothing turns for whoever asks for less motion', async () => {
  await workbench.cursorAtEnd('iterations: 2e5');
  await workbench.page.keyboard.press('Shift+Home');
  await workbench.page.keyboard.type('iterations: 1e9');
  await workbench.save();
  await runState(workbench).getByText('Running').waitFor();
  await expect.poll(animations).toBeGreaterThan(0);
  await workbench.page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(animations).toBe(0);
  await workbench.command('Lin-SPG: Stop');
  await runState(workbench).getByText('Stopped').waitFor();
});

test('nor while the charts are those of an earlier text', async () => {
  await workbench.choose('Preferences: Color Theme', 'Light Modern');
  await workbench.panel.locator('body.vscode-light').waitFor();
  await workbench.cursorAtEnd('iterations: 1e9');
  await workbench.page.keyboard.press('Backspace');
  await workbench.page.keyboard.type('8');
  await staleness(workbench).getByText('The charts show the version before').waitFor();
  expect(await seriousIn(workbench)).toEqual([]);
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
  await workbench.panel.locator('.iteration-at', { hasText: 'iteration 1 of' }).waitFor();
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

test('the name of a condition opens the page that derives it, and its action the text', async () => {
  const { page, panel } = workbench;
  const trap = panel.locator('#conditions tr', { hasText: 'trap at a2' });
  await trap.getByRole('button', { name: 'a2', exact: true }).first().press('Enter');
  await expect.poll(() => workbench.textHasFocus()).toBe(true);
  await trap.getByRole('button', { name: 'trap', exact: true }).press('Enter');
  await workbench.tab('trap.md').waitFor();
  const headings = () =>
    Promise.all(page.frames().map((frame) => frame.locator('h1').allInnerTexts())).then((all) => all.flat());
  await expect.poll(headings).toContain('Traps: suboptimal actions that attract');
  await workbench.closeTab('trap.md');
});

test('a table is whole or scrolls, and the panel scrolls one way only, at every width', async () => {
  const { page, panel } = workbench;
  await page.keyboard.press('Control+b');
  await workbench.command('View: Join All Editor Groups');
  await workbench.tab('Lin-SPG: ').click();
  await panel.locator('#labels').waitFor({ state: 'attached' });
  for (const width of [1600, 1280, 560, 300]) {
    await showAlone(workbench, width);
    expect(await cutOff(workbench), `${width} pixels`).toEqual([]);
    // The verdict is read without a mouse.
    const words = panel.locator('.bar-verdict > span');
    expect(await words.evaluate((span) => span.scrollWidth - span.clientWidth), `${width} pixels`).toBe(0);
  }
  expect(await seriousIn(workbench)).toEqual([]);
});

test('the head is one row on a wide panel, with the pictures beside the curves, and folds on a narrow one', async () => {
  const rows = () =>
    workbench.panel.locator('#head').evaluate(
      (bar) =>
        new Set(
          [...bar.children]
            .filter((each) => each.clientHeight > 8)
            .map((each) => {
              const { top, bottom } = each.getBoundingClientRect();
              return Math.round((top + bottom) / 2 / 10);
            }),
        ).size,
    );
  const [curves, pictures] = ['#charts', '.beside'].map((place) => workbench.panel.locator(place));
  await showAlone(workbench, 1280);
  expect(await rows()).toBe(1);
  const [left, right] = [(await curves!.boundingBox())!, (await pictures!.boundingBox())!];
  expect(right.x).toBeGreaterThan(left.x + left.width);
  expect(Math.abs(right.y - left.y)).toBeLessThan(20);
  await showAlone(workbench, 300);
  expect(await rows()).toBe(3);
  const [above, below] = [(await curves!.boundingBox())!, (await pictures!.boundingBox())!];
  expect(below.y).toBeGreaterThan(above.y + above.height);
});

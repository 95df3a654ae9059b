/** Names that would fetch a picture, open a page or run a command: all of the workbench shows them as words, and nobody is called. */
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finished } from './panel.js';
import { Workbench } from './workbench.js';

let listener: Server;
/** Connections that were opened to the port which the names mention. */
let calls = 0;
let names: readonly string[];

beforeAll(async () => {
  listener = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const at = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  names = [
    `![](https://${at}/a.png)`,
    `![](http://${at}/b.png)`,
    `<img src=http://${at}/c.png>`,
    `[click me](http://${at}/d)`,
    '[run](command:workbench.action.quit)',
    `http://${at}/e`,
    'a `b` c',
    '$(zap) *x* <b>y</b>',
  ];
});

afterAll(() => listener?.close());

/** The first is the best action, and all others are traps or not: what matters is that sentences name them. */
const spec = () => `title: ${JSON.stringify(names[0])}
bandit:
  actions:
${names.map((name, a) => `    ${JSON.stringify(name)}: { reward: ${9 - a}, features: [${[0, 0, -1, 2, 1, 3, -2, 4][a]}, ${[-2, 1, 0, 0, 3, 1, 2, -1][a]}] }\n`).join('')}run:
  init: [3, 3]
  iterations: 100
`;

/** A text that names a file. */
const NAMED = 'bandit: { rewards: [1, 0], features: { file: numbers.csv } }\n';

describe.each([false, true])('in a folder that is untrusted: %s', (untrusted) => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open({
      files: { 'hostile.linspg': spec(), 'named.linspg': NAMED, 'numbers.csv': 'x\n' },
      untrusted,
    });
    await workbench.openFile('hostile.linspg');
    await workbench.editor.locator('[class*=squiggly]').first().waitFor();
  });

  afterAll(() => workbench?.close());

  test('a hover shows each name as it is written, and no picture, link or HTML of its', async () => {
    if (untrusted) await workbench.statusBar.getByText('Restricted Mode').waitFor();
    for (const name of names) {
      await workbench.page.keyboard.press('Escape');
      await workbench.page.mouse.move(5, 5);
      const hover = await workbench.hover(`reward: ${9 - names.indexOf(name)}`, name.slice(0, 6), 'Why:');
      // Beside it, VS Code offers to follow the addresses of any text.
      const ours = hover.locator('.hover-row', { hasText: 'Why:' });
      expect(await ours.textContent()).toContain(name);
      expect(await ours.locator('img, b, iframe, video').count()).toBe(0);
      const links = await ours
        .locator('a')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-href') ?? one.getAttribute('href')));
      // Nothing but pages of the documentation, which are named and not addressed.
      for (const link of links)
        expect(decodeURIComponent(link ?? '')).toMatch(/^command:linspg\.openPage\?\["[a-z0-9-]+"\]$/);
      await hover.hover();
    }
    expect(calls).toBe(0);
  });

  test('a file of numbers is read in a trusted folder only, and that is said in clear words', async () => {
    await workbench.openFile('named.linspg');
    const problem = untrusted
      ? 'is not read: this workspace is not trusted'
      : "numbers.csv, row 1, column 1: expected a number, found 'x'";
    await workbench.editor.locator('[class*=squiggly-error]').first().waitFor();
    await workbench.hover('features: { file: numbers.csv', 'numbers.csv', problem);
    await workbench.openFile('hostile.linspg');
  });

  test('the hints beside the text, completion, problems and the status fetch nothing', async () => {
    const { page } = workbench;
    await page.mouse.move(5, 5);
    const hint = workbench.editor.locator('.view-line span', { hasText: '→' }).last();
    await hint.hover();
    await page.locator('.monaco-hover:visible').getByText('Forecast').first().waitFor();
    expect(await page.locator('.monaco-hover:visible img').count()).toBe(0);

    await workbench.cursorAtEnd('iterations: 100');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget .monaco-list-row').first().waitFor();
    await page.keyboard.press('Control+Space');
    for (let row = 0; row < 4; row += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');

    await workbench.command('Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    expect(await page.locator('.markers-panel img').count()).toBe(0);
    await workbench.statusBar
      .getByText(/best action|start|undecided/)
      .first()
      .hover();
    await page.locator('.monaco-hover:visible, .workbench-hover:visible').first().waitFor();
    expect(await page.locator('.monaco-hover:visible img, .workbench-hover:visible img').count()).toBe(0);
    expect(calls).toBe(0);
  });

  test('a run shows them in the panel, and fetches nothing', async () => {
    await workbench.line('iterations: 100').click();
    await workbench.save();
    await finished(workbench);
    await workbench.panel.getByText(names[0]!).first().waitFor({ state: 'attached' });
    expect(await workbench.panel.locator('img, b').count()).toBe(0);
    expect(calls).toBe(0);
  });
});

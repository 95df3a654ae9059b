/** What happens when the programs behind the window stop. In one window from the first test to the last. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chartLines, finished, verdict } from './panel.js';
import { descendants } from './processes.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({
    file: '02-gets-stuck.linspg',
    size: { width: 1600, height: 1200 },
  });
  await workbench.squiggles('warning').first().waitFor();
});

afterAll(() => workbench?.close());

const statusItem = (words: RegExp | string) => workbench.statusBar.getByText(words);

test('a server that is stopped is seen, runs go ahead, and Restart brings the verdict back', async () => {
  await workbench.openFile('02-gets-stuck.linspg');
  await workbench.squiggles('warning').first().waitFor();
  await workbench.command('Lin-SPG: Open Panel');
  await verdict(workbench).getByText('Depends on the start').waitFor();
  const [server] = descendants(workbench.serverProcess, 'server.cjs');
  process.kill(server!, 'SIGSTOP');
  await workbench.cursorAtEnd('iterations: 2e5');
  await workbench.page.keyboard.press('Backspace');
  await workbench.page.keyboard.type('4');
  await workbench.save();
  await statusItem(/language server does not answer/).waitFor();
  await finished(workbench);
  await expect.poll(async () => (await chartLines(workbench, 'chart-gap'))[0]?.lastIteration).toBe(20_000);
  await workbench.panel.locator('#health').getByText('does not answer').waitFor();
  // No verdict of another text is shown.
  expect(await workbench.panel.locator('#verdict').isVisible()).toBe(false);
  expect(await statusItem(/depends on the start/).count()).toBe(0);
  await workbench.panel.locator('#health vscode-button').click();
  await verdict(workbench).getByText('Depends on the start').waitFor();
  await workbench.panel.locator('#health').waitFor({ state: 'hidden' });
  await expect.poll(() => statusItem(/language server does not answer/).count()).toBe(0);
  await expect.poll(() => descendants(workbench.serverProcess, 'server.cjs')).not.toContain(server);
});

test('a server that ends again and again is told of, with what brings it back', async () => {
  for (let ends = 0; ends < 5; ends++) {
    let server: number | undefined;
    await expect
      .poll(() => {
        [server] = descendants(workbench.serverProcess, 'server.cjs');
        return server;
      })
      .toBeDefined();
    process.kill(server!, 'SIGKILL');
    await expect.poll(() => descendants(workbench.serverProcess, 'server.cjs')).not.toContain(server);
  }
  await statusItem(/language server does not answer/).click();
  await verdict(workbench).getByText('Depends on the start').waitFor();
  await expect.poll(() => statusItem(/language server does not answer/).count()).toBe(0);
});

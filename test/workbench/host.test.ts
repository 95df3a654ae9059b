/** What happens when the programs behind the window stop. In one window from the first test to the last. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chartLines, finished, verdict } from './panel.js';
import { descendants } from './processes.js';
import { LONG } from './texts.js';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({
    file: '02-gets-stuck.linspg',
    files: { 'long.linspg': LONG },
    size: { width: 1600, height: 1200 },
  });
  await workbench.squiggles('warning').first().waitFor();
});

afterAll(() => workbench?.close());

async function openLong(): Promise<void> {
  // The file opens where the keyboard is: beside the panel.
  await workbench.editor.locator('.view-line').first().click();
  await workbench.openFile('long.linspg');
  await workbench.editor.locator('.codelens-decoration').getByText('Run').waitFor();
  await workbench.command('Lin-SPG: Open Panel');
}

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

test('where the extension host ends in a run, the panel does not say that the run goes on, and names the command that brings it back', async () => {
  await openLong();
  await verdict(workbench).getByText('Converges from almost every start').waitFor();
  await workbench.save();
  await workbench.panel.getByText('Running…').first().waitFor();
  const hosts = descendants(workbench.serverProcess, '--type=extensionHost');
  expect(hosts.length).toBe(1);
  process.kill(hosts[0]!, 'SIGKILL');
  await workbench.panel.locator('#health').getByText('The extension does not answer').waitFor();
  expect(await workbench.panel.getByText('Running…').count()).toBe(0);
  await workbench.panel.getByText('Not known whether the run goes on.').first().waitFor();
  // The command that it names is there, and starts the extension again; VS Code closes the panel with it.
  await workbench.panel.locator('#health').getByText('“Developer: Reload Window”').waitFor();
  await workbench.reload();
  await openLong();
  await verdict(workbench).getByText('Converges from almost every start').waitFor();
  await workbench.panel.locator('#health').waitFor({ state: 'hidden' });
  expect(await workbench.panel.getByText('Running…').count()).toBe(0);
});

/** The suites in the real extension host of the VS Code server, with Chromium as its window: all, or those that are named (`npm run test:vscode -- running`). */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt } from '../../scripts/build/build-once.js';
import { program } from '../../scripts/program.js';
import { launchChromium } from '../../scripts/vscode/chromium.js';
import { remoteUri, root, startServer, workbenchAddress } from '../../scripts/vscode/vscode-server.js';
import { bundleSuite, copyExamples, tellOutcome } from './bundle.js';
import { voice } from './outcome.js';

/** The whole suite, with tests that are tried again; a single test has Mocha's own limit. */
const limit = 15 * 60_000;

async function main(): Promise<boolean> {
  await ensureBuilt();
  const suite = await bundleSuite();
  const workspace = await copyExamples();
  const browser = await launchChromium();
  const server = await startServer({ driver: true });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const chatter: string[] = [];
    page.on('console', (message) => chatter.push(message.text()));
    await page.exposeFunction('codeAutomationLog', (_kind: string, words: unknown[]) => {
      const line = words.join(' ');
      if (line.startsWith(voice)) console.log(line.slice(voice.length));
    });
    const ended = new Promise<number>((resolve) => {
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    await page.goto(
      workbenchAddress(server, workspace, [
        ['extensionDevelopmentPath', remoteUri(server, root)],
        ['extensionTestsPath', remoteUri(server, suite)],
      ]),
    );
    const code = await Promise.race([
      ended,
      delay(limit, null, { ref: false }),
      server.exited.then((serverCode) => {
        throw new Error(`The VS Code server ended (${serverCode}).\n${server.log()}`);
      }),
    ]);
    const passed = await tellOutcome(code);
    if (code !== null && passed === null) console.error(chatter.slice(-40).join('\n'));
    if (code === null) {
      const picture = path.join(root, 'dist-test', 'timeout.png');
      await page.screenshot({ path: picture });
      console.error(
        `No end after ${limit / 60_000} minutes. The window: ${path.relative(root, picture)}. Its last words:`,
      );
      console.error(chatter.slice(-40).join('\n'));
      console.error(server.log());
    }
    return passed === true;
  } finally {
    await browser.close();
    await server.stop();
    await rm(workspace, { recursive: true, force: true });
  }
}

await program(main);

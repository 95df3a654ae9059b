/** The same suite in the desktop VS Code, which @vscode/test-electron downloads. Called by hand. */
import { rm } from 'node:fs/promises';
import { runTests } from '@vscode/test-electron';
import { ensureBuilt } from '../../scripts/build/build-once.js';
import { program } from '../../scripts/program.js';
import { root } from '../../scripts/vscode/vscode-server.js';
import { bundleSuite, copyExamples, tellOutcome } from './bundle.js';

async function main(): Promise<boolean> {
  await ensureBuilt();
  const suite = await bundleSuite();
  const workspace = await copyExamples();
  try {
    const code = await runTests({
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
    }).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return 1;
    });
    return (await tellOutcome(code)) === true;
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

await program(main);

import { availableParallelism } from 'node:os';
import { Disposable, type ExtensionContext } from 'vscode';
import { ExperimentRunner } from '../experiment/runner.js';
import { type LinSpgApi, publicApi } from './api.js';
import { Basins } from './basins.js';
import { startClient } from './client.js';
import { registerCommands } from './commands.js';
import { Edits } from './edits.js';
import { Experiments } from './experiments.js';
import { Front } from './front.js';
import { Panels } from './panels.js';
import { createStatus } from './status.js';

let runner: ExperimentRunner | undefined;

export async function activate(context: ExtensionContext): Promise<LinSpgApi> {
  const workers = new ExperimentRunner({
    script: context.asAbsolutePath('dist/worker.cjs'),
    workers: availableParallelism(),
  });
  runner = workers;
  const edits = new Edits();
  const experiments = new Experiments(
    {
      execute: (text, onEvent, signal) => workers.run({ text }, onEvent, signal),
      judge: (text, onNews, signal) => workers.judge(text, onNews, signal),
    },
    edits,
  );
  const panels = new Panels(context, experiments);
  const front = new Front(experiments, panels);
  context.subscriptions.push(
    Disposable.from(
      createStatus(front),
      registerCommands({
        extension: context.extensionUri,
        experiments,
        panels,
        front,
        basins: new Basins(workers),
        edits,
      }),
      front,
      panels,
      experiments,
    ),
  );
  await startClient(context, (params) => experiments.analysed(params));
  return publicApi(experiments);
}

export async function deactivate(): Promise<void> {
  await runner?.dispose();
}

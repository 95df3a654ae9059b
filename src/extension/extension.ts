import { availableParallelism } from 'node:os';
import { Disposable, type ExtensionContext, window } from 'vscode';
import { ExperimentRunner } from '../experiment/runner.js';
import type { CommandContext } from './actions.js';
import { type LinSpgApi, publicApi } from './api.js';
import { Basins } from './basins.js';
import { LanguageServer } from './client.js';
import { registerCommands } from './commands.js';
import { textOf } from './documents.js';
import { Edits } from './edits.js';
import { Experiments } from './experiments.js';
import { Front } from './front.js';
import { showHealth } from './health.js';
import { tellOutcomes } from './outcomes.js';
import { registerPages } from './pages.js';
import { Panels } from './panels.js';
import { PhaseDiagrams } from './phases.js';
import { routePanelMessages } from './router.js';
import { createStatus } from './status.js';
import { stopUnseenRuns } from './unseen.js';
import { registerWalkthrough } from './walkthrough.js';

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
      execute: (experiment, onEvent, signal) => workers.run(experiment, onEvent, signal),
      decideInstances: (text, onNews, signal) => workers.decideInstances(text, onNews, signal),
    },
    edits,
  );
  const panels = new Panels(context, experiments);
  const front = new Front(experiments, panels);
  const commandContext: CommandContext = {
    extension: context.extensionUri,
    experiments,
    panels,
    front,
    basins: new Basins(workers),
    phases: new PhaseDiagrams(workers),
    makers: {
      draw: (session, order, provenance) => panels.draw(session, order, provenance),
      dataFile: (order) => workers.dataFile(order),
      imported: (order) => workers.imported(order),
      movable: (order) => workers.movable(order),
      extraction: (order) => workers.extraction(order),
      matrix: (order) => workers.matrix(order),
      proofFile: (order) => workers.proofFile(order),
    },
    runner: workers,
    edits,
  };
  context.subscriptions.push(
    Disposable.from(
      createStatus(front, experiments),
      stopUnseenRuns(experiments, panels, async (document) => {
        await window.showTextDocument(await textOf(document));
        await panels.open(experiments.of(document));
      }),
      registerCommands(commandContext),
      registerWalkthrough(commandContext),
      routePanelMessages(commandContext),
      front,
      panels,
      experiments,
      edits,
    ),
  );
  const server = new LanguageServer(context, {
    analysed: (params) => experiments.analysed(params),
    isNeeded: () => experiments.hasOpen,
  });
  context.subscriptions.push(
    server,
    showHealth(server),
    registerPages(context.extensionUri),
    tellOutcomes(experiments, (outcome) => server.told(outcome)),
    server.onDidChange((state) => {
      experiments.serverAnswers(state === 'answers');
      panels.serverAnswers(state === 'answers');
    }),
  );
  await server.start();
  return publicApi(experiments);
}

export async function deactivate(): Promise<void> {
  await runner?.dispose();
}

/** The commands of the extension. Each works on the experiment in front, or on the one given as an argument. */
import { commands, Disposable, Uri, window } from 'vscode';
import {
  EXTRACT_COMMAND,
  PHASES_COMMAND,
  PLANE_COMMAND,
  RATES_COMMAND,
  TRAPS_COMMAND,
} from '../shared/protocol.js';
import { type CommandContext, orSayWhyNot, runExperiment } from './actions.js';
import { LANGUAGE } from './documents.js';
import { newFromExample } from './examples.js';
import { type ExportFormat, exportAny, exportAs } from './exporting.js';
import { extractToFile } from './extracting.js';
import { importAsSpec } from './importing.js';
import { copyMatrix } from './matrix.js';
import { newExperiment } from './newExperiment.js';
import { reproduceThePaper } from './paper.js';
import { showPhases } from './phases.js';
import { exportProof } from './proofs.js';
import { compareRates } from './rates.js';
import { exportReport } from './reports.js';
import { findCounterExample, isForm } from './searching.js';
import type { ExperimentSession } from './session/session.js';
import { stopRuns } from './stopping.js';
import { showTraps } from './traps.js';

/** One command for each format, for the palette and for key bindings. */
const EXPORTS: Readonly<Record<string, ExportFormat>> = {
  'linspg.exportData': 'csv',
  'linspg.exportJson': 'json',
  'linspg.exportSvg': 'svg',
  'linspg.exportPng': 'png',
  'linspg.exportTex': 'tex',
};

/** Receives the experiment that it is about, and its other arguments. */
type SessionCommand = (session: ExperimentSession, ...rest: unknown[]) => unknown;

export function registerCommands(context: CommandContext): Disposable {
  const { extension, experiments, front } = context;
  return Disposable.from(
    ...Object.entries(sessionCommands(context)).map(([command, act]) =>
      commands.registerCommand(command, (document?: unknown, ...rest: unknown[]) => {
        const session = sessionOf(context, document);
        if (session !== null) return orSayWhyNot(() => act(session, ...rest));
        void window.showInformationMessage(nothingInFront());
      }),
    ),
    commands.registerCommand('linspg.stop', (document?: unknown) =>
      stopRuns(experiments, document === undefined ? null : sessionOf(context, document), front.session),
    ),
    commands.registerCommand('linspg.newFromExample', (file?: unknown) =>
      newFromExample(extension, typeof file === 'string' ? file : undefined),
    ),
    commands.registerCommand('linspg.import', (file?: unknown) =>
      orSayWhyNot(() => importAsSpec(context.makers, file instanceof Uri ? file : undefined)),
    ),
    commands.registerCommand('linspg.search', (form?: unknown) =>
      orSayWhyNot(() => findCounterExample(context.runner, isForm(form) ? form : undefined)),
    ),
    commands.registerCommand('linspg.newExperiment', newExperiment),
    commands.registerCommand('linspg.reproduce', () => reproduceThePaper(extension)),
  );
}

function sessionCommands(context: CommandContext): Record<string, SessionCommand> {
  const { extension, panels, makers, runner } = context;
  const exports = Object.entries(EXPORTS).map(([command, format]): [string, SessionCommand] => [
    command,
    (session, target) => exportAs(session, format, makers, target instanceof Uri ? target : undefined),
  ]);
  return {
    'linspg.run': (session) => runExperiment(context, session),
    'linspg.openPanel': (session) => panels.open(session),
    'linspg.openLockedPanel': (session) => panels.openLocked(session),
    'linspg.lockPanel': (session) => panels.lock(session),
    'linspg.unlockPanel': (session) => panels.unlock(session),
    [PLANE_COMMAND]: (session) => panels.lookAt(session, 'plane'),
    [PHASES_COMMAND]: (session, words) =>
      showPhases(runner, panels, session, typeof words === 'string' ? words : undefined),
    [TRAPS_COMMAND]: showTraps,
    [RATES_COMMAND]: compareRates,
    'linspg.copyPicture': (session) => panels.copy(session),
    'linspg.export': (session) => exportAny(session, makers),
    [EXTRACT_COMMAND]: (session, ...given) =>
      extractToFile(session, makers, { target: given.find((one) => one instanceof Uri), what: given[0] }),
    'linspg.copyAsNumPy': (session) => copyMatrix(session, 'numpy', makers),
    'linspg.copyAsLaTeX': (session) => copyMatrix(session, 'latex', makers),
    'linspg.copyAsJulia': (session) => copyMatrix(session, 'julia', makers),
    'linspg.exportProof': (session, target) =>
      exportProof(session, makers, target instanceof Uri ? target : undefined),
    'linspg.exportReport': (session, target) =>
      exportReport(extension, session, target instanceof Uri ? target : undefined),
    ...Object.fromEntries(exports),
  };
}

/** What the user can do if no experiment is meant. */
function nothingInFront(): string {
  return window.activeTextEditor?.document.languageId === LANGUAGE
    ? 'This text can only be read, as the other side of a comparison is. Open the file itself to run it.'
    : 'Open a .linspg file first.';
}

/** A code lens names its document as a string, an editor's menu as a Uri; the menu of a panel names the panel, and means the experiment in front. */
function sessionOf({ experiments, front }: CommandContext, document: unknown): ExperimentSession | null {
  if (typeof document !== 'string' && !(document instanceof Uri)) return front.session;
  const isPanel = document instanceof Uri && document.scheme.startsWith('webview');
  return experiments.find(document) ?? (isPanel ? front.session : null);
}

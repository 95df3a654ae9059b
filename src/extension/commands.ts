/** What a person, or a button of the panel, can ask for. Each works on the experiment in front, or on the one named. */
import { commands, Disposable, Range, Uri, ViewColumn, WorkspaceEdit, window, workspace } from 'vscode';
import { notification } from '../borders/vscode.js';
import { readSpec } from '../spec/read.js';
import type { Basins } from './basins.js';
import { textOf } from './documents.js';
import type { Edits } from './edits.js';
import { newFromExample } from './examples.js';
import type { Experiments } from './experiments.js';
import { type ExportFormat, exportAny, exportAs } from './exporting.js';
import type { Front } from './front.js';
import { RESTART } from './health.js';
import { openInstance } from './instances.js';
import type { PanelAsks, Panels } from './panels.js';
import { reproduceThePaper } from './paper.js';
import type { ExperimentSession } from './session/session.js';
import { stopRuns } from './stopping.js';

export interface Rooms {
  readonly extension: Uri;
  readonly experiments: Experiments;
  readonly panels: Panels;
  readonly front: Front;
  readonly basins: Basins;
  readonly edits: Edits;
}

/** One command a format, for the palette and for key bindings. */
const EXPORTS: Readonly<Record<string, ExportFormat>> = {
  'linspg.exportData': 'csv',
  'linspg.exportJson': 'json',
  'linspg.exportSvg': 'svg',
  'linspg.exportPng': 'png',
  'linspg.exportTex': 'tex',
};

export function registerCommands({
  extension,
  experiments,
  panels,
  front,
  basins,
  edits,
}: Rooms): Disposable {
  /** A code lens names its document as a string; an editor's menu as a Uri. */
  const named = (document: unknown): ExperimentSession | null => {
    if (typeof document === 'string' || document instanceof Uri)
      return experiments.find(document) ?? (isText(document) ? null : front.session);
    return front.session;
  };
  /** The menu of a panel names the panel. */
  const isText = (document: string | Uri) =>
    typeof document === 'string' || !document.scheme.startsWith('webview');

  const run = async (session: ExperimentSession) => {
    const text = await textOf(session.document);
    const opening = panels.open(session);
    experiments.run(text);
    await opening;
  };

  const draw: Panels['draw'] = (session, format) => panels.draw(session, format);

  /** Each is given the experiment that it is about and the arguments after it. */
  const table: Record<string, (session: ExperimentSession, ...rest: unknown[]) => unknown> = {
    'linspg.run': run,
    'linspg.openPanel': (session) => panels.open(session),
    'linspg.openLockedPanel': (session) => panels.openLocked(session),
    'linspg.lockPanel': (session) => panels.lock(session),
    'linspg.unlockPanel': (session) => panels.unlock(session),
    'linspg.copyPicture': (session) => panels.copy(session),
    'linspg.export': (session) => exportAny(session, draw),
    ...Object.fromEntries(
      Object.entries(EXPORTS).map(([command, format]) => [
        command,
        (session: ExperimentSession, target: unknown) =>
          exportAs(session, format, draw, target instanceof Uri ? target : undefined),
      ]),
    ),
  };

  const answer = async ({ panel, session, message }: PanelAsks): Promise<void> => {
    switch (message.type) {
      case 'ready':
      case 'drawn':
        return;
      case 'run':
        return run(session);
      case 'stop':
        return session.stop();
      case 'export':
        return exportAny(session, draw);
      case 'pin':
        return session.pin(message.run);
      case 'recall':
        return session.recall(message.run);
      case 'restoreText':
        return restoreText(session, message.run);
      case 'openInstance':
        return openInstance(session, message.run, message.instance);
      case 'reveal':
        return revealAction(session, message.action);
      case 'undo':
      case 'redo':
        await edits.settled();
        await showText(session);
        return void commands.executeCommand(message.type);
      case 'save':
        await edits.settled();
        return void (await textOf(session.document)).save();
      case 'lock':
        return panels.setLocked(panel, message.locked);
      case 'another':
        return panels.openLocked(session);
      case 'restartServer':
        return commands.executeCommand(RESTART).then();
      case 'basins':
        return basins.map(panel, message.wish);
      case 'edit': {
        const { stroke, step } = message.edit;
        const hadFocus = panel.active;
        const textVersion = await edits.apply(session.document, message.edit);
        if (hadFocus && !panel.active) panel.focus();
        return panel.send({ type: 'edited', done: { stroke, step, textVersion } });
      }
    }
  };

  return Disposable.from(
    ...Object.entries(table).map(([command, act]) =>
      commands.registerCommand(command, (document?: unknown, ...rest: unknown[]) => {
        const session = named(document);
        if (session !== null) return told(() => act(session, ...rest));
        void window.showInformationMessage('Open a .linspg file first.');
      }),
    ),
    commands.registerCommand('linspg.stop', (document?: unknown) =>
      stopRuns(experiments, document === undefined ? null : named(document), front.session),
    ),
    commands.registerCommand('linspg.newFromExample', (file?: unknown) =>
      newFromExample(extension, typeof file === 'string' ? file : undefined),
    ),
    commands.registerCommand('linspg.reproduce', () => reproduceThePaper(extension)),
    panels.onDidAsk((asks) =>
      answer(asks).catch((error) => window.showErrorMessage(notification(String(error)))),
    ),
  );
}

/** Does what was asked for; where that fails, says why. */
async function told(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    void window.showErrorMessage(notification(error instanceof Error ? error.message : String(error)));
  }
}

/** Puts the text of an earlier run back: one edit, one undo. */
async function restoreText(session: ExperimentSession, run: number): Promise<void> {
  const text = session.textOf(run);
  if (text === null) return;
  const document = await textOf(session.document);
  const edit = new WorkspaceEdit();
  const whole = new Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, whole, text);
  await workspace.applyEdit(edit);
}

/** Selects an action's name in the text, as it stands now. */
async function revealAction(session: ExperimentSession, action: number): Promise<void> {
  const document = await textOf(session.document);
  const place = readSpec(document.getText()).source.actions[action]?.name;
  const selection = place && new Range(document.positionAt(place.start), document.positionAt(place.end));
  await showText(session, selection);
}

/** Gives the text the focus, where it is shown already if it is. */
async function showText(session: ExperimentSession, selection?: Range): Promise<void> {
  const document = await textOf(session.document);
  const open = window.visibleTextEditors.find((editor) => editor.document === document);
  await window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? ViewColumn.One,
    ...(selection && { selection }),
  });
}

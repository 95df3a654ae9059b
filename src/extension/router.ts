/** What each message of a panel does. */
import { commands, type Disposable, ViewColumn } from 'vscode';
import type { FromPanel } from '../shared/messages.js';
import { replyTo } from '../shared/requests.js';
import {
  type CommandContext,
  orSayWhyNot,
  restoreText,
  revealAction,
  runExperiment,
  showText,
} from './actions.js';
import { textOf } from './documents.js';
import { exportAny, savePicture } from './exporting.js';
import { RESTART } from './health.js';
import { openInstance } from './instances.js';
import { openPage } from './pages.js';
import type { Panel, PanelMessage } from './panel.js';
import type { ExperimentSession } from './session/session.js';

/** The sender of a message. */
interface Sender {
  readonly panel: Panel;
  /** The session that the panel showed when the message came. */
  readonly session: ExperimentSession;
}

type Message<Type> = Extract<FromPanel, { readonly type: Type }>;

/** One handler for every message: the compiler names one that is missing. */
type Handlers = {
  readonly [Type in PanelMessage['type']]: (sender: Sender, message: Message<Type>) => unknown;
};

export function routePanelMessages(context: CommandContext): Disposable {
  const handlers = handlersOf(context);
  return context.panels.onDidReceive(({ message, ...sender }) => {
    const handle = handlers[message.type] as (sender: Sender, message: PanelMessage) => unknown;
    void orSayWhyNot(() => handle(sender, message));
  });
}

function handlersOf(context: CommandContext): Handlers {
  const { experiments, panels, basins, phases, makers, edits } = context;
  /** The undo of an editor applies where the focus is. */
  const inText = async (session: ExperimentSession, command: 'undo' | 'redo') => {
    await edits.settled();
    await showText(session);
    await commands.executeCommand(command);
    await edits.settled();
  };
  return {
    run: ({ session }) => runExperiment(context, session),
    stop: ({ session }) => session.stop(),
    export: ({ session }) => exportAny(session, makers),
    savePicture: ({ session }, order) => savePicture(session, order, makers),
    pin: ({ session }, { run }) => session.pin(run),
    recall: ({ session }, { run }) => session.recall(run),
    restoreText: ({ session }, { run }) => restoreText(session, run),
    openInstance: ({ session }, { run, instance }) => openInstance(session, run, instance),
    reveal: ({ session }, { action }) => revealAction(session, action),
    // Over the text, so that the panel stays visible.
    openPage: (_, { page }) => openPage(context.extension, page, ViewColumn.One),
    undo: ({ session }) => inText(session, 'undo'),
    redo: ({ session }) => inText(session, 'redo'),
    save: async ({ session }) => {
      await edits.settled();
      await experiments.save(await textOf(session.document));
    },
    lock: ({ panel }, { locked }) => panels.setLocked(panel, locked),
    another: ({ session }) => panels.openLocked(session),
    restartServer: () => commands.executeCommand(RESTART),
    basins: ({ panel }, request) =>
      basins.map(
        panel,
        request,
        replyTo(request, (answer) => panel.send(answer)),
      ),
    phases: ({ panel, session }, request) =>
      phases.answer(
        panel,
        session,
        request,
        replyTo(request, (answer) => panel.send(answer)),
      ),
    stopPhases: ({ panel }) => phases.stop(panel),
    savePhases: ({ panel }, { format }) => phases.save(panel, format),
    edit: async ({ panel, session }, edit) => {
      const reply = replyTo(edit, (answer) => panel.send(answer));
      reply({ textVersion: await edits.apply(session.document, edit) });
    },
  };
}

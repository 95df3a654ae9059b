/** Commands that only the steps of the walkthrough use. Its page has no experiment: they are about the one that was in front last. */
import {
  commands,
  type Diagnostic,
  Disposable,
  languages,
  Selection,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import { type CommandContext, orSayWhyNot, runExperiment, showText } from './actions.js';
import { isExperiment, textOf } from './documents.js';
import { newFromExample } from './examples.js';
import { openPage } from './pages.js';
import type { ExperimentSession } from './session/session.js';
import { tickSteps } from './walkthroughTicks.js';

const FIRST = '01-converges.linspg';
/** Its first start ends in a trap. */
const TRAPPED = '02-gets-stuck.linspg';

export function registerWalkthrough(context: CommandContext): Disposable {
  const { extension, front, panels } = context;
  let last: ExperimentSession | null = null;
  /** Brings the experiment that was in front last to the front again; if it is closed, a copy of an example. */
  const shown = async (example: string): Promise<ExperimentSession | null> => {
    if (last?.isOpen) {
      await showText(last);
      return last;
    }
    const document = await newFromExample(extension, example);
    return (document && context.experiments.find(document.uri)) ?? null;
  };
  const run = async (example: string): Promise<void> => {
    const session = await shown(example);
    if (session) await runExperiment(context, session);
  };
  const acts: Readonly<Record<string, () => unknown>> = {
    openPanel: async () => {
      const session = await shown(FIRST);
      if (session) await panels.open(session);
    },
    run: () => run(FIRST),
    springTrap: () => {
      last = null;
      return run(TRAPPED);
    },
    showWhy: async () => {
      const session = await shown(TRAPPED);
      if (session) await panels.lookAt(session, 'features');
    },
    readWhy: () => openPage(extension, 'trap'),
    mendTrap: async () => mendTrap(last?.isOpen ? await textOf(last.document) : null),
  };
  return Disposable.from(
    front.onDidChange((session) => {
      last = session ?? last;
    }),
    tickSteps(context),
    ...Object.entries(acts).map(([name, act]) =>
      commands.registerCommand(`linspg.walkthrough.${name}`, () => orSayWhyNot(act)),
    ),
  );
}

/** Puts the cursor on a trap, and shows how it can be mended. @param first the text that is looked at before the other open ones */
async function mendTrap(first: TextDocument | null): Promise<void> {
  const open = workspace.textDocuments.filter((each) => !each.isClosed && isExperiment(each));
  for (const document of [...(first ? [first] : []), ...open]) {
    const trap = languages.getDiagnostics(document.uri).find((one) => codeOf(one) === 'trap');
    if (trap === undefined) continue;
    const { start } = trap.range;
    const editor = window.visibleTextEditors.find((each) => each.document === document);
    await window.showTextDocument(document, {
      ...(editor?.viewColumn !== undefined && { viewColumn: editor.viewColumn }),
      selection: new Selection(start, start),
    });
    await commands.executeCommand('editor.action.quickFix');
    return;
  }
  void window.showInformationMessage(
    'No open text has a trap. Spring one first: an earlier step opens an experiment that has one.',
  );
}

function codeOf({ code }: Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

/** Commands that only the steps of the walkthrough use. */
import { commands, type Diagnostic, Disposable, languages, Selection, window } from 'vscode';
import { type CommandContext, orSayWhyNot, runExperiment } from './actions.js';
import { LANGUAGE } from './documents.js';
import { newFromExample } from './examples.js';

/** Its first start ends in a trap. */
const TRAPPED = '02-gets-stuck.linspg';

export function registerWalkthrough(context: CommandContext): Disposable {
  return Disposable.from(
    commands.registerCommand('linspg.walkthrough.springTrap', () => orSayWhyNot(() => springTrap(context))),
    commands.registerCommand('linspg.walkthrough.mendTrap', () => orSayWhyNot(mendTrap)),
  );
}

/** Opens a copy of the experiment that gets stuck, and runs it. */
async function springTrap(context: CommandContext): Promise<void> {
  const document = await newFromExample(context.extension, TRAPPED);
  const session = document && context.experiments.find(document.uri);
  if (session) await runExperiment(context, session);
}

/** Puts the cursor on the trap of the visible text, and shows how it can be mended. */
async function mendTrap(): Promise<void> {
  const editors = [window.activeTextEditor, ...window.visibleTextEditors];
  for (const editor of editors) {
    if (editor?.document.languageId !== LANGUAGE) continue;
    const trap = languages.getDiagnostics(editor.document.uri).find((one) => codeOf(one) === 'trap');
    if (trap === undefined) continue;
    const { document, viewColumn } = editor;
    const { start } = trap.range;
    await window.showTextDocument(document, {
      ...(viewColumn !== undefined && { viewColumn }),
      selection: new Selection(start, start),
    });
    await commands.executeCommand('editor.action.quickFix');
    return;
  }
  void window.showInformationMessage(
    'No text in sight has a trap. Spring one first: the step before opens an experiment that has one.',
  );
}

function codeOf({ code }: Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

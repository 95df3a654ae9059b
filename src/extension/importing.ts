/** Opens a new, untitled spec for a file of numbers, beside the file, so that it finds the file. */
import { type QuickPickItem, type Uri, window, workspace } from 'vscode';
import { label, notification } from '../borders/vscode.js';
import { fileNameOf } from '../shared/names.js';
import {
  type ColumnChoice,
  IMPORTED,
  type ImportAnswer,
  type ImportOrder,
  type OfferedColumn,
} from '../spec/imports/import.js';
import { isThere, LANGUAGE } from './documents.js';
import type { Makers } from './exporting.js';

const READ = 'Read It';

/** @param file which one; without it the user chooses. */
export async function importAsSpec({ imported }: Pick<Makers, 'imported'>, file?: Uri): Promise<void> {
  if (!workspace.isTrusted) {
    void window.showErrorMessage(
      'This workspace is not trusted, so no file of numbers is read in it. Trust the workspace (command Workspaces: Manage Workspace Trust) to import one.',
    );
    return;
  }
  const chosen = file ?? (await ask());
  if (chosen === undefined || !(await mayRead(chosen))) return;
  const name = fileNameOf(chosen.toString());
  const order = { file: name, path: name, bytes: await workspace.fs.readFile(chosen) };
  const text = await textFrom(order, imported);
  if (text === null) return;
  const document = await workspace.openTextDocument(await freeUntitled(chosen));
  const shown = await window.showTextDocument(document);
  await shown.edit((edit) => edit.insert(document.positionAt(0), text));
}

async function ask(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    title: 'Import as Spec',
    openLabel: 'Import',
    filters: { 'Files of numbers': [...IMPORTED] },
  });
  return chosen?.[0];
}

/** Reads the file under the same rules as for a text that names it: outside the workspace, only if the user allows it. */
async function mayRead(file: Uri): Promise<boolean> {
  if (workspace.getWorkspaceFolder(file) || workspace.workspaceFolders === undefined) return true;
  const message = `${file.fsPath} lies outside of the workspace. Read it?`;
  return (await window.showWarningMessage(notification(message), { modal: true }, READ)) === READ;
}

/** Asks until it is known what the columns are. null: the file cannot be read, which is reported, or the user cancelled. */
async function textFrom(order: ImportOrder, imported: Makers['imported']): Promise<string | null> {
  const answer: ImportAnswer = await imported(order);
  switch (answer.kind) {
    case 'text':
      return answer.text;
    case 'refused':
      void window.showErrorMessage(notification(answer.reason));
      return null;
    case 'question': {
      const choice = await choose(order.file, answer.about, answer.columns);
      return choice === undefined ? null : textFrom({ ...order, [answer.about]: choice }, imported);
    }
  }
}

interface Choice extends QuickPickItem {
  readonly choice: ColumnChoice;
}

const QUESTIONS = {
  reward: {
    placeHolder: 'Which column holds the rewards? The other columns of numbers are the features.',
    none: 'None: I write the rewards myself',
  },
  names: { placeHolder: 'Which column holds the names of the actions?', none: 'None: call them a1, a2, …' },
  axes: { placeHolder: 'What are the axes of P, outermost first?', none: 'I write them myself' },
} as const;

async function choose(
  file: string,
  about: keyof typeof QUESTIONS,
  columns: readonly OfferedColumn[],
): Promise<ColumnChoice | undefined> {
  const { placeHolder, none } = QUESTIONS[about];
  const choices: Choice[] = [
    ...columns.map(({ index, title, sample }) => ({
      label: label(title),
      description: label(sample),
      choice: index,
    })),
    { label: none, choice: 'none' },
  ];
  const chosen = await window.showQuickPick(choices, { title: label(`Import ${file}`), placeHolder });
  return chosen?.choice;
}

/** The URI of an untitled text beside the file, under its name, that is no file yet. */
async function freeUntitled(file: Uri): Promise<Uri> {
  const stem = file.path.replace(/\.[^./]+$/, '');
  for (let n = 1; ; n++) {
    const uri = file.with({ path: `${stem}${n === 1 ? '' : `-${n}`}.${LANGUAGE}` });
    const untitled = uri.with({ scheme: 'untitled' });
    const isOpen = workspace.textDocuments.some((one) => one.uri.toString() === untitled.toString());
    if (!isOpen && !(await isThere(uri))) return untitled;
  }
}

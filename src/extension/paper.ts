/** The experiments of arXiv 2505.03155: run in a terminal, where they can be stopped and continued, or opened for changes. */
import {
  commands,
  ProcessExecution,
  type QuickInputButton,
  type QuickPickItem,
  Task,
  type TaskExecution,
  TaskScope,
  ThemeIcon,
  tasks,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { PARTS, type Part } from '../experiment/paper/parts.js';
import { LANGUAGE } from './documents.js';

/** The argument of `linspg reproduce --part`. */
interface Choice extends QuickPickItem {
  readonly parts: string;
}

const NOISE = { bernoulli: 'Bernoulli', gaussian: 'Gaussian', beta: 'beta' } as const;

const OPEN: QuickInputButton = {
  iconPath: new ThemeIcon('go-to-file'),
  tooltip: 'Open this experiment to read and change it',
};

const CHOICES: readonly Choice[] = [
  {
    label: 'Everything',
    description: '16 experiments, 8,000 runs of 1,000,000 iterations',
    parts: 'exact,sampled',
  },
  {
    label: 'All with exact gradients',
    description: 'K = 3 and 6, d = 2 … 6, 50 instances each',
    parts: 'exact',
  },
  {
    label: 'All with sampled gradients',
    description: 'Bernoulli, Gaussian and beta rewards, ten learning rates',
    parts: 'sampled',
  },
  ...PARTS.map((part) => ({ label: labelOf(part), description: part.id, parts: part.id, buttons: [OPEN] })),
];

function labelOf(part: Part): string {
  return part.kind === 'exact'
    ? `Exact gradients, K = ${part.actions}, d = ${part.dimensions}`
    : `Sampled gradients, ${NOISE[part.noise]} rewards, ${part.difficulty}`;
}

export async function reproduceThePaper(extension: Uri): Promise<void> {
  const choice = await choose((part) => void openSpec(extension, part));
  if (choice === undefined) return;
  const out = await folder();
  if (out === undefined) return;
  // A task, not a plain terminal, since its output stays when it has ended.
  const task = new Task(
    { type: 'linspg', part: choice.parts },
    TaskScope.Workspace,
    'Reproduce the Paper',
    'Lin-SPG',
    new ProcessExecution(
      process.execPath,
      [
        Uri.joinPath(extension, 'dist', 'cli.cjs').fsPath,
        'reproduce',
        '--part',
        choice.parts,
        '--out',
        Uri.joinPath(out, 'linspg-paper').fsPath,
      ],
      { env: { ELECTRON_RUN_AS_NODE: '1' } },
    ),
  );
  showWhenDone(await tasks.executeTask(task), Uri.joinPath(out, 'linspg-paper', 'summary.md'));
}

/**
 * Shows the summary and its figures beside the text, once the task has written them. The exit code alone is not enough: a terminal
 * reports 0 for a process that Ctrl+C has ended.
 */
function showWhenDone(execution: TaskExecution, summary: Uri): void {
  const began = Date.now();
  const waiting = tasks.onDidEndTaskProcess(async ({ execution: one, exitCode }) => {
    if (one !== execution) return;
    waiting.dispose();
    if (exitCode !== 0 || (await writtenAt(summary)) < began) return;
    const where = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    await commands.executeCommand('vscode.openWith', summary, 'vscode.markdown.preview.editor', where);
  });
}

/** In milliseconds since 1970; 0: there is no such file. */
async function writtenAt(file: Uri): Promise<number> {
  return workspace.fs.stat(file).then(
    ({ mtime }) => mtime,
    () => 0,
  );
}

function choose(open: (part: string) => void): Promise<Choice | undefined> {
  const pick = window.createQuickPick<Choice>();
  pick.title = 'Reproduce the Paper (arXiv 2505.03155)';
  pick.placeholder = 'Runs in a terminal; what is finished is kept, and choosing it again goes on from there';
  pick.matchOnDescription = true;
  pick.items = CHOICES;
  return new Promise((resolve) => {
    pick.onDidTriggerItemButton(({ item }) => {
      pick.hide();
      open(item.parts);
    });
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** Opens an untitled copy, as for every example. */
async function openSpec(extension: Uri, part: string): Promise<void> {
  const file = Uri.joinPath(extension, 'examples', 'paper', `${part}.linspg`);
  const content = new TextDecoder().decode(await workspace.fs.readFile(file));
  await window.showTextDocument(await workspace.openTextDocument({ language: LANGUAGE, content }));
}

/** The open folder; the user is asked if none is open, or none on the local disk. */
async function folder(): Promise<Uri | undefined> {
  const open = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri;
  if (open !== undefined) return open;
  const chosen = await window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    title: 'Where to Keep the Results',
    openLabel: 'Keep Results Here',
  });
  return chosen?.[0];
}

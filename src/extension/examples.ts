/** The example experiments of the extension. */
import { type QuickPickItem, type TextDocument, Uri, window, workspace } from 'vscode';
import { label, notification } from '../borders/vscode.js';
import { LANGUAGE } from './documents.js';

interface Example extends QuickPickItem {
  readonly text: string;
}

/**
 * Opens an untitled copy of an example.
 *
 * @param file which one; without it the user chooses.
 * @returns undefined if none was chosen.
 */
export async function newFromExample(extension: Uri, file?: string): Promise<TextDocument | undefined> {
  const examples = await readExamples(extension);
  const chosen =
    file === undefined
      ? await window.showQuickPick(examples, {
          title: 'New Experiment from Example',
          placeHolder: 'An untitled copy opens: save it to run it',
          matchOnDetail: true,
        })
      : examples.find(({ description }) => description === file);
  if (chosen === undefined) {
    if (file !== undefined) void window.showErrorMessage(notification(`There is no example ${file}.`));
    return undefined;
  }
  const document = await workspace.openTextDocument({ language: LANGUAGE, content: chosen.text });
  await window.showTextDocument(document);
  return document;
}

async function readExamples(extension: Uri): Promise<Example[]> {
  const folder = Uri.joinPath(extension, 'examples');
  const files = (await workspace.fs.readDirectory(folder)).map(([name]) => name);
  return Promise.all(
    files
      .filter((name) => name.endsWith('.linspg'))
      .sort()
      .map(async (name) => {
        const text = new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(folder, name)));
        const { title, about } = describeExample(text);
        return { label: label(title), detail: label(about), description: name, text };
      }),
  );
}

/** The title of an example, and its first line of comment. */
function describeExample(text: string): { title: string; about: string } {
  return {
    title: /^title:\s*(.+?)\s*$/m.exec(text)?.[1] ?? 'Untitled',
    about: /^#\s*(.+?)\s*$/m.exec(text)?.[1] ?? '',
  };
}

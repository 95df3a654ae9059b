/** What several suites need: the workspace's examples, and waiting for what must become true. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LinSpgApi } from '../../../src/extension/api.js';

export const api = async (): Promise<LinSpgApi> => {
  const extension = vscode.extensions.getExtension<LinSpgApi>('linspg.linspg');
  assert.ok(extension, 'the extension is there');
  return extension.activate();
};

export const workspaceFolder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), vscode.ViewColumn.One);
}

/** Writes a new file into the workspace and opens it. */
export async function create(name: string, text: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(
    vscode.Uri.joinPath(workspaceFolder(), name),
    new TextEncoder().encode(text),
  );
  return open(name);
}

/** Before Mocha's own limit, which could not say what was there instead. Milliseconds. */
const LIMIT = 50_000;

/**
 * Looks now and after each event until `look` finds something.
 *
 * @param seen tells what is there, for the message where it never comes.
 */
export function until<T>(
  event: vscode.Event<unknown>,
  look: () => T | undefined | null | false,
  seen: () => unknown = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const check = () => {
      try {
        const found = look();
        if (found === undefined || found === null || found === false) return false;
        resolve(found);
        return true;
      } catch (error) {
        reject(error);
        return true;
      }
    };
    if (check()) return;
    const end = () => {
      listening.dispose();
      clearTimeout(limit);
    };
    const listening = event(() => {
      if (check()) end();
    });
    const limit = setTimeout(() => {
      end();
      reject(new Error(`Never came: ${look}\nThere is: ${JSON.stringify(seen())}`));
    }, LIMIT);
  });
}

/** The diagnostics of a document, once they include one with this code. */
export function diagnosticsWith(document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic[]> {
  return until(vscode.languages.onDidChangeDiagnostics, () => {
    const all = vscode.languages.getDiagnostics(document.uri);
    return all.some((one) => one.code === code || (one.code as { value?: unknown })?.value === code) && all;
  });
}

export function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

/** Replaces the only occurrence of `before`, as typing would. */
export async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  const text = editor.document.getText();
  const at = text.indexOf(before);
  assert.ok(at >= 0 && text.indexOf(before, at + 1) < 0, `“${before}” stands once in the text`);
  const range = new vscode.Range(
    editor.document.positionAt(at),
    editor.document.positionAt(at + before.length),
  );
  assert.ok(await editor.edit((edit) => edit.replace(range, after)));
}

/** Closes every editor and gives up what was not saved. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

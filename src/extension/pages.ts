/** Opens a page of the documentation to be read, wherever the extension lies. */
import { commands, type Disposable, Uri } from 'vscode';
import { PAGE_COMMAND } from '../shared/protocol.js';

export function registerPages(extension: Uri): Disposable {
  return commands.registerCommand(PAGE_COMMAND, (page: unknown) => {
    if (typeof page !== 'string' || !/^[a-z0-9-]+$/.test(page)) return;
    const file = Uri.joinPath(extension, 'docs', `${page}.md`);
    return commands.executeCommand('vscode.openWith', file, 'vscode.markdown.preview.editor');
  });
}

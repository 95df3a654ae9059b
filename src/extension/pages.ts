/** Opens a page of the documentation for reading, wherever the extension is installed. */
import { commands, Disposable, Uri, type ViewColumn } from 'vscode';
import { PAGE_NAME } from '../shared/pages.js';
import { PAGE_COMMAND } from '../shared/protocol.js';

export function registerPages(extension: Uri): Disposable {
  return Disposable.from(
    commands.registerCommand(PAGE_COMMAND, (page: unknown) =>
      typeof page === 'string' && PAGE_NAME.test(page) ? openPage(extension, page) : undefined,
    ),
    commands.registerCommand('linspg.howTo', () => openPage(extension, 'how-to')),
  );
}

/**
 * @param page a `PAGE_NAME`
 * @param column absent: that of the active editor
 */
export async function openPage(extension: Uri, page: string, column?: ViewColumn): Promise<void> {
  const file = Uri.joinPath(extension, 'docs', `${page}.md`);
  await commands.executeCommand('vscode.openWith', file, 'vscode.markdown.preview.editor', column);
}

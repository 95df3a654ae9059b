/** Opens a page of the documentation to be read, wherever the extension lies. */
import { commands, Disposable, Uri } from 'vscode';
import { PAGE_COMMAND } from '../shared/protocol.js';

export function registerPages(extension: Uri): Disposable {
  const open = (page: string) => {
    const file = Uri.joinPath(extension, 'docs', `${page}.md`);
    return commands.executeCommand('vscode.openWith', file, 'vscode.markdown.preview.editor');
  };
  return Disposable.from(
    commands.registerCommand(PAGE_COMMAND, (page: unknown) =>
      typeof page === 'string' && /^[a-z0-9-]+$/.test(page) ? open(page) : undefined,
    ),
    commands.registerCommand('linspg.howTo', () => open('how-to')),
  );
}

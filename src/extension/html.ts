import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The folders of the extension from which a panel may read. */
export function panelRoots(extension: Uri): Uri[] {
  return [Uri.joinPath(extension, 'dist'), Uri.joinPath(extension, 'media')];
}

/** The panel's page: one script, one style sheet, and a policy that allows nothing else. */
export function panelHtml(webview: Webview, extension: Uri): string {
  const nonce = randomBytes(18).toString('base64');
  const address = (file: string) => webview.asWebviewUri(Uri.joinPath(extension, 'dist', file));
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    // For the panel's own pictures when they are converted from SVG to PNG.
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${address('webview.css')}">
    <title>Lin-SPG</title>
  </head>
  <body>
    <script nonce="${nonce}" src="${address('webview.js')}"></script>
  </body>
</html>`;
}

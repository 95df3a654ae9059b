/**
 * Webviews in a process of their own, as VS Code has them on the desktop: the window takes them from another origin, which is the same server
 * behind another port.
 */
import { type AddressInfo, connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';
import type { Page } from 'playwright-core';
import type { VsCodeServer } from '../../scripts/vscode/vscode-server.js';

/** Argument of Chromium that gives each origin a process; usually each site has one, and a port is no part of a site. */
export const ORIGINS_APART = '--enable-features=OriginKeyedProcessesByDefault';

/** To be called before the page goes to the server. Ends with the page. */
export async function webviewsApart(page: Page, server: VsCodeServer): Promise<void> {
  const origin = await secondDoor(page, Number(new URL(server.origin).port));
  // The server's token is given in a redirection, which an intercepted page does not see.
  await page.context().request.get(`${server.origin}/?tkn=${server.token}`);
  // And such a page counts as one of the public network.
  await page.context().grantPermissions(['local-network-access']);
  await page.route(
    (url) => url.origin === server.origin && url.pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      const policy = headers['content-security-policy']!.replace('frame-src', `frame-src ${origin}`);
      const body = (await response.text()).replace('webviewEndpoint&quot;:&quot;', `$&${origin}/`);
      await route.fulfill({ response, body, headers: { ...headers, 'content-security-policy': policy } });
    },
  );
}

/** @returns the origin of a port that leads to `port`. */
async function secondDoor(page: Page, port: number): Promise<string> {
  // Who goes away on one side is gone on the other.
  const door = createServer((socket) =>
    pipeline(socket, connect(port, '127.0.0.1'), socket, () => socket.destroy()),
  );
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  page.on('close', () => door.close());
  return `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
}

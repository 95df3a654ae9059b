/** Draws `media/icon.png` from `media/icon.svg`, since the marketplace does not accept SVG. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { program } from '../program.js';
import { launchChromium } from '../vscode/chromium.js';
import { root } from '../vscode/vscode-server.js';

async function main(): Promise<boolean> {
  const svg = await readFile(path.join(root, 'media/icon.svg'), 'utf8');
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
    await page.screenshot({ path: path.join(root, 'media/icon.png'), omitBackground: true });
  } finally {
    await browser.close();
  }
  return true;
}

await program(main);

/** `npm run docs:pictures`: draws `docs/pictures/`. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { program } from '../program.js';
import { root } from '../vscode/vscode-server.js';
import { pictures } from './all.js';

async function main(): Promise<boolean> {
  const folder = path.join(root, 'docs', 'pictures');
  await mkdir(folder, { recursive: true });
  for (const [name, picture] of await pictures()) {
    await writeFile(path.join(folder, `${name}.svg`), picture.toString());
    console.log(`docs/pictures/${name}.svg`);
  }
  return true;
}

await program(main);

/** `npm run docs:pictures`: draws `docs/pictures/` and `media/walkthrough/`. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { program } from '../program.js';
import { root } from '../vscode/vscode-server.js';
import { pictures } from './all.js';
import { walkthroughPictures } from './walkthrough.js';

async function main(): Promise<boolean> {
  await draw('docs/pictures', await pictures());
  await draw('media/walkthrough', await walkthroughPictures());
  return true;
}

async function draw(folder: string, drawn: ReadonlyMap<string, { toString(): string }>): Promise<void> {
  await mkdir(path.join(root, folder), { recursive: true });
  for (const [name, picture] of drawn) {
    await writeFile(path.join(root, folder, `${name}.svg`), picture.toString());
    console.log(`${folder}/${name}.svg`);
  }
}

await program(main);

/** `npm run docs:reference`: writes `docs/reference.md`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { program } from '../program.js';
import { root } from '../vscode/vscode-server.js';
import { reference } from './reference.js';

async function main(): Promise<boolean> {
  await writeFile(path.join(root, 'docs/reference.md'), reference());
  console.log('docs/reference.md');
  return true;
}

await program(main);

/** What a test of another editor needs: a folder with a text, the editor's configuration of docs/editors.md, and the program `linspg` on the path. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { buildPrograms, type Programs } from '../programs.js';

export interface Installed {
  /** The files with the configuration and with the text. */
  readonly config: string;
  readonly file: string;
  /** That of this process, with `linspg` on the path and the folder as home. */
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * For the tests of the suite that calls it.
 *
 * @param editor the heading of its part of the page. @param language of the block with its configuration. @param config the name of its file
 */
export function useInstalled(editor: string, language: string, config: string): (text: string) => Installed {
  let programs: Programs;
  let folder: string;
  beforeAll(async () => {
    programs = await buildPrograms();
    folder = mkdtempSync(join(tmpdir(), `linspg-${editor.toLowerCase()}-`));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await programs.remove();
  });
  return (text) => {
    const block = new RegExp(`## ${editor}[\\s\\S]*?\`\`\`${language}\\n([\\s\\S]*?)\`\`\``);
    const [configured, file, bin] = [join(folder, config), join(folder, 'mine.linspg'), join(folder, 'bin')];
    writeFileSync(configured, block.exec(readFileSync('docs/editors.md', 'utf8'))![1]!);
    writeFileSync(file, text);
    mkdirSync(bin);
    const program = join(bin, 'linspg');
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${programs.path('cli')}' "$@"\n`);
    chmodSync(program, 0o755);
    const environment = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: folder };
    return { config: configured, file, environment };
  };
}

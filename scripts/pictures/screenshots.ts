/** `npm run screenshots`: pictures of real runs in the real workbench, in every kind of theme. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { finished } from '../../test/workbench/panel.js';
import { Workbench } from '../../test/workbench/workbench.js';
import { program } from '../program.js';
import { root } from '../vscode/vscode-server.js';

/** The themes as the palette names them, with the class that the workbench then has. */
const themes = {
  light: ['Light Modern', 'vs'],
  dark: ['Dark Modern', 'vs-dark'],
  'high-contrast': ['Dark High Contrast', 'hc-black'],
} as const;

const folder = path.join(root, 'media', 'screenshots');

async function main(): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  for (const [name, [theme, kind]] of Object.entries(themes)) {
    const workbench = await Workbench.open({
      file: '02-gets-stuck.linspg',
      folderSettings: {
        'workbench.activityBar.location': 'hidden',
        'editor.minimap.enabled': false,
      },
      size: { width: 1440, height: 900 },
    });
    try {
      await workbench.squiggles('warning').first().waitFor();
      await workbench.choose('Preferences: Color Theme', theme);
      await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
      await workbench.cursorAtEnd('title:');
      await workbench.save();
      await finished(workbench);
      await workbench.page.keyboard.press('Control+b');
      await workbench.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
      await workbench.settled();
      await workbench.screenshot(path.join(folder, `${name}.png`));
      console.log(`media/screenshots/${name}.png`);
    } finally {
      await workbench.close();
    }
  }
  return true;
}

await program(main);

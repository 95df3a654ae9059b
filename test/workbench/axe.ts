/** What axe-core says of the panel, and the themes in which it is asked. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Workbench } from './workbench.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds serious or critical, in words. */
export async function seriousIn(workbench: Workbench): Promise<string[]> {
  const body = workbench.panel.locator('body');
  const results = await body.evaluate(async (_, source) => {
    const page = globalThis as unknown as {
      axe?: { run(): Promise<AxeResults> };
      eval(text: string): unknown;
    };
    if (page.axe === undefined) page.eval(source);
    return page.axe!.run();
  }, axe);
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** As the palette names them, with the class that the workbench then has, and the panel's page. */
export const THEMES = [
  ['Light Modern', 'vs', 'vscode-light'],
  ['Dark Modern', 'vs-dark', 'vscode-dark'],
  ['Dark High Contrast', 'hc-black', 'vscode-high-contrast'],
  ['Light High Contrast', 'hc-light', 'vscode-high-contrast-light'],
] as const;

/** Shows the workbench and its panel in one of them. */
export async function useTheme(
  workbench: Workbench,
  [theme, ofWorkbench, ofPanel]: readonly [theme: string, ofWorkbench: string, ofPanel: string],
): Promise<void> {
  await workbench.choose('Preferences: Color Theme', theme);
  await workbench.page.locator(`.monaco-workbench.${ofWorkbench}`).waitFor();
  await workbench.panel.locator(`body.${ofPanel}`).waitFor();
}

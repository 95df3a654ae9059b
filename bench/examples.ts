/**
 * `npm run bench:examples [FOLDER] [NAME]`: every shipped example as a person tries it, in the real workbench, with files that save
 * themselves and without: opened, saved, dragged once (changed once by the keyboard where nothing can be dragged, which is said), undone once,
 * exported. Then each is looked at in every kind of theme: pictures
 * in FOLDER, one in the place for temporary files without it. NAME: only examples that begin so.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { program } from '../scripts/program.js';
import { root } from '../scripts/vscode/vscode-server.js';
import { finished, staleness, verdict } from '../test/workbench/panel.js';
import { Workbench } from '../test/workbench/workbench.js';

/** As the palette names them, with the class that a panel then has. */
const THEMES = {
  light: ['Light Modern', 'vscode-light'],
  dark: ['Dark Modern', 'vscode-dark'],
  'high-contrast-dark': ['Dark High Contrast', 'vscode-high-contrast'],
  'high-contrast-light': ['Light High Contrast', 'vscode-high-contrast-light'],
} as const;

/** Pixels. */
const SIZE = { width: 1600, height: 1200 };

/**
 * Milliseconds until a file saves itself, as VS Code has it by default, and between two movements of a hand, so that files save themselves in a drag.
 * With a shorter time VS Code may forget on a busy machine that a save was asked for: it keeps one save that waits for another, the last, and its reason.
 */
const DELAY = 1000;
const REST = 1.2 * DELAY;
/** Milliseconds between two looks. */
const LOOK = 200;

const SAVING = {
  off: { 'files.autoSave': 'off' },
  on: { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': DELAY },
} as const;

/** Milliseconds in which a file that is written gets its text, on a busy machine. */
const PATIENCE = 60_000;

async function main(): Promise<boolean> {
  const [folder = await mkdtemp(path.join(tmpdir(), 'linspg-examples-')), beginning = ''] =
    process.argv.slice(2);
  await mkdir(folder, { recursive: true });
  const names = (await readdir(path.join(root, 'examples')))
    .filter((name) => name.endsWith('.linspg') && name.startsWith(beginning))
    .sort();
  assert(names.length > 0, 'There is no such example.');
  let failures = 0;
  for (const [saving, settings] of Object.entries(SAVING)) {
    const workbench = await Workbench.open({
      settings,
      folderSettings: {
        ...settings,
        'workbench.activityBar.location': 'hidden',
        'editor.minimap.enabled': false,
      },
      size: SIZE,
    });
    try {
      for (const name of names) {
        try {
          console.log(`auto-save ${saving}, ${name}: ${await tried(workbench, name)}`);
        } catch (error) {
          failures++;
          console.log(`auto-save ${saving}, ${name}: FAILED: ${(error as Error).message}`);
          await workbench.screenshot(path.join(folder, `failed-${saving}-${name}.png`));
          await workbench.page.keyboard.press('Escape');
        }
      }
      if (saving === 'off') await lookedAt(workbench, names, folder);
    } finally {
      await workbench.close();
    }
  }
  console.log(
    `${2 * names.length - failures} of ${2 * names.length} as they should be; pictures: ${4 * names.length}`,
  );
  return failures === 0;
}

/** @returns what was seen, in words. @throws an error that says what is wrong */
async function tried(workbench: Workbench, name: string): Promise<string> {
  const file = path.join(workbench.folder, name);
  const { page, panel } = workbench;
  const written = await readFile(file, 'utf8');
  await shown(workbench, name);
  await workbench.editor.locator('.view-line').first().click();
  await workbench.save();
  await inFront(workbench, name);
  await finished(workbench);
  assert(await workbench.textHasFocus(), 'A save has taken the focus from the text.');
  const before = await said(workbench);

  // For a contextual bandit or a process, one state is drawn when it is chosen.
  const state = panel.locator('#policy .state').filter({ visible: true }).first();
  if ((await state.count()) > 0) {
    await state.click();
    await panel.locator('#features-title', { hasText: 'Local bandit of' }).waitFor();
  }
  const grip = panel.locator('.vectors .action:not(.fixed) .grip').filter({ visible: true }).first();
  const isDrawn = (await grip.count()) > 0;
  if (isDrawn) await drag(workbench, grip);
  else {
    await workbench.cursorAtEnd('title:');
    await page.keyboard.type('s');
  }
  await workbench.editor.locator('.view-line').first().click();
  await workbench.save();
  const changed = await until(file, (text) => text !== written, 'The change has not come into the file.');
  await saved(workbench, name);
  assert.equal(changed.split('\n').length, written.split('\n').length, 'The change has changed the lines.');

  await page.keyboard.press('Control+z');
  await workbench.save();
  await until(file, (text) => text === written, 'One undo has not brought the text back.');
  await finished(workbench);
  await staleness(workbench).waitFor({ state: 'hidden' });
  await saidAgain(workbench, before);

  const csv = file.replace(/\.linspg$/, '.csv');
  await rm(csv, { force: true });
  await workbench.command('Lin-SPG: Export Data (CSV)');
  await proposed(page.locator('.quick-input-widget input[type=text]'), path.basename(csv));
  await page.keyboard.press('Enter');
  await workbench.statusBar.getByText(`${path.basename(csv)} is saved`).waitFor();
  const rows = (await until(csv, (text) => text !== '', 'The export is empty.'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  assert(rows.length > 2, 'The export has no rows.');
  const toasts = await page.locator('.notification-toast').allInnerTexts();
  assert.deepEqual(toasts, [], 'A notification has come up.');
  return `${before.heading} (${before.run}); ${isDrawn ? 'dragged' : 'TYPED, as nothing here can be dragged'}, one undo, ${rows.length - 1} rows exported`;
}

/** Opens a file, or its tab. */
async function shown(workbench: Workbench, name: string): Promise<void> {
  await workbench.command('View: Focus First Editor Group');
  const row = workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
  await row.click();
  await workbench.tab(name).first().waitFor();
  await workbench.line('title:').waitFor();
  // The extension has started: before that, a save has no effect.
  await workbench.editor.locator('.codelens-decoration', { hasText: 'Run' }).waitFor();
}

/** Waits until a tab says that nothing is unsaved: to VS Code, an undo while a save is under way leads back to what is saved already. */
async function saved({ page }: Workbench, name: string): Promise<void> {
  await page.locator('.tabs-container .tab.active:not(.dirty)', { hasText: name }).first().waitFor();
}

/** Waits until the panel is that of a file. */
async function inFront(workbench: Workbench, name: string): Promise<void> {
  await workbench.panel.locator('.place .file', { hasText: name }).waitFor();
}

interface Said {
  readonly heading: string;
  readonly reason: string;
  readonly run: string;
  readonly bar: string;
}

const words = async (one: Locator) => ((await one.textContent()) ?? '').replaceAll(/\s+/g, ' ').trim();

/** What is said of the text, in the panel and in the status bar: of one problem one claim, of a family the verdicts on all its instances. */
async function said(workbench: Workbench): Promise<Said> {
  const family = workbench.panel.locator('#instances');
  return (await family.isVisible()) ? saidOfFamily(workbench) : saidOfOne(workbench);
}

async function saidOfFamily({ panel, statusBar }: Workbench): Promise<Said> {
  const summary = panel.locator('#instances-summary');
  await summary.getByText(/Verdicts: (?!.*to come)/).waitFor();
  const bar = statusBar.getByText('ran in').first();
  return {
    heading: await words(summary),
    reason: await words(panel.locator('#instances tbody')),
    run: await words(panel.locator('#this-run')),
    bar: (await words(bar)).replace(/ ran in .*$/, ''),
  };
}

async function saidOfOne(workbench: Workbench): Promise<Said> {
  await verdict(workbench).filter({ hasNotText: 'Not decided yet' }).waitFor();
  const heading = (await words(verdict(workbench))).replace(/ (proved|numerical)$/i, '');
  const bar = workbench.statusBar.getByText(heading.split(' for ')[0]!.toLowerCase());
  await bar.first().waitFor();
  return {
    heading,
    reason: await words(workbench.panel.locator('#verdict p').first()),
    run: await words(workbench.panel.locator('#this-run')),
    // The duration of the run differs each time.
    bar: (await words(bar.first())).replace(/ ran in .*$/, ''),
  };
}

/** Waits until the texts are the same as before. @throws an error with the texts that are there instead */
async function saidAgain(workbench: Workbench, before: Said): Promise<void> {
  for (const end = Date.now() + PATIENCE; ; await workbench.page.waitForTimeout(LOOK)) {
    const now = await said(workbench);
    if (isDeepStrictEqual(now, before)) return;
    if (Date.now() > end)
      assert.deepEqual(now, before, 'The same text is spoken of in other words after undo.');
  }
}

/** Moves the head of an arrow, in a hand that rests on the way. */
async function drag({ page }: Workbench, grip: Locator): Promise<void> {
  await grip.scrollIntoViewIfNeeded();
  const box = await atRest(grip);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 5; step++) {
    await page.mouse.move(x + 7 * step, y - 7 * step, { steps: 2 });
    await page.waitForTimeout(REST);
  }
  await page.mouse.up();
}

/** The position of something, once it is the same twice in a row. */
async function atRest(one: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  for (let before = await one.boundingBox(); ; ) {
    await one.page().waitForTimeout(LOOK);
    const now = await one.boundingBox();
    assert(now !== null, 'There is nothing to drag.');
    if (now.x === before?.x && now.y === before.y) return now;
    before = now;
  }
}

/** Waits until a dialog proposes a file's name; before that, keys do not go to it. */
async function proposed(input: Locator, name: string): Promise<void> {
  await input.waitFor();
  for (const end = Date.now() + PATIENCE; !(await input.inputValue()).endsWith(name); ) {
    assert(Date.now() < end, `No dialog proposes ${name}.`);
    await input.page().waitForTimeout(LOOK);
  }
}

/**
 * The text of a file once it is as wanted, twice in a row, since it may be half written. @throws an error with `otherwise` if it does not become so
 */
async function until(file: string, wanted: (text: string) => boolean, otherwise: string): Promise<string> {
  let before = '';
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text === before && wanted(text)) return text;
    before = text;
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  throw new Error(otherwise);
}

async function lookedAt(workbench: Workbench, names: readonly string[], folder: string): Promise<void> {
  const document = workbench.panel.locator('html');
  for (const [theme, [title, kind]] of Object.entries(THEMES)) {
    await workbench.choose('Preferences: Color Theme', title);
    for (const name of names) {
      await workbench.page.setViewportSize(SIZE);
      await shown(workbench, name);
      await inFront(workbench, name);
      await workbench.panel.locator(`body.${kind}`).waitFor();
      await document.evaluate((html) => html.scrollTo(0, 0));
      // As high as the panel is, so that a picture shows all of it.
      const hidden = await document.evaluate((html) => html.scrollHeight - html.clientHeight);
      await workbench.page.setViewportSize({ width: SIZE.width, height: SIZE.height + hidden });
      await workbench.settled();
      await workbench.screenshot(path.join(folder, `${path.basename(name, '.linspg')}-${theme}.png`));
    }
  }
}

await program(main);

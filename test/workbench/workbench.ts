/** The workbench as a person meets it: a window of VS Code, a keyboard and a mouse. Every wait is for a condition. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { ensureBuilt } from '../../scripts/build/build-once.js';
import { launchChromium } from '../../scripts/vscode/chromium.js';
import {
  remoteUri,
  root,
  startServer,
  type VsCodeServer,
  workbenchAddress,
} from '../../scripts/vscode/vscode-server.js';
import { ORIGINS_APART, webviewsApart } from './apart.js';

/** A window on a busy machine may take this long for anything. Milliseconds. */
const patience = 60_000;

export interface WorkbenchOptions {
  /** The example that is open at the start. */
  readonly file?: string;
  /** More files of the workspace: name → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Settings of the machine. */
  readonly settings?: Record<string, unknown>;
  /** Settings of the folder: those of the window, such as its theme, are read from here and not from the machine's. */
  readonly folderSettings?: Record<string, unknown>;
  /** Pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** JavaScript that runs in every frame before any other. */
  readonly initScript?: string;
  /** Do webviews run in a process of their own, as on the desktop? Else they share the window's, and its JavaScript heap. */
  readonly webviewsApart?: boolean;
  /** Is the folder untrusted, without a question about it? */
  readonly untrusted?: boolean;
  /** A program with its arguments that starts the server's, such as one that watches it. */
  readonly under?: readonly string[];
  /** Where extensions are installed; without it, the extension of this repository runs from its folder. */
  readonly extensionsDir?: string;
}

/** Pixels of the window. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class Workbench {
  private constructor(
    readonly page: Page,
    /** The workspace: a copy of the examples. */
    readonly folder: string,
    private readonly server: VsCodeServer,
    private readonly browser: Browser,
    /** Everything the window's console said. */
    readonly console: readonly string[],
  ) {}

  /** Opens VS Code on a fresh copy of the examples. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    if (options.extensionsDir === undefined) await ensureBuilt();
    const folder = await mkdtemp(path.join(tmpdir(), 'linspg-workspace-'));
    await cp(path.join(root, 'examples'), folder, { recursive: true });
    for (const [name, text] of Object.entries(options.files ?? {}))
      await writeFile(path.join(folder, name), text);
    if (options.folderSettings !== undefined) {
      await mkdir(path.join(folder, '.vscode'));
      await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(options.folderSettings));
    }
    const server = await startServer({
      driver: options.extensionsDir === undefined,
      ...(options.extensionsDir === undefined ? {} : { extensionsDir: options.extensionsDir }),
      untrusted: options.untrusted === true,
      under: options.under ?? [],
      settings: {
        'files.autoSave': 'off',
        'editor.cursorBlinking': 'solid',
        ...(options.untrusted && { 'security.workspace.trust.startupPrompt': 'never' }),
        ...options.settings,
      },
    });
    const browser = await launchChromium(options.webviewsApart ? [ORIGINS_APART] : []);
    const page = await browser.newPage({ viewport: options.size ?? { width: 1440, height: 900 } });
    page.setDefaultTimeout(patience);
    if (options.initScript !== undefined) await page.addInitScript({ content: options.initScript });
    if (options.webviewsApart) await webviewsApart(page, server);
    const words: string[] = [];
    page.on('console', (message) => words.push(message.text()));
    const workbench = new Workbench(page, folder, server, browser, words);
    const payload: [string, string][] = [];
    if (options.extensionsDir === undefined)
      payload.push(['extensionDevelopmentPath', remoteUri(server, root)]);
    if (options.file !== undefined)
      payload.push(['openFile', remoteUri(server, path.join(folder, options.file))]);
    try {
      await page.goto(workbenchAddress(server, folder, payload));
      await workbench.ready();
    } catch (error) {
      await workbench.close();
      throw error;
    }
    return workbench;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Reloads the window by VS Code's command. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.command('Developer: Reload Window');
    await loaded;
    await this.ready();
  }

  /** Reloads the window by the browser, which asks no questions. */
  async refresh(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  private async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  /** Opens a file of the workspace by its name, as Ctrl+P does. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+p');
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await input.waitFor();
    await input.fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await this.tab(name).first().waitFor();
    await this.editor.locator('.view-line').first().waitFor();
  }

  /** Where the server is, which is on this machine's loopback interface. */
  get origin(): string {
    return this.server.origin;
  }

  /** The process of the VS Code server: extension hosts descend from it. */
  get serverProcess(): number {
    return this.server.pid;
  }

  /** Runs a command of the palette by its title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  }

  /** Runs a command of the palette that offers a list, and takes an entry of it. */
  async choose(title: string, entry: string): Promise<void> {
    await this.command(title);
    // A long list draws only the rows in sight.
    await this.page.locator('.quick-input-widget input[type=text]').fill(entry);
    const row = this.page.locator('.quick-input-list .monaco-list-row', {
      has: this.page.getByText(entry, { exact: true }),
    });
    await row.first().click();
  }

  tab(name: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: name });
  }

  /** Closes a tab with the mouse, as by its cross. */
  async closeTab(name: string): Promise<void> {
    await this.tab(name).hover();
    await this.tab(name)
      .getByRole('button', { name: /^Close/ })
      .click();
    await this.tab(name).waitFor({ state: 'detached' });
  }

  /** The text editor in front. */
  get editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  /** The line of the text in front that holds `words`; any white space in them stands for any white space. */
  line(words: string): Locator {
    // Monaco draws a space as a no-break space.
    const pattern = words.split(/\s+/).map(escapeRegExp).join('\\s+');
    return this.editor
      .locator('.view-line')
      .filter({ hasText: new RegExp(pattern) })
      .first();
  }

  /** Where `words` are drawn in a line of the text, in pixels of the window. */
  async boxOf(line: string, words: string): Promise<Box> {
    return this.line(line).evaluate((element, wanted) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const nodes: Text[] = [];
      while (walker.nextNode()) nodes.push(walker.currentNode as Text);
      const text = nodes.map((node) => node.data).join('');
      const start = text.replaceAll('\u00a0', ' ').indexOf(wanted);
      if (start < 0) throw new Error(`“${wanted}” is not drawn in the line “${text}”.`);
      const range = document.createRange();
      let passed = 0;
      for (const node of nodes) {
        const from = start - passed;
        const to = from + wanted.length;
        if (from >= 0 && from < node.length) range.setStart(node, from);
        if (to > 0 && to <= node.length) range.setEnd(node, to);
        passed += node.length;
      }
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x, y, width, height };
    }, words);
  }

  /**
   * Rests the mouse on words of the text, until VS Code shows `shown` there: before the analysis is there it shows less, and a banner that
   * comes while the window settles moves the text away from under the mouse.
   * @returns the hover
   */
  async hover(line: string, words: string, shown: string | RegExp): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:visible').filter({ hasText: shown }).first();
    const last = Date.now() + patience;
    for (;;) {
      const { x, y, width, height } = await this.boxOf(line, words);
      await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
      try {
        await hover.waitFor({ timeout: patience / 6 });
        return hover;
      } catch (error) {
        if (Date.now() > last) throw error;
        await this.page.keyboard.press('Escape');
        await this.page.mouse.move(5, 5);
      }
    }
  }

  /** Puts the cursor at the end of a line of the text. */
  async cursorAtEnd(line: string): Promise<void> {
    await this.line(line).click();
    await this.page.keyboard.press('End');
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
  }

  /** Is the keyboard's focus in the text? */
  async textHasFocus(): Promise<boolean> {
    return this.editor.evaluate((element) => element.contains(document.activeElement));
  }

  /** The squiggles of a severity. */
  squiggles(severity: 'error' | 'warning' | 'info'): Locator {
    return this.editor.locator(`.squiggly-${severity}`);
  }

  get statusBar(): Locator {
    return this.page.locator('.part.statusbar');
  }

  /** The document inside the panel's webview; the walkthrough and pages of Markdown have others. */
  get panel(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview[src*="extensionId=linspg.linspg"]')
      .frameLocator('#active-frame');
  }

  /** The rendered page of Markdown in front. */
  get markdown(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview[src*="extensionId=vscode.markdown-language-features"]')
      .frameLocator('#active-frame');
  }

  /** Waits until the window looks the same twice in a row. */
  async settled(): Promise<void> {
    let before = await this.page.screenshot();
    for (let tries = 0; tries < 50; tries += 1) {
      const now = await this.page.screenshot();
      if (now.equals(before)) return;
      before = now;
    }
    throw new Error('The window does not come to rest.');
  }

  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }
}

function escapeRegExp(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

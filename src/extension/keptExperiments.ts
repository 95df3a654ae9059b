/**
 * The experiment that each document charted last, in files. A window may be reloaded, or die, at any moment, and what a panel
 * itself stores reaches the disk only now and then; these files bring its curves back. Only this process writes them,
 * since the editor's own file system waits for a window that may be gone.
 */

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Disposable, Uri, window, workspace } from 'vscode';
import { faultMessage } from '../borders/fault.js';
import { notification } from '../borders/vscode.js';
import type { ChartedExperiment } from '../shared/messages.js';
import { fileNameOf } from '../shared/names.js';
import { type Experiments, hashOf, type SessionChange } from './experiments.js';
import { documentOf, keptText, readKept } from './keptExperiment.js';
import type { ExperimentSession } from './session/session.js';

/** In milliseconds: during a run, its recording is written no more often than this. */
const WHILE_RUNNING = 2000;
/** The most documents whose experiments are kept; the oldest are dropped first. */
const MOST_FILES = 100;

export class KeptExperiments implements Disposable {
  readonly #folder: string;
  readonly #subscription: Disposable;
  readonly #later = new Map<ExperimentSession, ReturnType<typeof setTimeout>>();
  readonly #due = new Set<ExperimentSession>();
  readonly #asked = new WeakSet<ExperimentSession>();
  #writing = false;
  #complained = false;

  constructor(storage: Uri, experiments: Experiments) {
    this.#folder = path.join(storage.fsPath, 'experiments');
    this.#subscription = experiments.onDidChange((change) => this.#changed(change));
  }

  /** Charts what the document charted last, unless something is charted already. Does so once for each session. */
  async bringBack(session: ExperimentSession): Promise<void> {
    if (this.#asked.has(session) || session.experiment !== null) return;
    this.#asked.add(session);
    // Usually there is none: the document has never charted anything.
    const { document } = session;
    const file = this.#file(document);
    const text = await readFile(file, 'utf8').catch(() => null);
    const experiment = text && readKept(text, document);
    if (experiment && (await this.#isOf(document, experiment, (await stat(file)).mtimeMs)))
      session.restore(experiment);
  }

  /**
   * Is this the document for which the experiment was kept, and not another one with the same name? It is if its text is the same. Otherwise an untitled text
   * is not, since such names are reused, and a file is not if it was created after the experiment was kept.
   */
  async #isOf(document: string, { textHash }: ChartedExperiment, keptAt: number): Promise<boolean> {
    const uri = Uri.parse(document);
    const open = workspace.textDocuments.find((one) => one.uri.toString() === document);
    if (open && hashOf(open.getText()) === textHash) return true;
    if (uri.scheme === 'untitled') return false;
    return workspace.fs.stat(uri).then(
      ({ ctime }) => ctime <= keptAt,
      () => false,
    );
  }

  /**
   * The document, or everything in a folder, was renamed; null: it was deleted.
   *
   * @param session that of the document, which writes what it has under the new name; null: it is a folder, or has none.
   */
  async moved(from: string, to: string | null, session: ExperimentSession | null): Promise<void> {
    if (session !== null) {
      if (to === null) this.#forget(session);
      await rm(this.#file(from), { force: true });
      return;
    }
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      const file = path.join(this.#folder, name);
      const text = await readFile(file, 'utf8').catch(() => '');
      const document = documentOf(text);
      if (document === null || (document !== from && !document.startsWith(`${from}/`))) continue;
      const experiment = readKept(text, document);
      if (to !== null && experiment) await this.#renamed(to + document.slice(from.length), experiment);
      await rm(file, { force: true });
    }
  }

  async #renamed(document: string, experiment: ChartedExperiment): Promise<void> {
    // The session that has it now keeps its own experiment.
    if (await readFile(this.#file(document)).catch(() => null)) return;
    const subject = { ...experiment.subject, fileName: fileNameOf(document) };
    await this.#write(document, keptText(document, { ...experiment, subject }));
  }

  #forget(session: ExperimentSession): void {
    clearTimeout(this.#later.get(session));
    this.#later.delete(session);
    this.#due.delete(session);
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const timer of this.#later.values()) clearTimeout(timer);
  }

  #changed({ session, event }: SessionChange): void {
    if (event.kind === 'recorded') this.#keepLater(session);
    if (event.kind === 'replaced' || (event.kind === 'runChanged' && event.run.kind !== 'running')) {
      this.#keep(session);
    }
  }

  #keepLater(session: ExperimentSession): void {
    if (this.#later.has(session)) return;
    this.#later.set(
      session,
      setTimeout(() => this.#keep(session), WHILE_RUNNING),
    );
  }

  #keep(session: ExperimentSession): void {
    clearTimeout(this.#later.get(session));
    this.#later.delete(session);
    this.#due.add(session);
    if (!this.#writing) void this.#writeAll();
  }

  /** Writes one file after another, including those that become due meanwhile. */
  async #writeAll(): Promise<void> {
    this.#writing = true;
    try {
      for (const session of this.#due) {
        this.#due.delete(session);
        if (session.experiment !== null)
          await this.#write(session.document, keptText(session.document, session.experiment));
      }
    } catch (error) {
      this.#complain(error);
    } finally {
      this.#writing = false;
    }
  }

  /** The file is complete or does not exist. */
  async #write(document: string, text: string): Promise<void> {
    const file = this.#file(document);
    // An extension host whose window is gone may live on beside its successor.
    const unfinished = `${file}.${process.pid}`;
    await mkdir(this.#folder, { recursive: true });
    await writeFile(unfinished, text);
    await rename(unfinished, file);
    await this.#prune();
  }

  async #prune(): Promise<void> {
    const names = await readdir(this.#folder);
    if (names.length <= MOST_FILES) return;
    const dated = await Promise.all(
      names.map(async (name) => {
        const file = path.join(this.#folder, name);
        return { file, time: (await stat(file)).mtimeMs };
      }),
    );
    dated.sort((a, b) => b.time - a.time);
    for (const { file } of dated.slice(MOST_FILES)) await rm(file, { force: true });
  }

  #file(document: string): string {
    return path.join(this.#folder, `${createHash('sha256').update(document).digest('hex')}.json`);
  }

  #complain(error: unknown): void {
    if (this.#complained) return;
    this.#complained = true;
    const reason = faultMessage(error);
    void window.showWarningMessage(
      `Curves cannot be kept for after a reload of the window: ${notification(reason)}. Export them to keep them.`,
    );
  }
}

import type { Memento } from 'vscode';

const KEY = 'linspg.dismissedPanels';
const MOST = 200;

/** The documents whose panel was closed by the user: it stays closed until the user opens it. Stored with the workspace. */
export class Dismissals {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  has(document: string): boolean {
    return this.#all().includes(document);
  }

  async set(document: string, dismissed: boolean): Promise<void> {
    if (this.has(document) === dismissed) return;
    const others = this.#all().filter((other) => other !== document);
    await this.#memento.update(KEY, (dismissed ? [...others, document] : others).slice(-MOST));
  }

  /** The document, or everything in the folder, was renamed; null: it was deleted. */
  async moved(from: string, to: string | null): Promise<void> {
    const is = (one: string) => one === from || one.startsWith(`${from}/`);
    const all = this.#all();
    if (!all.some(is)) return;
    const now = all.flatMap((one) => (!is(one) ? [one] : to === null ? [] : [to + one.slice(from.length)]));
    await this.#memento.update(KEY, now);
  }

  #all(): readonly string[] {
    return this.#memento.get<string[]>(KEY, []);
  }
}

import type { Memento } from 'vscode';

const KEY = 'linspg.dismissedPanels';
const MOST = 200;

/** The documents whose panel was closed by hand: it stays closed until it is asked for. Kept with the workspace. */
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

  #all(): readonly string[] {
    return this.#memento.get<string[]>(KEY, []);
  }
}

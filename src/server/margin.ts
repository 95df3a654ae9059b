import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
} from 'vscode-languageserver/node';
import { DEFAULT_MARGIN } from '../repair/margins.js';

const SECTION = 'linspg.repair.margin';

/**
 * The setting `linspg.repair.margin`. A client with `workspace/configuration` is asked, once until it says that something changed; one that
 * sends its settings with `workspace/didChangeConfiguration` is believed; without either, and for what is not a positive number, the
 * default holds.
 */
export class Margin {
  #asks = false;
  #registers = false;
  #pushed: unknown;
  readonly #known = new Map<string, Promise<number>>();

  constructor(private readonly connection: Connection) {
    connection.onDidChangeConfiguration(({ settings }) => {
      this.#pushed = settings?.linspg?.repair?.margin;
      this.#known.clear();
    });
  }

  initialize({ capabilities }: InitializeParams): void {
    this.#asks = capabilities.workspace?.configuration === true;
    this.#registers = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
  }

  /** When the client is ready to be asked. */
  initialized(): void {
    if (this.#registers)
      void this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'linspg' });
  }

  async of(uri: string): Promise<number> {
    if (!this.#asks) return sane(this.#pushed);
    const known =
      this.#known.get(uri) ??
      this.connection.workspace
        .getConfiguration({ scopeUri: uri, section: SECTION })
        .then(sane, () => DEFAULT_MARGIN);
    this.#known.set(uri, known);
    return known;
  }
}

function sane(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : DEFAULT_MARGIN;
}

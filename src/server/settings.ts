import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
} from 'vscode-languageserver/node';
import { DEFAULT_MARGIN } from '../repair/margins.js';
import { attempt } from './clientRequests.js';

/** The user's settings for one document. */
export interface Settings {
  /** `linspg.repair.margin`: the margin of repairs. */
  readonly margin: number;
  /** `linspg.codeLens.enabled` */
  readonly lenses: boolean;
  /** `linspg.inlayHints.…` */
  readonly hints: HintSettings;
}

/** Which hints are shown. */
export interface HintSettings {
  /** Where each start ends? */
  readonly forecast: boolean;
  /** How probable each action is at the start? */
  readonly startProbability: boolean;
  /** How probable each action was at the end of the last run? */
  readonly finalProbability: boolean;
  /** The margin of each trap? */
  readonly trapMargin: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  margin: DEFAULT_MARGIN,
  lenses: true,
  hints: { forecast: true, startProbability: false, finalProbability: false, trapMargin: false },
};

/** Their paths below `linspg`, in the order in which they are requested. */
const KEYS = [
  'repair.margin',
  'codeLens.enabled',
  'inlayHints.forecast',
  'inlayHints.startProbability',
  'inlayHints.finalProbability',
  'inlayHints.trapMargin',
] as const;

/**
 * The settings of a client. A client with `workspace/configuration` is asked, once until it reports a change; for one that sends its settings
 * with `workspace/didChangeConfiguration`, these are used. Without either, and for an invalid value, the default applies.
 */
export class ClientSettings {
  #asks = false;
  #registers = false;
  #pushed = DEFAULT_SETTINGS;
  readonly #known = new Map<string, Promise<Settings>>();

  /** @param changed called when a setting may have changed */
  constructor(
    private readonly connection: Connection,
    changed: () => void,
  ) {
    connection.onDidChangeConfiguration(({ settings }) => {
      this.#pushed = settingsOf(KEYS.map((key) => valueAt(settings?.linspg, key)));
      this.#known.clear();
      changed();
    });
  }

  initialize({ capabilities }: InitializeParams): void {
    this.#asks = capabilities.workspace?.configuration === true;
    this.#registers = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
  }

  /** Called when the client can be asked. */
  initialized(): void {
    if (this.#registers)
      attempt(
        this.connection,
        this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'linspg' }),
      );
  }

  async of(uri: string): Promise<Settings> {
    if (!this.#asks) return this.#pushed;
    const known = this.#known.get(uri) ?? this.#ask(uri);
    this.#known.set(uri, known);
    return known;
  }

  #ask(uri: string): Promise<Settings> {
    return this.connection.workspace
      .getConfiguration(KEYS.map((key) => ({ scopeUri: uri, section: `linspg.${key}` })))
      .then(settingsOf, () => DEFAULT_SETTINGS);
  }
}

/** The value at a path such as `repair.margin`. */
function valueAt(settings: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, step) =>
        typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined,
      settings,
    );
}

/** @param values one for each key */
function settingsOf(values: readonly unknown[]): Settings {
  const [margin, lenses, forecast, startProbability, finalProbability, trapMargin] = values;
  const flag = (value: unknown, otherwise: boolean) => (typeof value === 'boolean' ? value : otherwise);
  const { hints } = DEFAULT_SETTINGS;
  return {
    margin: typeof margin === 'number' && Number.isFinite(margin) && margin > 0 ? margin : DEFAULT_MARGIN,
    lenses: flag(lenses, DEFAULT_SETTINGS.lenses),
    hints: {
      forecast: flag(forecast, hints.forecast),
      startProbability: flag(startProbability, hints.startProbability),
      finalProbability: flag(finalProbability, hints.finalProbability),
      trapMargin: flag(trapMargin, hints.trapMargin),
    },
  };
}

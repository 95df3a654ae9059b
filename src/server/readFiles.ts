/** The files that open texts read: they are watched, and the user is asked about those outside the workspace. */
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
  type InitializeParams,
} from 'vscode-languageserver/node';
import { TRUST_NOTIFICATION } from '../shared/protocol.js';
import type { ReadFile } from './answers.js';
import { attempt } from './clientRequests.js';
import { type Access, NO_ACCESS, pathOf, real } from './dataFiles.js';

const READ = 'Read It';

export class ReadFiles {
  /** For each text, the places of the files that it names. */
  readonly #read = new Map<string, readonly string[]>();
  /** The files about which the user was asked, for each text. */
  readonly #asked = new Map<string, Set<string>>();
  #access: Access = NO_ACCESS;
  #canWatch = false;
  #canWatchOutside = false;
  #followsFolders = false;
  /** The names of the watched files, joined. */
  #watched = '';
  #registration: Promise<Disposable> | null = null;

  /** @param onChanged called with a text that has to be read again. */
  constructor(
    private readonly connection: Connection,
    private readonly onChanged: (uri: string) => void,
  ) {
    connection.onDidChangeWatchedFiles(({ changes }) => {
      const changed = new Set(changes.map(({ uri }) => pathOf(uri)));
      this.#again((locations) => locations.some((location) => changed.has(location)));
    });
    connection.onNotification(TRUST_NOTIFICATION, (isTrusted: boolean) => {
      this.#access = { ...this.#access, isTrusted };
      this.#again(() => true);
    });
  }

  get access(): Access {
    return this.#access;
  }

  initialize(params: InitializeParams): void {
    const { capabilities, initializationOptions } = params;
    const watching = capabilities.workspace?.didChangeWatchedFiles;
    this.#canWatch = watching?.dynamicRegistration === true;
    this.#canWatchOutside = watching?.relativePatternSupport === true;
    this.#access = {
      folders: foldersOf(params),
      isTrusted: initializationOptions?.trusted !== false,
      allowed: [],
    };
    this.#followsFolders = capabilities.workspace?.workspaceFolders === true;
  }

  /** Called when the client can be asked. */
  initialized(): void {
    if (!this.#followsFolders) return;
    this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = removed.map(({ uri }) => pathOf(uri));
      const folders = this.#access.folders.filter((folder) => !gone.includes(folder));
      this.#access = {
        ...this.#access,
        folders: [...folders, ...added.flatMap(({ uri }) => pathOf(uri) ?? [])],
      };
      this.#again(() => true);
    });
  }

  /** Called with the files that a version of a text reads. */
  told(uri: string, files: readonly ReadFile[]): void {
    const locations = files.flatMap(({ location }) => location ?? []);
    if (locations.length > 0) this.#read.set(uri, locations);
    else this.#read.delete(uri);
    this.#watch();
    for (const { location, isOutside } of files)
      if (isOutside && location) attempt(this.connection, this.#ask(uri, location));
  }

  /** Called when a text was saved. If the client watches no files, files that texts read may have changed with it. */
  saved(): void {
    if (!this.#canWatch) this.#again(() => true);
  }

  closed(uri: string): void {
    this.#read.delete(uri);
    this.#asked.delete(uri);
    this.#watch();
  }

  #again(reads: (locations: readonly string[]) => boolean): void {
    for (const [uri, locations] of [...this.#read]) if (reads(locations)) this.onChanged(uri);
  }

  /** Asks once for each open text. @throws if the client cannot ask: the file is not read then */
  async #ask(uri: string, location: string): Promise<void> {
    const asked = this.#asked.get(uri) ?? new Set<string>();
    this.#asked.set(uri, asked);
    if (asked.has(location)) return;
    asked.add(location);
    const name = basename(pathOf(uri) ?? uri);
    const message = `${name} reads ${location}, which lies outside of the workspace. Read it?`;
    const answer = await this.connection.window.showWarningMessage(message, { title: READ });
    if (answer?.title !== READ) return;
    this.#access = { ...this.#access, allowed: [...this.#access.allowed, real(location)] };
    this.#again((locations) => locations.includes(location));
  }

  /** Also watches files that do not exist yet. */
  #watch(): void {
    if (!this.#canWatch) return;
    const locations = [...new Set([...this.#read.values()].flat())].sort();
    const names = locations.join('\n');
    if (names === this.#watched) return;
    this.#watched = names;
    if (this.#registration)
      attempt(
        this.connection,
        this.#registration.then((one) => one.dispose()),
      );
    this.#registration = null;
    if (locations.length === 0) return;
    const watchers = locations.map((location): FileSystemWatcher => {
      const pattern = escaped(basename(location));
      const baseUri = pathToFileURL(dirname(location)).href;
      return { globPattern: this.#canWatchOutside ? { baseUri, pattern } : join('**', pattern) };
    });
    this.#registration = this.connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers,
    });
    attempt(this.connection, this.#registration, () => {
      this.#canWatch = false;
    });
  }
}

/** The folders of the workspace. A client without `workspaceFolders` has at most one, its root. */
function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  const root = rootUri ? pathOf(rootUri) : rootPath;
  return workspaceFolders ? workspaceFolders.flatMap(({ uri }) => pathOf(uri) ?? []) : root ? [root] : [];
}

/** A name without wildcards. */
function escaped(name: string): string {
  return name.replace(/[*?[\]{}]/g, '?');
}

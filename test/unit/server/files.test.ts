/** Files of numbers as the server reads them for an editor: watched, and asked for where they lie outside of the workspace. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CodeAction,
  Diagnostic,
  Hover,
  MarkupContent,
  RegistrationParams,
  ShowMessageRequestParams,
} from 'vscode-languageserver/node';
import { buildPrograms, type Programs } from '../programs.js';
import { EditorClient } from './client.js';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/arrays');
const root = mkdtempSync(path.join(tmpdir(), 'linspg-workspace-'));
const [workspace, outside] = [path.join(root, 'workspace'), path.join(root, 'outside')];
for (const folder of [workspace, outside]) mkdirSync(folder);
const uriOf = (...names: string[]) => pathToFileURL(path.join(...names)).href;
const bandit = (file: string) =>
  `bandit: { rewards: [9, 8, 7, 6], features: { file: ${JSON.stringify(file)} } }\nrun: { iterations: 10 }\n`;
const CONVERGES = '0,-2\n-1,0\n0,1\n2,0\n';
const FAILS = '0,-2\n0,1\n-1,0\n2,0\n';

/** An editor that watches files, and is asked about them. */
class Watcher {
  readonly asked: string[] = [];
  watched: string[] = [];
  /** What a person answers. */
  answer: string | null = null;

  constructor(readonly client: EditorClient) {
    client.connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      for (const { method, registerOptions } of registrations)
        if (method === 'workspace/didChangeWatchedFiles')
          this.watched = (
            registerOptions as { watchers: { globPattern: { baseUri: string; pattern: string } }[] }
          ).watchers.map(({ globPattern }) => `${globPattern.baseUri}/${globPattern.pattern}`);
      return null;
    });
    client.connection.onRequest('client/unregisterCapability', () => null);
    client.connection.onRequest(
      'window/showMessageRequest',
      ({ message, actions = [] }: ShowMessageRequestParams) => {
        this.asked.push(message);
        return actions.find(({ title }) => title === this.answer) ?? null;
      },
    );
  }

  /** Waits for diagnostics of a text with these words. */
  async told(uri: string, words: RegExp): Promise<Diagnostic> {
    const found = () =>
      this.client.published
        .findLast((one) => one.uri === uri)
        ?.diagnostics.find(({ message }) => words.test(String(message)));
    await this.client.until(() => found() !== undefined);
    return found()!;
  }

  changed(...names: string[]): Promise<void> {
    return this.client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(...names), type: 2 }],
    });
  }
}

const says = (more: object = {}) => ({
  capabilities: {
    workspace: {
      didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
      workspaceFolders: true,
    },
    textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
  },
  workspaceFolders: [{ uri: uriOf(workspace), name: 'workspace' }],
  ...more,
});

let programs: Programs;
const clients: EditorClient[] = [];
beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(async () => {
  for (const client of clients) await client.stop();
  await programs.remove();
  rmSync(root, { recursive: true });
});

async function started(more: object = {}): Promise<Watcher> {
  const client = await EditorClient.start(programs.path('server'), says(more));
  clients.push(client);
  return new Watcher(client);
}

describe('in a workspace', () => {
  let editor: Watcher;
  beforeAll(async () => {
    editor = await started();
  });

  it('a file is read, and again when it changes, comes or goes; errors are told at its path', async () => {
    const uri = uriOf(workspace, 'a.linspg');
    const write = async (content: string) => {
      writeFileSync(path.join(workspace, 'a.csv'), content);
      await editor.changed(workspace, 'a.csv');
    };
    await editor.client.open(uri, bandit('a.csv'));
    const { range } = await editor.told(uri, /There is no file `a\.csv`/);
    const at = bandit('a.csv').indexOf('"a.csv"');
    expect(range).toEqual({ start: { line: 0, character: at }, end: { line: 0, character: at + 7 } });
    expect(editor.watched).toEqual([uriOf(workspace, 'a.csv')]);
    await write(CONVERGES);
    await editor.told(uri, /Converges from almost every start/);
    await write(FAILS);
    await editor.told(uri, /can converge to/);
    await write(`${FAILS}1,x\n`);
    await editor.told(uri, /a\.csv, row 5, column 2: expected a number, found 'x'/);
    unlinkSync(path.join(workspace, 'a.csv'));
    await editor.changed(workspace, 'a.csv');
    await editor.told(uri, /There is no file/);
  });

  it('what was read is told with what names its content, which another content changes', async () => {
    const uri = uriOf(workspace, 'b.linspg');
    writeFileSync(path.join(workspace, 'b.csv'), CONVERGES);
    await editor.client.open(uri, bandit('b.csv'));
    await editor.told(uri, /Converges/);
    const files = () => editor.client.analyses.findLast((one) => one.uri === uri)?.files ?? [];
    // It follows the diagnostics.
    await editor.client.until(() => files().length > 0);
    const [first] = files();
    expect(first).toMatchObject({ written: 'b.csv', location: path.join(workspace, 'b.csv') });
    writeFileSync(path.join(workspace, 'b.csv'), FAILS);
    await editor.changed(workspace, 'b.csv');
    await editor.client.until(() => files()[0]!.hash !== first!.hash);
  });

  it('the axes of a process that are missing have a quick fix', async () => {
    const uri = uriOf(workspace, 'c.linspg');
    copyFileSync(path.join(fixtures, 'chain.npz'), path.join(workspace, 'chain.npz'));
    await editor.client.open(uri, 'mdp: { file: chain.npz }\n');
    const { range } = await editor.told(uri, /Which axis of P is the state/);
    const fixes = await editor.client.ask<CodeAction[]>('textDocument/codeAction', uri, {
      range,
      context: { diagnostics: [], triggerKind: 1 },
    });
    expect(fixes.map(({ title }) => title)).toEqual(['Write axes: [state, action, next]']);
  });

  it('what a file holds is told where its path stands; no fix is offered where no number stands in the text', async () => {
    const uri = uriOf(workspace, 'h.linspg');
    writeFileSync(path.join(workspace, 'h.csv'), FAILS);
    writeFileSync(path.join(workspace, 'r.csv'), '9\n8\n7\n6\n');
    const text = 'bandit: { rewards: { file: r.csv }, features: { file: h.csv } }\n';
    await editor.client.open(uri, text);
    const { range } = await editor.told(uri, /can converge to/);
    const hover = await editor.client.ask<Hover>('textDocument/hover', uri, {
      position: { line: 0, character: text.indexOf('h.csv') + 1 },
    });
    expect((hover.contents as MarkupContent).value).toMatch(/holds an array \(4, 2\)/);
    const fixes = await editor.client.ask<CodeAction[]>('textDocument/codeAction', uri, {
      range,
      context: { diagnostics: [], triggerKind: 1, only: ['quickfix', 'refactor.rewrite'] },
    });
    expect(fixes).toEqual([]);
  });

  it('a file outside is asked for, also by a link, and read when that is allowed', async () => {
    writeFileSync(path.join(outside, 'x.csv'), CONVERGES);
    symlinkSync(path.join(outside, 'x.csv'), path.join(workspace, 'link.csv'));
    for (const [name, file] of [
      ['d.linspg', '../outside/x.csv'],
      ['e.linspg', 'link.csv'],
    ] as const) {
      const uri = uriOf(workspace, name);
      editor.answer = null;
      await editor.client.open(uri, bandit(file));
      await editor.told(uri, /lies outside of the workspace, and is read only if you allow it/);
    }
    await editor.client.until(() => editor.asked.length === 2);
    expect(editor.asked[0]).toBe(
      `d.linspg reads ${path.join(outside, 'x.csv')}, which lies outside of the workspace. Read it?`,
    );
    editor.answer = 'Read It';
    const uri = uriOf(workspace, 'f.linspg');
    await editor.client.open(uri, bandit('../outside/x.csv'));
    await editor.told(uri, /Converges/);
    // Who was asked before, and did not allow it, has it now too.
    await editor.told(uriOf(workspace, 'd.linspg'), /Converges/);
  });
});

it('a text that is no file yet is told so', async () => {
  const editor = await started();
  const uri = 'untitled:Untitled-1';
  await editor.client.open(uri, bandit('a.csv'));
  await editor.told(uri, /has none yet\. Save the text/);
});

it('in a workspace that is not trusted no file is read, until it is', async () => {
  const editor = await started({ initializationOptions: { trusted: false } });
  const uri = uriOf(workspace, 'g.linspg');
  writeFileSync(path.join(workspace, 'g.csv'), CONVERGES);
  await editor.client.open(uri, bandit('g.csv'));
  await editor.told(uri, /is not read: this workspace is not trusted/);
  await editor.client.connection.sendNotification('linspg/trust', true);
  await editor.told(uri, /Converges/);
  expect(editor.asked).toEqual([]);
});

describe('a client that watches no files', () => {
  it('has them read again when a text is saved', async () => {
    const editor = await started({ capabilities: {} });
    const uri = uriOf(workspace, 'unwatched.linspg');
    writeFileSync(path.join(workspace, 'unwatched.csv'), CONVERGES);
    await editor.client.open(uri, bandit('unwatched.csv'));
    await editor.told(uri, /Converges from almost every start/);
    writeFileSync(path.join(workspace, 'unwatched.csv'), `${FAILS} `);
    await editor.client.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    await editor.told(uri, /can converge to/);
    expect(editor.watched).toEqual([]);
  });

  it.each(['rootUri', 'rootPath'] as const)(
    'and has no folders but %s may read what lies below it',
    async (root) => {
      mkdirSync(path.join(workspace, root, 'specs'), { recursive: true });
      writeFileSync(path.join(workspace, root, 'x.csv'), CONVERGES);
      const client = await EditorClient.start(programs.path('server'), {
        capabilities: {},
        [root]: root === 'rootUri' ? uriOf(workspace, root) : path.join(workspace, root),
      });
      clients.push(client);
      const uri = uriOf(workspace, root, 'specs', 'x.linspg');
      await client.open(uri, bandit('../x.csv'));
      await new Watcher(client).told(uri, /Converges from almost every start/);
    },
  );

  it('is not asked to register for anything, and its new folders are read from all the same', async () => {
    const client = await EditorClient.start(programs.path('server'), {
      capabilities: { workspace: { workspaceFolders: true } },
      workspaceFolders: [{ uri: uriOf(workspace), name: 'workspace' }],
    });
    clients.push(client);
    const editor = new Watcher(client);
    const registered: string[] = [];
    client.connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      registered.push(...registrations.map(({ method }) => method));
      return null;
    });
    const uri = uriOf(workspace, 'folders.linspg');
    writeFileSync(path.join(outside, 'folders.csv'), CONVERGES);
    await client.open(uri, bandit(path.join(outside, 'folders.csv')));
    await editor.told(uri, /outside of the workspace/);
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: uriOf(outside), name: 'outside' }], removed: [] },
    });
    await editor.told(uri, /Converges from almost every start/);
    expect(registered).toEqual([]);
  });
});

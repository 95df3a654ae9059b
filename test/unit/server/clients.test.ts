/** Clients other than VS Code: each is sent only what it says that it can show, expand or carry out. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ApplyWorkspaceEditParams,
  type CodeAction,
  type Command,
  type CompletionList,
  type Hover,
  type InlayHint,
  InsertTextFormat,
  type MarkupContent,
  type SymbolInformation,
} from 'vscode-languageserver/node';
import { withoutPlaces } from '../../../src/server/plain.js';
import { plainWords } from '../../../src/server/plainWords.js';
import { fileNameOf } from '../../../src/shared/names.js';
import { COMMANDS, HOSTILE } from '../borders/hostile.js';
import { buildPrograms, type Programs } from '../programs.js';
import { EditorClient } from './client.js';

let programs: Programs;
/** A client that says nothing of itself. */
let plain: EditorClient;

beforeAll(async () => {
  programs = await buildPrograms();
  plain = await EditorClient.start(programs.path('server'), { capabilities: {} });
});

afterAll(async () => {
  await plain?.stop();
  await programs?.remove();
});

const FAILS = readFileSync(new URL('../../../examples/02-gets-stuck.linspg', import.meta.url), 'utf8');

let files = 0;
async function opened(client: EditorClient, text: string, uri = `file:///work/plain-${++files}.linspg`) {
  await client.open(uri, text);
  return { uri, diagnostics: await client.complete(uri, 1) };
}

const START = { line: 0, character: 0 };

/** The position right after `words`. */
function after(text: string, words: string) {
  const before = text.slice(0, text.indexOf(words) + words.length).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

describe('a client that says nothing of itself', () => {
  it('is offered no lens, for it does not say that it runs experiments, and no code actions', () => {
    const { capabilities } = plain.initialized;
    expect(capabilities.codeLensProvider).toBeUndefined();
    expect(capabilities.codeActionProvider).toBeUndefined();
    expect(capabilities.hoverProvider).toBe(true);
  });

  it('is sent no snippet and no Markdown in completion', async () => {
    for (const [text, words] of [
      ['ban', 'ban'],
      ['bandit:\n  ', 'bandit:\n  '],
      [`${FAILS}  `, FAILS],
      [`${FAILS}  gradient: `, 'gradient: '],
    ] as const) {
      const { uri } = await opened(plain, text);
      const { items } = await plain.ask<CompletionList>('textDocument/completion', uri, {
        position: after(text, words),
      });
      expect(items.length).toBeGreaterThan(0);
      for (const { insertTextFormat, insertText, textEdit, documentation } of items) {
        expect(insertTextFormat ?? InsertTextFormat.PlainText).toBe(InsertTextFormat.PlainText);
        expect(`${insertText}${textEdit?.newText}`).not.toMatch(/\$(\d|\{)/);
        expect((documentation as MarkupContent)?.kind ?? 'plaintext').toBe('plaintext');
      }
    }
  });

  it('reads hovers and hints as plain words', async () => {
    const { uri } = await opened(plain, FAILS);
    for (const words of ['\nbandit', '\n    a2', '\n  learning-rate', '\n  iterations']) {
      const { contents } = await plain.ask<Hover>('textDocument/hover', uri, {
        position: after(FAILS, words),
      });
      const { kind, value } = contents as MarkupContent;
      expect(kind).toBe('plaintext');
      expect(value).not.toMatch(/\*\*|`|\]\(|&nbsp;|\\[([*_]/);
    }
    const hints = await plain.ask<InlayHint[]>('textDocument/inlayHint', uri, {
      range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
    });
    expect((hints[0]!.tooltip as MarkupContent).kind).toBe('plaintext');
  });

  it('names symbols without a character that moves, hides or turns around others', async () => {
    const names = HOSTILE.map(
      (name, n) => `    ${JSON.stringify(`${name.replace(/\p{Cs}/gu, '')} ${n}`)}: [${n}]\n`,
    );
    const text = `title: "\\u202E title"\nbandit:\n  actions:\n${names.join('')}`;
    const { uri } = await opened(plain, text);
    const symbols = await plain.ask<SymbolInformation[]>('textDocument/documentSymbol', uri);
    expect(symbols.length).toBeGreaterThan(HOSTILE.length);
    for (const { name, containerName = '' } of symbols) expect(name + containerName).not.toMatch(COMMANDS);
  });

  it('is told symbols that hold no others', async () => {
    const { uri } = await opened(plain, FAILS);
    const symbols = await plain.ask<SymbolInformation[]>('textDocument/documentSymbol', uri);
    expect(symbols.map(({ name }) => name)).toContain('a2');
    for (const { location } of symbols) expect(location.uri).toBe(uri);
  });
});

describe('a client that does not draw analyses', () => {
  it('is sent nothing outside of the protocol', async () => {
    const client = await EditorClient.start(programs.path('server'), {
      capabilities: {},
      initializationOptions: { analyses: false },
    });
    const sent = new Set<string>();
    client.connection.onUnhandledNotification(({ method }) => sent.add(method));
    const uri = 'file:///work/quiet.linspg';
    await client.open(uri, FAILS);
    await client.until(() => client.published.some(({ diagnostics }) => diagnostics.length === 5));
    // What was sent before the answer has come.
    await client.ask('textDocument/hover', uri, { position: { line: 0, character: 0 } });
    expect(client.analyses).toEqual([]);
    expect([...sent]).toEqual([]);
    await client.stop();
  });
});

describe('a client that refuses all that it is asked', () => {
  it('is served all the same', async () => {
    const client = await EditorClient.start(programs.path('server'), {
      capabilities: {
        workspace: {
          inlayHint: { refreshSupport: true },
          codeLens: { refreshSupport: true },
          configuration: true,
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
      },
    });
    const all = ['client/registerCapability', 'workspace/configuration', 'window/showMessageRequest'];
    const refused = new Set<string>();
    const allRefused = new Promise<void>((resolve) => {
      for (const method of all)
        client.connection.onRequest(method, () => {
          refused.add(method);
          if (refused.size === all.length) resolve();
          throw new Error('No.');
        });
    });
    const uri = 'file:///work/refused.linspg';
    await client.open(uri, 'bandit: { rewards: [1, 0], features: { file: /elsewhere/x.csv } }\n');
    await client.ask('textDocument/inlayHint', uri, { range: { start: START, end: START } });
    await allRefused;
    const { diagnostics } = await opened(client, FAILS);
    expect(diagnostics.map(({ code }) => code)).toContain('trap');
    await client.stop();
  });
});

describe('a client that does not ask for the edit of an action when it is chosen, but carries out edits', () => {
  /** What the server sends to be carried out after an action was chosen. */
  async function carriedOut(textDocument: object, choose: (action: CodeAction | Command) => Command) {
    const client = await EditorClient.start(programs.path('server'), {
      capabilities: { workspace: { applyEdit: true }, textDocument },
    });
    const edits: ApplyWorkspaceEditParams[] = [];
    const carried = new Promise<void>((resolve) =>
      client.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
        edits.push(params);
        resolve();
        return { applied: true };
      }),
    );
    const { uri } = await opened(client, FAILS);
    const at = after(FAILS, 'features: [');
    const actions = await client.ask<(CodeAction | Command)[]>('textDocument/codeAction', uri, {
      range: { start: at, end: at },
      context: { diagnostics: [], only: ['refactor.rewrite'] },
    });
    const shift = actions.find(({ title }) => title.startsWith('Shift the features'))!;
    const { command, arguments: asked } = choose(shift);
    expect(client.initialized.capabilities.executeCommandProvider!.commands).toContain(command);
    await client.connection.sendRequest('workspace/executeCommand', { command, arguments: asked });
    await carried;
    await client.stop();
    expect(edits[0]!.edit.changes![uri]!.length).toBeGreaterThan(0);
    return shift;
  }

  it('chooses a command of the server, which sends the edit', async () => {
    const shift = await carriedOut(
      { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
      (action) => (action as CodeAction).command!,
    );
    expect(shift).toMatchObject({ kind: 'refactor.rewrite' });
    expect(shift).not.toHaveProperty('edit');
  });

  it('is sent commands alone if it knows no actions', async () => {
    const shift = await carriedOut({}, (action) => action as Command);
    expect(shift).not.toHaveProperty('kind');
  });

  it('is told what cannot be executed', async () => {
    const client = await EditorClient.start(programs.path('server'), {
      capabilities: { workspace: { applyEdit: true } },
    });
    for (const asked of [
      { command: 'linspg.other', arguments: [] },
      { command: 'linspg.apply' },
      { command: 'linspg.apply', arguments: [START] },
    ])
      await expect(client.connection.sendRequest('workspace/executeCommand', asked)).rejects.toThrow(
        'Expected the command linspg.apply and an action.',
      );
    await client.stop();
  });
});

describe('a client that opens pages itself', () => {
  it('is given commands in place of addresses, but for the codes of diagnostics, whose links carry none out', async () => {
    const client = await EditorClient.start(programs.path('server'), {
      capabilities: { textDocument: { hover: { contentFormat: ['markdown'] } } },
      initializationOptions: { executes: ['linspg.openPage'] },
    });
    const { uri, diagnostics } = await opened(client, FAILS);
    expect(diagnostics[0]!.codeDescription!.href).toMatch(/^file:.*\/docs\/verdict\.md$/);
    const { contents } = await client.ask<Hover>('textDocument/hover', uri, {
      position: after(FAILS, 'bandit'),
    });
    expect((contents as MarkupContent).value).not.toContain('file://');
    expect(client.initialized.capabilities.codeLensProvider).toBeUndefined();
    await client.stop();
  });
});

describe('whatever a document is called', () => {
  it.each([
    'file:///work/100%.linspg',
    'file:///work/%E0%A4%A.linspg',
    'file:///work/%zz/%25.linspg',
    'untitled:Untitled-1',
    'custom://host/a b%20c.linspg?x=%#y',
  ])('%s is analysed, explained and completed', async (uri) => {
    const { diagnostics } = await opened(plain, FAILS, uri);
    expect(diagnostics.map(({ code }) => code)).toContain('trap');
    const hover = await plain.ask<Hover>('textDocument/hover', uri, { position: after(FAILS, 'iterations') });
    expect((hover.contents as MarkupContent).value).toContain('How many updates');
    await plain.ask('textDocument/documentSymbol', uri);
    expect(plain.analyses.findLast((one) => one.uri === uri)!.subject!.fileName).toBe(fileNameOf(uri));
  });

  it.each([
    ['file:///work/a%20b.linspg', 'a b.linspg'],
    ['file:///work/100%.linspg', '100%.linspg'],
    ['untitled:Untitled-1', 'Untitled-1'],
    ['git:/work/g.linspg?%7B%22path%22%3A%22g.linspg%22%2C%22ref%22%3A%22~%22%7D', 'g.linspg'],
    ['git:/work/g.linspg?{"path":"/work/g.linspg","ref":"~"}', 'g.linspg'],
    ['vscode-remote://host/work/%C3%A9.linspg#1', 'é.linspg'],
  ])('%s has the name %s', (uri, name) => {
    expect(fileNameOf(uri)).toBe(name);
  });
});

describe('a text that names another schema', () => {
  it.each([
    '# yaml-language-server: $schema=https://127.0.0.1:1/none.json\n',
    '# yaml-language-server: $schema=none\n',
    '# yaml-language-server: $schema=::\n',
    '$schema: https://127.0.0.1:1/none.json\n',
  ])('%j is explained and completed all the same', async (line) => {
    const text = `${line}${FAILS}  se`;
    const { uri } = await opened(plain, text);
    const { items } = await plain.ask<CompletionList>('textDocument/completion', uri, {
      position: after(text, `${FAILS}  se`),
    });
    expect(items.map(({ label }) => label)).toContain('seed');
    const hover = await plain.ask<Hover>('textDocument/hover', uri, { position: after(text, 'iterations') });
    expect((hover.contents as MarkupContent).value).toContain('How many updates');
  });
});

describe('`linspg lsp`', () => {
  it.each([[['lsp']], [['lsp', '--stdio']], [['lsp', '--stdio', `--clientProcessId=${process.pid}`]]])(
    'is a language server when started as %j',
    async (args) => {
      const client = await EditorClient.start(programs.path('cli'), { capabilities: {} }, args);
      const { diagnostics } = await opened(client, FAILS);
      expect(diagnostics.map(({ code }) => code)).toContain('trap');
      await client.stop();
    },
  );

  it.each([
    ['no Content-Length', 'Content-Type: application/json\r\n\r\n{}'],
    ['a Content-Length that is no number', 'Content-Length: many\r\n\r\n{}'],
    ['a negative Content-Length', 'Content-Length: -5\r\n\r\n{}'],
    ['a Content-Length of 0', 'Content-Length: 0\r\n\r\n'],
    ['a Content-Length that is too small', 'Content-Length: 2\r\n\r\n{"jsonrpc":"2.0"}\r\n\r\n{}\r\n\r\n'],
    ['no header at all', `${'{"jsonrpc":"2.0","id":1,"method":"initialize"}\n'.repeat(200)}`],
  ])('ends with a message when a client sends %s', async (_, bytes) => {
    const child = spawn(process.execPath, [programs.path('cli'), 'lsp', '--stdio']);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (words: string) => {
      said += words;
    });
    child.stdin.write(bytes);
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(said).toMatch(/what the client sent cannot be read: .*Content-Length/);
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('answers messages that come in pieces, and several at once', async () => {
    const child = spawn(process.execPath, [programs.path('cli'), 'lsp', '--stdio']);
    const message = (value: object) => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...value });
      return `content-length: ${Buffer.byteLength(body)}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n${body}`;
    };
    const bytes = Buffer.from(
      message({ id: 1, method: 'initialize', params: { capabilities: {}, processId: null, rootUri: null } }) +
        message({ method: 'initialized', params: {} }) +
        message({ id: 'é', method: 'shutdown' }) +
        message({ method: 'exit' }),
    );
    for (let at = 0; at < bytes.length; at += 7) child.stdin.write(bytes.subarray(at, at + 7));
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });
});

describe('plain words', () => {
  it.each([
    ['**a1, the best** _(proved)_', 'a1, the best (proved)'],
    ['`x\\_1 * 2 * 3`', 'x\\_1 * 2 * 3'],
    ['a\\_1 &lt; b&nbsp;c \\(d\\)', 'a_1 < b c (d)'],
    ['Why: [trap](file:///t.md) · [order](file:///o.md)', 'Why: trap (file:///t.md) · order (file:///o.md)'],
    ['a_1 and a_2, 2 * 3 * 4', 'a_1 and a_2, 2 * 3 * 4'],
  ])('of %s', (markdown, words) => {
    expect(plainWords(markdown)).toBe(words);
  });

  it.each([
    ['reward: §{1:0}', 'reward: 0'],
    ['§{1:a1}: { reward: §{2:1}, features: [§3] }§0', 'a1: { reward: 1, features: [] }'],
    ['§{1|exact,sampled|}', 'exact'],
    ['costs \\§5 and \\}', 'costs $5 and }'],
    ['§{1:a §{2:b} c}', 'a b c'],
  ])('of the snippet %s, whose § stands for $', (snippet, text) => {
    expect(withoutPlaces(snippet.replaceAll('§', '$'))).toBe(text);
  });
});

/** Texts that are read on a thread of their own. */
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CancellationToken,
  CancellationTokenSource,
  type CodeAction,
  CodeActionTriggerKind,
  type Diagnostic,
  type Hover,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Publication } from '../../../src/server/answers.js';
import { NO_ACCESS } from '../../../src/server/dataFiles.js';
import { LongDocument } from '../../../src/server/longDocument.js';
import { Memory } from '../../../src/server/memory.js';
import { NO_RULES } from '../../../src/server/rules.js';
import { DEFAULT_SETTINGS } from '../../../src/server/settings.js';
import { LONG } from '../../../src/shared/readElsewhere.js';
import { buildPrograms, type Programs } from '../programs.js';
import { EditorClient } from './client.js';

const FAILS = readFileSync(new URL('../../../examples/02-gets-stuck.linspg', import.meta.url), 'utf8');
const PADDING = '# nothing\n'.repeat(LONG / 10 + 1);
/** A table of so many numbers that reading it takes a while. */
const TABLE = `bandit:\n  rewards: [${Array.from({ length: 1500 }, (_, a) => a).join(', ')}]\n  features:\n${Array.from(
  { length: 1500 },
  (_, a) => `    - [${Array.from({ length: 300 }, (_, k) => (a * 37 + k * k) % 101).join(', ')}]\n`,
).join('')}`;

describe('a long text', () => {
  let programs: Programs;
  let client: EditorClient;
  let files = 0;
  const fresh = () => `file:///long/${++files}.linspg`;

  beforeAll(async () => {
    programs = await buildPrograms();
    client = await EditorClient.start(programs.path('server'));
  });
  afterAll(async () => {
    await client?.stop();
    await programs?.remove();
  });

  it('is told and answered as a short one', async () => {
    const [short, long] = [fresh(), fresh()];
    await client.open(short, FAILS);
    await client.open(long, FAILS + PADDING);
    const places = (all: readonly Diagnostic[]) =>
      all.map(({ code, message, range }) => ({ code, message, range }));
    const told = await client.complete(short, 1);
    expect(places(await client.complete(long, 1))).toEqual(places(told));
    const analysisOf = (uri: string) =>
      client.analyses.findLast((one) => one.uri === uri && one.complete)!.analysis;
    expect(analysisOf(long)).toEqual(analysisOf(short));

    const [first] = told;
    const { start } = first!.range;
    for (const [method, more] of [
      ['textDocument/hover', { position: start }],
      ['textDocument/completion', { position: { line: start.line + 1, character: 2 } }],
      ['textDocument/inlayHint', { range: { start, end: { line: 40, character: 0 } } }],
    ] as const) {
      const answer = await client.ask(method, short, more);
      expect(answer).not.toBeNull();
      expect(await client.ask(method, long, more)).toEqual(answer);
    }
    const titles = async (uri: string) =>
      (
        await client.ask<CodeAction[]>('textDocument/codeAction', uri, {
          range: { start, end: start },
          context: { diagnostics: [] },
        })
      ).map(({ title }) => title);
    const offered = await titles(short);
    expect(offered.length).toBeGreaterThan(0);
    expect(await titles(long)).toEqual(offered);
    for (const method of ['textDocument/codeLens', 'textDocument/documentSymbol'])
      expect((await client.ask<unknown[]>(method, long)).length).toBe(
        (await client.ask<unknown[]>(method, short)).length,
      );
  });

  it('lets no other document wait while it is read', async () => {
    const [other, long] = [fresh(), fresh()];
    await client.open(other, FAILS);
    const [{ range }] = (await client.complete(other, 1)) as [Diagnostic];
    await client.open(long, TABLE);
    const hover = await client.ask<Hover>('textDocument/hover', other, { position: range.start });
    expect(JSON.stringify(hover.contents)).toContain('K = 4 actions');
    await client.change(other, 2, `${FAILS}# edited\n`);
    await client.complete(other, 2);
    expect(client.published.filter(({ uri }) => uri === long)).toEqual([]);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: long } });
  });

  it('that is typed over is dropped, and nothing old is told after the new', async () => {
    const uri = fresh();
    await client.open(uri, TABLE);
    await client.change(uri, 2, `${TABLE}# edited\n`);
    const asked = client.ask<Hover | null>('textDocument/hover', uri, {
      position: { line: 0, character: 0 },
    });
    await client.change(uri, 3, FAILS + PADDING);
    await client.change(uri, 4, FAILS.replace('reward: 8', 'reward: eight') + PADDING);
    expect(await asked).toBeNull();
    expect((await client.complete(uri, 4)).map(({ code }) => code)).toEqual(['number']);
    await client.change(uri, 5, FAILS);
    expect((await client.complete(uri, 5)).map(({ code }) => code)).toContain('trap');
    await client.change(uri, 6, FAILS + PADDING);
    expect((await client.complete(uri, 6)).map(({ code }) => code)).toContain('trap');
    const versions = client.published.flatMap((one) => (one.uri === uri ? [one.version!] : []));
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });

  it('that is closed while it is read is told no more of', async () => {
    const [uri, other] = [fresh(), fresh()];
    await client.open(uri, TABLE);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.open(other, FAILS + PADDING);
    await client.complete(other, 1);
    expect(client.published.filter((one) => one.uri === uri).map(({ diagnostics }) => diagnostics)).toEqual([
      [],
    ]);
  });
});

/** A thread that does what a test says. */
const doubles = vi.hoisted(() => ({ threads: [] as EventEmitter[] }));
vi.mock('node:worker_threads', async (original) => ({
  ...(await original<typeof import('node:worker_threads')>()),
  Worker: class extends EventEmitter {
    constructor() {
      super();
      doubles.threads.push(this);
    }
    postMessage() {}
    async terminate() {
      return 0;
    }
  },
}));

describe('the memory of a thread', () => {
  /** In MB: what a thread for this text asks for. */
  const asked = (folder: string, text: string, isTrusted = true): number => {
    const memory = new Memory(900);
    const entered = vi.spyOn(memory, 'enter');
    const port = {
      publish: () => {},
      say: () => {},
      settingsOf: async () => DEFAULT_SETTINGS,
      outcomeOf: () => null,
      access: () => ({ ...NO_ACCESS, isTrusted }),
    };
    const document = new LongDocument(port, NO_RULES, memory);
    const uri = pathToFileURL(join(folder, 'a.linspg')).href;
    document.changed(TextDocument.create(uri, 'linspg', 1, text));
    document.close();
    return entered.mock.calls[0]![1];
  };

  // A million numbers of eight bytes each: with 128 MB the thread ended, and all was read once more.
  it('has room for the files that its text names, as far as it may read them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'linspg-memory-'));
    try {
      writeFileSync(join(folder, 'x.npy'), '');
      truncateSync(join(folder, 'x.npy'), 8e6);
      const text = 'bandit:\n  rewards: [1, 2]\n  features: { file: x.npy }\n';
      expect(asked(folder, text)).toBeGreaterThanOrEqual(240);
      expect(asked(folder, text.replace('x.npy', 'y.npy'))).toBeLessThan(140);
      expect(asked(folder, text, false)).toBeLessThan(140);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('many long documents', () => {
  it('are read a few at a time; one that waits says so, and follows when another has told all', async () => {
    const told: Publication[] = [];
    const port = {
      publish: (one: Publication) => told.push(one),
      say: () => {},
      settingsOf: async () => DEFAULT_SETTINGS,
      outcomeOf: () => null,
      access: () => NO_ACCESS,
    };
    // Room for two such threads.
    const memory = new Memory(300);
    const before = doubles.threads.length;
    const threads = () => doubles.threads.slice(before);
    const documents = ['a', 'b', 'c'].map((name) => {
      const document = new LongDocument(port, NO_RULES, memory);
      document.changed(TextDocument.create(`file:///${name}.linspg`, 'linspg', 1, FAILS));
      return document;
    });
    expect(threads().length).toBe(2);
    await expect.poll(() => told.length).toBe(1);
    expect(told[0]).toMatchObject({
      diagnostics: { uri: 'file:///c.linspg', diagnostics: [{ severity: 3, code: 'waiting' }] },
      analysis: null,
    });
    const [first] = threads();
    first!.emit('message', { kind: 'ready' });
    const all = {
      diagnostics: { uri: 'file:///a.linspg', version: 1, diagnostics: [] },
      analysis: { complete: true },
    };
    first!.emit('message', { kind: 'published', publication: all });
    await expect.poll(() => threads().length).toBe(3);
    // Who asks of the first one has it read again, once there is room: the third is closed.
    const hover = documents[0]!.ask('hover', 'file:///a.linspg', {} as never, CancellationToken.None);
    documents[2]!.close();
    await expect.poll(() => threads().length).toBe(4);
    const again = threads().at(-1)!;
    again.emit('message', { kind: 'ready' });
    again.emit('message', { kind: 'answer', id: 1, answer: { contents: 'there' } });
    expect(await hover).toEqual({ contents: 'there' });
  });
});

describe('what is asked while a thread reads', () => {
  const uri = 'file:///a.linspg';
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } };
  const opened = () => {
    const said: string[] = [];
    const document = new LongDocument(
      {
        publish: () => {},
        say: (words) => said.push(words),
        settingsOf: async () => DEFAULT_SETTINGS,
        outcomeOf: () => null,
        access: () => NO_ACCESS,
      },
      NO_RULES,
      new Memory(900),
    );
    document.changed(TextDocument.create(uri, 'linspg', 1, FAILS));
    const fixes = (triggerKind: CodeActionTriggerKind) =>
      document.ask(
        'fixes',
        uri,
        { textDocument: { uri }, range, context: { diagnostics: [], triggerKind } },
        CancellationToken.None,
      );
    return { document, said, fixes, thread: doubles.threads.at(-1)! };
  };
  const read = {
    kind: 'published',
    publication: { diagnostics: { uri, version: 1, diagnostics: [] }, analysis: null },
  };

  it('if a list of fixes, is answered at once, and a person is told why nothing is in it', async () => {
    const { said, fixes, thread } = opened();
    const words = 'The text is still being read: ask for quick fixes again when that is done.';
    expect(await fixes(CodeActionTriggerKind.Invoked)).toEqual([]);
    expect(said).toEqual([words]);
    thread.emit('message', { kind: 'ready' });
    expect(await fixes(CodeActionTriggerKind.Automatic)).toEqual([]);
    expect(await fixes(CodeActionTriggerKind.Invoked)).toEqual([]);
    expect(said).toEqual([words, words]);
    thread.emit('message', read);
    const list = fixes(CodeActionTriggerKind.Invoked);
    // The thread is asked a moment later.
    await new Promise((resolve) => setImmediate(resolve));
    thread.emit('message', { kind: 'answer', id: 1, answer: [{ title: 'a fix' }] });
    expect(await list).toEqual([{ title: 'a fix' }]);
    expect(said.length).toBe(2);
  });

  it('if cancelled, is answered at once', async () => {
    const { document, thread } = opened();
    thread.emit('message', { kind: 'ready' });
    const source = new CancellationTokenSource();
    const hover = document.ask('hover', uri, { textDocument: { uri }, position: range.start }, source.token);
    await new Promise((resolve) => setImmediate(resolve));
    source.cancel();
    expect(await hover).toBeNull();
  });
});

describe('a thread whose text is typed over while it is read', () => {
  const uri = 'file:///a.linspg';
  const typedOver = async () => {
    const document = new LongDocument(
      {
        publish: () => {},
        say: () => {},
        settingsOf: async () => DEFAULT_SETTINGS,
        outcomeOf: () => null,
        access: () => NO_ACCESS,
      },
      NO_RULES,
      new Memory(900),
    );
    document.changed(TextDocument.create(uri, 'linspg', 1, FAILS));
    const thread = doubles.threads.at(-1)!;
    thread.emit('message', { kind: 'ready' });
    document.changed(TextDocument.create(uri, 'linspg', 2, FAILS));
    const position = { line: 0, character: 0 };
    const hover = document.ask('hover', uri, { textDocument: { uri }, position }, CancellationToken.None);
    await new Promise(setImmediate);
    return { thread, hover, begun: doubles.threads.length };
  };
  const answer = { kind: 'answer', id: 1, answer: { contents: 'there' } };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes on with the newer text if it comes to a pause soon', async () => {
    const { thread, hover, begun } = await typedOver();
    thread.emit('message', { kind: 'turned', version: 2 });
    vi.advanceTimersByTime(10_000);
    expect(doubles.threads.length).toBe(begun);
    thread.emit('message', answer);
    expect(await hover).toEqual({ contents: 'there' });
  });

  it('is ended if it does not, and another one is asked what was asked of the newer text', async () => {
    const { thread, hover, begun } = await typedOver();
    thread.emit('message', { kind: 'turned', version: 1 });
    vi.advanceTimersByTime(10_000);
    expect(doubles.threads.length).toBe(begun + 1);
    const asked: unknown[] = [];
    const next = doubles.threads.at(-1) as EventEmitter & { postMessage(message: { kind: string }): void };
    next.postMessage = ({ kind }) => asked.push(kind);
    next.emit('message', { kind: 'ready' });
    expect(asked).toEqual(['changed', 'ask']);
    next.emit('message', answer);
    expect(await hover).toEqual({ contents: 'there' });
  });
});

describe('a thread that fails', () => {
  const told: Publication[] = [];
  const failed = async (version: number, fault: Error) => {
    const threads = doubles.threads.length;
    const document = new LongDocument(
      {
        publish: (one) => told.push(one),
        say: () => {},
        settingsOf: async () => DEFAULT_SETTINGS,
        outcomeOf: () => null,
        access: () => NO_ACCESS,
      },
      NO_RULES,
      new Memory(900),
    );
    document.changed(TextDocument.create('file:///a.linspg', 'linspg', version, FAILS));
    const before = told.length;
    doubles.threads.at(-1)!.emit('error', fault);
    // A text that seemed to need little is read again with all the memory that there is.
    if (told.length === before) {
      await expect.poll(() => doubles.threads.length).toBe(threads + 2);
      doubles.threads.at(-1)!.emit('error', fault);
    }
    return told.at(-1)!;
  };

  it('for want of memory is told as the size of the text', async () => {
    const { diagnostics, analysis } = await failed(
      1,
      Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }),
    );
    expect(diagnostics.diagnostics).toMatchObject([{ severity: 1, code: 'too-large' }]);
    expect(diagnostics.diagnostics[0]!.message).toBe(
      'Reading and analysing this text takes more than 900 MB of memory, so there is no verdict and nothing runs. Write fewer actions or features.',
    );
    expect(analysis).toMatchObject({ version: 1, analysis: null, complete: true, errors: 1 });
  });

  it('for another reason is told as a fault of ours', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { diagnostics } = await failed(2, new TypeError('no such column'));
    expect(diagnostics).toMatchObject({ version: 2, diagnostics: [{ severity: 1, code: 'fault' }] });
    expect(diagnostics.diagnostics[0]!.message).toContain('(no such column)');
    expect(logged).toHaveBeenCalledOnce();
  });
});

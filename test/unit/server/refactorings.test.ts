/** Refactorings as an editor meets them: listed where the cursor stands, resolved when one is chosen, with files that the client makes. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionKind,
  CodeActionTriggerKind,
  type CreateFile,
  createConnection,
  createProtocolConnection,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { finish } from '../../../src/math/work.js';
import { refactoringsAt } from '../../../src/server/refactorings/catalogue.js';
import { serve } from '../../../src/server/server.js';
import { applied } from '../../../src/spec/applied.js';
import type { Files } from '../../../src/spec/files/port.js';
import { readSpec } from '../../../src/spec/read.js';

const folder = mkdtempSync(path.join(tmpdir(), 'linspg-refactorings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ALL: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      resolveSupport: { properties: ['edit'] },
      dataSupport: true,
      disabledSupport: true,
    },
  },
};

class Client {
  readonly #connection: ProtocolConnection;
  readonly said: string[] = [];
  #document = TextDocument.create('file:///none', 'linspg', 0, '');

  constructor() {
    const [there, back] = [new PassThrough(), new PassThrough()];
    serve(createConnection(new StreamMessageReader(there), new StreamMessageWriter(back)));
    this.#connection = createProtocolConnection(
      new StreamMessageReader(back),
      new StreamMessageWriter(there),
    );
    this.#connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      this.said.push(message);
    });
    this.#connection.listen();
  }

  async start(capabilities: ClientCapabilities, initializationOptions = {}): Promise<InitializeResult> {
    const initialized = await this.#connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      initializationOptions,
    });
    await this.#connection.sendNotification('initialized', {});
    return initialized;
  }

  async open(text: string, uri = pathToFileURL(path.join(folder, 'fails.linspg')).href): Promise<void> {
    this.#document = TextDocument.create(uri, 'linspg', 1, text);
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'linspg', version: 1, text },
    });
  }

  /** The refactorings at the first of these words. */
  async listed(
    words: string,
    context: { readonly only?: CodeActionKind[]; readonly triggerKind?: CodeActionTriggerKind } = {
      only: ['refactor'],
      triggerKind: CodeActionTriggerKind.Invoked,
    },
  ): Promise<CodeAction[]> {
    const at = this.#document.positionAt(this.#document.getText().indexOf(words) + 1);
    const actions = await this.#connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: this.#document.uri },
      range: { start: at, end: at },
      context: { diagnostics: [], ...context },
    });
    return actions.filter(({ kind }) => kind?.startsWith('refactor'));
  }

  /** Chooses one. @returns the text then, and what files are made. */
  async chosen(action: CodeAction): Promise<{ text: string; made: Record<string, string> } | null> {
    const { edit } = action.edit
      ? action
      : await this.#connection.sendRequest<CodeAction>('codeAction/resolve', action);
    if (!edit) return null;
    const made: Record<string, string> = {};
    let text = this.#document.getText();
    const changes = edit.documentChanges ?? [
      { textDocument: { uri: this.#document.uri }, edits: edit.changes![this.#document.uri]! },
    ];
    for (const change of changes as (CreateFile | TextDocumentEdit)[]) {
      if ('kind' in change) made[change.uri] = '';
      else if (change.textDocument.uri === this.#document.uri)
        text = TextDocument.applyEdits(this.#document, change.edits as TextEdit[]);
      else made[change.textDocument.uri] = (change.edits[0] as TextEdit).newText;
    }
    return { text, made };
  }
}

let client: Client;
beforeEach(() => {
  client = new Client();
});

const FAILS = `bandit:
  actions:
    a2: { reward: 8, features: [0, 1] }
    a1: { reward: 9, features: [0, -2] }
run:
  learning-rate: 0.2
`;
const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);
const one = (actions: readonly CodeAction[], words: string) =>
  actions.find(({ title }) => title.includes(words))!;

describe('refactorings', () => {
  it('are listed in the section that they are about, and say what they change', async () => {
    const { capabilities } = await client.start(ALL);
    expect(capabilities.codeActionProvider).toMatchObject({
      codeActionKinds: ['quickfix', 'refactor.rewrite', 'refactor.extract', 'refactor.inline'],
    });
    await client.open(FAILS);
    expect(titles(await client.listed('a2'))).toEqual([
      'Sort the actions by reward, best first: the same verdict and runs',
      'Scale the features by 0.5, so that the largest entry is 1: the same verdict; a Lin-SPG step of the same rate moves the logits 0.25 times as far',
      'Scale the features by 0.5, so that no row is longer than 1: the same verdict; a Lin-SPG step of the same rate moves the logits 0.25 times as far',
      'Shift the features so that their mean is 0: the same policies, verdict and runs',
      'Extract the features to a CSV file',
      'Extract the features to a TSV file',
      'Extract the features to a JSON file',
      'Extract the rewards to a CSV file',
      'Extract the rewards to a TSV file',
      'Extract the rewards to a JSON file',
    ]);
    expect(titles(await client.listed('learning-rate'))).toEqual([
      'Make a sweep of learning-rate: [0.02, 0.2, 2]',
    ]);
  });

  it('belong to no problem, so that an editor that asks by itself gets none', async () => {
    await client.start(ALL);
    await client.open(FAILS);
    expect(await client.listed('a2', { triggerKind: CodeActionTriggerKind.Automatic })).toEqual([]);
    expect(await client.listed('a2', { only: ['quickfix'] })).toEqual([]);
    expect(titles(await client.listed('a2', { only: ['refactor.extract'] }))).toHaveLength(6);
  });

  it('carry no edit until one is chosen', async () => {
    await client.start(ALL);
    await client.open(FAILS);
    const actions = await client.listed('a2');
    expect(actions.every(({ edit }) => edit === undefined)).toBe(true);
    const sorted = await client.chosen(one(actions, 'Sort'));
    expect(readSpec(sorted!.text).bandit!.names).toEqual(['a1', 'a2']);
  });

  it('carry it at once for a client that does not ask again', async () => {
    const { codeAction } = ALL.textDocument!;
    const { resolveSupport: _, ...plain } = codeAction!;
    await client.start({ textDocument: { codeAction: plain } });
    await client.open(FAILS);
    const actions = await client.listed('a2');
    expect(actions.every(({ edit }) => edit !== undefined)).toBe(true);
    // It makes no files either.
    expect(titles(actions).filter((title) => title.startsWith('Extract'))).toEqual([]);
  });

  it('say of each learning rate and algorithm what a shift changes', async () => {
    await client.start(ALL);
    await client.open(`${FAILS.replace('0.2', 'theory')}`);
    expect(one(await client.listed('a2'), 'Shift').title).toContain('`theory` is another step');
    await client.open(`${FAILS}  algorithm: [lin-spg, lin-npg]\n`, 'file:///npg.linspg');
    expect(one(await client.listed('a2'), 'Shift').title).toContain('lin-npg takes other steps');
  });

  it('sort the actions of all contexts or states, or of the one at the cursor, and say by what', async () => {
    await client.start(ALL);
    const states = (kind: string, to: string) =>
      `${kind}    s1: ${to === '' ? '{ probability: 1/2, actions: ' : ''}{ a: { ${to}reward: 0, features: [1] }, b: { ${to}reward: 1, features: [0] } }${to === '' ? ' }' : ''}\n`;
    const mdp = states('mdp:\n  discount: 0.5\n  start: s1\n  states:\n', 'to: s1, ');
    const both = `${mdp}${states('', 'to: s2, ').replace('s1', 's2')}`;
    await client.open(both);
    const sorts = async (words: string) =>
      titles(await client.listed(words)).filter((title) => title.startsWith('Sort'));
    expect(await sorts('s2')).toEqual([
      'Sort the actions of each state by immediate reward, highest first: the same verdict and runs',
      'Sort the actions of s2 by immediate reward, highest first: the same verdict and runs',
    ]);
    expect(await sorts('discount')).toHaveLength(1);
    const { text } = (await client.chosen(one(await client.listed('s2'), 'of s2')))!;
    expect(readSpec(text).mdp!.pairs.map(({ name }) => name)).toEqual(['a', 'b', 'b', 'a']);
    await client.open(
      `${states('contexts:\n', '')}${states('', '').replace('s1', 's2')}run: { init: { gaussian: 1 }, algorithm: softmax-pg }\n`,
      'file:///contexts.linspg',
    );
    expect((await sorts('contexts'))[0]).toBe(
      'Sort the actions of each context by reward, best first: the same verdict; starts that are drawn are others',
    );
  });

  it('put a file under a free name beside the text', async () => {
    await client.start(ALL);
    await client.open(FAILS);
    writeFileSync(path.join(folder, 'fails-features.csv'), '1\n');
    const { text, made } = (await client.chosen(one(await client.listed('a2'), 'features to a CSV')))!;
    const [[uri, content]] = Object.entries(made) as [[string, string]];
    expect(path.basename(fileURLToPath(uri))).toBe('fails-features-2.csv');
    expect(existsSync(fileURLToPath(uri))).toBe(false);
    expect(content).toBe(',x1,x2\na2,0,1\na1,0,-2\n');
    expect(text).toBe(
      'bandit:\n  rewards: [8, 9]\n  features: { file: fails-features-2.csv }\nrun:\n  learning-rate: 0.2\n',
    );
  });

  it('need a folder for a file, and a trusted one for numbers', async () => {
    await client.start(ALL, { trusted: false });
    await client.open(FAILS, 'untitled:Untitled-1');
    const [extract] = await client.listed('a2', { only: ['refactor.extract'] });
    expect(extract!.disabled!.reason).toContain('not trusted');
    client = new Client();
    await client.start(ALL);
    await client.open(FAILS, 'untitled:Untitled-1');
    expect((await client.listed('a2', { only: ['refactor.extract'] }))[0]!.disabled!.reason).toBe(
      'Save this text first: the file is put into its folder.',
    );
  });

  it('write the numbers of a file into the text, up to so many', () => {
    const contents = {
      'few.csv': 'go,1,2\nstay,0,1/7\n',
      'many.csv': `${Array(100).fill(1).join(',')}\n`.repeat(101),
    };
    const listed = (name: keyof typeof contents, n: number) => {
      const text = `bandit:\n  rewards: [${Array(n).fill(1).join(', ')}]\n  features: { file: ${name} }\n`;
      const bytes = new TextEncoder().encode(contents[name]);
      const files: Files = { read: () => ({ bytes, hash: name }) };
      const start = text.indexOf(name);
      const all = refactoringsAt({
        text,
        reading: readSpec(text, files),
        files,
        uri: 'file:///spec.linspg',
        at: { start, end: start },
        creating: null,
        asksForFile: false,
        isTrusted: true,
      });
      const write = finish(all).find(({ id }) => id === 'write')!;
      if (!('make' in write)) throw new Error('it is an edit');
      return { ...write, text: () => applied(text, finish(write.make())!.edits) };
    };
    const few = listed('few.csv', 2);
    expect(few.title).toBe('Write the numbers of few.csv into this text as `actions`');
    expect(few.text()).toBe(
      'bandit:\n  actions:\n    go: { reward: 1, features: [1, 2] }\n    stay: { reward: 1, features: [0, 1/7] }\n',
    );
    expect(listed('many.csv', 101).disabled).toBe(
      'many.csv has 10,100 numbers; at most 10,000 are written into a text.',
    );
  });

  it('extract by the command of a client that asks for the file, whose name then says the format', async () => {
    await client.start(ALL, { executes: ['linspg.extract'] });
    await client.open(FAILS);
    const actions = await client.listed('a2', { only: ['refactor.extract'] });
    expect(actions.map(({ title, command, edit }) => [title, command?.arguments?.[1], edit])).toEqual([
      ['Extract the features to a file…', 'features', undefined],
      ['Extract the rewards to a file…', 'rewards', undefined],
    ]);
    expect(actions[0]!.command).toMatchObject({ command: 'linspg.extract' });
  });

  it('extract to each format of text where the client asks for none, and say what is left out', async () => {
    await client.start(ALL);
    await client.open(FAILS.replace('8, features', '8, # of two\n      features'));
    const actions = await client.listed('a2', { only: ['refactor.extract'] });
    const extraction = async (words: string) =>
      Object.values((await client.chosen(one(actions, words)))!.made);
    expect(await extraction('rewards to a TSV file')).toEqual(['\treward\n# of two\na2\t8\na1\t9\n']);
    expect(one(actions, 'features to a JSON file').title).toContain(', without comments beside the numbers');
    expect(await extraction('features to a JSON file')).toEqual([
      '{\n  "actions": ["a2", "a1"],\n  "features": [\n    [0, 1],\n    [0, -2]\n  ]\n}\n',
    ]);
  });

  it('say at which parameters they are aimed, and where expressions become numbers', async () => {
    await client.start(ALL);
    await client.open(`let: { t: 1/4, u: 3 }\n${FAILS.replace('[0, 1]', '[t - 1, t]')}`);
    const all = titles(await client.listed('a2'));
    const beginning = (words: string) => all.filter((title) => title.startsWith(words));
    expect(beginning('Sort')).toEqual(['Sort the actions by reward, best first: the same verdict and runs']);
    for (const title of beginning('Scale')) expect(title).toMatch(/ at t = 1\/4: the same verdict/);
    expect(beginning('Shift')).toEqual([
      'Shift the features so that their mean is 0 at t = 1/4: the same policies, verdict and runs',
    ]);
    expect(beginning('Extract the features to a CSV')).toEqual([
      'Extract the features to a CSV file, with the numbers at t = 1/4 in the place of expressions',
    ]);
    expect(beginning('Extract the rewards to a CSV')).toEqual(['Extract the rewards to a CSV file']);
  });

  it('make a spec of the first instance of a family', async () => {
    await client.start(ALL);
    await client.open(
      'generate: { actions: 3, dimensions: 2, count: 300, seed: 4 }\nrun: { iterations: 10 }\n',
      pathToFileURL(path.join(folder, 'family.linspg')).href,
    );
    const { made } = (await client.chosen(one(await client.listed('generate'), 'instance 0')))!;
    const [[uri, content]] = Object.entries(made) as [[string, string]];
    expect(path.basename(fileURLToPath(uri))).toBe('family-instance-0.linspg');
    expect(readSpec(content).issues).toEqual([]);
    expect(readSpec(content).bandit!.names).toHaveLength(3);
  });

  it('are not offered in a text with errors', async () => {
    await client.start(ALL);
    await client.open(`${FAILS}  iteratons: 3\n`);
    expect(await client.listed('a2')).toEqual([]);
  });
});

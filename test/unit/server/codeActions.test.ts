import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CancellationToken,
  CancellationTokenSource,
  type ClientCapabilities,
  type CodeAction,
  CodeActionTriggerKind,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysing } from '../../../src/conditions/analyse.js';
import { analysingBeforeRun } from '../../../src/experiment/analyseBeforeRun.js';
import type { Bandit } from '../../../src/model/bandit.js';
import type { RunSection } from '../../../src/model/run.js';
import { Analyser } from '../../../src/server/analyser.js';
import { CodeActions, type Patience } from '../../../src/server/codeActions.js';
import { serve } from '../../../src/server/server.js';
import type { AnalysisParams } from '../../../src/shared/protocol.js';
import { readSpec } from '../../../src/spec/read.js';

const URI = 'file:///fails.linspg';
const FAILS = `bandit:
  actions:
    a1: { reward: 9, features: [ 0, -2] }
    a2: { reward: 8, features: [ 0,  1] }
    a3: { reward: 7, features: [-1,  0] }
    a4: { reward: 6, features: [ 2,  0] }
`;

/** A client of a server in this process. */
class Client {
  readonly #connection: ProtocolConnection;
  readonly #published: PublishDiagnosticsParams[] = [];
  #text = '';
  #version = 0;
  /** Resolves when an analysis has been reported completely. */
  readonly analysed: Promise<void>;
  asked = 0;
  /** What a person was told. */
  readonly said: string[] = [];
  margin: unknown = 0.1;

  constructor(patience?: Patience) {
    const [there, back] = [new PassThrough(), new PassThrough()];
    serve(createConnection(new StreamMessageReader(there), new StreamMessageWriter(back)), patience);
    this.#connection = createProtocolConnection(
      new StreamMessageReader(back),
      new StreamMessageWriter(there),
    );
    this.#connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#published.push(params);
    });
    this.#connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      this.said.push(message);
    });
    this.analysed = new Promise((resolve) =>
      this.#connection.onNotification('linspg/analysis', ({ complete }: AnalysisParams) => {
        if (complete) resolve();
      }),
    );
    this.#connection.onRequest('workspace/configuration', () => {
      this.asked++;
      return [this.margin];
    });
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.listen();
  }

  async start(capabilities: ClientCapabilities = {}): Promise<this> {
    await this.#connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      initializationOptions: { analyses: true },
    });
    await this.#connection.sendNotification('initialized', {});
    return this;
  }

  async open(text: string): Promise<void> {
    this.#text = text;
    this.#version = 1;
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: URI, languageId: 'linspg', version: 1, text },
    });
  }

  async type(text: string): Promise<void> {
    this.#text = text;
    this.#version++;
    await this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: URI, version: this.#version },
      contentChanges: [{ text }],
    });
  }

  async configured(settings: unknown): Promise<void> {
    await this.#connection.sendNotification('workspace/didChangeConfiguration', { settings });
  }

  /** The code actions at the first place of some words, with the diagnostics that stand there. */
  async at(
    words: string,
    { only, triggerKind }: { only?: string[]; triggerKind?: CodeActionTriggerKind } = {},
    token = CancellationToken.None,
  ): Promise<CodeAction[] | null> {
    const document = TextDocument.create(URI, 'linspg', this.#version, this.#text);
    const start = document.positionAt(this.#text.indexOf(words));
    const end = { line: start.line, character: start.character + words.length };
    return this.#connection.sendRequest(
      'textDocument/codeAction',
      {
        textDocument: { uri: URI },
        range: { start, end },
        context: {
          diagnostics: this.diagnostics,
          ...(only && { only }),
          ...(triggerKind && { triggerKind }),
        },
      },
      token,
    );
  }

  async resolve(action: CodeAction): Promise<CodeAction> {
    return this.#connection.sendRequest('codeAction/resolve', action);
  }

  get diagnostics(): Diagnostic[] {
    return this.#published.filter(({ version }) => version === this.#version).at(-1)?.diagnostics ?? [];
  }

  /** The text after the edits of an action. */
  after({ edit }: CodeAction): string {
    const document = TextDocument.create(URI, 'linspg', this.#version, this.#text);
    const [change] = edit?.documentChanges ?? [];
    const edits = change && 'edits' in change ? change.edits : edit?.changes?.[URI];
    return TextDocument.applyEdits(
      document,
      (edits ?? []).flatMap((each) => ('newText' in each ? [each] : [])),
    );
  }

  close(): void {
    this.#connection.dispose();
  }
}

const clients: Client[] = [];
async function client(capabilities?: ClientCapabilities, patience?: Patience): Promise<Client> {
  const made = await new Client(patience).start(capabilities);
  clients.push(made);
  return made;
}
afterEach(() => {
  for (const made of clients.splice(0)) made.close();
});

describe('repairs as code actions', () => {
  it('wait for the analysis, name their diagnostic, and prefer one', async () => {
    const editor = await client();
    await editor.open(FAILS);
    const actions = (await editor.at('bandit')) ?? [];
    expect(actions.length).toBeGreaterThanOrEqual(2);
    expect(actions.filter(({ isPreferred }) => isPreferred)).toEqual([actions[0]]);
    for (const { kind, diagnostics } of actions) {
      expect(kind).toBe('quickfix');
      expect(diagnostics).toMatchObject([{ code: 'verdict' }]);
    }
    expect(actions[0]!.title).toBe(
      'Change the features of a2 to [0, -0.1] (by 1.1): Lin-SPG then reaches a1 from almost every start',
    );
    expect(editor.after(actions[0]!)).toBe(FAILS.replace('[ 0,  1]', '[ 0,  -0.1]'));
  });

  it('name the version that they belong to, where the client can refuse another', async () => {
    const editor = await client({ workspace: { workspaceEdit: { documentChanges: true } } });
    await editor.open(FAILS);
    await editor.type(`# edited\n${FAILS}`);
    const [first] = (await editor.at('bandit')) ?? [];
    expect(first!.edit).toMatchObject({ documentChanges: [{ textDocument: { uri: URI, version: 2 } }] });
  });

  it('of a version that is typed over are dropped', async () => {
    const editor = await client();
    await editor.open(FAILS);
    const asked = editor.at('bandit');
    await editor.type(FAILS.replace('reward: 8', 'reward: 8.5'));
    expect((await asked) ?? []).toEqual([]);
    expect((await editor.at('bandit'))?.length).toBeGreaterThan(0);
  });

  it('are there where a number is a fraction, in the two tables as well', async () => {
    const editor = await client();
    const text = `bandit:
  rewards: [1, "-9/5", -2] # as three arms
  features: [[0, -1], [3/5, 3/5], [1, 0]]
`;
    await editor.open(text);
    const actions = (await editor.at('bandit')) ?? [];
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(editor.after(action)).toContain(' # as three arms\n');
  });

  it('leave a text with errors in its bandit alone', async () => {
    const editor = await client();
    await editor.open(FAILS.replace('[ 0,  1]', '[ 0,  x]'));
    expect(await editor.at('bandit')).toEqual([]);
  });

  it('keep means where the noise needs them', async () => {
    const editor = await client();
    await editor.open(`bandit:
  actions:
    a1: { reward: 1, features: [0, -1] }
    a2: { reward: 0.1, features: [0.6, 0.6] }
    a3: { reward: 0, features: [1, 0] }
  noise: bernoulli
`);
    const titles = ((await editor.at('bandit')) ?? []).map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(0);
    // Below a3 there is no mean left in [0, 1] for a2.
    expect(titles.filter((title) => title.startsWith('Change the reward of a2'))).toEqual([]);
  });
});

describe('rewrites, for conditions that the verdict does not need', () => {
  const CONVERGES = `bandit:
  actions:
    a1: { reward: 9, features: [ 0, -2] }
    a2: { reward: 8, features: [-1,  0] }
    a3: { reward: 7, features: [ 0,  1] }
    a4: { reward: 6, features: [ 2,  0] }
`;

  it('come only when asked for', async () => {
    const editor = await client();
    await editor.open(CONVERGES);
    expect(await editor.at('bandit')).toEqual([]);
    const actions = (await editor.at('bandit', { triggerKind: CodeActionTriggerKind.Invoked })) ?? [];
    expect(actions.some(({ title }) => title.endsWith('features-K then holds'))).toBe(true);
    for (const { kind } of actions) expect(kind).toBe('refactor.rewrite');
  });

  it('are filtered by kind', async () => {
    const editor = await client();
    await editor.open(FAILS);
    const triggerKind = CodeActionTriggerKind.Invoked;
    const rewrites = (await editor.at('bandit', { only: ['refactor'], triggerKind })) ?? [];
    const fixes = (await editor.at('bandit', { only: ['quickfix'], triggerKind })) ?? [];
    expect(new Set(rewrites.map(({ kind }) => kind))).toEqual(new Set(['refactor.rewrite']));
    expect(new Set(fixes.map(({ kind }) => kind))).toEqual(new Set(['quickfix']));
  });
});

describe('the margin', () => {
  const by = ([action]: readonly CodeAction[]) => Number(/\(by ([\d.]+)/.exec(action?.title ?? '')?.[1]);

  it('is the default for a client without settings', async () => {
    const editor = await client();
    await editor.open(FAILS);
    expect(by((await editor.at('bandit')) ?? [])).toBe(1.1);
    expect(editor.asked).toBe(0);
  });

  it('is asked once, and again after a change', async () => {
    const editor = await client({ workspace: { configuration: true } });
    await editor.open(FAILS);
    const small = by((await editor.at('bandit')) ?? []);
    await editor.at('a2');
    expect(editor.asked).toBe(1);
    editor.margin = 0.5;
    await editor.configured(null);
    expect(by((await editor.at('bandit')) ?? [])).toBeGreaterThan(small);
    expect(editor.asked).toBe(2);
  });

  it('is taken from a client that sends its settings', async () => {
    const editor = await client();
    await editor.open(FAILS);
    await editor.configured({ linspg: { repair: { margin: 0.5 } } });
    expect(by((await editor.at('bandit')) ?? [])).toBeGreaterThan(1.1);
  });

  it('is the default where it is no positive number', async () => {
    for (const margin of [0, -1, 'much', null]) {
      const editor = await client({ workspace: { configuration: true } });
      editor.margin = margin;
      await editor.open(FAILS);
      expect(by((await editor.at('bandit')) ?? [])).toBe(1.1);
    }
  });
});

describe('fixes of the reading', () => {
  it('a misspelt key, a tag', async () => {
    const editor = await client();
    await editor.open(`${FAILS}run:\n  seeed: 1\n`);
    const [key] = (await editor.at('seeed')) ?? [];
    expect(editor.after(key!)).toBe(`${FAILS}run:\n  seed: 1\n`);
    await editor.type(FAILS.replace('reward: 9', 'reward: !!int 9'));
    const [tag] = (await editor.at('!!int')) ?? [];
    expect(editor.after(tag!)).toBe(FAILS);
  });

  it('tabs in all their lines, where nothing else of the text can be read', async () => {
    const editor = await client();
    await editor.open(`${FAILS}run:\n\tseed: 1\n\titerations: 5\n`);
    const [tabs] = (await editor.at('\t')) ?? [];
    expect(tabs).toMatchObject({ title: 'Replace the tabs of 2 lines by spaces', isPreferred: true });
    expect(editor.after(tabs!)).toBe(`${FAILS}run:\n  seed: 1\n  iterations: 5\n`);
  });
});

describe('identical rows', () => {
  const block = `bandit:
  actions:
    a1: { reward: 3, features: [2] }
    a2:
      reward: 2
      features: [1]
    a3: { reward: 1, features: [1] }
`;

  it('one is removed with its lines', async () => {
    const editor = await client();
    await editor.open(block);
    const actions = (await editor.at('a3: { reward: 1, features: [1]')) ?? [];
    const removal = actions.find(({ title }) => title.startsWith('Remove a2'));
    expect(removal!.title).toBe('Remove a2, which has the features of a3');
    expect(editor.after(removal!)).toBe(block.replace(/ {4}a2:[^{]*\[1\]\n/, ''));
  });

  it('is taken out of both tables, of either style', async () => {
    const editor = await client();
    await editor.open('bandit:\n  rewards: [3, 2, 1]\n  features: [[2], [1], [1]]\n');
    const removal = (await editor.at('[1]]'))?.find(({ title }) => title.startsWith('Remove a2'));
    expect(editor.after(removal!)).toBe('bandit:\n  rewards: [3, 1]\n  features: [[2], [1]]\n');
    await editor.type(
      'bandit:\n  rewards: [3, 2, 1]\n  features:\n    - [2]\n    - [1]\n    - [1] # again\n',
    );
    const lines = (await editor.at('[1] # again'))?.find(({ title }) => title.startsWith('Remove a2'));
    expect(editor.after(lines!)).toBe(
      'bandit:\n  rewards: [3, 1]\n  features:\n    - [2]\n    - [1] # again\n',
    );
  });

  it('is not removed where the experiment mentions it', async () => {
    const editor = await client();
    await editor.open(`${block}run:\n  init: { trap: a2 }\n`);
    const titles = ((await editor.at('a3: { reward: 1, features: [1]')) ?? []).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith('Remove'))).toEqual([
      'Remove a3, which has the features of a2',
    ]);
  });

  it('are told once, however many they are, at the first that repeats the row', async () => {
    const editor = await client();
    await editor.open('bandit:\n  rewards: [3, 2, 1, 0]\n  features: [[2], [1], [1], [1]]\n');
    const titles = ((await editor.at('[1], [1], [1]')) ?? []).map(({ title }) => title);
    const told = editor.diagnostics.filter(({ code }) => code === 'identical-rows');
    expect(told.map(({ message, range }) => [String(message).split(':')[0], range.start.character])).toEqual([
      ['a2, a3 and a4 have the same features', 'features: [[2], [1], ['.length + 1],
    ]);
    expect(told[0]!.relatedInformation?.map(({ message }) => message)).toEqual([
      'a2 (reward 2) has the same features',
      'a4 (reward 0) has the same features',
    ]);
    expect(titles.filter((title) => title.startsWith('Remove')).length).toBe(3);
  });
});

describe('a list that takes long to find', () => {
  const K = 20;
  const d = 5;
  const large = () => {
    let state = 7;
    const next = () => {
      state = (state * 16807) % 2147483647;
      return ((2 * state) / 2147483647 - 1).toFixed(2);
    };
    const actions = Array.from(
      { length: K },
      (_, a) =>
        `    a${a + 1}: { reward: ${K - a}, features: [${Array.from({ length: d }, next).join(', ')}] }\n`,
    );
    return `bandit:\n  actions:\n${actions.join('')}`;
  };
  const RESOLVES: ClientCapabilities = {
    textDocument: {
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
        resolveSupport: { properties: ['edit'] },
        dataSupport: true,
      },
    },
  };

  it('names what it has not found yet, which is looked for when it is chosen', async () => {
    const editor = await client(RESOLVES, () => () => false);
    await editor.open(large());
    await editor.analysed;
    const actions = (await editor.at('bandit')) ?? [];
    const later = actions.filter(({ data }) => data !== undefined);
    expect(later.length).toBeGreaterThan(0);
    for (const { title, edit } of later) {
      expect(title).toMatch(
        /^Search for a small change of (one action's features|all features|one reward): /,
      );
      expect(edit).toBeUndefined();
    }
    // Once the text has changed, the answer is no longer waited for.
    const chosen = editor.resolve(later[0]!);
    await editor.type(large().replace('reward: 20', 'reward: 21'));
    expect((await chosen).edit).toBeUndefined();
  });

  it('tries a fix of the reading when it is chosen, where there was no time before', async () => {
    const editor = await client(RESOLVES, () => () => false);
    await editor.open(`${FAILS}run:\n  seeed: 1\n`);
    const listed = (await editor.at('seeed')) ?? [];
    expect(listed).toMatchObject([{ title: 'Change to seed', kind: 'quickfix' }]);
    expect(listed[0]!.edit).toBeUndefined();
    expect(listed[0]!.isPreferred).toBeFalsy();
    expect(editor.after(await editor.resolve(listed[0]!))).toBe(`${FAILS}run:\n  seed: 1\n`);
    expect(editor.said).toEqual([]);
  });

  it('makes no fix that leaves more errors than there are, and says so where it was listed before it was tried', async () => {
    const words = 's: { a: { to: s, reward: 1, features: [1] }, b: { to: s, reward: 0, features: [0] }';
    // With the brace that is missing, what else is missing is told: the discount and the start.
    const text = `mdp:\n  states:\n    ${words}\n`;
    expect(readSpec(text).issues.map(({ code }) => code)).toEqual(['syntax']);
    expect(readSpec(text.replace(words, `${words} }`)).issues.map(({ code }) => code)).toEqual([
      'missing-key',
      'missing-key',
    ]);
    const patient = await client(RESOLVES, () => () => true);
    await patient.open(text);
    expect(await patient.at(words)).toEqual([]);
    const hasty = await client(RESOLVES, () => () => false);
    await hasty.open(text);
    const [listed] = (await hasty.at(words)) ?? [];
    expect((await hasty.resolve(listed!)).edit).toBeUndefined();
    await expect
      .poll(() => hasty.said)
      .toEqual([`${listed!.title}: not done, since it would leave more errors than there are.`]);
  });

  const found = (actions: readonly CodeAction[] | null) => (actions ?? []).filter(({ edit }) => edit);

  it('is answered at once where the editor asks by itself, however patient it is', async () => {
    const forEver = () => () => true;
    const editor = await client(RESOLVES, forEver);
    await editor.open(FAILS);
    await editor.analysed;
    const actions = await editor.at('bandit', { triggerKind: CodeActionTriggerKind.Automatic });
    const whole = await editor.at('bandit', { triggerKind: CodeActionTriggerKind.Invoked });
    expect(actions!.filter(({ data }) => data !== undefined).length).toBeGreaterThan(0);
    expect(found(whole).length).toBeGreaterThan(found(actions).length);
  });

  it('goes on being found behind the list of an editor that asked by itself and waits no more', async () => {
    const editor = await client(RESOLVES, () => () => false);
    await editor.open(FAILS);
    await editor.analysed;
    const cancelling = new CancellationTokenSource();
    const first = editor.at('bandit', { triggerKind: CodeActionTriggerKind.Automatic }, cancelling.token);
    cancelling.cancel();
    await first.catch(() => null);
    // Nobody is patient here: what is in a list was found behind another one.
    const list = () => editor.at('bandit', { triggerKind: CodeActionTriggerKind.Invoked });
    await expect.poll(async () => found(await list()).length).toBeGreaterThan(2);
  });

  it('has what is known while the conditions are being checked, and says that where nothing is', async () => {
    const text = `${FAILS}run:\n  seeed: 1\n`;
    const document = TextDocument.create(URI, 'linspg', 1, text);
    const fixes = new CodeActions(
      async () => 0.1,
      () => () => false,
    );
    const said: string[] = [];
    fixes.resolves = true;
    fixes.say = (message) => said.push(message);
    /** The conditions are being checked for as long as this test wants. */
    let isHeld = true;
    const held = function* (bandit: Bandit, run: RunSection | null): Analysing {
      const steps = analysingBeforeRun(bandit, run);
      let step = steps.next();
      for (; !step.done; step = steps.next()) {
        yield step.value;
        while (isHeld) yield step.value;
      }
      return step.value;
    };
    let isKnown = () => {};
    const analysed = new Promise<void>((resolve) => {
      isKnown = resolve;
    });
    const analyser = new Analyser((known) => {
      fixes.update(known);
      if (known.complete) isKnown();
    }, held);
    analyser.changed(document);
    await analyser.known(URI);
    const ask = (words: string) => {
      const start = document.positionAt(text.indexOf(words));
      return fixes.answer(
        {
          textDocument: { uri: URI },
          range: { start, end: start },
          context: { diagnostics: [], triggerKind: CodeActionTriggerKind.Invoked },
        },
        CancellationToken.None,
      );
    };
    expect(await ask('bandit')).toEqual([]);
    expect((await ask('seeed'))!.length).toBeGreaterThan(0);
    expect(said).toEqual([
      'The conditions are still being checked: ask for quick fixes again when that is done.',
    ]);
    isHeld = false;
    await analysed;
    expect((await ask('bandit'))?.length).toBeGreaterThan(0);
    expect(said.length).toBe(1);
  });

  it('that the editor asks for by itself does not come in the turn of one that a person asked for', async () => {
    const fixes = new CodeActions(async () => 0.1);
    fixes.resolves = true;
    const document = TextDocument.create(URI, 'linspg', 1, FAILS);
    await new Promise<void>((resolve) => {
      const analyser = new Analyser((known) => {
        fixes.update(known);
        if (known.complete) resolve();
      });
      analyser.changed(document);
    });
    const start = document.positionAt(0);
    const ask = (triggerKind: CodeActionTriggerKind) =>
      fixes.answer(
        {
          textDocument: { uri: URI },
          range: { start, end: start },
          context: { diagnostics: [], triggerKind },
        },
        CancellationToken.None,
      );
    // All is found, so that nothing but the rule keeps them apart.
    const toEnd = async () => found(await ask(CodeActionTriggerKind.Invoked)).length;
    let before = -1;
    for (let now = await toEnd(); now !== before; now = await toEnd()) before = now;
    const order: string[] = [];
    const asked = ask(CodeActionTriggerKind.Invoked).then(() => order.push('by a person'));
    const own = ask(CodeActionTriggerKind.Automatic).then(() => order.push('by itself'));
    await asked;
    setImmediate(() => order.push('next turn'));
    await own;
    expect(order).toEqual(['by a person', 'next turn', 'by itself']);
  });

  it('is found whole where the client cannot ask again', async () => {
    const editor = await client();
    await editor.open(FAILS);
    for (const { edit, data } of (await editor.at('bandit')) ?? []) {
      expect(edit).toBeDefined();
      expect(data).toBeUndefined();
    }
  });
});

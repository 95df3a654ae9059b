/** What an editor asks of a text beside diagnostics, over the protocol: layout, names, folds, colours, lenses, hints, the outline; and in which order a hover speaks. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CodeLens,
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  MarkupContent,
  Range,
  SemanticTokens,
  TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TOKEN_TYPES } from '../../../src/server/vocabulary/tokens.js';
import { LENS_COMMANDS, OUTCOME_NOTIFICATION, type OutcomeParams } from '../../../src/shared/protocol.js';
import { buildPrograms, type Programs } from '../programs.js';
import { EditorClient } from './client.js';

let programs: Programs;
let client: EditorClient;

beforeAll(async () => {
  programs = await buildPrograms();
  client = await EditorClient.start(programs.path('server'), {
    capabilities: {
      workspace: { inlayHint: { refreshSupport: true } },
      textDocument: {
        hover: { contentFormat: ['markdown'] },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      },
    },
    initializationOptions: { executes: LENS_COMMANDS },
  });
});

afterAll(async () => {
  await client?.stop();
  await programs?.remove();
});

const example = (name: string) => readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8');
const FAILS = example('02-gets-stuck.linspg');
const STATES = example('12-four-state-trap.linspg');

let files = 0;
async function opened(text: string): Promise<string> {
  const uri = `file:///work/language-${++files}.linspg`;
  await client.open(uri, text);
  await client.complete(uri, 1);
  return uri;
}

const document = (text: string) => TextDocument.create('file:///x', 'linspg', 1, text);
const at = (text: string, words: string, after = '') => ({
  position: document(text).positionAt(text.indexOf(words, text.indexOf(after) + after.length)),
});
const written = (text: string, range: Range) => document(text).getText(range);
const WHOLE = { range: { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } } };
const OPTIONS = { options: { tabSize: 8, insertSpaces: false } };

describe('layout', () => {
  const untidy = FAILS.replaceAll('[ 0', '[0').replace('  init:', '  init:   ');

  it('is that of the examples, whatever the width of a tab', async () => {
    const edits = await client.ask<TextEdit[]>('textDocument/formatting', await opened(untidy), OPTIONS);
    expect(edits.length).toBeGreaterThan(1);
    expect(TextDocument.applyEdits(document(untidy), edits)).toBe(FAILS);
  });

  it('changes only the lines of a selection, and nothing of a text with an issue of syntax', async () => {
    const { line } = at(untidy, 'init').position;
    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    const uri = await opened(untidy);
    const edits = await client.ask<TextEdit[]>('textDocument/rangeFormatting', uri, { range, ...OPTIONS });
    expect(edits.map((edit) => edit.range.start.line)).toEqual([line]);
    const broken = await opened(untidy.replace('bandit:', 'bandit: {'));
    expect(await client.ask('textDocument/formatting', broken, OPTIONS)).toEqual([]);
  });
});

it('marks a name where it is given and where it is mentioned', async () => {
  const text = FAILS.replace('[3, 3]', '[{ trap: a2 }, zeros]');
  const found = await client.ask<DocumentHighlight[]>(
    'textDocument/documentHighlight',
    await opened(text),
    at(text, 'a2', '{ trap: '),
  );
  expect(found.map(({ range, kind }) => [written(text, range), range.start.line, kind])).toEqual([
    ['a2', at(text, 'a2: {').position.line, 3],
    ['a2', at(text, 'a2 }').position.line, 2],
  ]);
});

it('folds what stands below a key, and comments that follow each other', async () => {
  const folds = await client.ask<FoldingRange[]>('textDocument/foldingRange', await opened(STATES));
  const lines = STATES.split('\n');
  expect(
    folds.map(({ startLine, endLine, kind }) => [lines[startLine]!.trim(), endLine - startLine, kind]),
  ).toEqual([
    [lines[0], lines.findIndex((line) => !line.startsWith('#')) - 1, 'comment'],
    ['mdp:', 13, undefined],
    ['states:', 10, undefined],
    ['u1:', 2, undefined],
    ['u2:', 2, undefined],
    ['l1:', 2, undefined],
    ['run:', 3, undefined],
  ]);
});

/** Each token as its word and its type. */
async function tokensOf(text: string): Promise<[string, string][]> {
  const { data } = await client.ask<SemanticTokens>('textDocument/semanticTokens/full', await opened(text));
  const found: [string, string][] = [];
  let [line, character] = [0, 0];
  for (let n = 0; n < data.length; n += 5) {
    const [down, right, length, type] = data.slice(n, n + 4) as [number, number, number, number];
    [line, character] = down > 0 ? [line + down, right] : [line, character + right];
    found.push([text.split('\n')[line]!.slice(character, character + length), TOKEN_TYPES[type]!]);
  }
  return found;
}

it('tells keys, keywords, numbers and the names of actions and states apart', async () => {
  const text = `title: run
mdp:
  start: { end: 1 }
  discount: 0.9
  features: { groups: { gamma: [run, end] } }
  states:
    run: { reward: { to: { run: 1/2, end: 0.5 }, reward: 1 }, to: { to: end, reward: 0 } }
    end: terminal
run:
  algorithm: lin-spg
  init: [{ trap: { run: to } }, zeros]
`;
  expect(await tokensOf(text)).toEqual(
    [
      'title=property run=string mdp=property start=property end=enumMember 1=number discount=property 0.9=number',
      'features=property groups=property gamma=namespace run=enumMember end=enumMember states=property',
      'run=enumMember reward=variable to=property run=enumMember 1/2=number end=enumMember 0.5=number reward=property 1=number',
      'to=variable to=property end=enumMember reward=property 0=number end=enumMember terminal=keyword',
      'run=property algorithm=property lin-spg=keyword init=property trap=property run=enumMember to=variable zeros=keyword',
    ].flatMap((line) => line.split(' ').map((word) => word.split('='))),
  );
});

describe('lenses', () => {
  const lenses = async (text: string) => client.ask<CodeLens[]>('textDocument/codeLens', await opened(text));

  it('stand above the problem and the experiment, and lead to the traps', async () => {
    const found = await lenses(FAILS);
    expect(
      found.map(({ range, command }) => [written(FAILS, range), command!.title, command!.command]),
    ).toEqual([
      ['bandit', 'Plane', 'linspg.showPlane'],
      ['bandit', '1 trap', 'linspg.showTraps'],
      ['run', '▶ Run', 'linspg.run'],
      ['run', 'Compare rates', 'linspg.compareRates'],
    ]);
    const [, places] = found[1]!.command!.arguments as [string, Range[]];
    expect(places.map((range) => [written(FAILS, range), range.start.line])).toEqual([
      ['a2', at(FAILS, 'a2: {').position.line],
    ]);
    const ofStates = (await lenses(STATES)).find(({ command }) => command!.command === 'linspg.showTraps');
    expect(ofStates!.command!.title).toBe('1 trap');
  });

  it('are none where they are turned off', async () => {
    const configure = (settings: object) =>
      client.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    await configure({ linspg: { codeLens: { enabled: false } } });
    expect(await lenses(FAILS)).toEqual([]);
    await configure({});
    expect(await lenses(FAILS)).not.toEqual([]);
  });
});

describe('hints', () => {
  const hints = async (uri: string) => {
    const found = await client.ask<InlayHint[]>('textDocument/inlayHint', uri, WHOLE);
    return found.map(({ label }) => label);
  };
  const configure = (inlayHints: object) =>
    client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { linspg: { inlayHints } },
    });

  it('are quiet but for the forecast, and each is asked for by a setting', async () => {
    const text = FAILS.replace('[3, 3]', '[0, 0]');
    const uri = await opened(text);
    expect(await hints(uri)).toEqual(['→ a1']);
    await configure({ forecast: false });
    expect(await hints(uri)).toEqual([]);
    await configure({ forecast: false, startProbability: true, trapMargin: true });
    // By hand: the margin of a2 is 2.
    expect(await hints(uri)).toEqual(['π₀ = 0.25', 'π₀ = 0.25 · trap by 2', 'π₀ = 0.25', 'π₀ = 0.25']);
    await configure({});
  });

  it('say how a run ended where a client tells it, of the text that was run', async () => {
    await configure({ forecast: false, finalProbability: true });
    const uri = await opened(FAILS);
    const outcome: OutcomeParams = {
      ...{ uri, version: 1, runs: 2 },
      ...{ least: [0.25, 0.5, 0, 0.125], greatest: [0.25, 0.75, 0.0001, 0.125] },
    };
    const { refreshes } = client;
    await client.connection.sendNotification(OUTCOME_NOTIFICATION, outcome);
    await client.until(() => client.refreshes > refreshes);
    expect(await hints(uri)).toEqual(['π_T = 0.25', 'π_T = 0.5 to 0.75', 'π_T = 0 to 0.0001', 'π_T = 0.125']);
    await client.change(uri, 2, `${FAILS}\n`);
    await client.complete(uri, 2);
    expect(await hints(uri)).toEqual([]);
    await configure({});
  });

  it('give the probabilities of states, each by itself, and none where starts are several', async () => {
    await configure({ forecast: false, startProbability: true });
    const text = STATES.replace(/init: .*/, 'init: zeros');
    expect(await hints(await opened(text))).toEqual(Array(6).fill('π₀ = 0.5'));
    expect(await hints(await opened(text.replace('init: zeros', 'init: [zeros, [1, 0]]')))).toEqual([]);
    await configure({});
  });
});

it('says in the outline what is best and what traps, and the verdict at the problem', async () => {
  const details = async (text: string) => {
    const symbols = await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', await opened(text));
    const all = (some: DocumentSymbol[]): DocumentSymbol[] =>
      some.flatMap((one) => [one, ...all(one.children ?? [])]);
    return new Map(all(symbols).map(({ name, detail }) => [name, detail]));
  };
  const bandit = await details(FAILS);
  expect([bandit.get('bandit'), bandit.get('a1'), bandit.get('a2'), bandit.get('a3')]).toEqual([
    'depends on the start (proved, for small steps)',
    '9 · best',
    '8 · trap',
    '7',
  ]);
  const states = await details(STATES);
  // J* = 18 from u1, where a1 leads to u2 with 2/(1 − 0.9) = 20.
  expect([states.get('mdp'), states.get('u1'), states.get('u2')]).toEqual([
    'depends on the start (proved, for small steps)',
    'V* = 18',
    'V* = 20',
  ]);
});

describe('a hover', () => {
  const paragraphs = async (text: string, words: string, after = '') => {
    const found = await client.ask<Hover>('textDocument/hover', await opened(text), at(text, words, after));
    return (found.contents as MarkupContent).value.split('\n\n');
  };

  it('begins with the verdict, and ends with sizes and pages', async () => {
    const [first, second, ...more] = await paragraphs(FAILS, 'bandit:');
    expect(first).toBe('**Depends on the start** _(proved, for small steps)_');
    expect(second).toBe('The trap: a2 (reward 8).');
    expect(more.at(-2)).toMatch(/^K = 4 actions/);
    expect(more.at(-1)).toMatch(/^Why: /);
    const [ofStates] = await paragraphs(STATES, 'mdp:');
    expect(ofStates).toBe('**Depends on the start** _(proved, for small steps)_');
  });

  it('begins with what is meant by a number, and has least squares last', async () => {
    const said = await paragraphs(FAILS, '-1', 'a3: {');
    expect(said[0]).toBe('**Feature 1 of 2: `-1`**, so the logit `x(a3)ᵀθ` has the term `-1·θ₁`.');
    expect(said.findIndex((line) => line.includes('is no trap'))).toBe(2);
    expect(said.at(-2)).toContain('‖r̂ − r‖₂');
    expect((await paragraphs(FAILS, '8', 'a2: {'))[0]).toContain('Number 2 of 4 mean rewards');
    expect((await paragraphs(FAILS, '0.2', 'learning-rate'))[0]).toBe(
      '**`0.2` is 20.25 times the theory rate**: the bound does not cover it, and a step may lower f.',
    );
    expect((await paragraphs(FAILS, '0.2', 'learning-rate')).join()).toMatch(
      /Observed from the first start that is written: none of the first 1000 steps lowers f/,
    );
    expect((await paragraphs(FAILS, '[3, 3]'))[0]).toMatch(/^\*\*Forecast: this start ends at a2/);
    expect((await paragraphs(STATES, '[0, 2]'))[0]).toMatch(/^\*\*Forecast: /);
    expect((await paragraphs(STATES, '0.05'))[0]).toMatch(/times the theory rate/);
  });

  it('has the language alone where no number of the text says more', async () => {
    expect((await paragraphs(FAILS, 'iterations'))[0]).toContain('How many updates');
    const family = 'generate:\n  actions: 3\n  dimensions: 2\n  count: 5\n';
    expect((await paragraphs(family, 'generate'))[0]).toMatch(/^\*\*5 random bandits\*\* with K = 3 actions/);
  });
});

/** Names of states and actions, over the protocol: where they are written, and what another name changes. */
import { describe, expect, it, test } from 'vitest';
import type { DocumentSymbol, Location, Range, WorkspaceEdit } from 'vscode-languageserver/node';
import { nameAt, renameEdits } from '../../../src/server/names.js';
import { applied } from '../../../src/spec/applied.js';
import { NO_FILES } from '../../../src/spec/files/port.js';
import { readSpec } from '../../../src/spec/read.js';
import type { EditorClient } from './client.js';
import { useServer } from './useServer.js';

let client: EditorClient;
useServer((started) => {
  client = started;
});

const MDP = `mdp:
  discount: 0.9
  start: { s1: 1/2, s2: 1/2 }
  features: { groups: { left: [s1, s2], right: [s3] } }
  states:
    s1: { stay: { to: s1, reward: 0 }, go: { to: { s2: 1/2, s1: 1/2 }, reward: 1 } }
    s2: { stay: { to: s2, reward: 1 }, go: { to: s3, reward: 0 } }
    s3: { stay: { to: s3, reward: 1 }, back: { to: s1, reward: 0 } }
run: { init: { trap: { s2: stay, s3: back } } }
`;

const BANDIT = `bandit:
  actions:
    a1: { reward: 2, features: [1, 0] }
    a2: { reward: 1, features: [0, 1] }
run: { init: [{ trap: a2 }, zeros] }
`;

let files = 0;
async function opened(text: string): Promise<string> {
  const uri = `file:///work/names-${++files}.linspg`;
  await client.open(uri, text);
  await client.complete(uri, 1);
  return uri;
}

/** Inside the first \`words\` after \`after\`. */
function offsetOf(text: string, words: string, after = ''): number {
  const offset = text.indexOf(words, text.indexOf(after) + after.length);
  if (offset < 0) throw new Error(`no “${words}” after “${after}”`);
  return offset;
}

function positionAt(text: string, offset: number) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

const at = (text: string, words: string, after = '') => ({
  position: positionAt(text, offsetOf(text, words, after)),
});

/** The line of a range, and what is written there. */
const written = (text: string, { start, end }: Range) =>
  [start.line, text.split('\n')[start.line]!.slice(start.character, end.character)] as const;

const LET = `let: { t: 1/2, u: { value: 2, from: 0, to: 3 } }
bandit:
  actions:
    a1: { reward: 2*t, features: [1 - t, u] }
    t: { reward: u/3, features: [0, t] }
`;

describe('parameters', () => {
  const renamed = (newName: string, after = 'features: [0, ') => {
    const reading = readSpec(LET);
    const named = nameAt(reading, offsetOf(LET, 't', after))!;
    return renameEdits(LET, { reading, files: NO_FILES }, named, newName);
  };

  it('are found and renamed wherever an expression names them, and actions of the same name are others', async () => {
    const uri = await opened(LET);
    const found = await client.ask<Location>('textDocument/definition', uri, at(LET, 't', '1 - '));
    expect([found.range.start.line, found.range.start.character]).toEqual([0, 7]);
    const all = await client.ask<Location[]>('textDocument/references', uri, {
      ...at(LET, 't', 'let: { '),
      context: { includeDeclaration: true },
    });
    expect(all.map(({ range }) => [range.start.line, range.start.character])).toEqual([
      [0, 7],
      [3, 20],
      [3, 38],
      [4, 36],
    ]);
    const hover = await client.ask<{ contents: { value: string } }>(
      'textDocument/hover',
      uri,
      at(LET, 'u/3'),
    );
    expect(hover.contents.value).toContain('u/3 = 2/3 ≈ 0.666667');
    const edits = renamed('step');
    expect(Array.isArray(edits) && applied(LET, edits)).toBe(
      LET.replace('{ t:', '{ step:')
        .replace('2*t', '2*step')
        .replace('1 - t', '1 - step')
        .replace('[0, t]', '[0, step]'),
    );
  });

  it('keep names that an expression can have', () => {
    expect(renamed('2t')).toEqual({
      refused: 'The name of a parameter is made of letters, digits and `_`, with no digit first.',
    });
    expect(renamed('u')).toEqual({
      refused: 'There is a parameter `u` already. Choose another name.',
    });
  });
});

describe('the language server', () => {
  it('goes to the definition of a state from wherever it is named', async () => {
    const uri = await opened(MDP);
    for (const [words, after] of [
      ['s2', 'start'],
      ['s2', 'left'],
      ['s2', 'go: { to'],
      ['s2', 'trap'],
    ] as const) {
      const found = await client.ask<Location>('textDocument/definition', uri, at(MDP, words, after));
      expect(written(MDP, found.range)).toEqual([6, 's2']);
    }
    const action = await client.ask<Location>('textDocument/definition', uri, at(MDP, 'back', 'trap'));
    expect(written(MDP, action.range)).toEqual([7, 'back']);
    expect(await client.ask('textDocument/definition', uri, at(MDP, 'reward'))).toBeNull();
  });

  it('lists where a state and an action are named', async () => {
    const uri = await opened(MDP);
    const references = (words: string, after: string, includeDeclaration: boolean) =>
      client.ask<Location[]>('textDocument/references', uri, {
        ...at(MDP, words, after),
        context: { includeDeclaration },
      });
    expect((await references('s3', 'right', true)).map(({ range }) => written(MDP, range)[0])).toEqual([
      7, 3, 6, 7, 8,
    ]);
    expect((await references('s3', 'right', false)).map(({ range }) => written(MDP, range)[0])).toEqual([
      3, 6, 7, 8,
    ]);
    expect((await references('back', 's3: { stay', true)).map(({ range }) => written(MDP, range)[0])).toEqual(
      [7, 8],
    );
  });

  it('renames a state everywhere, and an action of a bandit in the start too', async () => {
    const uri = await opened(MDP);
    const range = await client.ask<{ range: Range; placeholder: string }>(
      'textDocument/prepareRename',
      uri,
      at(MDP, 's1', 'left'),
    );
    expect([written(MDP, range.range)[1], range.placeholder]).toEqual(['s1', 's1']);
    const edit = await client.ask<WorkspaceEdit>('textDocument/rename', uri, {
      ...at(MDP, 's1', 'left'),
      newName: 'home',
    });
    expect(edit.changes![uri]).toHaveLength(6);
    const bandit = await opened(BANDIT);
    const action = await client.ask<WorkspaceEdit>('textDocument/rename', bandit, {
      ...at(BANDIT, 'a2'),
      newName: 'other',
    });
    expect(action.changes![bandit]!.map(({ range, newText }) => [range.start.line, newText])).toEqual([
      [3, 'other'],
      [4, 'other'],
    ]);
  });

  it('says why a name is not changed', async () => {
    const uri = await opened(MDP);
    await expect(
      client.ask('textDocument/rename', uri, { ...at(MDP, 's1', 'left'), newName: 's2' }),
    ).rejects.toThrow('There is a state `s2` already');
    const tables = 'bandit:\n  rewards: [2, 1]\n  features: [[1], [0]]\nrun: { init: { trap: a2 } }\n';
    const other = await opened(tables);
    await expect(client.ask('textDocument/prepareRename', other, at(tables, 'a2'))).rejects.toThrow(
      'written nowhere',
    );
    const broken = MDP.replace('discount: 0.9', 'discount: 0.9\n  horizon: 3');
    // No name is known of a problem that cannot be read.
    expect(await client.ask('textDocument/prepareRename', await opened(broken), at(broken, 's1'))).toBeNull();
    const run = MDP.replace('init:', 'iterations: x, init:');
    await expect(client.ask('textDocument/prepareRename', await opened(run), at(run, 's1'))).rejects.toThrow(
      'has errors',
    );
  });

  it('has states as symbols, with their actions below', async () => {
    const uri = await opened(MDP);
    const symbols = await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', uri, {});
    const below = (parents: DocumentSymbol[], name: string) =>
      parents.find((one) => one.name === name)!.children!;
    const states = below(below(symbols, 'mdp'), 'states');
    expect(states.map(({ name }) => name)).toEqual(['s1', 's2', 's3']);
    expect(below(states, 's3').map(({ name }) => name)).toEqual(['stay', 'back']);
  });
});

/** The text after a rename at the first \`words\` after \`after\`, or why there is none. */
function renamed(text: string, words: string, after: string, newName: string): string {
  const reading = readSpec(text);
  const edits = renameEdits(
    text,
    { reading, files: NO_FILES },
    nameAt(reading, offsetOf(text, words, after))!,
    newName,
  );
  return 'refused' in edits ? edits.refused : applied(text, edits);
}

describe('another name', () => {
  test('is in quotes where it needs them', () => {
    for (const name of ['a: b', 'null', '# no', '[x]', 'it’s "so"', '1/2', '- x', 'two\nlines', '*a']) {
      const text = renamed(MDP, 's1', 'left', name);
      const { mdp, issues } = readSpec(text);
      expect(issues).toEqual([]);
      expect(mdp!.states[0]!.name).toBe(name);
    }
  });

  test('of an action is for all that share its feature in a group, and for no others', () => {
    const text = renamed(MDP, 'stay', 's1: {', 'wait');
    expect(text).toBe(MDP.replaceAll(/(s[12]: \{ )stay/g, '$1wait').replace('s2: stay', 's2: wait'));
    expect(readSpec(text).mdp!.features).toEqual(readSpec(MDP).mdp!.features);
  });

  test('that is taken, or that means something else, is refused', () => {
    expect(renamed(MDP, 'go', 's1: {', 'stay')).toMatch(/in s1 and s2 an action `stay` already/);
    expect(renamed(MDP, 's1', 'left', ' ')).toMatch(/needs a letter/);
    const uniform = MDP.replace('{ s1: 1/2, s2: 1/2 }', 'uniform');
    expect(renamed(uniform, 's1', 'left', 'uniform')).toMatch(/read as something else/);
  });

  test('that YAML takes for a merge is put into quotes', () => {
    expect(renamed(MDP, 's1', 'left', '<<')).toContain('start: { "<<": 1/2, s2: 1/2 }');
  });

  test('that is the old one changes nothing', () => {
    expect(renamed(MDP, 's1', 'left', 's1')).toBe(MDP);
  });
});

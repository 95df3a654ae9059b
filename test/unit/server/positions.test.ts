/** Positions in bytes of UTF-8: the same places as in UTF-16 units. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CompletionList,
  DocumentSymbol,
  Position,
  SemanticTokens,
} from 'vscode-languageserver/node';
import { documentOf, encodingAmong, frozen, updated } from '../../../src/server/positions.js';
import { buildPrograms, type Programs } from '../programs.js';
import { EditorClient } from './client.js';

/** Where an offset is, counted from the text alone. */
function bytePosition(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: Buffer.byteLength(lines.at(-1)!) };
}

const text = fc
  .array(fc.constantFrom('a', ' ', '\t', '\n', '\r\n', 'é', '√', '𝔏', '👩‍🔬', '\u0301', ': ', '"'), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

/** Offsets that are neither within a character nor within a line end. */
const offsetsOf = (content: string) => {
  const offsets = [0];
  for (const one of content) offsets.push(offsets.at(-1)! + one.length);
  return offsets.filter((offset) => !(content[offset - 1] === '\r' && content[offset] === '\n'));
};

describe('a document in UTF-8', () => {
  test('has each place at its line and byte, and finds it there', () => {
    fc.assert(
      fc.property(text, (content) => {
        const document = documentOf('utf-8', 'file:///a', 'linspg', 1, content);
        for (const offset of offsetsOf(content)) {
          const position = document.positionAt(offset);
          expect(position).toEqual(bytePosition(content, offset));
          expect(document.offsetAt(position)).toBe(offset);
        }
      }),
    );
  });

  test('is after any changes the text that a document in UTF-16 is after the same changes', () => {
    const change = fc.record({ from: fc.nat(), to: fc.nat(), words: text, isWhole: fc.boolean() });
    fc.assert(
      fc.property(text, fc.array(change, { maxLength: 6 }), (content, changes) => {
        const [bytes, units] = (['utf-8', 'utf-16'] as const).map((encoding) =>
          documentOf(encoding, 'file:///a', 'linspg', 1, content),
        ) as [ReturnType<typeof documentOf>, ReturnType<typeof documentOf>];
        changes.forEach(({ from, to, words, isWhole }, index) => {
          const places = offsetsOf(units.getText());
          const [start, end] = [from, to]
            .map((place) => places[place % places.length]!)
            .sort((a, b) => a - b);
          for (const document of [bytes, units]) {
            const range = { start: document.positionAt(start!), end: document.positionAt(end!) };
            const told = isWhole && index === 0 ? { text: words } : { range, text: words };
            updated(document, [told], index + 2);
          }
          expect([bytes.getText(), bytes.version, bytes.lineCount]).toEqual([
            units.getText(),
            units.version,
            units.lineCount,
          ]);
        });
      }),
    );
  });

  test('takes several changes at once, each in the text that the one before has left', () => {
    const document = documentOf('utf-8', 'file:///a', 'linspg', 1, '𝔏a\nb');
    const at = (line: number, character: number) => ({ line, character });
    updated(
      document,
      [
        { range: { start: at(0, 4), end: at(0, 5) }, text: '√√' },
        { range: { start: at(0, 7), end: at(0, 10) }, text: 'x' },
      ],
      2,
    );
    expect([document.getText(), document.version]).toEqual(['𝔏√x\nb', 2]);
  });

  test('takes a place within a character for the one before it, and one beyond a line for its end', () => {
    const document = documentOf('utf-8', 'file:///a', 'linspg', 1, 'a𝔏b\nc');
    expect([1, 2, 3, 4, 5, 6, 99].map((character) => document.offsetAt({ line: 0, character }))).toEqual([
      1, 1, 1, 1, 3, 4, 4,
    ]);
    expect(document.offsetAt({ line: 9, character: 0 })).toBe(6);
  });

  test('stays as it is once it is frozen', () => {
    const document = documentOf('utf-8', 'file:///a', 'linspg', 1, '𝔏a');
    const before = frozen(document);
    updated(document, [{ text: '' }], 2);
    expect([before.getText(), before.version, before.positionAt(2).character]).toEqual(['𝔏a', 1, 4]);
  });
});

test.each([
  [undefined, 'utf-16'],
  [[], 'utf-16'],
  [['utf-8', 'utf-16'], 'utf-8'],
  [['utf-16', 'utf-8'], 'utf-16'],
  [['utf-32', 'utf-8'], 'utf-8'],
  [['utf-32'], 'utf-16'],
] as const)('of the encodings %j, %s is taken', (offered, taken) => {
  expect(encodingAmong(offered)).toBe(taken);
});

const SPEC = `title: 𝔏in\t√ "SPG"
bandit:
  actions: { "𝔞𝔞": { reward: 9, features: [0, -2] }, "ß √": { reward: 8, features: [0, 1] },
    c: { reward: 7, features: [-1, 0] }, d: { reward: 6, features: [2, 0] } }
run: { init: { trap: "ß √" }, iterations: 10 }
`;

describe('two clients, one that counts bytes and one that counts units', () => {
  let programs: Programs;
  const clients: EditorClient[] = [];
  beforeAll(async () => {
    programs = await buildPrograms();
    for (const encoding of ['utf-8', 'utf-16'])
      clients.push(
        await EditorClient.start(programs.path('server'), {
          capabilities: {
            general: { positionEncodings: [encoding] },
            textDocument: {
              codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
              documentSymbol: { hierarchicalDocumentSymbolSupport: true },
              rename: { prepareSupport: true },
            },
          },
        }),
      );
  });
  afterAll(async () => {
    for (const client of clients) await client.stop();
    await programs.remove();
  });

  /** The same answer with offsets in the place of positions. */
  function withOffsets(answer: unknown, document: ReturnType<typeof documentOf>): unknown {
    return JSON.parse(JSON.stringify(answer ?? null), (_, value) =>
      typeof value?.line === 'number' && typeof value.character === 'number'
        ? document.offsetAt(value)
        : value,
    );
  }

  /** The words that have a meaning, cut out of the text. */
  function tokensIn({ data }: SemanticTokens, document: ReturnType<typeof documentOf>): string[] {
    const words: string[] = [];
    let [line, character] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      const [lines, characters, length] = data.slice(at, at + 3) as [number, number, number];
      character = lines === 0 ? character + characters : characters;
      line += lines;
      const start = { line, character };
      words.push(document.getText({ start, end: { line, character: character + length } }));
    }
    return words;
  }

  test.each([
    ['short', SPEC],
    ['read on a thread of its own', `${SPEC}# ${'√'.repeat(12_001)}\n`],
  ])('are told the same of a text that is %s', async (name, content) => {
    const uri = `file:///work/${name.length}.linspg`;
    const slipUri = `file:///work/slip-${name.length}.linspg`;
    const slipText = content.replace('iterations', 'iteratons');
    const found = slipText.indexOf('iteratons');
    const mention = content.lastIndexOf('"ß √"');
    const answers = await Promise.all(
      clients.map(async (client) => {
        const encoding = client.initialized.capabilities.positionEncoding as 'utf-8' | 'utf-16';
        const document = documentOf(encoding, uri, 'linspg', 2, content);
        // The text arrives by a change, whose range counts as the client does.
        const start = content.indexOf('"SPG"');
        await client.open(uri, `${content.slice(0, start)}${content.slice(start + 5)}`);
        const place = document.positionAt(start);
        await client.connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version: 2 },
          contentChanges: [{ range: { start: place, end: place }, text: '"SPG"' }],
        });
        const diagnostics = await client.complete(uri, 2);
        const at = (offset: number) => ({ position: document.positionAt(offset) });
        await client.open(slipUri, slipText);
        const slip = await client.complete(slipUri, 1);
        const ask = <T>(method: string, more: object = {}) =>
          client.ask<T>(`textDocument/${method}`, uri, more);
        const told = {
          diagnostics,
          symbols: await ask<DocumentSymbol[]>('documentSymbol'),
          completion: await ask<CompletionList>('completion', at(content.indexOf('iterations') + 3)),
          layout: await ask('formatting', { options: { tabSize: 2, insertSpaces: true } }),
          folds: await ask('foldingRange'),
          highlights: await ask('documentHighlight', at(mention + 1)),
          tokens: tokensIn(await ask<SemanticTokens>('semanticTokens/full'), document),
          hover: await ask('hover', at(content.indexOf('reward: 8'))),
          definition: await ask('definition', at(mention + 1)),
          references: await ask('references', {
            ...at(mention + 1),
            context: { includeDeclaration: true },
          }),
          renamable: await ask('prepareRename', at(mention + 1)),
          renamed: await ask('rename', { ...at(mention + 1), newName: '𝔟' }),
          slip,
          fixes: await client.ask<CodeAction[]>('textDocument/codeAction', slipUri, {
            range: slip.find(({ code }) => code === 'unknown-key')!.range,
            context: { diagnostics: slip },
          }),
        };
        expect(told.fixes.length).toBeGreaterThan(0);
        expect(told.symbols.length).toBeGreaterThan(0);
        expect(told.tokens).toEqual(expect.arrayContaining(['"𝔞𝔞"', '"ß √"', 'iterations']));
        const ofSlip = documentOf(encoding, slipUri, 'linspg', 1, slipText);
        const { slip: _, fixes, ...others } = told;
        return [
          encoding,
          { ...(withOffsets(others, document) as object), fixes: withOffsets([slip, fixes], ofSlip) },
        ] as const;
      }),
    );
    expect(answers.map(([encoding]) => encoding)).toEqual(['utf-8', 'utf-16']);
    expect(answers[0]![1]).toEqual(answers[1]![1]);
    const offsets = JSON.stringify(answers[0]![1]);
    expect(offsets).toContain(`{"start":${found},"end":${found + 9}}`);
    expect(offsets).toContain(`{"start":${mention},"end":${mention + 5}}`);
  });
});

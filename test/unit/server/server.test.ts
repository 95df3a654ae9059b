import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type {
  CodeLens,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  Hover,
  InlayHint,
  MarkupContent,
} from 'vscode-languageserver/node';
import { COMMANDS, HOSTILE } from '../borders/hostile.js';
import type { EditorClient } from './client.js';
import { useServer } from './useServer.js';

let client: EditorClient;
useServer((started) => {
  client = started;
});

const example = (name: string) => readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8');
const FAILS = example('02-gets-stuck.linspg');

let files = 0;
/** A document of its own for each test. */
async function opened(text: string): Promise<{ uri: string; diagnostics: Diagnostic[] }> {
  const uri = `file:///work/${++files}.linspg`;
  await client.open(uri, text);
  return { uri, diagnostics: await client.complete(uri, 1) };
}

/** Where `words` stand in `text`, as a position. */
function positionOf(text: string, words: string, after = '') {
  const from = text.indexOf(after);
  const offset = text.indexOf(words, from);
  if (from < 0 || offset < 0) throw new Error(`no “${words}” after “${after}”`);
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

const written = (text: string, { range }: Pick<Diagnostic, 'range'>) =>
  text.split('\n')[range.start.line]!.slice(range.start.character, range.end.character);

describe('diagnostics', () => {
  it('stand at the words they are about, with a page that explains each', async () => {
    const { diagnostics } = await opened(FAILS);
    expect(diagnostics.map((one) => [one.code, written(FAILS, one)])).toEqual([
      ['verdict', 'bandit'],
      ['trap', 'a2'],
      ['realizable', 'bandit'],
      ['forecast', '[3, 3]'],
      ['learning-rate', '0.2'],
    ]);
    for (const { codeDescription, source } of diagnostics) {
      expect(source).toBe('linspg');
      const page = basename(new URL(codeDescription!.href).pathname);
      expect(readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8')).toMatch(/^# /);
    }
  });

  it('follow the text as it is typed, each with the version it belongs to', async () => {
    const { uri } = await opened(FAILS);
    await client.change(uri, 2, FAILS.replace('reward: 8', 'reward: eight'));
    const broken = await client.complete(uri, 2);
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatchObject({ severity: 1, code: 'number' });
    await client.change(uri, 3, FAILS);
    expect((await client.complete(uri, 3)).map(({ code }) => code)).toContain('trap');
  });

  it('of an older version never come after those of a newer one', async () => {
    const uri = `file:///work/${++files}.linspg`;
    await client.open(uri, large(40, 8));
    for (let version = 2; version <= 12; version++) await client.change(uri, version, large(40, 8, version));
    await client.change(uri, 13, FAILS);
    const last = await client.complete(uri, 13);
    expect(last.map(({ code }) => code)).toContain('trap');
    const versions = client.published.filter((one) => one.uri === uri).map(({ version }) => version!);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    // Analyses of overtaken versions were dropped, not finished.
    const finished = client.analyses.filter((one) => one.uri === uri && one.complete);
    expect(finished.at(-1)!.version).toBe(13);
    expect(finished.length).toBeLessThan(13);
  });

  it('answer a question while a large text is still being analysed', async () => {
    const uri = `file:///work/${++files}.linspg`;
    await client.open(uri, large(500, 30));
    await client.until(() => client.analyses.some((one) => one.uri === uri));
    const small = await opened(FAILS);
    expect(small.diagnostics.length).toBeGreaterThan(0);
    expect(client.analyses.some((one) => one.uri === uri && one.complete)).toBe(false);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.until(
      () => client.published.filter((one) => one.uri === uri).at(-1)?.diagnostics.length === 0,
    );
  });

  it('say that there is no start in the trap of an action that has none', async () => {
    const text = example('01-converges.linspg').replace('init: [3, 3]', 'init: { trap: a2 }');
    const { diagnostics } = await opened(text);
    const wrong = diagnostics.find(({ severity }) => severity === 1)!;
    expect(wrong).toMatchObject({ code: 'no-trap' });
    expect(written(text, wrong)).toBe('{ trap: a2 }');
    expect(wrong.message).toContain('a2 attracts no open set of starts');
  });
});

describe('hovers', () => {
  const hover = async (uri: string, text: string, words: string, after?: string) => {
    const found = await client.ask<Hover>('textDocument/hover', uri, {
      position: positionOf(text, words, after),
    });
    return (found.contents as MarkupContent).value;
  };

  it('write the certificate out at `bandit`', async () => {
    const { uri } = await opened(FAILS);
    const text = await hover(uri, FAILS, 'bandit:');
    expect(text).toContain('0.2·(a1 − a2) + 0.6·(a2 − a3) + 0.2·(a3 − a4) = 0');
    expect(text).toContain('Depends on the start');
    expect(text).toMatch(/\[order\]\(file:\/\/\/.*\/docs\/order\.md\)/);
  });

  it('give p, its norm and the margin of a trap at its name', async () => {
    const { uri } = await opened(FAILS);
    const text = await hover(uri, FAILS, 'a2: {');
    // By hand: p = (0, 1), ‖p‖² = 1, ⟨x_2 − x_1, p⟩ = 3.
    expect(text).toContain('p = (0, 1)');
    expect(text).toContain('‖p‖² = 1');
    expect(text).toContain('is 3: margin 2');
  });

  it('put the numbers of this bandit into the learning rate', async () => {
    const { uri } = await opened(FAILS);
    // XᵀX = diag(5, 5), R = 9: η = 4/405. 0.2 is 20.25 times that.
    const text = await hover(uri, FAILS, 'learning-rate');
    expect(text).toContain('4 / (9·R·λ_max(XᵀX)) = 4 / (9 · 9 · 5) ≈ 0.00987654');
    expect(text).toContain('20.25 times');
    expect(text).toContain('step size');
  });

  it('say at `init` where the start ends, and at features and reward what they do', async () => {
    const { uri } = await opened(FAILS);
    expect(await hover(uri, FAILS, '[3, 3]')).toContain('Forecast: this start ends at a2 (reward 8)');
    expect(await hover(uri, FAILS, 'features')).toContain('‖r̂ − r‖₂ ≈ 14.3178');
    expect(await hover(uri, FAILS, '-2]')).toContain('x(a1) = (0, -2)');
    expect(await hover(uri, FAILS, '8', 'a2: {')).toContain('Number 2 of 4 mean rewards, 1 below the best');
  });

  it('keep the vocabulary, without the name of its schema', async () => {
    const { uri } = await opened(FAILS);
    const text = await hover(uri, FAILS, 'iterations');
    expect(text).toContain('How many updates');
    expect(text).not.toContain('schema');
  });
});

describe('inlay hints', () => {
  const hints = (uri: string) =>
    client.ask<InlayHint[]>('textDocument/inlayHint', uri, {
      range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
    });

  it('say after a start where it ends', async () => {
    const { uri } = await opened(FAILS);
    const [hint, ...more] = await hints(uri);
    expect(more).toEqual([]);
    expect(hint!.label).toBe('→ a2');
    expect(hint!.position).toEqual(positionOf(FAILS, ' # try'));
  });

  it('stand at each start of a sweep, and at `run` where no start is written', async () => {
    const swept = example('03-three-arms-trap.linspg');
    const one = await opened(swept);
    expect((await hints(one.uri)).map(({ label }) => label)).toEqual(['→ a1', '→ a2']);
    const silent = FAILS.replace(/ {2}init:.*\n/, '');
    const two = await opened(silent);
    const [hint] = await hints(two.uri);
    expect(hint!.label).toBe('θ₀ = 0 → a1');
    expect(hint!.position).toEqual({ line: positionOf(silent, 'run:').line, character: 4 });
  });

  it('count the ends of the starts that the run will draw', async () => {
    const { uri } = await opened(FAILS.replace('[3, 3]', '{ gaussian: 4, count: 200 }'));
    const [hint] = await hints(uri);
    const counts = [.../a(\d): (\d+)/g[Symbol.matchAll](String(hint!.label))].map((found) =>
      Number(found[2]),
    );
    expect(counts).toHaveLength(2);
    expect(counts[0]! + counts[1]!).toBe(200);
    // Another seed gave 106 and 94; ±40 is more than five standard deviations.
    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(40);
  });

  it('are asked for again when the forecast is there', async () => {
    const before = client.refreshes;
    await opened(FAILS);
    await client.until(() => client.refreshes > before);
  });
});

describe('the rest of the language', () => {
  it('completes the keys of the vocabulary', async () => {
    const text = `${FAILS}  se`;
    const { uri } = await opened(text);
    const list = await client.ask<CompletionList>('textDocument/completion', uri, {
      position: positionOf(`${text}|`, '|'),
    });
    expect(list.items.map(({ label }) => label)).toContain('seed');
  });

  it('offers nothing while a line is indented, unless it is asked for', async () => {
    const text = `${FAILS}\n  `;
    const { uri } = await opened(text);
    const ask = (context: object) =>
      client.ask<CompletionList>('textDocument/completion', uri, {
        position: positionOf(`${text}|`, '|'),
        context,
      });
    expect((await ask({ triggerKind: 2, triggerCharacter: ' ' })).items).toEqual([]);
    expect((await ask({ triggerKind: 1 })).items).not.toEqual([]);
  });

  it('lists the sections and actions as symbols', async () => {
    const { uri } = await opened(FAILS);
    const symbols = await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', uri);
    expect(symbols.map(({ name }) => name)).toEqual(['title', 'bandit', 'run']);
    const [actions] = symbols[1]!.children!;
    expect(actions!.children!.map(({ name }) => name)).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  it('names symbols without a character that moves, hides or turns around others', async () => {
    const names = HOSTILE.map(
      (name, n) => `    ${JSON.stringify(`${name.replace(/\p{Cs}/gu, '')} ${n}`)}: [${n}]\n`,
    );
    const text = `title: "\\u202E title"\nbandit:\n  actions:\n${names.join('')}`;
    const { uri } = await opened(text);
    const symbols = await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', uri);
    const all = (some: DocumentSymbol[]): DocumentSymbol[] =>
      some.flatMap((one) => [one, ...all(one.children ?? [])]);
    expect(all(symbols).length).toBeGreaterThan(HOSTILE.length);
    for (const { name, detail = '' } of all(symbols)) expect(name + detail).not.toMatch(COMMANDS);
  });

  it('offers to run the experiment above `run`', async () => {
    const { uri } = await opened(FAILS);
    const lenses = await client.ask<CodeLens[]>('textDocument/codeLens', uri);
    expect(lenses.map(({ command }) => command?.command)).toEqual(['linspg.run']);
    expect(lenses.map(({ command }) => command?.title)).toEqual(['▶ Run']);
  });

  it('says above `run` why nothing can run, and asks why when it is clicked all the same', async () => {
    const { uri } = await opened(FAILS.replace('reward: 9', 'reward: nine'));
    const [lens] = await client.ask<CodeLens[]>('textDocument/codeLens', uri);
    expect(lens?.command).toMatchObject({ title: 'Cannot run: the text has errors', command: 'linspg.run' });
  });
});

/** A bandit of K actions and d features without a pattern that a condition could see. */
function large(K: number, d: number, variant = 1): string {
  const entry = (a: number, k: number) => ((((a + 3) * 7919 + (k + 5) * 104729 * variant) % 199) - 99) / 100;
  const rows = Array.from({ length: K }, (_, a) => {
    const features = Array.from({ length: d }, (_, k) => entry(a * a + variant, k * k + a));
    return `    a${a + 1}: { reward: ${K - a}, features: [${features.join(', ')}] }`;
  });
  return `bandit:\n  actions:\n${rows.join('\n')}\nrun:\n  iterations: 1e4\n`;
}

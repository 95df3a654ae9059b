import { expect, test, vi } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { examining } from '../../../src/experiment/examine.js';
import { Analyser, type DocumentAnalysis } from '../../../src/server/analyser.js';

const text =
  'bandit:\n  actions:\n    a1: { reward: 1, features: [1] }\n    a2: { reward: 0, features: [0] }\n';

test('a fault of ours in the middle of an analysis is told in words, and the next text is analysed', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const told: DocumentAnalysis[] = [];
  let faults = 1;
  const analyser = new Analyser(
    (known) => told.push(known),
    function* (bandit, run) {
      if (faults-- > 0) throw new TypeError('no such column');
      return yield* examining(bandit, run);
    },
  );
  analyser.changed(TextDocument.create('file:///a.linspg', 'linspg', 1, text));
  // Of a text that takes long to read, as on a busy machine, the reading is told before.
  const { analysis, complete, found } = told.at(-1)!;
  expect([analysis, complete]).toEqual([null, true]);
  expect(found.map(({ code, severity }) => [severity, code])).toEqual([['warning', 'fault']]);
  expect(found[0]!.message).toContain('(no such column)');
  expect(text.slice(found[0]!.range.start, found[0]!.range.end)).toBe('bandit');
  expect(logged).toHaveBeenCalledOnce();

  analyser.changed(TextDocument.create('file:///b.linspg', 'linspg', 1, text));
  await vi.waitFor(() => expect(told.at(-1)!.complete && told.at(-1)!.document.uri).toBe('file:///b.linspg'));
  expect(told.at(-1)!.analysis!.verdict.kind).toBe('always');
});

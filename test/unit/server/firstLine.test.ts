/** A list in the first line, where the text begins with an end of line. */
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { completionAt } from '../../../src/server/vocabulary/completion.js';

test.each(['\n', '\n\n'])('ends, and offers sections: %j', (text) => {
  const document = TextDocument.create('file:///x.linspg', 'linspg', 1, text);
  for (const line of [0, 1])
    expect(completionAt(document, { line, character: 0 }).items.map(({ label }) => label)).toContain(
      'bandit',
    );
});

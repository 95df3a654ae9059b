/** What is offered where something is to be written. The bar is the cursor. */
import { describe, expect, it } from 'vitest';
import { CompletionItemKind, type TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ALGORITHM_IDS } from '../../../src/engine/algorithms/catalogue.js';
import { withoutPlaces } from '../../../src/server/plain.js';
import { completionAt } from '../../../src/server/vocabulary/completion.js';
import { freeName } from '../../../src/server/vocabulary/names.js';
import { readSpec } from '../../../src/spec/read.js';
import { banditSchema } from '../../../src/spec/schema/bandit.js';
import { runSchema } from '../../../src/spec/schema/run.js';
import { keysOf, specSchema } from '../../../src/spec/schema.js';
import { KEEP_KEYWORDS } from '../../../src/spec/vocabulary.js';

function asked(marked: string) {
  const offset = marked.indexOf('|');
  const document = TextDocument.create('file:///a.linspg', 'linspg', 1, marked.replace('|', ''));
  return { document, items: completionAt(document, document.positionAt(offset)).items };
}

const offered = (marked: string) => asked(marked).items.map(({ label }) => label);

/** The text after one proposal is taken. */
function taking(marked: string, label: string): string {
  const { document, items } = asked(marked);
  const edit = items.find((item) => item.label === label)!.textEdit as TextEdit;
  // The list says so to the editor: as deep as the line that it stands in.
  const line = document.getText().split('\n')[edit.range.start.line]!;
  const newText = withoutPlaces(edit.newText).replaceAll('\n', `\n${/^ */.exec(line)![0]}`);
  return TextDocument.applyEdits(document, [{ ...edit, newText }]);
}

describe('parameters', () => {
  const text = (reward: string, feature: string, rate = '1') =>
    `let: { t: 1/2, gap: 2 }\nbandit:\n  actions:\n    a1: { reward: ${reward}, features: [${feature}, 1] }\nrun: { learning-rate: ${rate} }\n`;

  it('are offered where a number of the problem stands, and nowhere else', () => {
    expect(offered(text('|', '1'))).toEqual(['t', 'gap']);
    expect(offered(text('1', '|'))).toEqual(['t', 'gap']);
    expect(offered(text('1', '1', '|'))).not.toContain('t');
    expect(offered('let: { t: 1/2 }\nmdp:\n  discount: |\n')).toContain('t');
    expect(offered('let: { t: | }\n')).not.toContain('t');
  });
});

describe('keys', () => {
  it('are those of the section, as the schema has them', () => {
    // A file has one problem.
    expect(offered('bandit: {}\n|')).toEqual(['title', 'let', 'run']);
    expect(offered('run: {}\n|')).toEqual(
      expect.arrayContaining(keysOf(specSchema).filter((key) => key !== 'run')),
    );
    expect(offered('bandit:\n  |')).toEqual(keysOf(banditSchema));
    expect(offered('run:\n  |')).toEqual(keysOf(runSchema));
  });

  it.each([
    ['before the cursor', 'run:\n  seed: 1\n  stop: none\n  |'],
    ['after the cursor', 'run:\n  |\n  seed: 1\n  stop: none\n'],
    ['in braces', 'run: { seed: 1, |, stop: none }'],
    ['over several lines of braces', 'run: {\n  seed: 1,\n  |\n  , stop: none }'],
  ])('are not offered twice: %s', (_, marked) => {
    expect(offered(marked)).toEqual(keysOf(runSchema).filter((key) => key !== 'seed' && key !== 'stop'));
  });

  it('leave a comment alone that begins where they are written', () => {
    expect(taking('bandit: {}\n|# about it\n', 'run')).toMatch(/^bandit: {}\nrun:\n\s*# about it\n$/);
    expect(taking('run:\n  algorithm: |# which\n', 'lin-npg')).toMatch(
      /^run:\n {2}algorithm: lin-npg # which\n$/,
    );
  });

  it('of a section stand at its own depth', () => {
    expect(offered('run:\n  learning-rate:\n    armijo:\n      max: 1\n      |')).toEqual(['c', 'shrink']);
    expect(offered('generate: {}\nrun:\n  seed: 1\n|')).toEqual(['title', 'let']);
  });

  it('are those of the form that has been begun', () => {
    expect(offered('run: { init: { gaussian: 1, | } }')).toEqual(['count']);
    expect(offered('run: { init: [zeros, { | }] }')).toEqual(['gaussian', 'count', 'trap', 'file']);
  });

  it('are written with their colon, and with a bracket or a line where one is needed', () => {
    expect(taking('run:\n  rep|', 'repeats')).toBe('run:\n  repeats: 1');
    // Between words a person chooses.
    const gradient = asked('run:\n  gr|').items.find(({ label }) => label === 'gradient');
    expect(gradient!.textEdit!.newText).toMatch(/^gradient: \$\{1\|exact,sampled\|\}$/);
    expect(taking('ban|', 'bandit')).toBe('bandit:\n  ');
    expect(taking('bandit:\n  actions:\n    a1: { reward: 1, | }', 'features')).toBe(
      'bandit:\n  actions:\n    a1: { reward: 1, features: [] }',
    );
  });

  it.each([
    ['run:\n|\n  seed: 1\n', 'run:\n  stop: none\n  seed: 1\n'],
    ['run:\n      |\n  seed: 1\n', 'run:\n  stop: none\n  seed: 1\n'],
    ['run:\n\t|\n  seed: 1\n', 'run:\n  stop: none\n  seed: 1\n'],
    ['run:\n  seed: 1\n      |', 'run:\n  seed: 1\n  stop: none'],
    ['run:\n    seed: 1\n  st|\n    record: 9\n', 'run:\n    seed: 1\n    stop: none\n    record: 9\n'],
  ])('stand where the others do, wherever on a blank line they are asked for: %j', (marked, taken) => {
    expect(taking(marked, 'stop')).toBe(taken);
  });

  it('of a new action stand where the others do', () => {
    const row = (name: string) => `    ${name}: { reward: , features: [, ] }\n`;
    const others = ['a1', 'a2'].map((name) => `    ${name}: { reward: 1, features: [1, 2] }\n`);
    const text = (middle: string) => `bandit:\n  actions:\n${others.join(middle)}`;
    expect(taking(text('|\n'), 'a3')).toBe(text(row('a3')));
  });

  it('are not offered in front of what a line holds', () => {
    expect(offered('run:\n |  seed: 1\n')).toEqual([]);
  });

  it('take the place of the word that is there, and keep its colon', () => {
    expect(taking('run:\n  le|arning: 1\n', 'learning-rate')).toBe('run:\n  learning-rate: 1\n');
  });
});

describe('values', () => {
  it('are the keywords, in a sweep too', () => {
    expect(offered('run:\n  algorithm: |')).toEqual(ALGORITHM_IDS);
    expect(offered('run:\n  algorithm: [lin-spg, |]')).toEqual(ALGORITHM_IDS.slice(1));
    expect(offered('run:\n  algorithm:\n    - |')).toEqual(ALGORITHM_IDS);
    expect(offered('run:\n  algorithm:\n    |')).toEqual(ALGORITHM_IDS);
  });

  it('are entries of a list on a line of its own where no key may stand', () => {
    const bandit = 'bandit:\n  rewards: [1, 0]\n  features:\n    - [1, 2, 3]\n    |';
    expect(taking(bandit, '[0, 0, 0]')).toBe(bandit.replace('|', '- [0, 0, 0]'));
    expect(taking('generate:\n  keep:\n    - order\n    |', 'not trap')).toBe(
      'generate:\n  keep:\n    - order\n    - not trap',
    );
    expect(taking('generate:\n  keep:\n    -|', 'order')).toBe('generate:\n  keep:\n    - order');
  });

  it('that a list has are not offered to it again', () => {
    expect(offered('generate:\n  keep: [order, |]')).not.toContain('order');
    expect(offered('generate:\n  keep: [|, order]')).not.toContain('order');
    expect(offered('run:\n  learning-rate:\n    - theory\n    - |')).not.toContain('theory');
    expect(offered('run:\n  init: [zeros, |]')).not.toContain('zeros');
    // Another rate of the same form is another rate.
    expect(offered('run:\n  learning-rate: [{ normalized: 1 }, |]')).toContain('{ normalized: … }');
  });

  it('of two words are replaced as one', () => {
    expect(offered('generate:\n  keep: [not o|]')).toEqual(KEEP_KEYWORDS);
    expect(taking('generate:\n  keep: [not o|]', 'not order')).toBe('generate:\n  keep: [not order]');
  });

  it('that are mappings come with the keys that they need', () => {
    expect(taking('run:\n  learning-rate: |', '{ armijo: … }')).toBe(
      'run:\n  learning-rate: { armijo: { max: 1, c: 0.5, shrink: 0.5 } }',
    );
    expect(taking('bandit:\n  actions:\n    a1: |', '{ reward: …, features: … }')).toBe(
      'bandit:\n  actions:\n    a1: { reward: , features: [] }',
    );
    expect(offered('bandit:\n  noise: |')).toEqual(['none', 'bernoulli', '{ gaussian: … }', '{ beta: … }']);
  });

  it('are the forms that are neither keywords nor mappings, too', () => {
    expect(offered('run:\n  learning-rate: |')).toContain('theory*0.5');
    expect(taking('generate:\n  keep: |', '[ … ]')).toBe('generate:\n  keep: []');
    const bandit = 'bandit:\n  rewards: [1, 0]\n  features:\n    - [1, 2, 3]\n';
    expect(taking(`${bandit}run:\n  init: |`, '[0, 0, 0]')).toBe(`${bandit}run:\n  init: [0, 0, 0]`);
    expect(taking(`${bandit}    - |`, '[0, 0, 0]')).toBe(`${bandit}    - [0, 0, 0]`);
  });

  it('get the blank that belongs between them and their colon', () => {
    expect(taking('run:\n  gradient:|', 'exact')).toBe('run:\n  gradient: exact');
  });

  it.each([
    'bandit:\n  actions:\n    a1: { reward: | }',
    'bandit:\n  actions:\n    a1: { reward: 1, features: [|] }',
    'bandit:\n  actions:\n    a1: { reward: 1, features: [1, |2, 3] }',
    'run:\n  seed: |',
    'title: |',
  ])('are none where a number or a text is meant: %j', (marked) => {
    expect(offered(marked)).toEqual([]);
  });

  it('that are keywords are read without an error', () => {
    const text =
      'bandit:\n  actions:\n    a1: { reward: 1, features: [1] }\n    a2: { reward: 0, features: [0] }\n';
    const keys = keysOf(runSchema).map((key) => `${text}run:\n  ${key}: |`);
    const all = keys.flatMap((marked) =>
      asked(marked)
        .items.filter(({ kind }) => kind === CompletionItemKind.EnumMember)
        .map(({ label }) => taking(marked, label)),
    );
    expect(all.length).toBeGreaterThan(ALGORITHM_IDS.length);
    for (const taken of all)
      expect(
        readSpec(taken).issues.filter(({ severity }) => severity === 'error'),
        taken,
      ).toEqual([]);
  });
});

describe('what the reader refuses', () => {
  const family = (rest: string) => `generate:\n  actions: 4\n  dimensions: 2\n  count: 9\n${rest}`;

  it('is not offered to a family', () => {
    expect(offered(family('run:\n  init: |'))).toEqual(['zeros', '[0, 0]', '{ gaussian: … }', '{ file: … }']);
    expect(offered(family('run:\n  |'))).not.toContain('instance');
    expect(offered(family('  keep: [order, |]'))).not.toContain('not order');
    expect(offered(family('  keep: [|]'))).not.toContain('features-3');
    expect(offered(family('  |'))).toContain('keep');
    expect(offered(family('  rewards: uniform\n  generator: |'))).toEqual(['native']);
  });

  it('is no second way to write the same', () => {
    const action = 'a1: { reward: 1, features: [1] }';
    expect(offered(`bandit:\n  actions:\n    ${action}\n  |`)).toEqual(['noise']);
    expect(offered('mdp:\n  environment: cliff-world\n  |')).not.toContain('states');
  });

  it('does not stand among numbers', () => {
    const bandit =
      'bandit:\n  actions:\n    a: { reward: 1, features: [1, 0] }\n    b: { reward: 0, features: [0, 1] }\n';
    expect(offered(`${bandit}run:\n  init: [|, 3]`)).toEqual([]);
    expect(offered(`${bandit}run: { init: | }`)).toContain('[0, 0]');
    expect(offered(`${bandit}run: { noise: sampled, learning-rate: | }`)).toContain('{ armijo: … }');
    expect(offered(`${bandit}run: { gradient: sampled, learning-rate: | }`)).not.toContain('{ armijo: … }');
  });

  it('is no start of another length', () => {
    const rows = ['a', 'b', 'c'].map((name, k) => `    ${name}: { reward: ${k}, features: [1, ${k}] }\n`);
    const bandit = `bandit:\n  actions:\n${rows.join('')}run:\n  algorithm: `;
    expect(offered(`${bandit}lin-spg\n  init: |`)).toContain('[0, 0]');
    expect(offered(`${bandit}softmax-pg\n  init: |`)).toContain('[0, 0, 0]');
  });
});

describe('a whole experiment', () => {
  const labels = [
    'bandit experiment',
    'family of bandits',
    'family of MDPs',
    'contextual bandit',
    'MDP experiment',
  ];

  it('is offered first where no problem is written yet', () => {
    expect(offered('|').slice(0, labels.length)).toEqual(labels);
    expect(offered('title: mine\n|').slice(0, labels.length)).toEqual(labels);
    expect(offered('run:\n  |')).not.toContain(labels[0]);
  });

  it.each(labels)('is read without an error, and without a second experiment beside one: %s', (label) => {
    expect(readSpec(taking('|', label)).issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    const beside = taking('run:\n  seed: 3\n|', label);
    expect(readSpec(beside).issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(beside.match(/^run:/gm)).toHaveLength(1);
  });
});

describe('names', () => {
  it('go on after any number', () => {
    expect(freeName([], 'actions')).toBe('a1');
    expect(freeName(['a1', 'arm 7', 'b'], 'actions')).toBe('arm 8');
    expect(freeName(['a9', 'a10'], 'actions')).toBe('a11');
    expect(freeName(['a01'], 'actions')).toBe('a2');
    // 2⁵³, beyond which whole numbers have no double of their own.
    expect(freeName(['a9007199254740992'], 'actions')).toBe('a9007199254740993');
    expect(freeName([`a${'9'.repeat(400)}`], 'actions')).toBe(`a1${'0'.repeat(400)}`);
    expect(freeName(['two\nlines 1'], 'actions')).toBe('two\nlines 2');
  });

  it('of a new action, context or state are free, and its row is as long as the others', () => {
    expect(taking('bandit:\n  actions:\n    a1: { reward: 1, features: [1, 2, 3] }\n    |', 'a2')).toBe(
      'bandit:\n  actions:\n    a1: { reward: 1, features: [1, 2, 3] }\n    a2: { reward: , features: [, , ] }',
    );
    const long = 'bandit:\n  actions:\n    arm 7: { reward: 1, features: [1, 2, 3, 4, 5, 6, 7, 8, 9] }\n';
    expect(taking(`${long}    x: { reward: 1, | }`, 'features')).toBe(
      `${long}    x: { reward: 1, features: [, , , , , , , , ] }`,
    );
    expect(offered(`${long}    |`)).toEqual(['arm 8']);
    expect(offered('mdp:\n  states:\n    s1: terminal\n    s2: terminal\n    |')).toEqual(['s3']);
    expect(taking('contexts:\n  |', 'c1')).toBe(
      'contexts:\n  c1:\n    probability: \n    actions:\n      a1: { reward: , features: [] }',
    );
    expect(taking('mdp:\n  features: one-hot\n  states:\n    |', 's1')).toBe(
      'mdp:\n  features: one-hot\n  states:\n    s1:\n      a1: { to: , reward:  }',
    );
  });

  it('that are being written are offered as they are, in quotes where they need them', () => {
    const action = 'bandit:\n  actions:\n    a1: { reward: 1, features: [1] }\n';
    expect(offered(`${action}    lever|`)).toEqual(['a2', 'lever']);
    expect(taking(`${action}    yes|`, 'yes')).toContain('"yes": { reward: , features: [] }');
    expect(taking(`${action}    $1|`, '$1')).toContain('"$1": { reward: , features: [] }');
  });

  const MDP =
    'mdp:\n  discount: 1/2\n  states:\n    s1: { go: { to: s2 }, stay: { to: s1 } }\n    end: terminal\n';

  it.each([
    ['run: { init: { trap: | } }\nbandit: { actions: { b: {}, a: {} } }', ['b', 'a']],
    [`${MDP}  start: |`, ['s1', 'end', 'uniform']],
    [`${MDP}  start: { | }`, ['s1', 'end']],
    [MDP.replace('to: s2', 'to: |'), ['s1', 'end']],
    [MDP.replace('to: s2', 'to: { end: 1/2, | }'), ['s1']],
    [`${MDP}  features: { groups: { g: [s1, |] } }`, ['end']],
    [`${MDP}run: { init: { trap: { | } } }`, ['s1']],
    [`${MDP}run: { init: { trap: { s1: go, | } } }`, []],
    [`${MDP}run:\n  init:\n    trap:\n      |`, ['s1']],
    [`${MDP}run: { init: { trap: { s1: | } } }`, ['go', 'stay']],
    [
      'run: { init: { trap: { c1: | } } }\ncontexts: { c1: { actions: { wait: {}, go: {} } } }',
      ['wait', 'go'],
    ],
  ])('are those of the text, where they are mentioned: %j', (marked, names) => {
    expect(offered(marked)).toEqual(names);
  });
});

describe('beside a key that is no YAML', () => {
  it.each(['%x: 1', ', x: 1', '@x: 1', '`x: 1', '"\\q": 1'])('%s, the others are offered', (key) => {
    expect(offered(`run:\n  ${key}\n  |`)).toContain('seed');
  });
});

describe('nothing is offered', () => {
  it.each([
    ['in a comment', '# ba|n\n'],
    ['in a comment behind a value', 'run:\n  seed: 1 # al|\n'],
    ['in quotes', 'title: "ba|n"\n'],
    ['in a text of several lines', 'title: |-\n  ba|n\n'.replace('|-', '>-')],
    ['in a word that a carriage return cuts', 'run:\n  se\red|: 1\n'],
    ['below an unknown key', 'rum:\n  |'],
    ['between lines that tabs indent, which YAML does not read', 'bandit:\n\tactions:\n\t\t|'],
  ])('%s', (_, marked) => {
    expect(offered(marked)).toEqual([]);
  });
});

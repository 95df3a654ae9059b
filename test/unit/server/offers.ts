/** Places in specs of every kind, and what is wrong with what is offered there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Random } from '../../../bench/random.js';
import { finish } from '../../../src/math/work.js';
import { Analyser } from '../../../src/server/analyser.js';
import { withoutPlaces } from '../../../src/server/plain.js';
import { completing, completionPlace } from '../../../src/server/vocabulary/completion.js';
import { isAtTrap, knownTraps } from '../../../src/server/vocabulary/traps.js';
import { readSpec } from '../../../src/spec/read.js';

const EXAMPLES = path.resolve(import.meta.dirname, '../../../examples');

/** Each of the four kinds of problem, written in several ways. */
const SPECS = [
  `bandit:
  actions:
    a1: { reward: 9, features: [0, -2] }
    a2: { reward: 8, features: [0, 1] }
    a3: { reward: 7, features: [1, 1] }
  noise: none
run:
  algorithm: lin-spg
  gradient: exact
  learning-rate: [theory, 0.1]
  iterations: 1000
  init: zeros
  stop: none
`,
  `bandit:
  actions:
    a1:
      reward: 0.9
      features: [0, -2]
    a2:
      reward: 0.8
      features:
        - 0
        - 1
  noise: bernoulli
run:
  algorithm:
    - lin-spg
    - lin-npg
  gradient: sampled
  baseline: average
  init:
    trap: a2
`,
  `let: { t: 1/2, gap: { value: 1, from: 0, to: 2 } }
bandit:
  rewards: [1, t]
  features:
    - [1, gap]
    - [0, 1]
run:
  init: [zeros, [1, 0], { gaussian: 1 }]
  learning-rate: { armijo: { max: 1, c: 0.5, shrink: 0.5 } }
`,
  `contexts:
  c1:
    probability: 1/2
    actions:
      a1: { reward: 1, features: [1, 0] }
      a2: { reward: 0, features: [0, 0] }
  c2:
    probability: 1/2
    actions:
      a1: { reward: 0, features: [0, 0] }
      a2: { reward: 1, features: [0, 1] }
run:
  init: { trap: { c1: a2 } }
  stop: { gap: 1e-6 }
`,
  `mdp:
  discount: 0.9
  start: s1
  states:
    s1:
      go: { to: s2, reward: 1, features: [1, 0] }
      stay: { to: { s1: 1/2, s2: 1/2 }, reward: 0, features: [0, 0] }
    s2:
      go: { to: end, reward: 2, features: [1, 1] }
      back: { to: s1, reward: 0, features: [0, 1] }
    end: terminal
run:
  init: { trap: { s1: stay } }
`,
  `mdp:
  discount: 0.9
  start: { s1: 1/2, s2: 1/2 }
  features: { groups: { left: [s1], right: [s2] } }
  states:
    s1:
      go: { to: s2, reward: 1 }
      stay: { to: s1, reward: 0 }
    s2:
      go: { to: end, reward: 2 }
      back: { to: s1, reward: 0 }
    end: terminal
run:
  algorithm: [softmax-pg]
  init: zeros
`,
  `mdp:
  environment: cliff-world
  discount: 0.9
run: { algorithm: lin-spg }
`,
  `generate:
  actions: 4
  dimensions: 2
  count: 20
  rewards: uniform
  keep: [order, not trap]
  generator: native
run:
  learning-rate: theory
  init: zeros
`,
  `generate:
  states: 4
  actions: 3
  dimensions: 2
  count: 20
  discount: 0.9
  transitions: { dirichlet: 1 }
  keep:
    - order
run:
  init: { gaussian: 1, count: 2 }
`,
  `generate: { contexts: 4, actions: 3, dimensions: 2, count: 20, generator: native }
run: { algorithm: lin-spg, init: [zeros, { gaussian: 1 }] }
`,
];

/** A text with a place in it. */
export type Place = readonly [text: string, offset: number];

const CORPUS = [
  ...SPECS,
  ...readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.linspg'))
    .map((name) => readFileSync(path.join(EXAMPLES, name), 'utf8')),
];

const VALUE = /: ?(?:\[[^\]\n]*\]|\{[^{}\n]*\}|[^,\s{}[\]]+)/g;
const ENTRY = /(?<=[[{,] ?)[^,[\]{}\n]+(?=[,\]} ])/g;

/** Any place of a text, the end of its beginning, a line of its own at any depth, a value or an entry that is still to be written, one more entry. */
export function placeOf(random: Random): Place {
  const pick = <T>(all: readonly T[]): T => all[random.whole(0, all.length - 1)]!;
  const text = pick(CORPUS);
  const lines = text.split('\n');
  const cut = (found: Iterable<RegExpExecArray>, kept: string): Place | null => {
    const all = [...found];
    if (all.length === 0) return null;
    const { index, 0: whole } = pick(all);
    const before = text.slice(0, index) + kept;
    return [before + text.slice(index + whole.length), before.length];
  };
  const ways: readonly (() => Place | null)[] = [
    () => [text, random.whole(0, text.length)],
    () => {
      const begun = text.slice(0, random.whole(0, text.length));
      return [begun, begun.length];
    },
    () => {
      const at = random.whole(0, lines.length - 1);
      const before = [...lines.slice(0, at), ' '.repeat(2 * random.whole(0, 4))].join('\n');
      const after = random.whole(0, 1) === 0 ? [] : lines.slice(at);
      return [[before, ...after].join('\n'), before.length];
    },
    () => cut(text.matchAll(VALUE), pick([': ', ':'])),
    () => cut(text.matchAll(ENTRY), ''),
    () => cut(text.matchAll(/(?<=[[{,]) ?/g), pick([' ', ' , '])),
  ];
  return pick(ways)() ?? [text, text.length];
}

/** An error of a text, unless it tells what is still to be written. */
const UNFINISHED = [
  'missing-key',
  'few-actions',
  'no-actions',
  'no-states',
  'table-lengths',
  'row-length',
  'probabilities',
  'group-missing',
];

/** What belongs into a place that is empty yet. */
const TO_FILL = [
  'type',
  'number',
  'mean-range',
  'unknown-value',
  'unknown-action',
  'unknown-state',
  'trap-action',
  'file',
];

/** Said elsewhere, these ask for other rewards, starts or names there: what is offered is what a person wants to change. */
const OF_OTHERS = ['mean-range', 'init-length', 'unknown-state'];

/** What is offered at a place with the error that it adds to a text without syntax errors, and what stands in its list already. */
export async function wrongOffers([text, offset]: Place): Promise<string[]> {
  const document = TextDocument.create('file:///a.linspg', 'linspg', 1, text);
  const place = completionPlace(document, document.positionAt(offset));
  const before = errorsOf(text);
  if (!place || before.includes('syntax')) return [];
  const analyser = new Analyser(() => {});
  analyser.changed(document);
  const known = isAtTrap(place.spot) ? await analyser.settled(document.uri, 1000) : undefined;
  const { items } = finish(completing(place, known ? knownTraps(known) : null));
  analyser.closed(document.uri);
  return items.flatMap(({ label, textEdit }) => {
    const { range, newText } = textEdit as TextEdit;
    const start = document.offsetAt(range.start);
    const blanks = /^ */.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))![0];
    const snippet = newText.replaceAll('\n', `\n${blanks}`);
    const [empty, filled] = ['', '1'].map((word) => {
      const plain = withoutPlaces(snippet.replace(/(?<!\\)\$(?:\d+|\{\d+\})/g, word));
      const after = TextDocument.applyEdits(document, [{ range, newText: plain }]);
      return moreOf(errorsOf(after, [start, start + plain.length]), before);
    });
    const isOpen = /\$(?:\d|\{\d+\})/.test(snippet);
    const wrong = filled!.filter((code) => !isOpen || (!TO_FILL.includes(code) && empty!.includes(code)));
    return wrong.map((code) => `${label}: ${code}`);
  });
}

/** @param written where something new stands; undefined: nothing is new */
function errorsOf(text: string, written?: readonly [start: number, end: number]): string[] {
  return readSpec(text).issues.flatMap(({ severity, code, range: { start, end } }) => {
    if (severity !== 'error' || UNFINISHED.includes(code)) return [];
    const isElsewhere = written !== undefined && (end < written[0] || start > written[1]);
    return isElsewhere && OF_OTHERS.includes(code) ? [] : [code];
  });
}

function moreOf(after: readonly string[], before: readonly string[]): string[] {
  const count = (codes: readonly string[], code: string) => codes.filter((each) => each === code).length;
  return [...new Set(after)].filter((code) => count(after, code) > count(before, code));
}

/** Texts that are nearly specs: examples and their pieces, changed at random, by structure and by character. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Random } from './random.js';

const FOLDERS = ['examples', 'test/fixtures/specs'];

const PIECES = [
  ...['bandit:', 'actions:', 'rewards:', 'features:', 'reward:', 'run:', 'noise:', 'generate:', 'title:'],
  ...[
    'algorithm: lin-npg',
    'init: {trap: a2}',
    'seed: [1, 2]',
    'stop: {gap: 1e-3}',
    'learning-rate: theory*2',
  ],
  ...[
    'contexts:',
    'mdp:',
    'states:',
    'discount: 0.9',
    'start: uniform',
    'probability: 1/2',
    'to: s1',
    'to: { s1: 1/3, s2: 2/3 }',
    'terminal',
    'environment: { cliff-world: { } }',
    'features: one-hot',
    'features: { random: 3, seed: 1 }',
    'groups:',
    'rows:',
    'init: { trap: { s1: a } }',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    ',',
    ': ',
    '- ',
    '? ',
    '&x ',
    '*x',
    '<<: ',
    '!!seq ',
    '!t ',
    '|',
    '>',
    '"',
    "'",
    '#',
    '%',
    '@',
    '`',
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    '  ',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\0',
    '\ud800',
    'é',
    '−',
    '：',
    '---\n',
    '...\n',
  ],
  ...[
    '1/3',
    '1e400',
    '-0',
    '.nan',
    '0x10',
    '010',
    '9007199254740993/9007199254740992',
    '1;2',
    '(1, 2)',
    '=',
    '$',
  ],
];

/** Processes in forms that no example has, of which several are broken in more than one way. */
export const PROCESSES = [
  `mdp:
  discount: 0.9
  start: { s1: 1/2, s2: 1/2 }
  states:
    s1:
      stay: { to: s1, reward: 0, features: [1, 0] }
      go: { to: { s2: 9/10, s1: 1/10 }, reward: 1, features: [0, 1] }
    s2: terminal
run: { iterations: 10, init: { trap: { s1: stay } } }
`,
  `mdp:
  discount: 0.9
  start: { s1: 0.3, s2: 0.3, s3: 0.3 }
  features: { groups: { left: [s1, s2], right: [s3] } }
  states:
    s1: { a: { to: { s1: 0.3, s2: 0.3, s3: 0.3 }, reward: 0 }, b: { to: s2, reward: 1 } }
    s2: { a: { to: s3, reward: 0 }, b: { to: s4, reward: 1 } }
    s3:
    s4: terminal
`,
  `contexts:
  sunny: { probability: 1/2, actions: { a1: { reward: 10, features: [1] }, a2: { reward: 0, features: [0] } } }
  rainy:
    actions:
      a1: { reward: -100, features: [1], to: sunny }
      a2: { reward: 0, features: [0] }
run: { iterations: 10, learning-rate: theory }
`,
  `mdp:
  features: [[0, 1], [1, 0], [1, 1], [2, 1]]
  states:
    "s 1": { a: { to: "s 1", reward: 0 }, b: { to: {"s 1": 0.5, t: 0.4}, reward: 1 } }
    t: { a: { to: "s1", reward: 0 }, b: { to: t, reward: 1 } }
    u: {}
`,
  `mdp: { environment: clif-world, discount: 0.9, strat: uniform, features: onehot }
run: { algorithm: softmax-npg, init: { trap: { s1: upp } } }
`,
  `mdp: { states: { a: { x: { to: a, reward: 1, features: [1 0] }, y: { to: b, reward: 2, features: [0] } }, b: }, discount: 0.5
`,
  `mdp:
  ? states
  : s1: { a: { to: s1, reward: 1, features: [1] }, b: { to: s1, reward: 0, features: [0] } }
  ? discount
  : 0.9
`,
  `mdp: {
  discount: 0.9,
  &x states: { s1: { a: { to: s1, reward: 1, features: [1] }, b: { to: s1, reward: 0, features: [0] } } }
}
`,
];

/** The examples of the project, and these processes. */
export function seeds(): string[] {
  const examples = FOLDERS.flatMap((folder) => {
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith('.linspg'))
        .sort()
        .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
    } catch {
      return [];
    }
  }).filter((text) => text.length < 6000);
  return [...examples, ...PROCESSES];
}

/** One of the seeds after one to four changes. */
export function mutant(texts: readonly string[], random: Random): string {
  const pick = <T>(all: readonly T[]) => all[random.whole(0, all.length - 1)]!;
  let text = pick(texts);
  for (let n = random.whole(1, 4); n > 0; n--) {
    const at = random.whole(0, text.length);
    const lines = text.split('\n');
    const line = random.whole(0, lines.length - 1);
    switch (random.whole(0, 9)) {
      case 0:
        text = text.slice(0, at) + pick(PIECES) + text.slice(at);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(at + random.whole(1, 12));
        break;
      case 2:
        text = text.slice(0, at);
        break;
      case 3:
        text = text.slice(0, at) + String.fromCharCode(random.whole(0, 255)) + text.slice(at + 1);
        break;
      case 4:
        lines.splice(line, 1);
        text = lines.join('\n');
        break;
      case 5:
        lines.splice(line, 0, pick(lines));
        text = lines.join('\n');
        break;
      case 6:
        lines[line] = ' '.repeat(random.whole(0, 6)) + lines[line]!.trimStart();
        text = lines.join('\n');
        break;
      case 7:
        // Another number, where there is one.
        text = text.replace(/-?\d+(\.\d+)?/g, (found) =>
          random.uniform() < 0.2 ? pick(['0', '1', '-1', '1/3', '1e-9', '2.5', found]) : found,
        );
        break;
      case 8:
        text = text.replaceAll(pick(['{', '}', '[', ']', ',', ':', ' ']), (found) =>
          random.uniform() < 0.1 ? '' : found,
        );
        break;
      default: {
        const other = pick(texts);
        text = text.slice(0, at) + other.slice(random.whole(0, other.length));
      }
    }
  }
  return text.slice(0, 12_000);
}

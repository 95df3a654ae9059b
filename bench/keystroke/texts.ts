/** The texts in which keys are pressed. */
import { random } from '../random.js';

const SIZES = [
  [4, 2],
  [20, 10],
  [100, 20],
  [1000, 50],
] as const;

/** Rewards in and out of the order that the features can give: the second kind has more to find and to say. */
const KINDS = ['order preserved', 'Gaussian'] as const;

/** A chain, where an action goes on or back, and states that lead to any two others. */
const PROCESSES = [
  { states: 22, actions: 4, features: null, next: 'chain' },
  { states: 22, actions: 4, features: 6, next: 'chain' },
  { states: 22, actions: 4, features: 6, next: 'any' },
  { states: 25, actions: 2, features: 10, next: 'any' },
] as const;

/** A text, and where in it the digit stands that every keystroke replaces. */
export interface Typed {
  readonly name: string;
  readonly text: string;
  readonly line: number;
  readonly character: number;
}

/** A bandit in the language, one action a line; the digit is the first after the point of feature 1 of the first action. */
export function banditText(actions: number, dimensions: number, kind: (typeof KINDS)[number]): Typed {
  const { uniform, normal } = random(1, actions);
  const theta = Array.from({ length: dimensions }, uniform);
  const rows = Array.from({ length: actions }, () =>
    Array.from({ length: dimensions }, () => (kind === 'Gaussian' ? normal() : uniform()).toFixed(3)),
  );
  const rewards = rows.map((row) =>
    kind === 'Gaussian'
      ? uniform().toFixed(6)
      : row.reduce((sum, x, k) => sum + Number(x) * theta[k]!, 0).toFixed(6),
  );
  const lines = rows.map(
    (row, a) => `    a${a + 1}: { reward: ${rewards[a]}, features: [${row.join(', ')}] }`,
  );
  return {
    name: `${actions}×${dimensions} ${kind}`,
    text: `title: Keystrokes\n\nbandit:\n  actions:\n${lines.join('\n')}\n`,
    line: 4,
    character: lines[0]!.indexOf('[') + 4,
  };
}

/** An MDP in the language, one action a line; the digit is the last of the reward of the first action. */
function processText({ states, actions, features, next }: (typeof PROCESSES)[number]): Typed {
  const { normal, whole } = random(1, 1000 * states + actions);
  const name = (s: number) => `s${Math.min(Math.max(s, 1), states)}`;
  const lines = Array.from({ length: states }, (_, s) => [
    `    ${name(s + 1)}:`,
    ...Array.from({ length: actions }, (__, a) => {
      const [one, other] =
        next === 'chain' ? [s + (a === 0 ? 2 : 0), s + 1] : [whole(1, states), whole(1, states)];
      const to = name(one) === name(other) ? name(one) : `{ ${name(one)}: 0.9, ${name(other)}: 0.1 }`;
      const row =
        features === null
          ? ''
          : `, features: [${Array.from({ length: features }, () => normal().toFixed(3)).join(', ')}]`;
      return `      a${a + 1}: { to: ${to}, reward: ${normal().toFixed(3)}${row} }`;
    }),
  ]).flat();
  const head = `mdp:\n  discount: 0.9\n  start: uniform\n${features === null ? '  features: one-hot\n' : ''}  states:\n`;
  return {
    name: `${states}×${actions} ${next}, ${features === null ? 'one-hot' : `${features} features`}`,
    text: `${head}${lines.join('\n')}\n`,
    line: head.split('\n').length,
    character:
      lines[1]!.search(/reward: -?\d\.\d{3}/) + lines[1]!.match(/reward: -?\d\.\d{3}/)![0].length - 1,
  };
}

export const ALL: readonly Typed[] = [
  ...SIZES.flatMap(([actions, dimensions]) => KINDS.map((kind) => banditText(actions, dimensions, kind))),
  ...PROCESSES.map(processText),
];

import { expect, test } from 'vitest';
import { certifyBandit } from '../../../src/certificates/bandits.js';
import { CHECKS, coqText } from '../../../src/certificates/coq.js';
import type { Certified } from '../../../src/certificates/file.js';
import { certifyProcess } from '../../../src/certificates/processes.js';
import { FAILS } from '../conditions/bandits.js';
import { mdpOf } from '../conditions/policies/mdps.js';
import { ON_A_LINE } from './instances.js';

// That Coq accepts such files, and refuses changed ones, is tried by `npm run bench:coq`.

/** What follows the checks: the terms of its definitions by their names, and its comments. */
function read(certified: readonly Certified[]) {
  const text = coqText(certified);
  expect(text.startsWith(CHECKS)).toBe(true);
  const problems = text.slice(CHECKS.length);
  const terms = [...problems.matchAll(/^Definition (\w+) : \w+ := ([^.]*)\.$/gm)];
  return {
    problems,
    terms: new Map(terms.map(([, name, term]) => [name!, term!.replace(/\s+/g, ' ')])),
    comments: problems.match(/^\(\*.*\*\)$/gm),
  };
}

test('each claim of a bandit is a term whose check is an example, and a name is no command', () => {
  const { problems, terms, comments } = read([
    { source: 'a *) Axiom. "', certificate: certifyBandit(FAILS) },
  ]);
  expect(comments).toEqual(['(* a ?? Axiom. ? *)']);
  // 0.2(x_1 − x_2) + 0.6(x_2 − x_3) + 0.2(x_3 − x_4) = 0.
  expect(terms.get('claim_2')).toBe('NotOrdered (weigh [(0, 1); (1, 2); (2, 3)] (over [1; 3; 1] 5))');
  // p = (0, 1) = ⅔(1, 1) + ⅓(−2, 1), ‖p‖² = 1, ⟨x_2 − x_1, p⟩ = 3; its reward is 8, the advantages of the others are 1, −1 and −2.
  expect(terms.get('claim_4')).toBe(
    'Trap (Compared [1] (over [8] 1) (8 # 1) (over [1] 1) (over [1; 0; -1; -2] 1)) (Hull (weigh [(1, 2); (1, 3)] (over [2; 1] 3)) (over [0; 1] 1) (over [3; 1; 1] 1) (1 # 1) (0 # 1)) []',
  );
  expect(problems).toContain('Example claim_4_holds : holds p f claim_4 = true.');
  expect(problems).toContain('Theorem proved : certified p v claims Depends.');
});

test('a process has V and A of its policies, and a tree of them', () => {
  // γ = 1/2. State 0: stay with reward 1, or go to state 1, where each step gives 3 for ever: V(1) = 6, and V(0) = 2 or 3.
  const certificate = certifyProcess(
    mdpOf(
      '1/2',
      [1, 0],
      [
        [
          { reward: 1, to: { 0: 1 }, features: [0] },
          { reward: 0, to: { 1: 1 }, features: [1] },
        ],
        [{ reward: 3, to: { 1: 1 }, features: [0] }],
      ],
    ),
  );
  const { terms, problems } = read([{ source: 'family', instance: 1, certificate }]);
  expect(terms.get('p')).toBe(
    '{| start := (over [1; 0] 1); state_of := [0; 0; 1]; scale := 1; features := [[0]; [1]; [0]]; per := 2; options := [[2; 1; 0]; [0; 0; 1]; [6; 0; 1]] |}',
  );
  expect(terms.get('v')).toBe('Values (over [3; 6] 1) (3 # 1) (over [2; 6] 1) (over [3; 6] 1) [0; 1]');
  const hull = '(Hull (weigh [(1, 0)] (over [1] 1)) (over [1] 1) (over [1] 1) (1 # 1) (0 # 1))';
  expect([1, 2, 3, 4, 5].map((n) => terms.get(`claim_${n}`))).toEqual([
    `Exposed [1; 2] (Some ${hull})`,
    `Order (Some ${hull})`,
    'Policies [] (At 0 [(Policy [0]); (Policy [1])])',
    'Optimal [1; 2] (over [3; 6] 1) (3 # 1)',
    // It stays: V = (2, 6), d = 1/(1 − ½), and going is better by 0 + ½·6 − 2 = 1.
    'NoTrap (Compared [0; 2] (over [2; 6] 1) (2 # 1) (over [2; 0] 1) (over [0; 1; 0] 1)) NothingWorse',
  ]);
  expect(problems).toContain('(* family, instance 1 *)\nModule C1.');
  expect(problems).toContain('Theorem proved : certified p v claims Always.');
});

test('a question that is left open is named', () => {
  const { comments } = read([{ source: 'line', certificate: certifyBandit(ON_A_LINE) }]);
  expect(comments).toEqual(['(* line *)', '(* Nothing is claimed of: trap a3, on-a-line *)']);
});

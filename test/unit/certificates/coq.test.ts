import { expect, test } from 'vitest';
import { certifyBandit } from '../../../src/certificates/bandits.js';
import { coqText } from '../../../src/certificates/coq.js';
import { FAILS } from '../conditions/bandits.js';

// That Coq accepts such files, and refuses changed ones, is tried by `npm run bench:coq`.
test('each claim of a bandit is an example over Q, and a name is no command', () => {
  const text = coqText([{ source: 'a *) Axiom. "', certificate: certifyBandit(FAILS) }]);
  const [, problem] = text.split('End Problem.\n');
  expect(problem!.split('\n').filter((line) => line.startsWith('(*') || line.startsWith('Example'))).toEqual([
    '(* a ?? Axiom. ? *)',
    'Example numbers : well_formed b = true. Proof. vm_compute. reflexivity. Qed.',
    // p = the nearest point of x_1 − x_a: (0, −2) − (0, 1), (0, −2) − (−1, 0), (0, −2) − (2, 0).
    expect.stringMatching(/^Example claim_1 : exposed b 0 \[/),
    // 0.2(x_1 − x_2) + 0.6(x_2 − x_3) + 0.2(x_3 − x_4) = 0.
    'Example claim_2 : not_ordered b [((0, 1)%nat, (1 # 5)); ((1, 2)%nat, (3 # 5)); ((2, 3)%nat, (1 # 5))] = true. Proof. vm_compute. reflexivity. Qed.',
    // p = (0, 1) = ⅔(1, 1) + ⅓(−2, 1).
    'Example claim_3 : trap b 1 [((1, 2)%nat, (2 # 3)); ((1, 3)%nat, (1 # 3))] [(0 # 1); (1 # 1)] (0 # 1) = true. Proof. vm_compute. reflexivity. Qed.',
    expect.stringMatching(/^Example claim_4 : /),
    'Example claim_5 : nothing_worse b 3 = true. Proof. vm_compute. reflexivity. Qed.',
    '(* What follows: depends. *)',
  ]);
});

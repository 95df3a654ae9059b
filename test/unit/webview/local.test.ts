/** The bandits of the states of a process, as the panel draws them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyseMdp } from '../../../src/conditions/policies/analyse.js';
import { localBandits } from '../../../src/conditions/policies/local.js';
import type { AnalysisView } from '../../../src/shared/messages.js';
import { subjectOf } from '../../../src/shared/subject.js';
import type { Files } from '../../../src/spec/files/port.js';
import { readSpec } from '../../../src/spec/read.js';
import { areBarsWritten, areVectorsWritten, toldOf } from '../../../webview/features/local.js';
import {
  choiceSentence,
  diagnosticSentence,
  hintSentence,
  placeSentence,
} from '../../../webview/features/sentences.js';
import { trapFigure } from '../../../webview/features/trapFigure.js';

const example = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../../../examples', `${name}.linspg`), 'utf8');

/** What the panel is told of a text, and looks at. @param isAnalysed false: only the text was read */
function told(text: string, state: string | null, isAnalysed = true) {
  const reading = readSpec(text);
  const subject = subjectOf('file:///a.linspg', reading)!;
  const { mdp } = reading;
  const local = mdp && isAnalysed ? localBandits(mdp, analyseMdp(mdp)) : null;
  return toldOf(subject, (local && { local }) as AnalysisView | null, state);
}

describe('a context', () => {
  const { bandit, choice } = told(example('10-contexts-get-stuck'), 'weekday');

  test('is a bandit of its own features and rewards', () => {
    expect(bandit!.subject).toMatchObject({
      actions: ['early', 'late', 'never'],
      rewards: [1, 0.5, 0],
      features: [
        [0, -1],
        [0.6, 0.6],
        [1, 0],
      ],
      optimal: [0],
    });
    expect(choice).toEqual({ kind: 'contexts', states: ['weekday', 'weekend'], chosen: 'weekday' });
  });

  test('has the trap that these three arms have: p = (−0.4, 0.6), ‖p‖² = 0.52, margin 0.2', () => {
    const trap = bandit!.conditions.find(({ id, action }) => id === 'trap' && action === 1)!;
    const { arrow, text } = trapFigure(bandit!.subject, trap, [0, 1])!;
    expect(arrow!.p[0]).toBeCloseTo(-0.4, 12);
    expect(text).toContain('‖p‖² = 0.52');
    expect(text).toContain('= 0.72, so the margin is 0.2');
    expect(text).toContain('late attracts');
  });

  test('is said to be a diagnostic and no theorem', () => {
    expect(placeSentence(bandit!.place!)).toMatch(/A diagnostic, not a theorem\.$/);
    const said = diagnosticSentence(bandit!.place);
    expect(said).toContain('where Lin-SPG ends would depend on the start (proved).');
    expect(said).toContain('Nothing follows for the whole: one θ serves all contexts');
  });

  test('can be moved, its vectors and its bars, and knows its rows in the text', () => {
    const weekend = told(example('10-contexts-get-stuck'), 'weekend').bandit!;
    expect([bandit!.place!.first, weekend.place!.first]).toEqual([0, 3]);
    expect([areVectorsWritten(weekend), areBarsWritten(weekend)]).toEqual([true, true]);
  });

  test('is drawn before the conditions are known: its rewards stand in the text', () => {
    const early = told(example('10-contexts-get-stuck'), 'weekday', false).bandit!;
    expect(early.subject.rewards).toEqual([1, 0.5, 0]);
    expect(early.subject.optimal).toEqual([0]);
    expect(early.conditions).toEqual([]);
  });
});

describe('a state of a Markov decision process', () => {
  const text = example('12-four-state-trap');

  test('has the values of its actions under the best policy as rewards', () => {
    // V(u2) = 2/(1 − 0.9) = 20, V(l1) = 1/(1 − 0.9) = 10, V(l2) = 0; so Q*(u1, ·) = (0.9·20, 1 + 0.9·10).
    const values = (state: string) => told(text, state).bandit!.subject.rewards;
    expect(values('u1')[0]).toBeCloseTo(18, 12);
    expect(values('u1')[1]).toBeCloseTo(10, 12);
    expect(values('u2')[0]).toBeCloseTo(20, 12);
    expect(values('l1')).toEqual([0, 10]);
    expect(told(text, 'l1').bandit!.subject.optimal).toEqual([1]);
  });

  test('has vectors that can be moved, and bars that cannot', () => {
    const shown = told(text, 'u2').bandit!;
    expect([areVectorsWritten(shown), areBarsWritten(shown)]).toEqual([true, false]);
    expect(hintSentence(shown.subject, shown.place, [0, 1])).toMatch(
      /^Drag an arrow’s head, .*Q\* follows from the whole process\.$/,
    );
  });

  test('is drawn once its values are known', () => {
    const { bandit, choice } = told(text, 'u1', false);
    expect(bandit).toBeNull();
    expect(choiceSentence(choice!)).toBe('The values of the actions of u1 are not known yet.');
  });

  test('with one action has nothing to be drawn', () => {
    const { bandit, choice } = told(text, 'l2');
    expect(bandit).toBeNull();
    expect(choice!.states).toEqual(['u1', 'u2', 'l1']);
    expect(choiceSentence(choice!)).toBe('There is nothing to choose in l2: it has one action.');
  });

  test('is asked for where none is looked at, or one of another text', () => {
    for (const state of [null, 's77']) {
      const { bandit, choice } = told(text, state);
      expect(bandit).toBeNull();
      expect(choiceSentence(choice!)).toContain('Choose a state');
    }
  });
});

describe('features whose numbers are not in the text', () => {
  const process = `mdp:
  discount: 0
  start: s1
  states:
    s1:
      a: { to: s1, reward: 1 }
      b: { to: s1, reward: 0 }
`;

  test.each([
    ['one-hot', `${process}  features: one-hot\n`, 's1'],
    ['groups', `${process}  features: { groups: { all: [s1] } }\n`, 's1'],
    ['random', `${process}  features: { random: 3, seed: 1 }\n`, 's1'],
    ['environment', 'mdp: { environment: aliased-pair }\n', 's2'],
    ['one-hot', 'mdp: { environment: aliased-pair, features: one-hot }\n', 's2'],
  ] as const)('cannot be dragged, and it is said why: %s', (source, text, state) => {
    const bandit = told(text, state).bandit!;
    expect(bandit.subject.unwritten).toBe(source);
    expect(areVectorsWritten(bandit)).toBe(false);
    expect(hintSentence(bandit.subject, bandit.place, [0, 1])).toMatch(
      /^The arrows cannot be dragged: .* no numbers of the text\./,
    );
  });

  test('a table beside the states is in it', () => {
    for (const text of [
      `${process}  features: [[0, 1], [1, 0]]\n`,
      'mdp: { environment: aliased-pair, features: [[1], [0], [1], [0]] }\n',
    ])
      expect(told(text, 's1').bandit!.subject.unwritten).toBeUndefined();
  });
});

test('a bandit is the whole of its text', () => {
  const { bandit, choice } = told(example('02-gets-stuck'), null);
  expect([choice, bandit!.place]).toEqual([null, null]);
  expect(bandit!.subject.actions).toEqual(['a1', 'a2', 'a3', 'a4']);
  expect(hintSentence(bandit!.subject, null, [0, 1])).toMatch(/^Drag an arrow’s head or a bar’s end, /);
});

test('numbers that are computed from parameters cannot be dragged along the features that are shown, and it is said why', () => {
  const { bandit } = told(
    'let: { t: 1/2 }\nbandit: { rewards: [2*t, t, 0], features: [[1 - t, 0, t], [t, 1, 2], [0, 0, 2*t]] }\n',
    null,
  );
  const said = (coordinates: readonly number[]) => hintSentence(bandit!.subject, null, coordinates);
  const bars =
    'The bar of a1 (2*t) cannot be dragged: its numbers are computed from parameters. Change the parameters in the text.';
  expect(said([0, 1])).toContain(
    `The arrow of a1 (1 - t) cannot be dragged: its numbers are computed from parameters. Change the parameters in the text. ${bars}`,
  );
  expect(said([0, 2])).toContain('The arrows of a1 (1 - t), a3 (2*t) cannot be dragged: their numbers');
  expect(said([1, -1])).not.toContain('arrow of');
});

describe('a bandit with tables in files', () => {
  const disk = (entries: Record<string, string>): Files => ({
    read: (path) => ({ hash: path, bytes: new TextEncoder().encode(entries[path]!) }),
  });
  const files = disk({ 'x.csv': '0,1\n1,0\n', 'r.csv': '1\n0\n' });
  const shown = (text: string) => {
    const reading = readSpec(text, files);
    const { bandit } = toldOf(subjectOf('file:///a.linspg', reading)!, null, null);
    return bandit!;
  };

  test.each([
    [
      '{ file: x.csv }',
      '[1, 0]',
      false,
      true,
      /^Drag a bar’s end, .*The arrows cannot be dragged: the features stand in a file/,
    ],
    [
      '[[0, 1], [1, 0]]',
      '{ file: r.csv }',
      true,
      false,
      /^Drag an arrow’s head, .*The bars cannot be dragged: the rewards stand in a file/,
    ],
    [
      '{ file: x.csv }',
      '{ file: r.csv }',
      false,
      false,
      /^The arrows cannot be dragged: .*The bars cannot be dragged: /,
    ],
    ['[[0, 1], [1, 0]]', '[1, 0]', true, true, /^Drag an arrow’s head or a bar’s end, [^.]*\.$/],
  ])('features %s, rewards %s: what can be dragged, and why not more', (x, r, vectors, bars, said) => {
    const bandit = shown(`bandit: { features: ${x}, rewards: ${r} }\n`);
    expect([areVectorsWritten(bandit), areBarsWritten(bandit)]).toEqual([vectors, bars]);
    expect(hintSentence(bandit.subject, bandit.place, [0, 1])).toMatch(said);
  });
});

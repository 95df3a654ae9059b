import { describe, expect, test } from 'vitest';
import { tex } from '../../../src/borders/tex.js';
import { keptText, readKept } from '../../../src/extension/keptExperiment.js';
import { drawingOf } from '../../../webview/charts/drawingOf.js';
import { QUANTITIES, shownQuantities } from '../../../webview/charts/quantities.js';
import { endLine, outcomeWords } from '../../../webview/sections/outcome.js';
import { inShort, runsInWords } from '../../../webview/sections/thisRun.js';
import { FIRST_VIEW } from '../../../webview/view.js';
import { viewAfter } from '../../../webview/viewEvents.js';
import { ranText } from './ranText.js';

/** Two equally likely states that no parameter tells apart: J* = 5, and a2 in both is the best in reach. */
const aliased = ranText(
  'mdp: { environment: aliased-pair }\nrun: { iterations: 1e4, learning-rate: 1, record: 40 }\n',
);

/** Tabular features: softmax policy gradient finds the best policy (Agarwal et al., Theorem 5.1). */
const cliff = ranText(
  'mdp: { environment: cliff-world }\nrun: { iterations: 3000, learning-rate: { normalized: 0.06 } }\n',
);

/** The next state does not matter: a1 pays 2 in s1, where a2 pays 1; in s2 they pay 0 and 1. */
const contexts = ranText(`contexts:
  s1: { probability: 1/2, actions: { a1: { reward: 2, features: [1, 0] }, a2: { reward: 1, features: [0, 0] } } }
  s2: { probability: 1/2, actions: { a1: { reward: 0, features: [0, 1] }, a2: { reward: 1, features: [0, 0] } } }
run: { iterations: 1e4, learning-rate: 1 }
`);

describe('what a process is, for who draws it', () => {
  test('its rows are the pairs of a state and an action, by state', () => {
    const { subject } = aliased;
    expect(subject.actions).toEqual(['s1: a1', 's1: a2', 's2: a1', 's2: a2']);
    expect(subject.offsets).toEqual([0, 2, 4]);
    expect(subject.features).toEqual([[1], [0], [1], [0]]);
    expect(subject.process).toMatchObject({
      kind: 'mdp',
      states: ['s1', 's2'],
      actionNames: ['a1', 'a2', 'a1', 'a2'],
      start: [0.5, 0.5],
    });
    expect(subject.process!.transitions![0]).toEqual([
      [0, 0.5],
      [1, 0.5],
    ]);
  });

  test('how good it can be comes with its plan: J* and V*, and what is optimal', () => {
    // The best action pays 10 in s1 and 0 in s2, and γ = 0.
    expect(aliased.optimum).toMatchObject({ value: 5, values: [10, 0], shortfalls: [0, 10, 100, 0] });
    expect(aliased.subject.optimal).toEqual([0, 3]);
    expect(0.1 * cliff.optimum!.value).toBeCloseTo(0.976565501207, 11);
    expect(0.1 * cliff.results[0]!.recording.gap[0]!).toBeCloseTo(0.0554340946, 10);
  });

  test('all of it outlives a reload of the window', () => {
    expect(readKept(keptText('file:///a.linspg', cliff), 'file:///a.linspg')).toEqual(cliff);
  });
});

describe('what its runs did', () => {
  test('where each state that an optimal policy visits has its optimal actions, it has converged', () => {
    for (const experiment of [cliff, contexts]) {
      const [run] = experiment.results;
      expect(outcomeWords(run!, experiment.subject)).toBe('converged');
      expect(endLine(run!, experiment.subject)).toMatch(
        /^Converged by T = .* have 0\.99 or more together in each of the \d+ states that an optimal policy visits/,
      );
      expect(runsInWords(experiment, false)).toMatch(/^This run: there by T = .* \(J\* − J = .*\)\.$/);
    }
  });

  test('where it is stuck, it is said in which state it differs from the best', () => {
    const [run] = aliased.results;
    expect(outcomeWords(run!, aliased.subject)).toBe('stuck: a2 in s1');
    expect(inShort(aliased)).toBe('stuck: a2 in s1');
    expect(endLine(run!, aliased.subject)).toMatch(/^Stuck on a2 in s1, not optimal: .* J\* − J = 5/);
    expect(runsInWords(aliased, false)).toMatch(
      /^This run: not there by T = 10\u202f000 \(J\* − J = 5.*; likeliest and not optimal: a2 in s1\)\.$/,
    );
  });

  test('of two optimal policies, the one that the run takes is what counts', () => {
    // Both actions of s0 pay nothing and lead on; what the run never comes to stays as it was at the start.
    const tied = ranText(`mdp:
  discount: 0.9
  start: s0
  states:
    s0:
      left: { to: l, reward: 0, features: [0, 0, 0] }
      right: { to: r, reward: 0, features: [1, 0, 0] }
    l:
      good: { to: end, reward: 1, features: [0, 1, 0] }
      bad: { to: end, reward: 0, features: [0, 0, 0] }
    r:
      good: { to: end, reward: 1, features: [0, 0, 1] }
      bad: { to: end, reward: 0, features: [0, 0, 0] }
    end: terminal
run: { iterations: 1e4, learning-rate: 1, init: [20, 0, 0] }
`);
    const [run] = tied.results;
    expect(run!.recording.policy.at(-1)![2]).toBeLessThan(0.6);
    expect(outcomeWords(run!, tied.subject)).toBe('converged');
  });
});

describe('its curves', () => {
  const look = FIRST_VIEW.look;
  const titled = (state: string | null) => {
    const { look: chosen } = viewAfter(FIRST_VIEW, { type: 'stateChosen', state });
    const policy = QUANTITIES.find(({ id }) => id === 'policy')!;
    return drawingOf(policy, cliff, [], chosen);
  };

  test('those of one state only are left out, and the gap is of J and per step', () => {
    const shown = shownQuantities(
      QUANTITIES.map(({ id }) => id),
      cliff.subject,
    );
    expect(shown.map(({ id }) => id)).toEqual([
      'gap',
      'scaled',
      'policy',
      'divergence',
      'gradient',
      'regret',
    ]);
    // γ = 0: the same twice.
    expect(shownQuantities(['scaled'], contexts.subject).map(({ id }) => id)).toEqual(['gap']);
    const [gap, scaled] = shown.map((quantity) => drawingOf(quantity, cliff, [], look));
    expect([gap!.y, scaled!.y]).toEqual(['J* − J(θ)', '(1 − γ)(J* − J(θ))']);
    expect(scaled!.lines[0]!.points[0]!.y).toBeCloseTo(0.0554340946, 10);
    expect(drawingOf(shown[4]!, cliff, [], look).y).toBe('‖∇J(θ)‖');
  });

  test('without a state the probability is that of acting optimally, and what that means is said', () => {
    const drawing = titled(null);
    expect(drawing.title).toBe('Probability of acting optimally');
    expect(drawing.lines.map(({ name }) => name)).toEqual(['lin-spg']);
    expect(drawing.note).toContain('geometric mean');
    const { logLoss } = cliff.results[0]!.recording;
    expect(drawing.lines[0]!.points[0]!.y).toBe(Math.exp(-logLoss[0]!));
  });

  test('with a state it is that of its actions', () => {
    const drawing = titled('s4');
    expect(drawing.title).toBe('Probability of each action in s4');
    expect(drawing.y).toBe('π(a|s4)');
    expect(drawing.lines.map(({ name }) => name.replace(' (optimal)', ''))).toEqual([
      'down',
      'up',
      'left',
      'right',
    ]);
    expect(drawing.lines.map(({ points }) => points[0]!.y)).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(titled('no such state').title).toBe('Probability of acting optimally');
  });

  test('a pinned run of another kind of problem adds no lines that it does not have', () => {
    const bandit = ranText(
      'bandit: { rewards: [1, 0], features: [[1, 0], [0, 1]] }\nrun: { iterations: 10 }\n',
    );
    const pinned = [{ experiment: bandit, name: 'before' }];
    const lines = (id: string) =>
      drawingOf(QUANTITIES.find((one) => one.id === id)!, cliff, pinned, look).lines.length;
    expect([lines('gap'), lines('scaled')]).toEqual([2, 1]);
  });

  test('their words are known to LaTeX', () => {
    for (const quantity of shownQuantities(
      QUANTITIES.map(({ id }) => id),
      cliff.subject,
    )) {
      const { title, y } = drawingOf(quantity, cliff, [], look);
      expect(tex(`${title} ${y}`)).not.toContain('[U+');
    }
  });
});

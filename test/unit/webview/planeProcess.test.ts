/** The plane of a process: how its ends are called, what it asks for, and what it says where it is not mapped. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { saidConditions } from '../../../src/diagnostics/policyConditions.js';
import { analyseMdpBeforeRun } from '../../../src/experiment/analyseMdpBeforeRun.js';
import { readMessage } from '../../../src/shared/fromPanel.js';
import type { AnalysisView, PanelState } from '../../../src/shared/messages.js';
import { subjectOf } from '../../../src/shared/subject.js';
import { readSpec } from '../../../src/spec/read.js';
import { forecastLine, namingOf, policyLine } from '../../../webview/plane/naming.js';
import { nextOrder } from '../../../webview/plane/request.js';
import { cursorSentence, noteSentences } from '../../../webview/plane/sentences.js';
import { endDirections } from '../../../webview/plane/slices.js';
import { NO_PLANE, type PlaneState, reduce } from '../../../webview/plane/state.js';
import { panelState } from '../charted.js';

const example = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../../../examples', `${name}.linspg`), 'utf8');

function panelOf(text: string): PanelState {
  const reading = readSpec(text);
  const mdp = reading.mdp!;
  const policies = saidConditions(mdp, analyseMdpBeforeRun(mdp, null));
  return panelState({
    subject: subjectOf('file:///a.linspg', reading),
    analysis: { policies, conditions: [] } as unknown as AnalysisView,
  });
}

const shown = (panel: PanelState): PlaneState =>
  [
    { type: 'received', panel, news: null, isEditPending: false } as const,
    { type: 'resized', side: 400 } as const,
  ].reduce(reduce, NO_PLANE);

describe('the ends of a process', () => {
  const state = shown(panelOf(example('12-four-state-trap')));
  const naming = namingOf(state.problem!, state.known);
  // Rows: u1 a1, a2; u2 a1, a2; l1 a1, a2; l2.
  const end = (rows: readonly (readonly number[])[], value: number) =>
    ({ kind: 'policy', rows, value }) as const;

  test('are called by where they differ from the best policy, in the states that they come to', () => {
    expect(forecastLine(end([[0], [2], [], []], 18), naming)).toBe('ends at best (optimal), J = 18');
    expect(forecastLine(end([[1], [], [5], []], 10), naming)).toBe(
      'ends at u1: a2, l1: a2, J = 10, 8 below the best',
    );
    expect(forecastLine(end([[1], [], [4, 5], [6]], 5), naming)).toBe(
      'ends at u1: a2, J = 5, 13 below the best',
    );
  });

  test('are pointed at: the optimum and the traps', () => {
    const told = endDirections(state.subject!, state.known).map(({ text }) => text);
    expect(told).toEqual(['★ best', 'trap u1: a2, l1: a2']);
  });

  test('a point is said with the likeliest action of each state with a choice, and J', () => {
    // At θ = 0 both actions have probability ½ everywhere.
    expect(policyLine([0.5, 0.5, 0.25, 0.75, 1, 0, 1], state.subject!)).toBe(
      'u1: a1 0.5, u2: a2 0.75, l1: a1 1',
    );
    const at = reduce(state, { type: 'hovered', at: [200, 200] });
    // V(l1) = V(u2)/2 = 0.5/(1 − 0.45), so V(u1) = 0.45·V(u2) + 0.5·(1 + 0.9·V(l1)) = 19/11.
    expect(cursorSentence(at)).toMatch(
      /^θ = \(0, 0\): π: u1: a1 0\.5, u2: a1 0\.5, l1: a1 0\.5; J ≈ 1\.727; forecast: ends at best \(optimal\)/,
    );
  });
});

describe('a map of a process', () => {
  const still = { isEditPending: false };

  test('is asked for with how its states follow each other', () => {
    const state = shown(panelOf(example('12-four-state-trap')));
    const order = nextOrder(state, still)!;
    const message = { type: 'basins', request: 1, ...state.problem!.basins, ...order };
    expect(readMessage(message)).toEqual(message);
    const { mdp } = state.problem!.basins;
    for (const wrong of [
      { ...mdp, offsets: [0, 2, 4] },
      { ...mdp, start: [1] },
      { ...mdp, discount: 1 },
      { ...mdp, transitions: mdp!.transitions.map(() => [[9, 1]]) },
    ])
      expect(readMessage({ ...message, mdp: wrong })).toBeNull();
  });

  test('is asked for with fewer flows the more one of them takes, and of a large process not at all', () => {
    const most = (text: string) => nextOrder(shown(panelOf(text)), still)?.most ?? 0;
    const small = most(example('12-four-state-trap'));
    const cliff = most(example('13-cliff-world'));
    expect(small).toBeGreaterThan(10_000);
    expect(cliff).toBeLessThan(small / 100);
    expect(cliff).toBeGreaterThanOrEqual(25);
    const states = Array.from({ length: 60 }, (_, s) => `s${s}`);
    const to = `{ ${states.map((s) => `${s}: 1/60`).join(', ')} }`;
    const large = `mdp:
  discount: 0.9
  start: s0
  features: one-hot
  states:
${states.map((s) => `    ${s}: { a: { to: ${to}, reward: 1 }, b: { to: ${s}, reward: 0 } }`).join('\n')}
`;
    const state = shown(panelState({ subject: subjectOf('file:///a.linspg', readSpec(large)) }));
    expect(nextOrder(state, still)).toBeNull();
    expect(noteSentences(state, state.problem!)).toContain('Basins are not drawn');
  });

  test('of a bandit is asked for with fewer flows, too, if it has many actions', () => {
    const rows = (n: number) =>
      `bandit:\n  actions:\n${[...Array(n).keys()].map((a) => `    a${a}: { reward: ${a}, features: [${a}, ${a % 7}] }`).join('\n')}\n`;
    const most = (n: number) =>
      nextOrder(shown(panelState({ subject: subjectOf('file:///a.linspg', readSpec(rows(n))) })), still)!
        .most;
    expect(most(1000)).toBeLessThan(most(10) / 10);
    expect(most(1000)).toBeGreaterThan(1000);
  });
});

/** Experiments on contextual bandits and Markov decision processes, from their texts. Expected numbers were computed apart from the product. */
import { expect, test } from 'vitest';
import { terminal } from '../../../src/borders/terminal.js';
import type { Style } from '../../../src/cli/style.js';
import { summary } from '../../../src/cli/summary.js';
import { findings } from '../../../src/diagnostics/findings.js';
import { evidenceText } from '../../../src/diagnostics/policyForecast.js';
import { runBatch } from '../../../src/engine/batch.js';
import { emptyRecording, extend } from '../../../src/engine/recording.js';
import type { Recording } from '../../../src/engine/types.js';
import { analyseMdpBeforeRun } from '../../../src/experiment/analyseMdpBeforeRun.js';
import { problemsOf } from '../../../src/experiment/generate/problems.js';
import { toJson } from '../../../src/experiment/json.js';
import { plan } from '../../../src/experiment/plan.js';
import type { RunResult } from '../../../src/experiment/types.js';
import { readSpec } from '../../../src/spec/read.js';

function ran(text: string) {
  const reading = readSpec(text);
  expect(reading.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const problems = problemsOf(reading);
  const { cells } = plan(problems, reading.run!);
  const recordings = cells.map(() => emptyRecording());
  const results: RunResult[] = [];
  runBatch(cells, {
    recorded: (task, _from, piece: Recording) => extend(recordings[task]!, piece),
    progress: () => {},
    ended: (task, ending, milliseconds) => {
      results[task] = { facts: cells[task]!.facts, recording: recordings[task]!, ending, milliseconds };
    },
  });
  return {
    results,
    json: toJson({ file: 'x.linspg', title: null, problems, family: null }, results),
    table: summary('x.linspg', { title: null, problems }, results, plainStyle).source,
  };
}

const plainStyle: Style = (_, text) => terminal`${text}`;

const CONTEXTS = `
contexts:
  sunny: { probability: 1/2, actions: { a1: { reward: 10, features: [1] }, a2: { reward: 0, features: [0] } } }
  rainy: { probability: 1/2, actions: { a1: { reward: -100, features: [1] }, a2: { reward: 0, features: [0] } } }
`;

test('two contexts that share a parameter: J = −45 π(a1), J* = 5', () => {
  const { results } = ran(`${CONTEXTS}run: { iterations: 200, learning-rate: 0.01, record: 20 }`);
  const { recording } = results[0]!;
  recording.gap.forEach((gap, i) => {
    expect(gap).toBeCloseTo(5 + 45 * recording.policy[i]![0]!, 12);
  });
  expect(recording.gap.at(-1)).toBeLessThan(27.5);
});

const TRAPPED = `
contexts:
  only:
    probability: 1
    actions:
      best: { reward: 1, features: [0, -1] }
      middle: { reward: 0.5, features: [0.6, 0.6] }
      worst: { reward: 0, features: [1, 0] }
`;

test('a start inside the trap of a policy stays there', () => {
  const { results } = ran(
    `${TRAPPED}run: { iterations: 2000, learning-rate: 0.5, init: { trap: { only: middle } } }`,
  );
  const [first, last] = [results[0]!.recording.policy[0]!, results[0]!.recording.policy.at(-1)!];
  expect(first[1]).toBeGreaterThan(0.5);
  expect(first[1]).toBeLessThan(0.9999);
  expect(last[1]).toBeGreaterThan(first[1]!);
  expect(() => ran(`${TRAPPED}run: { iterations: 10, init: { trap: { only: worst } } }`)).toThrow(
    /known to be a trap\. Traps are \{only: middle\}/,
  );
});

test('algorithms start with one policy, and a start that is written is what each of them has', () => {
  const { results } = ran(
    `${TRAPPED}run: { iterations: 1, algorithm: [lin-spg, softmax-pg, lin-npg], init: { gaussian: 1, count: 2 }, learning-rate: 0.1 }`,
  );
  const policies = results.map(({ recording }) => recording.policy[0]!);
  policies.forEach((policy, i) => {
    policy.forEach((p, a) => {
      expect(p).toBeCloseTo(policies[i % 2]![a]!, 12);
    });
  });
  expect(results.map(({ facts }) => facts.init.length)).toEqual([2, 2, 3, 3, 2, 2]);
});

test('exports hold the states, and of each run its values and occupancies', () => {
  const { json } = ran(`
mdp:
  discount: 1/2
  start: s1
  states:
    s1:
      stay: { to: s1, reward: 0, features: [0] }
      go: { to: { s2: 1/2, s1: 1/2 }, reward: 1, features: [1] }
    s2: terminal
run: { iterations: 1, learning-rate: 1e-9 }
`);
  expect(json).toMatchObject({
    spec: {
      mdp: { s1: { go: { reward: 1, features: [1], to: { s2: 0.5, s1: 0.5 } } } },
      discount: 0.5,
      start: { s1: 1, s2: 0 },
    },
  });
  // V = ½ + (½·¾) V at the uniform policy, so V = 4/5; d(s1) = 1/(1 − 3/8) = 8/5, d(s2) = 2 − 8/5. Going for ever is worth 1/(1 − ¼) = 4/3.
  const { runs } = json as {
    runs: { finalValues: Record<string, number>; finalOccupancy: Record<string, number>; gap: number[] }[];
  };
  expect(runs[0]!.finalValues.s1).toBeCloseTo(4 / 5, 8);
  expect(runs[0]!.finalOccupancy.s1).toBeCloseTo(8 / 5, 8);
  expect(runs[0]!.finalOccupancy.s2).toBeCloseTo(2 / 5, 8);
  expect(runs[0]!.gap[0]).toBeCloseTo(4 / 3 - 4 / 5, 14);
});

test('forecasts name where a start ends, and say why there is no start in a trap', () => {
  const examined = (init: string) => {
    const reading = readSpec(`${TRAPPED}run: { iterations: 10, learning-rate: 0.1, init: ${init} }`);
    return analyseMdpBeforeRun(reading.mdp!, reading.run);
  };
  const { verdict, forecasts } = examined('[zeros, { trap: { only: middle } }, { trap: { only: worst } }]');
  expect(verdict.kind).toBe('depends');
  // best, middle and worst are the pairs 0, 1 and 2.
  expect(forecasts!.map(({ ends, impossible }) => impossible?.code ?? ends)).toMatchObject([
    [{ kind: 'policy', pairs: [[0]], gap: 0, count: 1 }],
    [{ kind: 'policy', pairs: [[1]], value: 0.5, gap: 0.5, count: 1 }],
    'none',
  ]);
});

test('an undecided verdict has evidence: where the flow ends from random starts', () => {
  const reading = readSpec('mdp: { environment: four-state }\nrun: { iterations: 10 }\n');
  const { verdict, evidence } = analyseMdpBeforeRun(reading.mdp!, reading.run);
  expect(verdict.kind).toBe('undecided');
  expect(evidence!.ends[0]).toMatchObject({ kind: 'policy', gap: 0 });
  expect(evidence!.ends.reduce((sum, { count }) => sum + count, 0)).toBe(evidence!.starts);
});

test('natural gradients are not estimated from episodes', () => {
  const { issues } = readSpec(
    `${CONTEXTS}run: { iterations: 10, gradient: sampled, algorithm: [lin-spg, lin-npg] }`,
  );
  expect(issues.map(({ code }) => code)).toContain('natural-sampled');
});

const TWO_WAYS = (right: number) => `
mdp:
  discount: 0.5
  start: { s1: 1 }
  features: one-hot
  states:
    s1: { left: { to: s2, reward: 0 }, right: { to: s3, reward: 0 } }
    s2: { take: { to: end, reward: 1 }, leave: { to: end, reward: 0 } }
    s3: { take: { to: end, reward: ${right} }, leave: { to: end, reward: 0 } }
    end: terminal
`;

test.each([
  [1, 'an optimal policy'],
  [2, 'the best policy'],
])(
  'where a run ends is compared with an optimal policy that goes where it goes: right pays %i',
  (right, words) => {
    // On the right it takes. On the left it would leave, but it never goes there.
    const text = `${TWO_WAYS(right)}run: { iterations: 2000, learning-rate: 0.5, init: [0, 5, 0, 8, 3, 0, 0] }`;
    expect(ran(text).table).toMatch(new RegExp(` ${words} `));
    const { mdp, run } = readSpec(text);
    const analysis = analyseMdpBeforeRun(mdp!, run);
    expect(evidenceText(mdp!, analysis.verdict, { starts: 1, ends: analysis.forecasts![0]!.ends })).toBe(
      `the flow from 1 random starts: 1 ends at ${words}`,
    );
  },
);

test('one-hot features are a word and a number of each action in JSON, not n × n numbers', () => {
  const { json } = ran(`
mdp:
  discount: 0.5
  start: s1
  features: { groups: { all: [s1, s2] } }
  states:
    s1: { stay: { to: s1, reward: 0 }, go: { to: s2, reward: 1 } }
    s2: { go: { to: s1, reward: 2 } }
run: { iterations: 1, learning-rate: 1e-9 }
`);
  expect(json).toMatchObject({
    spec: {
      mdp: { s1: { stay: { feature: 0 }, go: { feature: 1 } }, s2: { go: { feature: 1 } } },
      features: 'one-hot',
      dimensions: 2,
    },
  });
  expect(JSON.stringify(json)).not.toContain('"features":[');
});

/** S states, each with an action that leads to six, and one that leads to the first of them; the same on every machine: x ← 16807·x mod 2³¹ − 1 (Park and Miller 1988). */
function drawn(S: number): string {
  let x = 1;
  const next = () => {
    x = (x * 16807) % 2147483647;
    return `n${x % S}`;
  };
  const states = Array.from({ length: S }, (_, s) => {
    const to = new Set<string>();
    while (to.size < 6) to.add(next());
    const each = [...to].map((name) => `${name}: 1/6`);
    return `    n${s}: { go: { to: { ${each.join(', ')} }, reward: ${s % 7} }, hop: { to: ${[...to][0]}, reward: 0 } }\n`;
  });
  return `mdp:\n  discount: 0.9\n  start: n0\n  features: one-hot\n  states:\n${states.join('')}run: { iterations: 2000 }\n`;
}

// As docs/mdp.md says: "2,500 states with six next states each that are drawn at random".
test('of a process whose policies take too long to be evaluated no flow is followed and no run starts, and both are said', () => {
  const reading = readSpec(drawn(2500));
  expect(reading.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const words =
    /^No run starts\. The next states tie these 2,500 states together so closely that one evaluation of a policy takes at least [\d,]{13,} multiplications, more than 1,000,000,000; T = 2,000 iterations would take at least 2,000 × [\d,]+ = \d(\.\d)?e\d+\. Write fewer states/;
  expect(() => plan(problemsOf(reading), reading.run!)).toThrow(words);
  const analysis = analyseMdpBeforeRun(reading.mdp!, reading.run);
  expect(analysis).toMatchObject({ unevaluated: { multiplications: expect.any(Number) } });
  const told = findings(reading, null, analysis).filter(({ code }) => code === 'too-large');
  expect(told).toMatchObject([{ severity: 'warning', range: reading.source.mdpKey }]);
  expect(told[0]!.message).toMatch(/^No flow is followed and no run starts\. The next states/);
});

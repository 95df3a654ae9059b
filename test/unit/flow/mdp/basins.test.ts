/** Basins of processes: maps of where flows end, against flows that share no code with them, and what their pictures are drawn from. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Flow, type Plain } from '../../../../bench/policies/flow.js';
import { flowOf } from '../../../../src/experiment/basins.js';
import { isWhole, pixelCentre, UNKNOWN } from '../../../../src/flow/basins.js';
import { MdpPlaneField } from '../../../../src/flow/mdp/plane.js';
import { planeAlong, thetaAt } from '../../../../src/flow/plane.js';
import { numericProcess } from '../../../../src/model/processNumbers.js';
import type { Subject } from '../../../../src/shared/messages.js';
import { subjectOf } from '../../../../src/shared/subject.js';
import { readSpec } from '../../../../src/spec/read.js';
import { PlaneProblem } from '../../../../webview/plane/problem.js';
import { mapOf, squareAround } from '../basinMap.js';

const example = (name: string): Subject =>
  subjectFrom(
    readFileSync(path.resolve(import.meta.dirname, '../../../../examples', `${name}.linspg`), 'utf8'),
  );

function subjectFrom(text: string): Subject {
  return subjectOf('file:///a.linspg', readSpec(text))!;
}

/** Two states that lead to each other with chances, three actions in one and two in the other. */
const CHANCES = `mdp:
  discount: 0.7
  start: { s: 1/2, t: 1/2 }
  states:
    s:
      a: { to: { s: 1/3, t: 2/3 }, reward: 2, features: [1, 0.2] }
      b: { to: s, reward: 1, features: [-0.4, 1] }
      c: { to: t, reward: 0, features: [0.3, -1] }
    t:
      a: { to: s, reward: -1, features: [0.5, 0.5] }
      b: { to: { s: 1/4, t: 3/4 }, reward: 1, features: [-1, 0.1] }
`;

const square = (columns: number, half = 9) => squareAround(columns, half);

/** The problem as the independent implementation of the flow takes it. */
function plainOf({ offsets, rewards, features, process }: Subject): Plain {
  const { discount, start, transitions } = process!;
  return {
    discount,
    start,
    states: offsets.slice(1).map((end, s) =>
      rewards.slice(offsets[s], end).map((reward, a) => {
        const row = offsets[s]! + a;
        const to = new Array<number>(start.length).fill(0);
        for (const [state, probability] of transitions![row]!) to[state] = probability;
        return { reward, to, features: features[row]! };
      }),
    ),
  };
}

const problemOf = (subject: Subject) => {
  const d = subject.features[0]!.length;
  const along = (k: number) => Array.from({ length: d }, (_, j) => (j === k ? 1 : 0));
  const plane = planeAlong(new Array(d).fill(0), along(0), along(1));
  return new PlaneProblem(subject, { plane, across: '', up: '' });
};

describe('a map of the basins of a process', () => {
  test.each([
    ['09-contexts-converge', example('09-contexts-converge')],
    ['10-contexts-get-stuck', example('10-contexts-get-stuck')],
    ['12-four-state-trap', example('12-four-state-trap')],
    ['chances', subjectFrom(CHANCES)],
  ])('%s: has the ends of a flow of its own, followed in finer steps', (_, subject) => {
    const where = square(64);
    const map = mapOf(flowOf(problemOf(subject).basins), where);
    const finer = new Flow(plainOf(subject));
    let compared = 0;
    for (let pixel = 29; pixel < map.codes.length; pixel += 173) {
      const end = map.ends[map.codes[pixel]!]!;
      const other = finer.follow(thetaAt(where.plane, ...pixelCentre(where, pixel)), 300);
      if (other.settled !== 'far' || other.doubt > 1e-3 || other.isTied) continue;
      compared++;
      expect(end.kind).toBe('policy');
      if (end.kind !== 'policy') continue;
      end.rows.forEach((rows, s) => {
        if (rows.length > 0) expect(rows).toContain(subject.offsets[s]! + other.top[s]!);
      });
      expect(end.value).toBeCloseTo(other.value, 2);
    }
    expect(compared).toBeGreaterThan(15);
  });

  test('of the four states has the two that the text tells of: a1 everywhere with J = 18, and a2 with J = 10', () => {
    const map = mapOf(flowOf(problemOf(example('12-four-state-trap')).basins), square(32));
    expect(
      map.ends
        .map((end) => (end.kind === 'policy' ? Math.round(1e6 * end.value) / 1e6 : end.kind))
        .sort()
        .reverse(),
    ).toEqual([18, 10]);
  });

  test('follows no more flows than it may, and says so; what it does not know it leaves open', () => {
    const flow = flowOf(problemOf(example('10-contexts-get-stuck')).basins);
    const map = mapOf(flow, square(256), 150);
    // 9 × 9 pixels, 32 apart; those 16 apart would be 17 × 17.
    expect([map.isCut, map.spacing, isWhole(map)]).toEqual([true, 32, true]);
    expect(map.computed.filter((each) => each === 1)).toHaveLength(81);
    expect(map.codes.filter((code) => code !== UNKNOWN)).toHaveLength(81);
    // Pixels that only a finer lattice could infer stay unknown: 33 × 33 pixels, 8 apart, are known.
    const eight = mapOf(flow, square(256), 33 * 33);
    expect([eight.isCut, eight.spacing]).toEqual([true, 8]);
    expect(eight.codes.filter((code) => code !== UNKNOWN)).toHaveLength(33 * 33);
    // Where few flows are allowed, the first lattice has 5 × 5 pixels.
    expect(mapOf(flow, square(256), 30)).toMatchObject({ isCut: true, spacing: 64 });
    const whole = mapOf(flow, square(64));
    expect([whole.isCut, whole.spacing]).toEqual([false, 1]);
  });
});

describe('J on a plane of parameters', () => {
  const fieldOf = (subject: Subject) =>
    new MdpPlaneField(square(1).plane, numericProcess(subject, subject.process!)!);

  test('has the slope that its gradient says', () => {
    for (const subject of [subjectFrom(CHANCES), example('10-contexts-get-stuck')]) {
      const field = fieldOf(subject);
      const J = (x: number, y: number) => {
        field.evaluate(x, y);
        return field.value;
      };
      for (const [x, y] of [
        [0, 0],
        [1.5, -0.5],
        [-2, 3],
      ] as const) {
        const h = 1e-4;
        const [across, up] = [(J(x + h, y) - J(x - h, y)) / (2 * h), (J(x, y + h) - J(x, y - h)) / (2 * h)];
        field.evaluate(x, y);
        expect(field.gradientAcross).toBeCloseTo(across, 6);
        expect(field.gradientUp).toBeCloseTo(up, 6);
      }
    }
  });

  test('goes from the worst of all policies to the best', () => {
    // From u1 the worst policy goes to u2 and on to the end, and earns nothing; the best stays in u2: 0.9·2/(1 − 0.9).
    const four = fieldOf(example('12-four-state-trap'));
    expect(four.least).toBeCloseTo(0, 12);
    expect(four.greatest).toBeCloseTo(18, 10);
    // (1 − γ)J*, computed independently of the product.
    const cliff = problemOf(subjectFrom('mdp: { environment: cliff-world }\n')).field;
    expect(0.1 * cliff.greatest).toBeCloseTo(0.976565501207, 11);
  });
});

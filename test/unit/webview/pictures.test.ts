/** What exported pictures show. */
import { describe, expect, test } from 'vitest';
import { knownProblem } from '../../../src/cli/known.js';
import type { Label, Mark, Picture, Tick } from '../../../src/drawing/picture.js';
import { plain } from '../../../src/drawing/picture.js';
import { inSight } from '../../../src/drawing/sight.js';
import type { KnownText } from '../../../src/shared/unseen.js';
import { readSpec } from '../../../src/spec/read.js';
import { roughWidth } from '../../../webview/labels.js';
import { PRINT } from '../../../webview/pictures/colours.js';
import { familyPicture } from '../../../webview/pictures/family.js';
import { policyPicture } from '../../../webview/pictures/policy.js';
import {
  featuresOf,
  figuresOf,
  planeOf,
  rewardsOf,
  stripDrawingOf,
} from '../../../webview/pictures/unseen.js';
import { COLOURS } from '../../../webview/plane/state.js';
import { charted } from '../charted.js';
import { ranText } from './ranText.js';

/** The second example: two features, a2 is a trap, and where the flow ends depends on the start. */
const STUCK = `
bandit:
  actions:
    a1: { reward: 9, features: [ 0, -2] }
    a2: { reward: 8, features: [ 0,  1] }
    a3: { reward: 7, features: [-1,  0] }
    a4: { reward: 6, features: [ 2,  0] }
run:
  init: [3, 3]
`;

function known(text: string): KnownText {
  return { ...knownProblem('two.linspg', readSpec(text))!, experiment: null };
}

const stuck = known(STUCK);
const marksOf = <K extends Mark['kind']>({ marks }: Picture, kind: K) =>
  marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);
const labelsOf = (picture: Picture) => marksOf(picture, 'label').map(({ words }: Label) => plain(words));

describe('the features', () => {
  test('have each action where its features are, with its name and reward', () => {
    const picture = featuresOf(stuck, PRINT)!;
    const heads = marksOf(picture, 'markers').filter(({ radius }) => radius === 5);
    expect(heads.map(({ points }) => points[0])).toEqual([
      [0, -2],
      [0, 1],
      [-1, 0],
      [2, 0],
    ]);
    expect(labelsOf(picture)).toEqual(expect.arrayContaining(['a1 ★ 9', 'a2 8', 'a3 7', 'a4 6']));
    expect([picture.x.name, picture.y.name]).toEqual(['feature 1', 'feature 2']);
  });

  test('have room for names of any length, which keep their rewards', () => {
    const long = 'a name of eighty characters, as a person may write it for an action of a bandit.';
    const picture = featuresOf(known(STUCK.replaceAll('a2:', `"${long}":`)), PRINT)!;
    const [label] = labelsOf(picture).filter((words) => words.startsWith('a name of'));
    expect(label).toMatch(/^a name of .*….* 8$/);
    expect(label!.length).toBeLessThan(40);
    expect(picture.title.length).toBeLessThan(60);
  });

  test('show the trap first: p from the worse hull to its action', () => {
    expect(figuresOf(stuck)[0]).toBe('trap at a2');
    const [p] = marksOf(featuresOf(stuck, PRINT)!, 'arrow');
    // The point of the segment from a3 to a4 that is nearest to a2 = (0, 1) is the origin (docs/trap.md).
    expect(p!.to).toEqual([0, 1]);
    expect(p!.from.map((entry) => Number(entry.toFixed(12)))).toEqual([0, 0]);
  });

  test('have the whole of a long name where there is room for it', () => {
    const name = 'the second arm of the third machine';
    const picture = featuresOf(known(STUCK.replace('a4', name)), PRINT)!;
    expect(labelsOf(picture)).toContain(`${name} 6`);
    const longer = name.repeat(4);
    const shortened = labelsOf(featuresOf(known(STUCK.replace('a4', longer)), PRINT)!);
    expect(shortened).toContainEqual(expect.stringMatching(/^the second.*….*machine 6$/));
    // The name of the best action stands at the margin, too.
    const best = featuresOf(known(STUCK.replace('a1', longer)), PRINT)!;
    for (const label of labelsOf(best)) expect(roughWidth(label, 13)).toBeLessThanOrEqual(best.width);
  });

  test('are not those of a family, whose instances have the features', () => {
    const reading = readSpec('generate: { actions: 3, dimensions: 2, count: 2 }');
    const family = { ...knownProblem('family', reading)!, experiment: null };
    expect(figuresOf(family)).toEqual([]);
    expect(featuresOf(family, PRINT)).toBeNull();
  });

  test('have one scale for both axes', () => {
    const { x, y, width, height } = featuresOf(stuck, PRINT)!;
    expect(width / (x.max - x.min)).toBeCloseTo(height / (y.max - y.min), 9);
  });

  test('lose no action: all heads are in sight', () => {
    const picture = featuresOf(stuck, PRINT)!;
    const seen = inSight(picture).filter((mark) => mark.kind === 'markers' && mark.radius === 5);
    expect(seen).toHaveLength(4);
  });
});

test('the rewards have a bar for each action, as long as its reward, with its name at the axis', () => {
  const picture = rewardsOf(
    known(
      'bandit: { actions: { good: { reward: 3, features: [1] }, "50%": { reward: -2, features: [0] } } }',
    ),
    PRINT,
  )!;
  const ends = marksOf(picture, 'markers').map(({ points }) => points[0]);
  expect(ends).toEqual([
    [3, 1.5],
    [-2, 0.5],
  ]);
  expect(picture.y.ticks).toEqual([
    { value: 1.5, words: 'good' },
    { value: 0.5, words: '50%' },
  ]);
  expect(labelsOf(picture)).toEqual(['3 ★', '−2']);
  expect([picture.title, picture.x.name]).toEqual(['Rewards', 'reward']);
  expect(inSight(picture)).toHaveLength(picture.marks.length);
});

describe('the plane', () => {
  const basins = planeOf(stuck, PRINT)!;

  test('has an area and an entry of the legend for each end, with shares that make a whole', () => {
    const areas = marksOf(basins, 'area');
    expect(areas.length).toBe(basins.legend.length);
    expect(basins.legend.map(({ words }) => plain(words).replace(/: .*/, '')).sort()).toEqual([
      'a1 (optimal)',
      'a2',
    ]);
    const parts = basins.legend.map(({ words }) => Number(/([\d.]+) %$/.exec(plain(words))![1]));
    expect(parts.reduce((a, b) => a + b)).toBeCloseTo(100, 0);
  });

  test('tells basins apart without colour', () => {
    const hatchings = basins.legend.map(({ fill }) => fill?.hatching ?? null);
    expect(new Set(hatchings).size).toBe(hatchings.length);
  });

  test('has formulas at its axes, and the start', () => {
    expect([basins.x.name, basins.y.name]).toEqual([{ math: 'θ(1)' }, { math: 'θ(2)' }]);
    expect(labelsOf(basins)).toEqual(expect.arrayContaining(['θ₀', '★ a1', 'trap a2']));
  });

  test('has the names of its regions over the runs', () => {
    const experiment = ranText(STUCK.replace('[3, 3]', '[3, 3]\n  iterations: 1000'));
    const { marks } = planeOf({ ...stuck, experiment }, PRINT, COLOURS[1])!;
    const path = marks.findLastIndex((mark) => mark.kind === 'line' && mark.points.length > 2);
    const names = marks.flatMap((mark, n) =>
      mark.kind === 'label' && plain(mark.words).endsWith('greatest') ? [n] : [],
    );
    expect(path).toBeGreaterThan(0);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect(name).toBeGreaterThan(path);
  });

  test('puts no name under the marker at the end of a run', () => {
    // As the second example with its learning rate and 300 iterations, which end amid the region of a2.
    const experiment = ranText(`${STUCK}  learning-rate: 0.2\n  iterations: 300\n`);
    const drawn = planeOf({ ...stuck, experiment }, PRINT, COLOURS[1])!;
    const { marks, x, width } = drawn;
    const [right, up] = marksOf(drawn, 'markers').find(({ shape }) => shape === 'rect')!.points[0]!;
    const pixels = width / (x.max - x.min);
    const near = marks.filter(
      (mark) =>
        mark.kind === 'label' &&
        plain(mark.words).endsWith('greatest') &&
        Math.abs(mark.at[0] - right) * pixels < 30 &&
        Math.abs(mark.at[1] - up) * pixels < 12,
    );
    expect(near).toEqual([]);
  });

  test('puts no path of a run under the name of the start, wherever the run goes', () => {
    // A run of one action leaves along the difference of the features: into each of eight directions.
    for (const [right, up] of [
      [1, 0],
      [1, 1],
      [0, 1],
      [-1, 1],
      [-1, 0],
      [-1, -1],
      [0, -1],
      [1, -1],
    ]) {
      const text = `bandit: { rewards: [1, 0], features: [[${right}, ${up}], [0, 0]] }\nrun: { init: [0, 0], iterations: 5000, learning-rate: 1 }\n`;
      const drawn = planeOf({ ...known(text), experiment: ranText(text) }, PRINT, COLOURS[1])!;
      const pixels = drawn.width / (drawn.x.max - drawn.x.min);
      const name = marksOf(drawn, 'label').find(({ words }) => plain(words) === 'θ₀')!;
      const { points } = marksOf(drawn, 'line').findLast((line) => line.points.length > 2)!;
      const [from, to] = [points[0]!, points.at(-1)!];
      for (let part = 0; part <= 1; part += 1 / 512) {
        const at = [0, 1].map((k) => (from[k]! + part * (to[k]! - from[k]!) - name.at[k]!) * pixels);
        expect(Math.abs(at[0]!) < 9 && Math.abs(at[1]!) < 6, `${right}, ${up}`).toBe(false);
      }
    }
  });

  test('names the runs that it tells apart, as the charts do, and none that is alone', () => {
    const sweep = `${STUCK}  learning-rate: [0.1, 0.2]\n  iterations: 100\n`;
    const entries = (text: string) =>
      planeOf({ ...stuck, experiment: ranText(text) }, PRINT, COLOURS[1])!.legend.map(({ words }) => words);
    expect(entries(sweep)).toEqual(['η = 0.1', 'η = 0.2']);
    expect(entries(sweep.replace('[0.1, 0.2]', '0.1'))).toEqual([]);
  });

  test('with values has a scale from the least reward to the greatest', () => {
    const value = planeOf(stuck, PRINT, COLOURS[1])!;
    expect(value.colours).toMatchObject({ min: 6, max: 9, name: { math: 'f(θ)' } });
    expect(value.legend).toEqual([]);
  });
});

test('the policy of contexts has a box for each, with its value and its likeliest action', () => {
  const text = known(`
contexts:
  sunny: { probability: 1/2, actions: { walk: { reward: 3, features: [1] }, bus: { reward: 1, features: [0] } } }
  rainy: { probability: 1/2, actions: { walk: { reward: 0, features: [1] }, bus: { reward: 2, features: [0] } } }
`);
  const experiment = charted(1, [], { subject: text.subject });
  const values = { values: [2.5, 1], occupancy: [0.5, 0.5], advantages: [0, 0, 0, 0] };
  const moment = { experiment, policy: [0.75, 0.25, 0.5, 0.5], values };
  const picture = policyPicture(moment, { low: 1, high: 3 }, 'at iteration 7', PRINT)!;
  expect(picture.title).toBe('Policy in each context at iteration 7');
  expect(marksOf(picture, 'area')).toHaveLength(2);
  expect(labelsOf(picture)).toEqual(['sunny', 'V = 2.5', 'walk 0.75', 'rainy', 'V = 1', 'walk 0.5']);
  expect(picture.colours).toMatchObject({ min: 1, max: 3 });
});

test('the heat strip has a row for each state, from the first iteration to the last', () => {
  const experiment = ranText(
    'mdp: { environment: aliased-pair }\nrun: { iterations: 300, learning-rate: { normalized: 0.06 } }\n',
  );
  const { iterations } = experiment.results[0]!.recording;
  const picture = stripDrawingOf({ subject: experiment.subject, analysis: null, experiment }, PRINT)!;
  const ends = marksOf(picture, 'area').flatMap(({ rings }) => rings.flat());
  expect([picture.x.max, picture.y.max]).toEqual([iterations.length, 2]);
  expect(Math.max(...ends.map(([column]) => column))).toBe(iterations.length);
  // The state whose best action is not the likeliest in the end is marked (the two states are aliased).
  expect(picture.y.ticks).toEqual([
    { value: 1.5, words: expect.stringMatching(/ ✗$/) },
    { value: 0.5, words: expect.not.stringContaining('✗') },
  ]);
  const columns = (picture.x.ticks as readonly Tick[]).map(({ words }) => words);
  expect([columns[0], columns.at(-1)]).toEqual(['0', '300']);
  expect(picture.colours).toMatchObject({ min: 0, max: 1 });
});

test('the family has a bar for each verdict, as high as there are instances', () => {
  const verdicts = (['always', 'always', 'depends', 'never'] as const).map((kind) => ({ kind }));
  const picture = familyPicture({ count: 5, verdicts }, PRINT)!;
  expect(picture.title).toBe('Verdicts on 4 of 5 instances');
  const heights = marksOf(picture, 'area').map(({ rings }) => Math.max(...rings[0]!.map(([, y]) => y)));
  expect(heights).toEqual([2, 1, 1]);
  expect(labelsOf(picture)).toEqual(['2 (50.0 %)', '1 (25.0 %)', '1 (25.0 %)', '0 (0.0 %)']);
  expect(familyPicture({ count: 5, verdicts: [] }, PRINT)).toBeNull();
});

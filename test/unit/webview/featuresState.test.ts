/** The picture of the features: what it shows after what has happened. */
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../src/conditions/types.js';
import type { Subject } from '../../../src/shared/messages.js';
import { figureOf } from '../../../webview/features/figure.js';
import { toPixels } from '../../../webview/features/frame.js';
import type { Choice, Place, ShownBandit } from '../../../webview/features/local.js';
import {
  type FeaturesEvent,
  type FeaturesState,
  headsOf,
  NO_FEATURES,
  offered,
  reduce,
  rewardsOf,
} from '../../../webview/features/state.js';
import { subject } from '../charted.js';

/** @param bandit null: the text has no numbers */
const analysed = (
  bandit: Partial<ShownBandit> | null = {},
  {
    document = 'file:///x.linspg',
    isEditPending = false,
    choice = null,
  }: { document?: string; isEditPending?: boolean; choice?: Choice | null } = {},
): FeaturesEvent => ({
  type: 'analysed',
  document,
  told: bandit && { choice, bandit: { subject, conditions: [], place: null, ...bandit } },
  isEditPending,
});
const resized: FeaturesEvent = { type: 'resized', width: 400 };
const moved = (x: number, y: number): FeaturesEvent => ({
  type: 'moved',
  held: { kind: 'features', action: 0, values: [x, y] },
});
const after = (...events: FeaturesEvent[]): FeaturesState => events.reduce(reduce, NO_FEATURES);
const heads = (state: FeaturesState) => headsOf(state, state.subject!);

describe('the picture', () => {
  test('is drawn once there are numbers and a width, in whatever order they come', () => {
    expect(after(analysed()).frame).toBeNull();
    expect(after(resized).frame).toBeNull();
    expect(after(resized, analysed()).frame).toEqual(after(analysed(), resized).frame);
    expect(after(analysed(), resized).frame).toMatchObject({ width: 400, height: 300 });
  });

  test('keeps the last numbers while a text has none, and says that they are not those of the text', () => {
    const state = after(analysed(), resized, analysed(null));
    expect(state.subject).toBe(subject);
    expect(state.isCurrent).toBe(false);
  });

  test('stays as it is while everything has room in it, and is laid out anew for another file', () => {
    const near: Subject = {
      ...subject,
      features: [
        [0.9, 0],
        [0, 1],
      ],
    };
    const before = after(analysed(), resized);
    expect(reduce(before, analysed({ subject: near })).frame).toBe(before.frame);
    // Another file may have the same name, in another folder.
    const other = reduce(before, analysed({ subject: near }, { document: 'file:///other/x.linspg' }));
    expect(other.frame).not.toBe(before.frame);
  });

  test('shows nothing of another file where this one has no numbers', () => {
    const broken = analysed(null, { document: 'file:///broken.linspg' });
    const { subject, choice, frame } = after(analysed(), resized, broken);
    expect({ subject, choice, frame }).toEqual({ subject: null, choice: null, frame: null });
  });

  test('has one axis for one feature, and for more than two the two that are chosen while they exist', () => {
    const line: Subject = { ...subject, features: [[1], [2]] };
    expect(after(analysed({ subject: line }), resized).coordinates).toEqual([0, -1]);
    const three: Subject = {
      ...subject,
      features: [
        [1, 0, 2],
        [0, 1, 3],
      ],
    };
    const chosen = after(analysed({ subject: three }), resized, { type: 'axisChosen', axis: 0, feature: 2 });
    expect(chosen.coordinates).toEqual([2, 1]);
    expect(heads(chosen)).toEqual([
      [2, 0],
      [3, 1],
    ]);
    expect(reduce(chosen, analysed()).coordinates).toEqual([0, 1]);
  });
});

describe('what is in the hand', () => {
  test('is drawn where the hand is, without the picture moving away under it', () => {
    const before = after(analysed(), resized);
    const far = reduce(before, moved(50, 3));
    expect(heads(far)).toEqual([
      [50, 3],
      [0, 1],
    ]);
    expect(far.frame).toBe(before.frame);
    expect(reduce(far, { type: 'released' }).frame).not.toBe(before.frame);
  });

  test('stays where it was let go of until the text has it', () => {
    const dropped = after(analysed(), resized, moved(2, 0), { type: 'released' });
    expect(heads(reduce(dropped, analysed({}, { isEditPending: true })))[0]).toEqual([2, 0]);
    expect(heads(reduce(dropped, analysed()))[0]).toEqual([1, 0]);
  });

  test('may be the end of a bar', () => {
    const held = { kind: 'reward', action: 1, values: [0.25] } as const;
    const state = after(analysed(), resized, { type: 'moved', held });
    expect(rewardsOf(state, subject)).toEqual([1, 0.25]);
    expect(heads(state)).toEqual(subject.features);
  });
});

describe('of a process', () => {
  const choice: Choice = { kind: 'mdp', states: ['s1', 's2'], chosen: 's1' };
  const place: Place = { kind: 'mdp', state: 's1', first: 4, verdict: null };
  const unknown = (chosen: string | null): FeaturesEvent => ({
    type: 'analysed',
    document: 'file:///x.linspg',
    told: { choice: { ...choice, chosen }, bandit: null },
    isEditPending: false,
  });
  const shown = after(analysed({ place }, { choice }), resized);

  test('nothing is drawn before a state is chosen, and nothing of the state before', () => {
    expect(after(unknown(null), resized)).toMatchObject({ subject: null, choice: { chosen: null } });
    expect(reduce(shown, unknown('s2'))).toMatchObject({ subject: null, place: null, frame: null });
    expect(reduce(shown, unknown(null)).subject).toBeNull();
  });

  test('the state stays in sight while its values are worked out anew', () => {
    const state = reduce(shown, unknown('s1'));
    expect([state.subject, state.isCurrent]).toEqual([subject, false]);
  });

  test('another state is laid out anew, in features in which its actions differ, with nothing in the hand', () => {
    const held = reduce(reduce(shown, moved(2, 0)), { type: 'released' });
    const features = [
      [1, 0, 0, 0],
      [1, 0, 0, 2],
    ];
    const there = reduce(
      held,
      analysed(
        { subject: { ...subject, features }, place: { ...place, state: 's2' } },
        { choice: { ...choice, chosen: 's2' }, isEditPending: true },
      ),
    );
    expect(there).toMatchObject({ held: null, coordinates: [0, 3] });
    expect(there.frame).not.toBe(held.frame);
    expect(reduce(there, { type: 'axisChosen', axis: 0, feature: 1 }).coordinates).toEqual([1, 3]);
    // Where they stand in the text, any of them can be changed; else only where they differ tells something.
    expect(offered(there.subject!, there)).toEqual([0, 1, 2, 3]);
    expect(offered({ ...there.subject!, unwritten: 'one-hot' }, there)).toEqual([0, 3]);
  });
});

describe('the geometry behind the vectors', () => {
  const trap = (action: number, holds: boolean | null): Condition =>
    ({ id: 'trap', action, actions: [action], holds }) as unknown as Condition;
  const order = { id: 'order', actions: [], holds: true, witness: [1, -1] } as unknown as Condition;
  const conditions = [trap(0, false), order, trap(1, true)];
  const shown = (chosen: string | null) =>
    figureOf(subject, { conditions, chosen, coordinates: [0, 1], place: null });

  test('is that of a trap where there is one; then come the order and what is no trap', () => {
    expect(shown(null).options).toEqual(['trap at a2', 'order of the rewards', 'trap at a1']);
    expect(shown(null)).toMatchObject({
      selected: 'trap at a2',
      figure: { kind: 'trap', trap: { action: 1 } },
    });
  });

  test('has room in the picture: the feet of the actions on w', () => {
    // w = (1, −1): the feet of (1, 0) and (0, 1) are (½, −½) and (−½, ½).
    const { frame } = after(analysed({ conditions: [order] }), resized);
    for (const foot of [
      [0.5, -0.5],
      [-0.5, 0.5],
    ] as const) {
      const [x, y] = toPixels(frame!, foot);
      expect([x > 40, x < 360, y > 40, y < 260]).toEqual([true, true, true, true]);
    }
  });

  test('is the one that is chosen, while there is such a condition', () => {
    expect(shown('order of the rewards').figure?.kind).toBe('order');
    expect(shown('trap at a9').selected).toBe('trap at a2');
    expect(
      figureOf(subject, { conditions: [], chosen: 'trap at a1', coordinates: [0, 1], place: null }).figure,
    ).toBeNull();
  });
});

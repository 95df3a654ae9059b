/** The phase diagram of the panel: what it asks, what it shows while the text changes, and what its mark says. */
import { describe, expect, test } from 'vitest';
import { type Bar, changesOf, type Row, type VerdictMap } from '../../../src/phase/rows.js';
import type { PhaseReply, Subject } from '../../../src/shared/messages.js';
import { presentText, statusText, titleText } from '../../../webview/phase/sentences.js';
import {
  choicesOf,
  isOld,
  isOpen,
  isWanting,
  NO_PHASES,
  type Numbers,
  type PhaseState,
  presentOf,
  reduce,
  rowAt,
} from '../../../webview/phase/state.js';

const subjectOf = (...ranged: string[]): Subject => ({ ranged }) as unknown as Subject;

const row = (from: string, to: string, [open, closed]: string, verdict: Row['verdict']): Row => ({
  from: [from, from],
  fromIncluded: open === '[',
  to: [to, to],
  toIncluded: closed === ']',
  verdict,
  traps: [],
  basis: 'proved',
});

const BAR: Bar = {
  kind: 'bar',
  axis: { name: 't', words: 't', value: '1/4', from: '0', to: '1' },
  rows: [row('0', '1/2', '[]', 'always'), row('1/2', '1', '(]', 'depends')],
  decided: 2,
};

function received(
  state: PhaseState,
  textVersion: number,
  {
    subject = subjectOf('t'),
    chosen = null,
    answer,
  }: Partial<{
    subject: Subject | null;
    chosen: Numbers | null;
    answer: PhaseReply;
  }> = {},
): PhaseState {
  const news = answer ? { request: state.asked!.request, answer } : null;
  return reduce(state, { type: 'received', document: 'file:///a', textVersion, subject, chosen, news });
}

const asked = (state: PhaseState, request: number) => reduce(state, { type: 'asked', request });
const known = (phases: Bar = BAR): { answer: PhaseReply } => ({ answer: { kind: 'known', phases } });
const shown = received(asked(received(NO_PHASES, 1), 7), 1, known());

describe('what can be chosen', () => {
  test('pairs come first, and a number that was picked joins what the text offers', () => {
    expect(choicesOf(['t'], null)).toEqual([['t']]);
    expect(choicesOf(['t', 'u'], null)).toEqual([['t', 'u'], ['t'], ['u']]);
    expect(choicesOf(['t'], ['reward of a1'])).toEqual([['t'], ['reward of a1']]);
    expect(choicesOf([], null)).toEqual([]);
  });

  test('nothing is wanted of a text that says no range, until a number is picked', () => {
    const none = received(NO_PHASES, 1, { subject: subjectOf() });
    expect([none.numbers, isWanting(none)]).toEqual([null, false]);
    expect(isWanting(received(none, 1, { subject: subjectOf(), chosen: ['reward of a1'] }))).toBe(true);
  });
});

describe('a diagram', () => {
  test('is asked for once a text', () => {
    expect([isWanting(shown), isOpen(shown), isOld(shown)]).toEqual([false, false, false]);
    const edited = received(shown, 2);
    expect([isWanting(edited), isOld(edited)]).toEqual([true, true]);
    expect(isOpen(asked(edited, 8))).toBe(true);
  });

  test('stays while the text has errors', () => {
    expect(received(shown, 2, { subject: null })).toBe(shown);
  });

  test('is not that of an answer to an earlier question', () => {
    const late = { request: 6, answer: { kind: 'known', phases: { ...BAR, rows: [] } } } as const;
    const event = { type: 'received', document: 'file:///a', textVersion: 1, chosen: null } as const;
    expect(reduce(shown, { ...event, subject: subjectOf('t'), news: late })).toBe(shown);
  });

  test('says how far it is, and why there is none', () => {
    const working = received(asked(received(NO_PHASES, 1), 7), 1, {
      answer: { kind: 'working', decided: 12, of: 1600 },
    });
    expect(statusText(working, isOpen(working))).toBe('Deciding: 12 of 1\u202f600 numbers so far…');
    const refused = received(working, 1, { answer: { kind: 'refused', why: 'No.' } });
    expect([statusText(refused, isOpen(refused)), isOpen(refused)]).toEqual(['No.', false]);
  });
});

describe('the mark', () => {
  test('stays where the hand has left it until the diagram of that text is there', () => {
    const held = reduce(reduce(shown, { type: 'moved', literals: ['0.75'] }), { type: 'released' });
    expect(presentOf(held)).toEqual(['0.75']);
    const edited = asked(received(held, 2), 8);
    expect(presentOf(edited)).toEqual(['0.75']);
    const after = received(edited, 2, known({ ...BAR, axis: { ...BAR.axis, value: '3/4' } }));
    expect(presentOf(after)).toEqual(['3/4']);
  });

  test('stands under a title that says what changes', () => {
    expect(titleText(['t'])).toBe('The verdict as t changes');
    expect(titleText(['t', 'u'])).toBe('The verdict as t and u change');
    expect(titleText(['reward of a1'])).toBe('The verdict as the reward of a1 changes');
  });

  test('names the verdict at its number; an end belongs to one side', () => {
    expect(presentText(shown)).toBe('t = 1/4: always, proved');
    expect(rowAt(BAR.rows, '1/2')).toBe(BAR.rows[0]);
    expect(rowAt(BAR.rows, '0.501')).toBe(BAR.rows[1]);
    expect(rowAt(BAR.rows, '2')).toBeNull();
  });

  test('has in a map the verdict of its cell, and print has a minus', () => {
    const axis = { value: '0', from: '-1', to: '1' };
    const map: VerdictMap = {
      kind: 'map',
      across: { ...axis, name: 't', words: 't', value: '-1/2' },
      up: { ...axis, name: 'u', words: 'u', value: '0.9' },
      columns: ['-1/2', '1/2'],
      rows: ['-1/2', '1/2'],
      verdicts: [
        { verdict: 'never', traps: [], basis: 'proved' },
        { verdict: 'depends', traps: ['a2'], basis: 'proved' },
      ],
      // From the lowest row up: the second one has the trap on its left.
      cells: [0, 0, 1, 0],
    };
    const both = { shown: { key: '', phases: map }, held: null } as unknown as PhaseState;
    expect(presentText(both)).toBe('t = −1/2, u = 0.9, in a cell whose centre is: depends (a2), proved');
  });

  test('meets each change once, also where a number stands alone between two intervals', () => {
    const rows = [
      row('0', '1/3', '[)', 'always'),
      row('1/3', '1/3', '[]', null),
      row('1/3', '1', '(]', 'never'),
    ];
    expect(changesOf(rows)).toEqual([['1/3', '1/3']]);
    expect(rowAt(rows, '1/3')).toBe(rows[1]);
  });
});

import { beforeEach, expect, test } from 'vitest';
import type { Change, Edit } from '../../../src/shared/fromPanel.js';
import type { FromPanel } from '../../../src/shared/messages.js';
import { createEdits, type Edits } from '../../../webview/edits.js';

const to = (literal: string): Change => ({ kind: 'reward', action: 0, literal });

const TEXT = 'file:///a.linspg';
const OTHER = 'file:///b.linspg';

let sent: Edit[];
let edits: Edits;
let version: number;
let answered: number;

beforeEach(() => {
  sent = [];
  version = 10;
  answered = 0;
  edits = createEdits((message: FromPanel) => {
    if (message.type === 'edit') sent.push(message);
  });
  edits.receive(TEXT, version, null);
});

/** The host has written, or refused, the first edit that is not answered yet. */
function done(accepted = true): void {
  const { request } = sent[answered++]!;
  edits.receive(TEXT, version, { request, textVersion: accepted ? ++version : null });
}

const literals = () => sent.map(({ change }) => (change.kind === 'reward' ? change.literal : ''));

test('a drag keeps two changes on their way, and then sends only where the hand is', () => {
  const stroke = edits.begin();
  for (const literal of ['1', '2', '3', '4']) stroke.change(to(literal));
  expect(literals()).toEqual(['1', '2']);
  done();
  expect(literals()).toEqual(['1', '2', '4']);
  done();
  stroke.end();
  expect(sent.at(-1)).toMatchObject({ last: true, change: to('4') });
});

test('only the last change of a stroke closes its step of undo', () => {
  const stroke = edits.begin();
  stroke.change(to('1'));
  stroke.change(to('2'));
  stroke.end();
  done();
  done();
  done();
  expect(sent.map(({ last }) => last)).toEqual([false, false, true]);
  expect(new Set(sent.map((edit) => edit.stroke)).size).toBe(1);
  edits.receive(TEXT, version, null);
  expect(edits.pending).toBe(false);
});

test('a stroke of one change is sent once', () => {
  edits.begin().end(to('1'));
  expect(sent).toMatchObject([{ last: true, change: to('1') }]);
  done();
  expect(sent).toHaveLength(1);
});

test('a stroke that changes nothing says nothing', () => {
  edits.begin().end();
  expect(sent).toEqual([]);
  expect(edits.pending).toBe(false);
});

test('a second stroke waits for the first, and begins at the version that the first has made', () => {
  const first = edits.begin();
  first.change(to('1'));
  first.end();
  const second = edits.begin();
  second.change(to('2'));
  second.end();
  done();
  expect(literals()).toEqual(['1', '1']);
  done();
  expect(literals()).toEqual(['1', '1', '2']);
  expect(sent[2]!.textVersion).toBe(12);
});

test('when the text has moved on, the rest of the stroke is dropped', () => {
  const stroke = edits.begin();
  stroke.change(to('1'));
  stroke.change(to('2'));
  stroke.change(to('3'));
  done(false);
  stroke.change(to('4'));
  stroke.end();
  expect(literals()).toEqual(['1', '2']);
  expect(edits.pending).toBe(true);
  done(false);
  expect(edits.pending).toBe(false);
});

test('the picture is pending until the text that it has changed is shown', () => {
  const stroke = edits.begin();
  stroke.change(to('1'));
  stroke.end();
  const [first, second] = sent.map(({ request }) => request);
  edits.receive(TEXT, 10, { request: first!, textVersion: 11 });
  edits.receive(TEXT, 10, { request: second!, textVersion: 12 });
  expect(edits.pending).toBe(true);
  edits.receive(TEXT, 12, { request: second!, textVersion: 12 });
  expect(edits.pending).toBe(false);
});

test('a drag in another text is of that text, whatever was dragged in the one before', () => {
  edits.begin().end(to('1'));
  done();
  edits.receive(TEXT, version, null);
  edits.receive(OTHER, 1, null);
  expect(edits.pending).toBe(false);
  edits.begin().end(to('2'));
  expect(sent.at(-1)).toMatchObject({ textVersion: 1, change: to('2') });
});

test('a drag in a text that was opened anew is of its new versions', () => {
  edits.begin().end(to('1'));
  done();
  edits.receive(TEXT, version, null);
  edits.receive(TEXT, 0, null);
  edits.receive(TEXT, 1, null);
  edits.begin().end(to('2'));
  expect(sent.at(-1)).toMatchObject({ textVersion: 1, change: to('2') });
});

test('a drag ends where another text comes to the front, and its late answers say nothing of the next', () => {
  const stroke = edits.begin();
  stroke.change(to('1'));
  edits.receive(OTHER, 3, null);
  stroke.change(to('2'));
  stroke.end();
  expect(literals()).toEqual(['1']);
  edits.receive(OTHER, 3, { request: sent[0]!.request, textVersion: 11 });
  edits.begin().end(to('3'));
  expect(sent.at(-1)).toMatchObject({ textVersion: 3, change: to('3') });
});

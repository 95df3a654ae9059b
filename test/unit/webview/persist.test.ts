import { expect, test } from 'vitest';
import { readRecord } from '../../../src/shared/fromPanel.js';
import { persisted, viewFrom } from '../../../webview/persist.js';
import { NOTHING } from '../../../webview/state.js';
import { FIRST_VIEW, type View } from '../../../webview/view.js';
import { panelState } from '../charted.js';

const looked: View = { ...FIRST_VIEW, look: { ...FIRST_VIEW.look, curves: ['logits'], hidden: ['a2'] } };
const kept = (locked: boolean): unknown =>
  JSON.parse(JSON.stringify(persisted({ ...NOTHING, panel: panelState(), locked }, looked)));

test('what is looked at comes back', () => expect(viewFrom(kept(false))).toEqual(looked));

test.each([true, false])('what is kept is what the host reads after a reload (locked: %j)', (locked) => {
  expect(readRecord(kept(locked))).toMatchObject({ document: 'file:///two.linspg', locked });
});

test('before a document is known, nothing is kept', () => expect(persisted(NOTHING, looked)).toBeNull());

test.each([
  null,
  undefined,
  0,
  'state',
  {},
  { version: 1, state: {}, view: looked },
  { version: 2, view: 3 },
])('what is no record of this version is forgotten: %j', (record) =>
  expect(viewFrom(record)).toEqual(FIRST_VIEW),
);

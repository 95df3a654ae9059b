import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMessage, readRecord } from '../../../src/shared/fromPanel.js';
import type { FromPanel, PersistedPanel } from '../../../src/shared/messages.js';

describe('a message of the panel', () => {
  test.each<FromPanel>([
    { type: 'ready' },
    { type: 'run' },
    { type: 'stop' },
    { type: 'export' },
    { type: 'reveal', action: 3 },
    { type: 'pin', run: 2 },
    { type: 'recall', run: 2 },
    { type: 'restoreText', run: 2 },
    { type: 'drawn', request: 1, content: null },
    { type: 'lock', locked: true },
    { type: 'another' },
  ])('is read: %j', (message) => expect(readMessage(message)).toEqual(message));

  test.each([
    null,
    'run',
    {},
    { type: 'executeCommand', command: 'workbench.action.quit' },
    { type: 'reveal' },
    { type: 'reveal', action: -1 },
    { type: 'reveal', action: 0.5 },
    { type: 'reveal', action: '../../secret' },
    { type: 'reveal', action: Number.NaN },
  ])('is nothing else: %j', (data) => expect(readMessage(data)).toBeNull());

  test('carries nothing but what its kind carries', () => {
    expect(readMessage({ type: 'export', path: '/etc/passwd' })).toEqual({ type: 'export' });
  });

  test('whatever comes, reading it does not throw', () => {
    fc.assert(fc.property(fc.anything(), (data) => void readMessage(data)));
  });
});

describe('what a panel kept', () => {
  const record: PersistedPanel = {
    version: 2,
    document: 'file:///two.linspg',
    locked: true,
    view: { run: 1 },
  };

  test('is read', () => expect(readRecord(record)).toEqual(record));

  test.each<[string, Record<string, unknown>]>([
    ['another version', { version: 1 }],
    ['no document', { document: '' }],
    ['no word on its lock', { locked: undefined }],
    ['a lock that is no truth value', { locked: 'yes' }],
  ])('is not read with %s', (_, change) => expect(readRecord({ ...record, ...change })).toBeNull());

  test('whatever comes, reading it does not throw', () => {
    fc.assert(fc.property(fc.anything(), (data) => void readRecord(data)));
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST_VIEW, restoredView } from '../../../webview/view.js';

test('a view is restored as it was kept, but for its zoom', () => {
  const view = {
    look: {
      ...FIRST_VIEW.look,
      curves: ['policy', 'fisher'] as const,
      vertical: { policy: 'log' } as const,
      band: 'every run' as const,
      label: 'η = 1',
      hidden: ['a2'],
      zoom: { x: { min: 1, max: 2 }, y: {} },
    },
    cursor: 100,
    chart: 'policy' as const,
    run: 3,
    phase: { document: 'file:///a.linspg', numbers: ['t', 'u'] },
  };
  const kept: unknown = JSON.parse(JSON.stringify(view));
  expect(restoredView(kept)).toEqual({ ...view, look: { ...view.look, zoom: FIRST_VIEW.look.zoom } });
});

test('whatever was kept, there is a view, with a chart in it', () => {
  expect(restoredView(undefined)).toEqual(FIRST_VIEW);
  expect(restoredView({ look: { curves: ['unknown'], band: 'none' }, run: -1 })).toEqual(FIRST_VIEW);
  fc.assert(
    fc.property(fc.anything(), (kept) => {
      expect(restoredView(kept).look.curves.length).toBeGreaterThan(0);
    }),
  );
});

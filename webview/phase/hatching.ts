/** Fills of verdicts on the page: a colour by class, and a hatching, so that none differ by colour alone. */
import { PHASE_HATCHINGS, type PhaseKind } from '../../src/phase/picture.js';
import type { Row } from '../../src/phase/rows.js';
import { svg } from '../dom.js';

type Said = Pick<Row, 'verdict' | 'basis'>;

export function kindOf({ verdict }: Pick<Row, 'verdict'>): PhaseKind {
  return verdict ?? 'unknown';
}

/** The class that has the verdict's colour. */
export function toneOf(said: Pick<Row, 'verdict'>): string {
  const kind = kindOf(said);
  return kind === 'always' || kind === 'depends' || kind === 'never' ? kind : `phase-${kind}`;
}

const SIZE = 8;
const LINES: Readonly<Record<string, string>> = {
  rising: 'M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6',
  falling: 'M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2',
  level: 'M0,4 H8',
  upright: 'M4,0 V8',
  crossed: 'M0,8 L8,0 M0,0 L8,8',
};

/** One for each kind that has a hatching. @param prefix of their ids, which are those of the whole page */
export function hatchings(prefix: string): SVGElement {
  const kinds = Object.entries(PHASE_HATCHINGS) as [PhaseKind, string | null][];
  return svg(
    'defs',
    {},
    ...kinds.flatMap(([kind, hatching]) =>
      hatching === null
        ? []
        : [
            svg(
              'pattern',
              {
                id: `${prefix}-${kind}`,
                class: kind === 'depends' || kind === 'never' ? kind : `phase-${kind}`,
                width: SIZE,
                height: SIZE,
                patternUnits: 'userSpaceOnUse',
              },
              hatching === 'dots'
                ? svg('circle', { cx: 4, cy: 4, r: 1.4, fill: 'currentColor' })
                : svg('path', { d: LINES[hatching]!, stroke: 'currentColor', 'stroke-width': 1 }),
            ),
          ],
    ),
  );
}

/** A box with the fill of a verdict: full if it is proved, else pale. */
export function filled(
  said: Said,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  prefix: string,
): SVGElement {
  const kind = kindOf(said);
  const box = { x, y, width: Math.max(0, width), height };
  return svg(
    'g',
    { class: `${toneOf(said)} ${said.basis === 'proved' ? 'phase-proved' : 'phase-pale'}` },
    svg('rect', { ...box, class: 'phase-fill' }),
    ...(PHASE_HATCHINGS[kind] === null ? [] : [svg('rect', { ...box, fill: `url(#${prefix}-${kind})` })]),
  );
}

export function swatch(said: Said): SVGElement {
  const prefix = 'phase-hatching';
  return svg(
    'svg',
    { class: 'phase-swatch', width: 28, height: 16, 'aria-hidden': 'true' },
    filled(said, { x: 0.5, y: 0.5, width: 27, height: 15 }, prefix),
  );
}

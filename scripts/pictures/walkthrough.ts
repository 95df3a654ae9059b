/** The pictures of the walkthrough, by name: made from the examples with the panel's own drawing code. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { knownProblem } from '../../src/cli/known.js';
import type { Picture } from '../../src/drawing/picture.js';
import { pictureSvg } from '../../src/drawing/pictureSvg.js';
import { plan } from '../../src/experiment/plan.js';
import type { KnownText } from '../../src/shared/unseen.js';
import { readSpec } from '../../src/spec/read.js';
import { ranHere } from '../../test/unit/experiment/ranHere.js';
import { PRINT } from '../../webview/pictures/colours.js';
import { curvesOf, featuresOf, planeOf } from '../../webview/pictures/unseen.js';

const root = path.resolve(import.meta.dirname, '../..');

/** Enough iterations to see where the curves go. */
const ITERATIONS = 20_000;

/** With another value of one feature, a2 is no longer a trap. */
export const FIX = {
  from: 'a2: { reward: 8, features: [ 0,  1] }',
  to: 'a2: { reward: 8, features: [ 0, -0.6] }',
} as const;

export async function walkthroughPictures(): Promise<ReadonlyMap<string, string>> {
  const converges = ran(await textIn('01-converges'));
  const text = await textIn('02-gets-stuck');
  const stuck = ran(text);
  const mended = ran(text.replace(FIX.from, FIX.to));
  const curve = (known: KnownText, id: 'gap' | 'policy') => curvesOf(known, PRINT, [id])[0] ?? null;
  const pictures: Record<string, Picture | null> = {
    '1-features': featuresOf(converges, PRINT),
    '2-basins': planeOf(converges, PRINT),
    '3-gap': curve(converges, 'gap'),
    '4-stuck': curve(stuck, 'policy'),
    '5-trap': featuresOf(stuck, PRINT),
    '6-mended': curve(mended, 'policy'),
  };
  return new Map(
    Object.entries(pictures).map(([name, picture]) => {
      if (picture === null) throw new Error(`There is nothing to be drawn for ${name}.`);
      return [name, inTheme(pictureSvg(picture, []).svg)];
    }),
  );
}

/** The walkthrough's page has the variables of the editor's theme; elsewhere the colours of print stand for them. */
const THEMED: Readonly<Record<string, string>> = {
  [PRINT.foreground]: 'foreground',
  [PRINT.muted]: 'descriptionForeground',
  [PRINT.grid]: 'editorIndentGuide-background1',
  [PRINT.background]: 'editor-background',
};

/** Everything that has not a colour of its own, as lines have, takes those of the theme. */
function inTheme(svg: string): string {
  return svg.replace(/"(#[0-9a-f]{6})"/g, (whole, colour: string) => {
    const variable = THEMED[colour];
    return variable === undefined ? whole : `"var(--vscode-${variable}, ${colour})"`;
  });
}

async function textIn(example: string): Promise<string> {
  return readFile(path.join(root, `examples/${example}.linspg`), 'utf8');
}

function ran(text: string): KnownText {
  const reading = readSpec(text);
  const known = knownProblem('example.linspg', reading)!;
  const results = ranHere(plan([reading.bandit!], { ...reading.run!, iterations: [ITERATIONS] }));
  return {
    ...known,
    experiment: {
      stamp: { run: 1, textVersion: 1 },
      subject: known.subject,
      textHash: '',
      text,
      ranAt: null,
      family: null,
      results,
    },
  };
}

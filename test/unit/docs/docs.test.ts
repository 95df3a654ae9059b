import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pictures } from '../../../scripts/pictures/all.js';
import type { ConditionId } from '../../../src/conditions/catalogue.js';
import { analyseBeforeRun } from '../../../src/experiment/analyseBeforeRun.js';
import { PAGES, pageOf } from '../../../src/server/docs.js';
import { readSpec } from '../../../src/spec/read.js';

const docs = path.resolve(import.meta.dirname, '../../../docs');
const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => name.endsWith('.md'));
const textOf = (page: string) => readFileSync(path.join(docs, page), 'utf8');
/** With the headings that they point to. */
const wholeLinksOf = (page: string) => [...textOf(page).matchAll(/\]\(([^)]+)\)/g)].map((found) => found[1]!);
const linksOf = (page: string) => wholeLinksOf(page).map((link) => link.replace(/#.*/, ''));
/** The headings of a page, as links name them: lower case, blanks as -, no marks. */
const headingsOf = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map((found) =>
    found[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const examined = (link: string) => {
  const reading = readSpec(readFileSync(path.join(docs, link), 'utf8'));
  expect(reading.issues).toEqual([]);
  return analyseBeforeRun(reading.bandit!, reading.run);
};

describe('the pages', () => {
  it('are one for each thing that the server links to, and all of them are listed', () => {
    expect(pages).toEqual(expect.arrayContaining(PAGES.map((page) => `${page}.md`)));
    expect(linksOf('README.md').sort()).toEqual(pages.filter((page) => page !== 'README.md').sort());
  });

  it.each(pages)('%s links only to what is there, without a network', (page) => {
    const broken = linksOf(page).filter((link) => !existsSync(path.join(docs, path.dirname(page), link)));
    expect(broken).toEqual([]);
  });

  it.each(pages)('%s points only to headings that there are', (page) => {
    const wrong = wholeLinksOf(page).filter((link) => {
      const [file, heading] = link.split('#');
      if (heading === undefined) return false;
      const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file!);
      return !headingsOf(target).includes(heading);
    });
    expect(wrong).toEqual([]);
  });

  it.each(PAGES)('%s shows a picture and an example', (page) => {
    const links = linksOf(`${page}.md`);
    expect(links.some((link) => link.endsWith('.svg'))).toBe(true);
    expect(links.some((link) => link.endsWith('.linspg'))).toBe(true);
  });

  it('show what they are about in their first example', () => {
    const shown: Partial<Record<ConditionId, boolean>> = {
      exposed: false,
      order: true,
      trap: true,
      'features-K': true,
      'features-3': false,
      'features-3-sto': false,
      'non-domination': true,
      'npg-top': true,
      'projected-order': false,
      realizable: false,
      rank: false,
      'identical-rows': true,
    };
    for (const [id, holds] of Object.entries(shown)) {
      const example = linksOf(`${pageOf(id)}.md`).find((link) => link.endsWith('.linspg'))!;
      const found = examined(example).conditions.filter((condition) => condition.id === id);
      expect([id, found.map((condition) => condition.holds)]).toEqual([id, expect.arrayContaining([holds])]);
    }
  });

  it('show each kind of verdict', () => {
    const kinds = linksOf('verdict.md')
      .filter((link) => link.endsWith('.linspg'))
      .map((link) => examined(link).verdict.kind);
    expect(kinds).toEqual(['always', 'depends', 'never', 'undecided']);
  });
});

describe('the pictures', () => {
  it('are the ones that the conditions draw now', async () => {
    const drawn = await pictures();
    expect(readdirSync(path.join(docs, 'pictures')).sort()).toEqual(
      [...drawn.keys()].map((name) => `${name}.svg`).sort(),
    );
    for (const [name, picture] of drawn) {
      const kept = readFileSync(path.join(docs, 'pictures', `${name}.svg`), 'utf8');
      expect([name, ...differences(kept, picture.toString())]).toEqual([name]);
    }
  });

  it('are others when a point is elsewhere, or a word, a colour or a shape is another', () => {
    const kept =
      '<svg><path d="M10 20L-30 4e-7" stroke="#388bfd"/><circle cx="10" cy="20"/><text x="1" y="2">π = 0.50</text></svg>';
    expect(differences(kept, kept)).toEqual([]);
    expect(differences(kept, kept.replace('cx="10"', 'cx="10.04"'))).toEqual([]);
    for (const [from, to] of [
      ['cx="10"', 'cx="10.06"'],
      ['L-30', 'L30'],
      ['M10 20L', 'M10 20L5 5L'],
      ['0.50', '0.51'],
      ['#388bfd', '#389bfd'],
      ['circle', 'rect'],
    ] as const)
      expect([to, differences(kept, kept.replace(from, to)).length]).toEqual([to, 1]);
  });
});

/** Coordinates, whose last digits may differ between machines. */
const GEOMETRY = /(?<= (?:d|x|y|cx|cy|r|width|height|transform|viewBox)=")[^"]*(?=")/g;
const NUMBER = /-?\d+(?:\.\d+)?(?:e-?\d+)?/g;
/** Pixels, and a part of the number. */
const TOLERANCE = { absolute: 0.05, relative: 1e-6 };

/** The differences of two pictures, in words. Everything except coordinates must be the same to the letter. */
function differences(kept: string, drawn: string): string[] {
  const shapeOf = (svg: string) => svg.replace(GEOMETRY, (value) => value.replace(NUMBER, '#'));
  if (shapeOf(kept) !== shapeOf(drawn)) return ['other shapes, words or colours'];
  const numbersOf = (svg: string) =>
    (svg.match(GEOMETRY) ?? []).flatMap((value) => value.match(NUMBER) ?? []);
  const now = numbersOf(drawn).map(Number);
  return numbersOf(kept).flatMap((number, i) => {
    const most = Math.max(TOLERANCE.absolute, TOLERANCE.relative * Math.abs(Number(number)));
    return Math.abs(now[i]! - Number(number)) <= most ? [] : [`${number} is now ${now[i]}`];
  });
}

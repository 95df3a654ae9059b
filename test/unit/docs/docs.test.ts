import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pictures } from '../../../scripts/pictures/all.js';
import type { ConditionId } from '../../../src/conditions/catalogue.js';
import { examine } from '../../../src/experiment/examine.js';
import { PAGES, pageOf } from '../../../src/server/docs.js';
import { readSpec } from '../../../src/spec/read.js';

const docs = path.resolve(import.meta.dirname, '../../../docs');
const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => name.endsWith('.md'));
const linksOf = (page: string) =>
  [...readFileSync(path.join(docs, page), 'utf8').matchAll(/\]\(([^)]+)\)/g)].map((found) => found[1]!);

const examined = (link: string) => {
  const reading = readSpec(readFileSync(path.join(docs, link), 'utf8'));
  expect(reading.problems).toEqual([]);
  return examine(reading.bandit!, reading.run);
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

it('every picture is the one that the conditions draw now', async () => {
  const drawn = await pictures();
  expect(readdirSync(path.join(docs, 'pictures')).sort()).toEqual(
    [...drawn.keys()].map((name) => `${name}.svg`).sort(),
  );
  // The last digits of a path may differ between machines; what is drawn, and where the axes end, may not.
  for (const [name, picture] of drawn) {
    const kept = readFileSync(path.join(docs, 'pictures', `${name}.svg`), 'utf8');
    expect(shape(kept)).toEqual(shape(picture.toString()));
  }
});

const shape = (svg: string) => svg.replace(/-?\d+(\.\d+)?/g, '#');

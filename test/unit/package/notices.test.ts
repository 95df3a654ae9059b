/** What the bundles hold of others is told with its terms. The source maps say what they hold. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { NOTICES, sourcesIn } from '../../../scripts/build/notices.js';

const dist = path.resolve(import.meta.dirname, '../../../dist');
let sections: readonly string[];
/** Names of the packages whose code the bundles hold, including those that another package had bundled. */
let bundled: ReadonlySet<string>;

beforeAll(async () => {
  const notices = readFileSync(path.join(dist, NOTICES), 'utf8');
  sections = notices.split(`\n\n${'='.repeat(80)}\n\n`).slice(1);
  const sources = await sourcesIn(dist);
  // If another tool has bundled a package before, the map may name the package without its folder.
  const name = /.*(?:node_modules|webpack:\/)\/((?:@[^/]+\/)?[^/]+)/;
  bundled = new Set(sources.flatMap((file) => name.exec(file)?.[1] ?? []));
});

test('every package of which the bundles hold code is named, with its version and its terms', () => {
  // Among them what ml-matrix has bundled.
  for (const name of ['yaml', 'zod', 'chart.js', 'workerpool', 'ml-array-max'])
    expect(bundled).toContain(name);
  // The kernel, which is compiled, has no source map.
  for (const name of [...bundled, 'assemblyscript']) {
    const of = sections.filter((one) => one.startsWith(`${name} `));
    expect(of, name).not.toEqual([]);
    for (const section of of) {
      expect(section).toMatch(
        /^\S+ \d+\.\d+\.\d+ \((MIT|ISC|0BSD|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0)\)/,
      );
      expect(section).toMatch(/copyright|\(c\)|©|Blue Oak Model License/i);
      expect(section).toMatch(
        /Permission is hereby granted|Permission to use, copy, modify|Redistribution and use in source|Apache License|Blue Oak Model License/,
      );
    }
  }
});

test('no package is named that the bundles hold nothing of', () => {
  const names = sections.map((section) => section.split(' ')[0]);
  expect(names.filter((name) => !bundled.has(name!))).toEqual(['assemblyscript']);
});

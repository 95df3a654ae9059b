/** Whatever a text calls its states and their actions, each border lets the names through as words and as nothing else. */
import { parquetMetadata, parquetSchema } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findings } from '../../../src/diagnostics/findings.js';
import { DataFiles } from '../../../src/disk/dataFiles.js';
import { analyseMdpBeforeRun } from '../../../src/experiment/analyseMdpBeforeRun.js';
import { toCsv } from '../../../src/experiment/csv.js';
import { toParquet } from '../../../src/experiment/parquet.js';
import { plan } from '../../../src/experiment/plan.js';
import { provenanceOf } from '../../../src/experiment/provenance.js';
import { finish } from '../../../src/math/work.js';
import { rowNames } from '../../../src/model/written.js';
import { diagnosticsOf } from '../../../src/server/diagnostics.js';
import { hoverAt } from '../../../src/server/hovers/hover.js';
import { inlayHints } from '../../../src/server/inlays.js';
import { DEFAULT_SETTINGS } from '../../../src/server/settings.js';
import { outlineOf } from '../../../src/server/vocabulary/outline.js';
import { readSpec } from '../../../src/spec/read.js';
import { ranHere } from '../experiment/ranHere.js';
import { COMMANDS, contextsOf, mdpOf, WRITABLE as names } from './hostile.js';
import { rfc4180 } from './rfc4180.js';

/** Markdown without its spans of code, what a backslash makes words of, and links of our own. */
const bare = (markdown: string) =>
  markdown
    .replace(/(?<![`\\])(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
    .replace(/\\[!-/:-@[-`{-~]/g, '')
    .replace(/\[[^\]]*\]\(file:[^)\s]*\)/g, '');
/** A picture, a link, HTML, an address that a reader links by itself, an icon, a heading, a table. */
const MEANING = /!\[|\]\(|<\/?[a-z!]|:\/\/|\bwww\.|\w@\w|\$\(|^\s*#|^\s*\|/im;

describe.each([
  ['contexts', contextsOf],
  ['an MDP', mdpOf],
])('%s', (_, problemOf) => {
  const text = `${problemOf(names)}run: { iterations: 3, record: 2, init: [1, 2] }\n`;
  const reading = readSpec(text);
  const mdp = reading.mdp!;
  const policies = analyseMdpBeforeRun(mdp, reading.run);
  const document = TextDocument.create('file:///a.linspg', 'linspg', 1, text);
  const found = findings(reading, null, policies);
  const files = new DataFiles(null);
  const known = { document, reading, files, analysis: null, policies, found, subject: null, complete: true };

  test('is read with its names as they are meant', () => {
    expect(reading.issues).toEqual([]);
    expect(mdp.states.map(({ name }) => name)).toEqual(names);
  });

  test('hovers at each state and action hold no mark of its', () => {
    let told = 0;
    for (const { name, actions } of reading.source.states)
      for (const range of [name, ...actions.map((action) => action.name)]) {
        const hover = hoverAt(document, known, document.positionAt(range.start + 1), null);
        const { value } = hover!.contents as MarkupContent;
        told++;
        for (const line of value.split('\n')) expect(line).not.toMatch(COMMANDS);
        expect(bare(value)).not.toMatch(MEANING);
      }
    expect(told).toBe(3 * names.length);
  });

  test('messages, hints and the outline hold nothing that moves, hides or turns around', () => {
    const told = diagnosticsOf(document, found).flatMap(({ message, relatedInformation = [] }) => [
      message,
      ...relatedInformation.map((other) => other.message),
    ]);
    const hints = inlayHints(known, DEFAULT_SETTINGS.hints, null).map(({ label }) => String(label));
    const outline = JSON.stringify(finish(outlineOf(document)));
    expect(told.length).toBeGreaterThan(0);
    for (const words of [...told, ...hints, outline]) expect(words).not.toMatch(COMMANDS);
  });

  test('CSV and Parquet have a column for each, of its name', () => {
    const ended = ranHere(plan([mdp], reading.run!));
    const rows = rowNames(mdp);
    const wanted = rows.map((row) => `policy ${row}`);
    const [header] = rfc4180(toCsv(rows, ended));
    expect(header!.filter((column) => column.startsWith('policy ')).length).toBe(rows.length);
    const bytes = toParquet(provenanceOf('1.2.3', 'x.linspg', text, ended), rows, ended);
    const columns = parquetSchema(parquetMetadata(bytes.slice().buffer)).children.map(
      ({ element }) => element.name,
    );
    expect(columns.filter((column) => column.startsWith('policy '))).toEqual(wanted);
  });
});

test('no two pairs of a state and an action have one name', () => {
  const { mdp } = readSpec(
    `contexts: { "a: b": { probability: 1/2, actions: { c: { reward: 1, features: [1] }, d: { reward: 0, features: [0] } } }, a: { probability: 1/2, actions: { "b: c": { reward: 1, features: [1] }, d: { reward: 0, features: [0] } } } }\n`,
  );
  const rows = rowNames(mdp!);
  expect(rows).toEqual(['"a: b": c', '"a: b": d', 'a: b: c', 'a: d']);
  expect(new Set(rows).size).toBe(4);
});

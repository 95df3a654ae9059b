/**
 * Writes every kind of export with hostile names in it, and has each read back by the tools that the documents name: Python's csv and json,
 * pandas, DuckDB, PyArrow, R where there is one, XML, and TeX. It ends with status 1 when anything comes back otherwise.
 *
 *   npm run bench:readback [PYTHON]      # PYTHON: one with pandas, duckdb and pyarrow (`pip install pandas duckdb pyarrow`)
 *
 * Debian: apt-get install texlive-latex-base texlive-pictures poppler-utils.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { version } from '../package.json';
import { pictureSvg } from '../src/drawing/pictureSvg.js';
import { pictureTex } from '../src/drawing/pictureTex.js';
import { type DataFormat, dataFile } from '../src/experiment/dataFile.js';
import { plan } from '../src/experiment/plan.js';
import { provenanceLines, provenanceOf } from '../src/experiment/provenance.js';
import { arraysOf, problemOf } from '../src/model/problem.js';
import { rowNames } from '../src/model/written.js';
import type { ChartedExperiment } from '../src/shared/messages.js';
import { readSpec } from '../src/spec/read.js';
import { contextsOf, mdpOf } from '../test/unit/borders/hostile.js';
import { ranHere } from '../test/unit/experiment/ranHere.js';
import { QUANTITIES } from '../webview/charts/quantities.js';
import { chartPicture } from '../webview/pictures/chart.js';
import { PRINT } from '../webview/pictures/colours.js';

/** What takes its place in a structure, in some format; the second list only in a spreadsheet or a reader's guess. */
const NAMES = [
  ...[
    'arm#1',
    'C#',
    '#',
    'a,b',
    'say "hi"',
    '"',
    'line\nbreak',
    'cr\r\nlf',
    '$x_1$',
    'under_score',
    '50%',
    '%',
  ],
  ...[
    '<b>&amp;</b>',
    ']]>',
    '{}',
    '\\input{x}',
    '\\end{document}',
    '^^M',
    '^',
    '~',
    '|',
    "it's",
    'a;b',
    '`tick`',
  ],
  ...['=1+1', '+1', '-1', '@SUM(A1)', '\ttab', ' blanks ', 'NA', 'null', 'nan', '1', '[0]', 'a]', '--', '!`'],
  ...['größe', '日本語', '🎲', 'θ₀', 'e\u0301', '\u202Ertl', 'a\u2028b', 'a\u00a0b', '\x1b]0;x\x07', 'a\0b'],
];

const TITLE = 'C# = 50 %, "a" <b> \\x $y$ {z}';
const TEXT = [
  `# a comment,"with an open quote`,
  `# a comment,=HYPERLINK("x")`,
  stringify({
    title: TITLE,
    bandit: {
      actions: Object.fromEntries(
        NAMES.map((name, a) => [`${name}`, { reward: NAMES.length - a, features: [a, a * a] }]),
      ),
    },
    run: { 'learning-rate': 0.001, iterations: 100, record: 5 },
  }),
].join('\n');

function experimentOf(fileName: string): ChartedExperiment {
  const { bandit, run, issues, title } = readSpec(TEXT);
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (!bandit || !run) throw new Error(`The hostile spec is not read: ${errors[0]?.message}`);
  return {
    stamp: { run: 1, textVersion: 1 },
    subject: {
      fileName,
      title,
      actions: bandit.names,
      ...arraysOf(problemOf(bandit)),
      start: [0, 0],
    },
    text: TEXT,
    textHash: '',
    ranAt: null,
    family: null,
    results: ranHere(plan([bandit], run)),
  };
}

const python = process.argv[2] ?? 'python3';
const folder = mkdtempSync(join(tmpdir(), 'linspg-readback-'));
const place = (name: string) => join(folder, name);

function linspg(...args: string[]): Buffer {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['dist/cli.cjs', ...args], {
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`linspg ${args.join(' ')}: ${stderr.toString()}`);
  return stdout;
}

/** The exports of a problem with states. @returns the exit status of what reads them back */
function readStates(problem: string): number | null {
  const own = mkdtempSync(join(folder, 'states-'));
  const inside = (name: string) => join(own, name);
  const text = `${problem}run: { iterations: 100, record: 5 }\n`;
  const spec = inside('hostile.linspg');
  writeFileSync(spec, text);
  const { mdp, run } = readSpec(text);
  if (!mdp || !run) throw new Error('The hostile states are not read.');
  const [result] = ranHere(plan([mdp], run));
  const actions = mdp.states.map(({ first, actions: n }) =>
    mdp.pairs.slice(first, first + n).map(({ name }) => name),
  );
  const expected = {
    states: mdp.states.map(({ name }) => name),
    actions,
    pairs: rowNames(mdp),
    policy: result!.recording.policy.at(-1),
  };
  writeFileSync(inside('expected.json'), JSON.stringify(expected));
  for (const format of ['csv', 'json'])
    writeFileSync(inside(`cli.${format}`), linspg('run', spec, '--format', format));
  writeFileSync(inside('check.json'), linspg('check', spec, '--format', 'json'));
  linspg('picture', spec, '--picture', 'policy', '--out', inside('policy.svg'));
  linspg('report', spec, '--out', inside('report.html'));
  return spawnSync(python, ['bench/readback/states.py', own], { stdio: 'inherit' }).status;
}

try {
  const spec = place('hostile\nname "#,.linspg');
  writeFileSync(spec, TEXT);
  const experiment = experimentOf(basename(spec));
  const { bandit } = readSpec(TEXT);
  const [result] = experiment.results;
  writeFileSync(
    place('expected.json'),
    JSON.stringify({
      names: bandit!.names,
      text: TEXT,
      file: spec,
      optimal: NAMES[0],
      iterations: result!.recording.iterations,
      gap: result!.recording.gap,
      policy: result!.recording.policy,
      theta: result!.recording.theta,
    }),
  );
  const { text, subject, results } = experiment;
  const order = { version, file: basename(spec), text, actions: subject.actions, results };
  for (const format of ['csv', 'json'] satisfies DataFormat[])
    writeFileSync(place(`panel.${format}`), dataFile({ ...order, format }));
  for (const format of ['csv', 'json', 'parquet'])
    writeFileSync(place(`cli.${format}`), linspg('run', spec, '--format', format));
  linspg('run', spec, '--out', place('out'), '--format', 'parquet');
  writeFileSync(place('out.parquet'), readFileSync(place('out/results.parquet')));
  writeFileSync(place('out.json'), readFileSync(place('out/results.json')));
  writeFileSync(place('check.json'), linspg('check', spec, '--format', 'json'));

  const policy = QUANTITIES.find(({ id }) => id === 'policy')!;
  const [label] = experiment.results.map(({ facts }) => facts.label);
  const drawing = {
    title: TITLE,
    y: policy.y({ subject: experiment.subject, byAction: true, state: null }),
    axes: { x: 'log' as const, y: policy.scale },
    lines: policy.lines(experiment, { label: label!, band: 'mean ± standard error', state: null }),
    last: 100,
    helpers: [],
    bounds: policy.bounds,
    zoomX: null,
    zoomY: null,
    hidden: new Set<string>(),
    note: '',
  };
  const provenance = provenanceLines(provenanceOf(version, order.file, text, results));
  const picture = chartPicture(drawing, PRINT);
  writeFileSync(place('chart.svg'), pictureSvg(picture, provenance).svg);
  mkdirSync(place('tex'));
  writeFileSync(place('tex/chart.tex'), pictureTex(picture, provenance));

  const read = spawnSync(python, ['bench/readback/read.py', folder], { stdio: 'inherit' });
  const states = [contextsOf, mdpOf].map((problemOf) => readStates(problemOf(NAMES)));
  process.exitCode = [read.status, ...states].every((status) => status === 0) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

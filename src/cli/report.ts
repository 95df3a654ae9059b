/** `linspg report`: everything known about a text after its experiment has run, as one page. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { version } from '../../package.json';
import { terminal } from '../borders/terminal.js';
import { reasonText } from '../diagnostics/reasons.js';
import { toCsv } from '../experiment/csv.js';
import type { RunResult } from '../experiment/types.js';
import { rowNames } from '../model/written.js';
import type { AnalysisView, Subject } from '../shared/messages.js';
import { PICTURES_OF_TEXT } from '../shared/pictures.js';
import type { KnownText } from '../shared/unseen.js';
import { readSpec } from '../spec/read.js';
import { chartedOf } from './charted.js';
import { ran } from './execute.js';
import { type Experiment, sayErrors, understand } from './experiment.js';
import { filesOf, read } from './input.js';
import { knownProblem } from './known.js';
import { complain, forProgram, print } from './output.js';
import { reportCertificate } from './reportCertificate.js';
import { reportHtml } from './reportHtml.js';
import { summaryTable } from './summary.js';
import { unseenPictures } from './unseen.js';
import { writeWhole } from './wholeFile.js';

/** In characters: longer data is not included in the page; `linspg run --format csv` prints all of it. */
const MOST_DATA = 2e6;

/** @param out the file to write; without it, the standard output. @returns the exit status. @throws UnreadableFile, OutputError */
export async function report(file: string, out: string | undefined): Promise<number> {
  const input = await read(file);
  const reading = readSpec(input.text, filesOf(input));
  if (reading.fault) throw reading.fault;
  if (sayErrors(input, reading.issues) > 0) return 1;
  const name = basename(file);
  const problem = knownProblem(name, reading);
  if (problem === null) {
    complain(terminal`${file}: there is no problem in it, so there is nothing to report`);
    return 1;
  }
  const experiment = reading.run === null ? null : understand(input);
  const results = experiment === null ? [] : await ran(experiment);
  if (results === null || (experiment === null && reading.run !== null)) return 1;
  const known: KnownText = {
    ...problem,
    experiment: experiment && chartedOf(experiment, problem.subject, results),
  };
  const certificate = reportCertificate(reading, file);
  if (certificate === null) return 1;
  const { draw } = await unseenPictures();
  const { subject, analysis } = problem;
  const page = reportHtml({
    title: reading.title ?? name,
    verdict: analysis?.words.sentence ?? null,
    conditions: analysis === null ? [] : conditionRows(subject, analysis),
    pictures: PICTURES_OF_TEXT.flatMap((one) => draw(known, one, 'svg', [])),
    curves: draw(known, 'curves', 'svg', []),
    runs: experiment === null ? [] : summaryTable(experiment.problems, results),
    data: experiment === null ? '' : dataOf(experiment, results),
    certificate,
    text: input.text,
    origin: [
      ['made by', `Lin-SPG ${version}`],
      ['file', name],
      ['SHA-256 of the text', sha256(input.text)],
      ...reading.namedFiles.flatMap(({ path, hash }): [string, string][] =>
        hash === null ? [] : [[`SHA-256 of ${path}`, hash]],
      ),
      ['written at', new Date().toISOString()],
    ],
  });
  if (out === undefined) await print(forProgram(page));
  else writeWhole(out, page);
  return 0;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function dataOf({ problems }: Experiment, results: readonly RunResult[]): string {
  const csv = toCsv(rowNames(problems[0]!), results);
  return csv.length > MOST_DATA
    ? `These are ${csv.length} characters, too many for a page: linspg run FILE --format csv writes them.`
    : csv;
}

const HOLDS = { true: 'yes', false: 'no', null: 'undecided' } as const;

/** For a bandit its conditions, for a process those of its policies. */
function conditionRows({ actions }: Subject, { conditions, policies }: AnalysisView): string[][] {
  const ofBandit = conditions.map((condition) => {
    const { id, action, holds, basis, margin, figure } = condition;
    const name = action === undefined ? id : `${id} at ${actions[action]}`;
    // A figure neither holds nor fails.
    const outcome = figure ? '' : HOLDS[`${holds}`];
    return [name, outcome, basis, marginText(margin), reasonText(actions, condition) ?? ''];
  });
  const ofPolicies = (policies?.told ?? []).map(({ id, short, holds, basis, about, said }) => [
    short === null ? id : `${id} at ${short}`,
    HOLDS[`${holds}`],
    basis,
    '',
    [about, said].filter((one) => one !== null).join('. '),
  ]);
  return [...ofBandit, ...ofPolicies];
}

function marginText(margin: number | null | undefined): string {
  return margin === null || margin === undefined
    ? ''
    : String(Number(margin.toPrecision(6))).replace('-', '−');
}

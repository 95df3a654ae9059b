/**
 * `npm run bench:tex [FOLDER] [NAME]`: compiles every picture of every text in `examples` with pdflatex, of the first instance of a family too, on white and in dark colours, as it is and with hostile names. Pages are kept in FOLDER, as
 * images too where there is a pdftoppm; without it they are removed. It ends with status 1 when anything does not compile, and says so where
 * there is no pdflatex. NAME: only texts whose path in `examples` begins so.
 *
 * Debian: apt-get install --no-install-recommends texlive-latex-base texlive-pictures poppler-utils.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { program } from '../scripts/program.js';
import { root } from '../scripts/vscode/vscode-server.js';
import { knownProblem } from '../src/cli/known.js';
import { DataFiles } from '../src/disk/dataFiles.js';
import type { Picture } from '../src/drawing/picture.js';
import { pictureSvg } from '../src/drawing/pictureSvg.js';
import { pictureTex } from '../src/drawing/pictureTex.js';
import { generate } from '../src/experiment/generate/family.js';
import { problemsOf } from '../src/experiment/generate/problems.js';
import { numbersOf, verdictOn } from '../src/experiment/instanceVerdicts.js';
import { numericMdp } from '../src/experiment/optimum.js';
import { plan } from '../src/experiment/plan.js';
import { optimalRows, optimumNumbers } from '../src/model/processNumbers.js';
import { phasesOf, type RangedNumber, usualRange } from '../src/phase/phases.js';
import { phasePicture } from '../src/phase/picture.js';
import type { Axis, Phases } from '../src/phase/rows.js';
import type { ChartedExperiment, Subject } from '../src/shared/messages.js';
import type { KnownText } from '../src/shared/unseen.js';
import { NO_FILES } from '../src/spec/files/port.js';
import { instanceSpec } from '../src/spec/instance.js';
import { numberAt } from '../src/spec/numbers.js';
import { readSpec } from '../src/spec/read.js';
import type { Reading } from '../src/spec/types.js';
import { ranHere } from '../test/unit/experiment/ranHere.js';
import { type PictureColours, PRINT } from '../webview/pictures/colours.js';
import { familyPicture } from '../webview/pictures/family.js';
import { phaseColours } from '../webview/pictures/phaseColours.js';
import {
  curvesOf,
  featuresOf,
  figuresOf,
  planeOf,
  policyOf,
  rewardsOf,
  stripDrawingOf,
} from '../webview/pictures/unseen.js';
import { COLOURS } from '../webview/plane/state.js';
import { CURVES } from '../webview/view.js';

/** Of each run: what is charted looks the same, and takes no hour. */
const ITERATIONS = 300;

const DARK: PictureColours = {
  palette: ['#3794ff', '#d18616', '#89d185', '#b180d7', '#f14c4c', '#cca700'],
  pins: ['#29b8db', '#d670d6', '#e5e5e5'],
  foreground: '#cccccc',
  muted: '#9d9d9d',
  grid: '#404040',
  background: '#1f1f1f',
};

const HOSTILE = ' \\end{document} 50% $x_1$ #&^~{}<>"|`\'--,!? \u202e größe 日本 θ₀ ★ 😀 \\input{x} ^^M';

async function main(): Promise<boolean> {
  const [kept, beginning = ''] = process.argv.slice(2);
  if (spawnSync('pdflatex', ['--version']).error) {
    console.log('Skipped: there is no pdflatex here (Debian: texlive-latex-base, texlive-pictures).');
    return true;
  }
  const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'linspg-tex-'));
  mkdirSync(folder, { recursive: true });
  let [compiled, failed] = [0, 0];
  try {
    for (const name of textsBelow(path.join(root, 'examples'), beginning)) {
      let count = 0;
      for (const [what, picture] of picturesOfText(name)) {
        const fault = compile(folder, what, picture);
        count++;
        if (fault === null) continue;
        failed++;
        console.log(`${what}: ${fault}`);
      }
      compiled += count;
      console.log(`${name}: ${count} pictures`);
    }
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true });
  }
  console.log(`${compiled} pictures, ${failed} did not compile`);
  return failed === 0;
}

/** The texts in a folder and below it, by their paths in it. */
function textsBelow(folder: string, beginning: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((one) => one.endsWith('.linspg') && one.startsWith(beginning))
    .sort();
}

type Known = KnownText & { readonly phases: readonly Phases[] };

/** Each picture by a name: of the text, and of the first instance of a family. */
function* picturesOfText(name: string): Generator<readonly [string, Picture]> {
  const file = path.join(root, 'examples', name);
  const text = readFileSync(file, 'utf8');
  const reading = readSpec(text, new DataFiles(path.dirname(file)));
  const base = name.replace(/\.linspg$/, '').replaceAll(path.sep, '-');
  yield* allLooks(base, knownText(file, text, reading));
  if (!reading.family) return;
  const instance = instanceSpec(text, name, 0, numbersOf(generate(reading.family).instances[0]!));
  yield* allLooks(`${base}-instance`, knownText(file, instance, readSpec(instance)));
}

function* allLooks(base: string, known: Known): Generator<readonly [string, Picture]> {
  for (const [what, picture] of picturesOf(known, PRINT)) yield [`${base}-${what}`, picture];
  for (const [what, picture] of picturesOf(known, DARK)) yield [`${base}-${what}-dark`, picture];
  for (const [what, picture] of picturesOf(hostile(known), PRINT)) yield [`${base}-${what}-hostile`, picture];
}

/** A text that has been analysed and run, as far as it can be. */
function knownText(file: string, text: string, reading: Reading): Known {
  const known = knownProblem(file, reading)!;
  return {
    ...known,
    experiment: experimentOf(reading, known.subject, text),
    phases: phasesIn(text, reading),
  };
}

/** A bar over the first parameter, feature or reward, and a map over the first two that stand in different lines. */
function phasesIn(text: string, reading: Reading): Phases[] {
  const numbers = new Map<string, RangedNumber>();
  for (let at = 0, line = -1; at < text.length && numbers.size < 2; at++) {
    const number = numberAt(text, reading, at);
    const start = text.lastIndexOf('\n', at);
    // A probability alone leaves a sum that is not 1.
    if (!number?.place && !number?.parameter) continue;
    if (numbers.has(number.words) || start === line) continue;
    numbers.set(number.words, { number, ...usualRange(number) });
    line = start;
  }
  const [first, second] = numbers.values();
  const phaseText = { text, files: NO_FILES, reading };
  return [
    ...(first ? [phasesOf(phaseText, [first])] : []),
    ...(first && second ? [phasesOf(phaseText, [first, second])] : []),
  ];
}

function experimentOf(reading: Reading, subject: Subject, text: string): ChartedExperiment | null {
  const { run, mdp, family } = reading;
  if (run === null) return null;
  const problems = problemsOf(reading);
  const results = ranHere(plan(problems, { ...run, iterations: [ITERATIONS] }));
  const optimum = mdp && optimumNumbers(numericMdp(mdp).optimum!);
  return {
    stamp: { run: 1, textVersion: 1 },
    subject: optimum ? { ...subject, optimal: optimalRows(optimum) } : subject,
    textHash: '',
    text,
    ranAt: null,
    family: family && {
      seed: family.seed,
      count: family.count,
      instances: generate(family).instances.map(numbersOf),
      verdicts: generate(family).instances.map(verdictOn),
      failure: null,
    },
    ...(optimum && { optimum }),
    results,
  };
}

/** Every picture by a name. */
function picturesOf(known: Known, colours: PictureColours): [string, Picture][] {
  const family = known.experiment?.family;
  const all: [string, Picture | null][] = [
    ...figuresOf(known).map((figure, n): [string, Picture | null] => [
      `features-${n + 1}`,
      featuresOf(known, colours, { figure }),
    ]),
    ['rewards', rewardsOf(known, colours)],
    ...(known.subject.process?.states ?? []).flatMap((state, n): [string, Picture | null][] => [
      [`state-${n + 1}`, featuresOf(known, colours, { state })],
      [`state-${n + 1}-rewards`, rewardsOf(known, colours, state)],
    ]),
    ...known.phases.map((phases): [string, Picture] => [
      `phases-${phases.kind}`,
      phasePicture(phases, phaseColours(colours)),
    ]),
    ['basins', planeOf(known, colours)],
    ['value', planeOf(known, colours, COLOURS[1])],
    ['policy', policyOf(known, colours)],
    ['strip', stripDrawingOf(known, colours)],
    ['family', family ? familyPicture(family, colours) : null],
    ...curvesOf(known, colours, CURVES).map((picture, n): [string, Picture] => [`curve-${n + 1}`, picture]),
  ];
  return all.filter((one): one is [string, Picture] => one[1] !== null);
}

/** The same with names that mean something to TeX. */
function hostile(known: Known): Known {
  const named = (subject: Subject): Subject => ({
    ...subject,
    title: HOSTILE,
    actions: subject.actions.map((name) => name + HOSTILE),
    ...(subject.process && {
      process: {
        ...subject.process,
        states: subject.process.states.map((name) => name + HOSTILE),
        actionNames: subject.process.actionNames.map((name) => name + HOSTILE),
      },
    }),
  });
  const { experiment } = known;
  const axis = (one: Axis) => ({ ...one, name: one.name + HOSTILE, words: one.words + HOSTILE });
  const traps = <One extends { readonly traps: readonly string[] }>(one: One) => ({
    ...one,
    traps: one.traps.map((name) => name + HOSTILE),
  });
  return {
    ...known,
    phases: known.phases.map((phases) =>
      phases.kind === 'bar'
        ? { ...phases, axis: axis(phases.axis), rows: phases.rows.map(traps) }
        : {
            ...phases,
            across: axis(phases.across),
            up: axis(phases.up),
            verdicts: phases.verdicts.map(traps),
          },
    ),
    subject: named(known.subject),
    experiment: experiment && {
      ...experiment,
      subject: named(experiment.subject),
      results: experiment.results.map((one) => ({
        ...one,
        facts: { ...one.facts, label: one.facts.label + HOSTILE },
      })),
    },
  };
}

/** @returns why it does not compile; null: it does */
function compile(folder: string, name: string, picture: Picture): string | null {
  const provenance = [`made by bench:tex ${HOSTILE}`];
  writeFileSync(path.join(folder, `${name}.svg`), pictureSvg(picture, provenance).svg);
  writeFileSync(path.join(folder, `${name}.tex`), pictureTex(picture, provenance));
  const { status, stdout } = spawnSync(
    'pdflatex',
    ['-halt-on-error', '-interaction=nonstopmode', `${name}.tex`],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) return /^!.*$/m.exec(stdout)?.[0] ?? `status ${status}`;
  // Where it is there: the page as an image, to be looked at.
  spawnSync('pdftoppm', ['-png', '-singlefile', '-r', '80', `${name}.pdf`, name], { cwd: folder });
  return null;
}

await program(main);

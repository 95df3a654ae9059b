import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tex } from '../../../src/borders/tex.js';
import { pictureSvg } from '../../../src/drawing/pictureSvg.js';
import { pictureTex } from '../../../src/drawing/pictureTex.js';
import { provenanceLines, provenanceOf } from '../../../src/experiment/provenance.js';
import type { Drawing } from '../../../webview/charts/drawing.js';
import { QUANTITIES } from '../../../webview/charts/quantities.js';
import { referenceLine } from '../../../webview/charts/reference.js';
import { chartPicture } from '../../../webview/pictures/chart.js';
import { PRINT } from '../../../webview/pictures/colours.js';
import { charted, chartedRun } from '../charted.js';

const falling = Object.fromEntries([0, 1, 3, 10, 30, 100, 1000].map((t) => [t, 1 / (t + 2)]));
const slower = Object.fromEntries([0, 1, 3, 10, 30, 100, 1000].map((t) => [t, 1 / (t + 2) ** 0.5]));
const experiment = charted(1, [
  chartedRun(falling, { label: 'η = 0.5 & "more" <_%#~^$\\{}>', seed: 7 }),
  chartedRun(slower, { label: 'θ₀ ~ N(0, 4²) no. 7', seed: 3, repeat: 0 }),
  chartedRun(falling, { label: 'θ₀ ~ N(0, 4²) no. 7', seed: 3, repeat: 1 }),
]);
const text = 'title: "a <b> & 100 %"\nrun:\r\n  seed: [3, 7] # \\end{document} ]]>\n';
const provenance = provenanceOf('1.2.3', 'two.linspg', text, experiment.results);

function drawing(id: (typeof QUANTITIES)[number]['id'], changes: Partial<Drawing> = {}): Drawing {
  const quantity = QUANTITIES.find((one) => one.id === id)!;
  const lines = quantity.lines(experiment, { label: null, band: 'mean ± standard error', state: null });
  const shown = { subject: experiment.subject, byAction: false, state: null };
  const points = referenceLine(lines, 1000);
  return {
    title: quantity.title(shown),
    y: quantity.y(shown),
    axes: { x: 'log', y: quantity.scale },
    lines,
    last: 1000,
    helpers: points ? [{ name: 'slope −1 (O(1/T))', points, of: null }] : [],
    bounds: quantity.bounds,
    zoomX: null,
    zoomY: null,
    hidden: new Set(),
    note: '',
    ...changes,
  };
}

const toSvg = (shown: Drawing) => pictureSvg(chartPicture(shown, PRINT), provenanceLines(provenance));
const toTex = (shown: Drawing) => pictureTex(chartPicture(shown, PRINT), provenanceLines(provenance));

const ofBandit = QUANTITIES.filter(({ isOf }) => isOf(experiment.subject)).map(({ id }) => id);

test('provenance is the version, the file, the seeds and the spec, a line each', () => {
  expect(provenanceLines(provenance)).toEqual([
    'Made by Lin-SPG 1.2.3',
    'file: two.linspg',
    'seed: 3, 7',
    'spec:',
    'title: "a <b> & 100 %"',
    'run:',
    '  seed: [3, 7] # \\end{document} ]]>',
  ]);
});

test('provenance names the files of numbers with their content', () => {
  const files = [{ written: 'x\n.csv', hash: '00ff' }];
  const lines = provenanceLines(provenanceOf('1.2.3', 'two.linspg', text, experiment.results, files));
  expect(lines).toContainEqual(expect.stringMatching(/^numbers: x.*\.csv, SHA-256 00ff$/));
  for (const line of lines) expect(line).not.toContain('\n');
});

describe('SVG', () => {
  /** A strict reader of XML that is not ours, where the machine has one. */
  const read = (svg: string): string | null => {
    try {
      return execFileSync(
        'python3',
        [
          '-c',
          'import sys, xml.dom.minidom as m; d = m.parseString(sys.stdin.buffer.read()); print(len(d.getElementsByTagName("path"))); print(d.getElementsByTagName("metadata")[0].firstChild.data)',
        ],
        { input: svg, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] },
      );
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  };

  test.each(ofBandit)('%s is well-formed and holds its provenance', (id) => {
    const { svg } = toSvg(drawing(id));
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    const said = read(svg);
    if (said !== null) for (const line of provenanceLines(provenance)) expect(said).toContain(line);
  });

  test('every recorded point that the axes can show is a vertex', () => {
    const { svg } = toSvg(drawing('gap', { helpers: [] }));
    const paths = [...svg.matchAll(/<path d="M([^"Z]+)" fill="none" stroke="#0072b2"/g)].map(
      (found) => found[1]!,
    );
    // Six iterations from 1 on: iteration 0 has no place on a log axis. The other path is the legend's sample.
    expect(paths.map((d) => d.split('L').length).sort()).toEqual([1, 6]);
  });

  test('a hidden line is not in the file', () => {
    const name = 'θ₀ ~ N(0, 4²) no. 7';
    expect(toSvg(drawing('gap')).svg).toContain(name);
    expect(toSvg(drawing('gap', { hidden: new Set([name]) })).svg).not.toContain(`>${name}<`);
  });
});

describe('PGFPlots', () => {
  const hasTex = (() => {
    try {
      execFileSync('kpsewhich', ['pgfplots.sty'], { stdio: 'pipe' });
      execFileSync('pdflatex', ['--version'], { stdio: 'pipe' });
      return true;
    } catch {
      return false;
    }
  })();

  test.each(ofBandit)('%s balances, and compiles where there is TeX', (id) => {
    const tex = toTex(drawing(id));
    expect(tex).not.toMatch(/NaN|Infinity|undefined/);
    const code = tex.split('\n').filter((line) => !line.startsWith('%'));
    // Braces balance and every environment that begins ends (The TeXbook, chapters 7 and 20; LaTeX2e reference, 8).
    const bare = code.join('\n').replace(/\\[\\{}]/g, '');
    expect(bare.split('{').length).toBe(bare.split('}').length);
    for (const environment of ['document', 'tikzpicture', 'axis']) {
      expect(bare.split(`\\begin{${environment}}`).length - 1).toBe(1);
      expect(bare.split(`\\end{${environment}}`).length - 1).toBe(1);
    }
    // pdfTeX reads bytes: outside comments there is nothing but ASCII.
    expect(bare).toMatch(/^[\n\t\x20-\x7e]*$/);
    // Every plot ends with a semicolon (PGFPlots manual, 4.3).
    expect(bare.split('\\addplot').length - 1).toBe(bare.split(/\n\};/).length - 1);
    // bench:tex compiles every picture; here the one with a log axis, a band and marks of every kind.
    if (!hasTex || id !== 'gap') return;
    const folder = mkdtempSync(path.join(tmpdir(), 'linspg-tex-'));
    try {
      writeFileSync(path.join(folder, 'chart.tex'), tex);
      execFileSync('pdflatex', ['-halt-on-error', '-interaction=nonstopmode', 'chart.tex'], {
        cwd: folder,
        stdio: 'pipe',
      });
    } catch (error) {
      throw new Error(String((error as { stdout?: Buffer }).stdout ?? error).slice(-1500));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('any name is printed by ASCII alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(tex(name)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
    expect(tex('θ₀_1 50%')).toBe('$\\theta$$_{0}$\\_1 50\\%');
  });
});

/** A report as a single page without network access and without scripts, which can be printed. */
import { Html, html, htmlLines } from '../borders/html.js';

export interface Report {
  readonly title: string;
  /** The claim, its basis, and the reason; null: there is no verdict. */
  readonly verdict: string | null;
  /** The conditions behind the verdict: name, whether it holds, basis, margin, reason. */
  readonly conditions: readonly (readonly string[])[];
  /** SVG, as written by this program. */
  readonly pictures: readonly string[];
  readonly curves: readonly string[];
  /** The results of the runs, below a row of names; empty: nothing was run. */
  readonly runs: readonly (readonly string[])[];
  /** Every recorded iteration of every run, as CSV; empty: nothing was run. */
  readonly data: string;
  /** What the verdict rests on as exact numbers. */
  readonly certificate: Html;
  /** The text of the report's experiment. */
  readonly text: string;
  /** The provenance: pairs of a name and a value. */
  readonly origin: readonly (readonly [name: string, value: string])[];
}

/** With this policy nothing is loaded and nothing is executed, whatever a text contains. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE = `
:root { color-scheme: light; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #000; background: #fff; font: 15px/1.5 system-ui, sans-serif; }
h1 { margin-bottom: 0; font-size: 1.6rem; }
h2 { margin-top: 2rem; border-bottom: 1px solid #ccc; font-size: 1.2rem; }
.verdict { padding: 0.6rem 1rem; border-left: 4px solid #0072b2; background: #f4f4f4; }
.pictures { display: flex; flex-wrap: wrap; gap: 1rem; }
.pictures svg { max-width: 100%; height: auto; break-inside: avoid; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 10px 2px 0; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
pre { overflow-x: auto; padding: 0.8rem; background: #f4f4f4; font: 13px/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.data { max-height: 20rem; overflow: auto; white-space: pre; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } details { display: none; } h2 { break-after: avoid; } tr, pre { break-inside: avoid-page; } }
`;

export function reportHtml(report: Report): string {
  const { title, verdict, conditions, pictures, curves, runs, data, certificate, text, origin } = report;
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<h1>${title}</h1>
${
  verdict === null
    ? []
    : html`<h2>Verdict</h2>
<div class="verdict">${verdict}</div>`
}
${section('Conditions', conditions, table([['condition', 'holds', 'how sure', 'margin', 'why'], ...conditions]))}
<h2>Certificate</h2>
${certificate}
${section('Pictures', pictures, drawn(pictures))}
${section('Runs', runs, table(runs))}
${section('Curves', curves, drawn(curves))}
${data === '' ? [] : html`<details><summary>The data of the curves (CSV)</summary><pre class="data">${htmlLines(data)}</pre></details>`}
<h2>The text</h2>
<pre>${htmlLines(text.trimEnd())}</pre>
<h2>Where it comes from</h2>
${table(origin)}
</body>
</html>
`;
  return page.source;
}

/** Nothing if there is no content. */
function section(name: string, content: readonly unknown[], body: Html): Html | readonly Html[] {
  return content.length === 0 ? [] : html`<h2>${name}</h2>\n${body}`;
}

function drawn(pictures: readonly string[]): Html {
  return html`<div class="pictures">${pictures.map((svg) => new Html(svg))}</div>`;
}

/** The first cell of each row is its name. */
function table(rows: readonly (readonly string[])[]): Html {
  const lines = rows.map(
    ([name = '', ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  );
  return html`<div class="wide"><table>${lines}</table></div>`;
}

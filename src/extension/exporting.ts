/** What is charted, as files: data from the session, pictures from its panel, each with what it came from. */
import { Uri, window, workspace } from 'vscode';
import { version } from '../../package.json';
import { label } from '../borders/vscode.js';
import type { DataFormat, DataOrder } from '../experiment/dataFile.js';
import { provenanceLines, provenanceOf } from '../experiment/provenance.js';
import type { ChartedExperiment, PictureFormat } from '../shared/messages.js';
import { fileNameOf } from '../shared/names.js';
import { withText } from './png.js';
import type { ExperimentSession } from './session/session.js';

export type ExportFormat = DataFormat | PictureFormat;

interface Format {
  readonly label: string;
  readonly detail: string;
  readonly filter: string;
}

const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  csv: {
    label: 'Data as CSV',
    detail: 'Every recorded iteration of every run; the spec stands in comment lines that begin with #',
    filter: 'Comma-separated values',
  },
  json: {
    label: 'Data as JSON',
    detail: 'Curves, final policies and parameters of every run',
    filter: 'JSON',
  },
  parquet: {
    label: 'Data as Parquet',
    detail: 'The table of the CSV with its types, for pandas, Polars, DuckDB or R',
    filter: 'Apache Parquet',
  },
  svg: { label: 'Chart as SVG', detail: 'Vectors on white, as the chart is zoomed now', filter: 'SVG' },
  png: { label: 'Chart as PNG', detail: 'The same as an image', filter: 'PNG image' },
  tex: { label: 'Chart as PGFPlots', detail: 'A LaTeX document that compiles as it stands', filter: 'LaTeX' },
};

/** In the status bar, where it covers nothing. */
const MILLISECONDS_OF_A_CONFIRMATION = 8000;

/** Who makes what is written. */
export interface Makers {
  /** A picture of a chart of this session; null: there is none. */
  draw(session: ExperimentSession, format: PictureFormat): Promise<string | null>;
  /** The bytes of a file of data, made on a worker thread. */
  dataFile(order: DataOrder): Promise<Uint8Array>;
}

/** Asks for a format, then as `exportAs`. */
export async function exportAny(session: ExperimentSession, makers: Makers): Promise<void> {
  if (session.experiment === null) return nothing();
  const formats = Object.keys(FORMATS) as ExportFormat[];
  const chosen = await window.showQuickPick(
    formats.map((format) => ({ ...FORMATS[format], format })),
    { title: 'Export', placeHolder: 'Of the chart that was last pointed at, or of all data' },
  );
  if (chosen) await exportAs(session, chosen.format, makers);
}

/**
 * Writes what is charted, also of a run that was stopped or goes on.
 * @param target where to; a person is asked without it.
 */
export async function exportAs(
  session: ExperimentSession,
  format: ExportFormat,
  makers: Makers,
  target?: Uri,
): Promise<void> {
  const { experiment } = session;
  if (experiment === null) return nothing();
  const content = await contentOf(session, experiment, format, makers);
  if (content === null) {
    void window.showWarningMessage('The panel shows no chart, so there is no picture of one.');
    return;
  }
  const file = target ?? (await ask(session.document, format));
  if (file === undefined) return;
  await workspace.fs.writeFile(file, content);
  window.setStatusBarMessage(
    `$(check) ${label(`${FORMATS[format].label}: ${fileNameOf(file.toString())} is saved`)}`,
    MILLISECONDS_OF_A_CONFIRMATION,
  );
}

async function contentOf(
  session: ExperimentSession,
  experiment: ChartedExperiment,
  format: ExportFormat,
  { draw, dataFile }: Makers,
): Promise<Uint8Array | null> {
  const { text, files, subject, results } = experiment;
  const { fileName: file, actions } = subject;
  switch (format) {
    case 'csv':
    case 'json':
    case 'parquet':
      return dataFile({ format, version, file, text, ...(files && { files }), actions, results });
    default: {
      const drawn = await draw(session, format);
      if (drawn === null) return null;
      if (format !== 'png') return new TextEncoder().encode(drawn);
      const provenance = provenanceOf(version, file, text, results, files);
      return withText(Buffer.from(drawn, 'base64'), 'Comment', provenanceLines(provenance).join('\n'));
    }
  }
}

function nothing(): void {
  void window.showInformationMessage('There are no results to export yet: run the experiment first.');
}

/** Beside the experiment, under its name; for an untitled one the dialog decides where. */
async function ask(document: string, format: ExportFormat): Promise<Uri | undefined> {
  const uri = Uri.parse(document);
  return window.showSaveDialog({
    ...(uri.scheme !== 'untitled' && {
      defaultUri: uri.with({ path: `${uri.path.replace(/\.linspg$/, '')}.${format}` }),
    }),
    filters: { [FORMATS[format].filter]: [format] },
    title: 'Export',
  });
}

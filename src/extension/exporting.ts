/** Exports what is charted as files: data from the session, pictures from its panel, each with its provenance. */
import { Uri, window, workspace } from 'vscode';
import { version } from '../../package.json';
import { label } from '../borders/vscode.js';
import type { ProofOrder } from '../experiment/certify.js';
import type { DataFormat, DataOrder } from '../experiment/dataFile.js';
import type { ExtractionAnswer, ExtractionOrder } from '../experiment/extraction.js';
import type { MatrixOrder } from '../experiment/matrixText.js';
import { type Provenance, provenanceLines, provenanceOf } from '../experiment/provenance.js';
import type { ChartedExperiment } from '../shared/messages.js';
import { fileNameOf } from '../shared/names.js';
import {
  PICTURE_FORMATS,
  type PictureFormat,
  type PictureName,
  type PictureOrder,
} from '../shared/pictures.js';
import type { ImportAnswer, ImportOrder } from '../spec/imports/import.js';
import type { Extracted } from '../spec/rewrites/toFile.js';
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

/** For the status bar, where it covers nothing. */
const MILLISECONDS_OF_A_CONFIRMATION = 8000;

/** The makers of what is exported. */
export interface Makers {
  /** A picture of a panel of this session, with its provenance; null: there is none. */
  draw(
    session: ExperimentSession,
    order: PictureOrder,
    provenance: readonly string[],
  ): Promise<string | null>;
  /** The bytes of a file of data, made on a worker thread. */
  dataFile(order: DataOrder): Promise<Uint8Array>;
  /** A new spec from a file of numbers, made on a worker thread. */
  imported(order: ImportOrder): Promise<ImportAnswer>;
  /** What of a text can be moved into a file. */
  movable(order: Pick<ExtractionOrder, 'text' | 'files'>): Promise<Extracted[]>;
  /** The numbers of a text as a file, made on a worker thread; or why there is none. */
  extraction(order: ExtractionOrder): Promise<ExtractionAnswer>;
  /** The matrix of a text for another program, made on a worker thread; or why there is none. */
  matrix(order: MatrixOrder): Promise<{ readonly text: string } | { readonly refused: string }>;
  /** The bytes of a file of certificates, made on a worker thread. */
  proofFile(order: ProofOrder): Promise<Uint8Array>;
}

/** Asks for a format, then does `exportAs`. */
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
 * Writes what is charted, even if its run was stopped or is in progress.
 *
 * @param target the file; without it the user chooses.
 */
export async function exportAs(
  session: ExperimentSession,
  format: ExportFormat,
  makers: Makers,
  target?: Uri,
): Promise<void> {
  const { experiment } = session;
  if (experiment === null) return nothing();
  const content = isPicture(format)
    ? await pictureOf(session, { picture: 'curves', format, inTheme: false }, makers)
    : await dataOf(experiment, format, makers);
  if (content === null) return nothingShown('curves');
  const file = target ?? (await ask(session.document, format));
  if (file !== undefined) await write(file, content, FORMATS[format].label);
}

/** Writes a picture of the session's panel in its present view. @param target the file; without it the user chooses. */
export async function savePicture(
  session: ExperimentSession,
  order: PictureOrder,
  makers: Makers,
  target?: Uri,
): Promise<void> {
  const { picture, format } = order;
  const content = await pictureOf(session, order, makers);
  if (content === null) return nothingShown(picture);
  const file = target ?? (await ask(session.document, format, picture));
  if (file !== undefined) await write(file, content, NOUNS[picture]);
}

const NOUNS: Readonly<Record<PictureName, string>> = {
  curves: 'Chart',
  features: 'Picture of the features',
  rewards: 'Picture of the rewards',
  plane: 'Picture of the plane',
  policy: 'Picture of the policy',
  strip: 'Heat strip',
  family: 'Picture of the family',
  phases: 'Phase diagram',
};

function nothingShown(picture: PictureName): void {
  void window.showWarningMessage(`The panel shows no such picture now: ${NOUNS[picture].toLowerCase()}.`);
}

async function write(file: Uri, content: Uint8Array, what: string): Promise<void> {
  await workspace.fs.writeFile(file, content);
  window.setStatusBarMessage(
    `$(check) ${label(`${what}: ${fileNameOf(file.toString())} is saved`)}`,
    MILLISECONDS_OF_A_CONFIRMATION,
  );
}

function isPicture(format: ExportFormat): format is PictureFormat {
  return (PICTURE_FORMATS as readonly string[]).includes(format);
}

function dataOf(
  { text, files, subject, results }: ChartedExperiment,
  format: DataFormat,
  { dataFile }: Makers,
): Promise<Uint8Array> {
  const { fileName: file, actions } = subject;
  return dataFile({ format, version, file, text, ...(files && { files }), actions, results });
}

async function pictureOf(
  session: ExperimentSession,
  order: PictureOrder,
  { draw }: Makers,
): Promise<Uint8Array | null> {
  const lines = provenanceLines(originOf(session, order.picture));
  const drawn = await draw(session, order, lines);
  if (drawn === null) return null;
  return order.format === 'png'
    ? withText(Buffer.from(drawn, 'base64'), 'Comment', lines.join('\n'))
    : new TextEncoder().encode(drawn);
}

/** Features, plane and phase diagram show the present text; everything else shows the charted runs. */
function originOf({ document, text, experiment }: ExperimentSession, picture: PictureName): Provenance {
  const isOfText = picture === 'features' || picture === 'plane' || picture === 'phases';
  return isOfText || experiment === null
    ? provenanceOf(version, fileNameOf(document), text?.text ?? '', [])
    : provenanceOf(
        version,
        experiment.subject.fileName,
        experiment.text,
        experiment.results,
        experiment.files,
      );
}

function nothing(): void {
  void window.showInformationMessage('There are no results to export yet: run the experiment first.');
}

/** Beside the experiment, under its name; for an untitled text the dialog decides where. */
async function ask(
  document: string,
  format: ExportFormat,
  picture: PictureName = 'curves',
): Promise<Uri | undefined> {
  const uri = Uri.parse(document);
  const suffix = picture === 'curves' ? '' : `-${picture}`;
  return window.showSaveDialog({
    ...(uri.scheme !== 'untitled' && {
      defaultUri: uri.with({ path: `${uri.path.replace(/\.linspg$/, '')}${suffix}.${format}` }),
    }),
    filters: { [FORMATS[format].filter]: [format] },
    title: 'Export',
  });
}

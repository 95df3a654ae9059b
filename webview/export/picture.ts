/** A chart in the format that is asked for. */
import { version } from '../../package.json';
import { provenanceOf } from '../../src/experiment/provenance.js';
import type { ChartedExperiment, PictureFormat } from '../../src/shared/messages.js';
import type { Drawing } from '../charts/drawing.js';
import { type Picture, toSvg } from './svg.js';
import { toTex } from './tex.js';

/** Pixels of the image for one of the drawing. */
const SCALE = 2;

/** @returns text; a PNG in Base64. */
export async function pictureOf(
  drawing: Drawing,
  { subject, text, files, results }: ChartedExperiment,
  format: PictureFormat,
): Promise<string> {
  const provenance = provenanceOf(version, subject.fileName, text, results, files);
  if (format === 'tex') return toTex(drawing, provenance);
  const picture = toSvg(drawing, provenance);
  if (format === 'svg') return picture.svg;
  const address = (await canvasOf(picture)).toDataURL('image/png');
  return address.slice(address.indexOf(',') + 1);
}

/** Puts an image of a chart on the clipboard. @throws when the browser does not let it, with the reason. */
export async function copyPicture(drawing: Drawing, experiment: ChartedExperiment): Promise<void> {
  const provenance = provenanceOf(
    version,
    experiment.subject.fileName,
    experiment.text,
    experiment.results,
    experiment.files,
  );
  const canvas = await canvasOf(toSvg(drawing, provenance));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The picture is too large for this browser.');
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}

async function canvasOf({ svg, width, height }: Picture): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

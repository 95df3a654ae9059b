/** A picture of the panel in the requested format. */

import type { Picture } from '../../src/drawing/picture.js';
import { pictureSvg, type SvgFile } from '../../src/drawing/pictureSvg.js';
import { pictureTex } from '../../src/drawing/pictureTex.js';
import type { PictureFormat } from '../../src/shared/pictures.js';

/** Pixels of the image for each pixel of the picture. */
const SCALE = 2;

/** @param provenance line by line. @returns text; for a PNG, Base64. */
export async function written(
  picture: Picture,
  format: PictureFormat,
  provenance: readonly string[],
): Promise<string> {
  if (format === 'tex') return pictureTex(picture, provenance);
  const file = pictureSvg(picture, provenance);
  if (format === 'svg') return file.svg;
  const address = (await canvasOf(file)).toDataURL('image/png');
  return address.slice(address.indexOf(',') + 1);
}

/** Copies an image of a picture to the clipboard. @throws if the browser does not allow it, with the reason. */
export async function copyPicture(picture: Picture): Promise<void> {
  const canvas = await canvasOf(pictureSvg(picture, []));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The picture is too large for this browser.');
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
}

async function canvasOf({ svg, width, height }: SvgFile): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

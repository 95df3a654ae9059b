/** Colours as numbers. */

export type Rgb = readonly [number, number, number];

const known = new Map<string, Rgb>();
let context: CanvasRenderingContext2D | null = null;

/** Any colour that CSS can express, as bytes. */
export function rgbOf(css: string): Rgb {
  let colour = known.get(css);
  if (colour === undefined) {
    if (context === null) {
      const canvas = document.createElement('canvas');
      canvas.width = 1;
      canvas.height = 1;
      context = canvas.getContext('2d', { willReadFrequently: true })!;
    }
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    colour = [r!, g!, b!];
    known.set(css, colour);
  }
  return colour;
}

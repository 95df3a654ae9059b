/** Markers of points, as shapes in SVG. */

export const MARKERS = ['circle', 'rect', 'triangle', 'rectRot', 'crossRot', 'star'] as const;

/** With the names of Chart.js. */
export type Marker = (typeof MARKERS)[number];

/** A marker as an SVG path around (0, 0), as large as a circle of radius r pixels. */
export function markerPath(marker: Marker, r: number): string {
  const half = 0.875 * r;
  switch (marker) {
    case 'circle':
      return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case 'rect':
      return `M${-half} ${-half}h${2 * half}v${2 * half}h${-2 * half}z`;
    case 'triangle':
      return `M0 ${-1.125 * r}L${1.125 * r} ${half}h${-2.25 * r}z`;
    case 'rectRot':
      return `M0 ${-1.25 * r}L${1.25 * r} 0L0 ${1.25 * r}L${-1.25 * r} 0z`;
    case 'crossRot':
      return cross(half);
    case 'star':
      return `${cross(0.75 * r)}M0 ${-1.125 * r}v${2.25 * r}M${-1.125 * r} 0h${2.25 * r}`;
  }
}

function cross(half: number): string {
  return `M${-half} ${-half}L${half} ${half}M${half} ${-half}L${-half} ${half}`;
}

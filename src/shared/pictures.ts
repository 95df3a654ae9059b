/** The pictures of a panel that can be taken along, and in which formats. */

/** `curves`: of the chart that was last pointed at. */
export const PICTURES = ['curves', 'features', 'rewards', 'plane', 'policy', 'strip', 'family'] as const;
export type PictureName = (typeof PICTURES)[number];

export const PICTURE_FORMATS = ['svg', 'png', 'tex'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

export interface PictureOrder {
  readonly picture: PictureName;
  readonly format: PictureFormat;
  /** In the colours of the editor's theme, rather than those of print on white. */
  readonly inTheme: boolean;
}

/** The pictures of a panel that can be exported, and their formats. */

/** Those that can be made from one text. */
export const PICTURES_OF_TEXT = ['features', 'rewards', 'plane', 'policy', 'strip', 'family'] as const;

/** `curves` is the chart that was under the pointer last. */
export const PICTURES = ['curves', ...PICTURES_OF_TEXT, 'phases'] as const;
export type PictureName = (typeof PICTURES)[number];

export const PICTURE_FORMATS = ['svg', 'png', 'tex'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** The formats in which a phase diagram is exported as a table. */
export const PHASE_TABLES = ['csv', 'json'] as const;
export type PhaseTable = (typeof PHASE_TABLES)[number];

export interface PictureOrder {
  readonly picture: PictureName;
  readonly format: PictureFormat;
  /** Is it in the colours of the editor's theme, rather than in print colours on white? */
  readonly inTheme: boolean;
}

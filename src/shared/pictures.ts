/** The pictures of a panel that can be taken along, and in which formats. */
import type { AnalysisView, ChartedExperiment, Subject } from './messages.js';

/** `curves`: of the chart that was last pointed at. */
export const PICTURES = ['curves', 'features', 'plane', 'policy', 'family'] as const;
export type PictureName = (typeof PICTURES)[number];

export const PICTURE_FORMATS = ['svg', 'png', 'tex'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

export interface PictureOrder {
  readonly picture: PictureName;
  readonly format: PictureFormat;
  /** In the colours of the editor's theme, rather than those of print on white. */
  readonly inTheme: boolean;
}

/** What is known of a text that no panel shows. */
export interface KnownText {
  readonly subject: Subject;
  readonly analysis: AnalysisView | null;
  /** null: nothing has run. */
  readonly experiment: ChartedExperiment | null;
}

/** What `pictures.cjs` exports: the panel's pictures, drawn on white without a page. */
export interface UnseenPictures {
  /** Of `curves` one for each chart that is shown first, of all others one or none. @param provenance line by line */
  draw(
    known: KnownText,
    picture: PictureName,
    format: Exclude<PictureFormat, 'png'>,
    provenance: readonly string[],
  ): readonly string[];
}

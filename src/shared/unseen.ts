/** Pictures of a text that no panel shows. */
import type { AnalysisView, ChartedExperiment, Subject } from './messages.js';
import type { PictureFormat, PictureName } from './pictures.js';

/** What is known of a text that no panel shows. */
export interface KnownText {
  readonly subject: Subject;
  readonly analysis: AnalysisView | null;
  /** null: nothing has run. */
  readonly experiment: ChartedExperiment | null;
}

/** The exports of `pictures.cjs`: the panel's pictures, drawn on white without a page. */
export interface UnseenPictures {
  /** For `curves`, one for each chart that is shown by default; for all others, one or none. @param provenance line by line */
  draw(
    known: KnownText,
    picture: Exclude<PictureName, 'phases'>,
    format: Exclude<PictureFormat, 'png'>,
    provenance: readonly string[],
  ): readonly string[];
}

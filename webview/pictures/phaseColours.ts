/** The colours of an exported phase diagram. Pure. */
import { PHASE_PRINT, type PhaseColours } from '../../src/phase/picture.js';
import { type PictureColours, PRINT } from './colours.js';

/** Those of print, or in the theme the lines of the charts. */
export function phaseColours(colours: PictureColours): PhaseColours {
  if (colours === PRINT) return PHASE_PRINT;
  const [blue, orange, green, , red] = colours.palette;
  const verdicts = {
    always: green!,
    depends: orange!,
    never: red!,
    undecided: blue!,
    invalid: colours.muted,
    unknown: colours.muted,
  };
  return { ...colours, verdicts };
}

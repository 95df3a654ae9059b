/** `linspg picture`: the panel's pictures, without a panel. */
import { basename } from 'node:path';
import { version } from '../../package.json';
import { terminal } from '../borders/terminal.js';
import { provenanceLines, provenanceOf } from '../experiment/provenance.js';
import type { PICTURES_OF_TEXT } from '../shared/pictures.js';
import type { KnownText } from '../shared/unseen.js';
import { read } from './input.js';
import { knownText } from './knownText.js';
import { complain, forProgram, print } from './output.js';
import { unseenPictures } from './unseen.js';
import { writeWhole } from './wholeFile.js';

export interface PictureOptions {
  readonly picture: (typeof PICTURES_OF_TEXT)[number];
  readonly format: 'svg' | 'tex';
  /** The file to write; without it, the standard output. */
  readonly out?: string;
}

/** @returns the exit status. @throws UnreadableFile, OutputError */
export async function picture(file: string, { picture, format, out }: PictureOptions): Promise<number> {
  const input = await read(file);
  const runs = picture === 'policy' || picture === 'strip';
  const known = await knownText(input, { runs, judges: picture === 'family' });
  if (known === null) return 1;
  const { draw } = await unseenPictures();
  const results = known.experiment?.results ?? [];
  const provenance = provenanceLines(provenanceOf(version, basename(file), input.text, results));
  const [drawn] = draw(known, picture, format, provenance);
  if (drawn === undefined) {
    complain(terminal`${file}: ${missing(known, picture)}`);
    return 1;
  }
  if (out === undefined) await print(forProgram(drawn));
  else writeWhole(out, drawn);
  return 0;
}

/** Why there is no such picture, and which texts have one. */
function missing({ subject }: KnownText, picture: PictureOptions['picture']): string {
  const ofFamily = `a family has no ${picture} of its own: its instances have`;
  switch (picture) {
    case 'policy':
      if (subject.family) return ofFamily;
      return subject.process
        ? 'its states or transitions are too many to be drawn'
        : 'there is no picture of the policy of a bandit: contexts and mdp have one';
    case 'strip':
      if (subject.family) return ofFamily;
      return subject.process
        ? 'in none of its states there is an action to choose'
        : 'there is no heat strip of a bandit: contexts and mdp have one';
    case 'family':
      return 'there is no family: `generate` makes one';
    case 'features':
    case 'rewards':
      if (subject.family) return ofFamily;
      return subject.process
        ? `each state has ${picture} of its own: the panel draws those of the state that is chosen in it`
        : 'its features are too many to be drawn';
    case 'plane':
      return subject.family ? ofFamily : 'its features are too many to be drawn';
  }
}

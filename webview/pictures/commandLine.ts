/** The program `pictures.cjs`: the panel's pictures for the command line. */
import type { Picture } from '../../src/drawing/picture.js';
import { pictureSvg } from '../../src/drawing/pictureSvg.js';
import { pictureTex } from '../../src/drawing/pictureTex.js';
import type { PictureName } from '../../src/shared/pictures.js';
import type { KnownText, UnseenPictures } from '../../src/shared/unseen.js';
import { PRINT } from './colours.js';
import { familyPicture } from './family.js';
import { curvesOf, featuresOf, planeOf, policyOf, rewardsOf, stripDrawingOf } from './unseen.js';

/** `linspg phase` draws phase diagrams. */
type UnseenPicture = Exclude<PictureName, 'phases'>;

export const draw: UnseenPictures['draw'] = (known, name, format, provenance) =>
  picturesOf(known, name).map((picture, n) =>
    format === 'svg'
      ? pictureSvg(picture, provenance, `${name}${n + 1}`).svg
      : pictureTex(picture, provenance),
  );

function picturesOf(known: KnownText, name: UnseenPicture): Picture[] {
  if (name === 'curves') return curvesOf(known, PRINT);
  const picture = pictureOf(known, name);
  return picture === null ? [] : [picture];
}

function pictureOf(known: KnownText, name: Exclude<UnseenPicture, 'curves'>): Picture | null {
  switch (name) {
    case 'features':
      return featuresOf(known, PRINT);
    case 'rewards':
      return rewardsOf(known, PRINT);
    case 'plane':
      return planeOf(known, PRINT);
    case 'policy':
      return policyOf(known, PRINT);
    case 'strip':
      return stripDrawingOf(known, PRINT);
    case 'family': {
      const family = known.experiment?.family;
      return family ? familyPicture(family, PRINT) : null;
    }
  }
}

/** Nothing is offered that the reader then refuses. */
import { expect, test } from 'vitest';
import { random } from '../../../bench/random.js';
import { placeOf, wrongOffers } from './offers.js';

test('taking what is offered adds no error, wherever it is asked for', async () => {
  for (let seed = 0; seed < 120; seed++) {
    const [text, offset] = placeOf(random(15, seed));
    const marked = `${text.slice(0, offset)}|${text.slice(offset)}`;
    expect(await wrongOffers([text, offset]), JSON.stringify(marked)).toEqual([]);
  }
});

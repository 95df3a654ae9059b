/** The random numbers of a block of iterations, drawn in advance: they depend on neither policies nor actions. */
import { actionStream, noises, rewardStream, solo, stride, uniforms } from './memory';
import { normal } from './normal';
import { draw } from './streams';
import { continueFrom } from './words';

export const NONE = 0;
export const BERNOULLI = 1;
export const GAUSSIAN = 2;
export const BETA = 3;

/** Fills `uniforms`, and `noises`: with numbers in [0, 1) for Bernoulli noise, normal ones for Gaussian, words for beta noise. */
export function drawBlock(count: i32, noise: i32): void {
  const line = stride;
  draw(true, actionStream, uniforms, count);
  if (noise == NONE) return;
  if (noise == BERNOULLI) draw(true, rewardStream, noises, count);
  else draw(false, rewardStream, noises, count);
  if (noise == GAUSSIAN) {
    const end = noises + <usize>count * line;
    for (let at = noises; at < end; at += solo ? 16 : 8) {
      const word = load<u64>(at);
      continueFrom(word);
      store<f64>(at, normal(word));
    }
  }
}

/** Draws of actions and rewards: for a single run, and in lockstep for two lanes at a time. */
import { beta } from './beta';
import { actions, noises, regret, rewards, running, shapes, shortfalls, sigma, stride, uniforms } from './memory';
import { BERNOULLI, BETA, GAUSSIAN } from './noise';

/** The actions, 64 bits each, from the running sums of the exponentials. @param row of the random numbers. */
@inline
export function actionsOf(pair: usize, row: usize, Z: v128): v128 {
  const line = stride;
  const target = f64x2.mul(v128.load(uniforms + row + pair), Z);
  // The action is the number of running sums up to the target; a comparison that holds is −1 in SIMD.
  let count = i64x2.splat(0);
  const last = running + <usize>(actions - 1) * line;
  for (let sum = running + pair; sum < last; sum += line) {
    count = i64x2.sub(count, f64x2.le(v128.load(sum), target));
  }
  return count;
}

/** The rewards of two actions; their shortfalls are added to the regret. */
@inline
export function rewardsOf(first: i32, second: i32, pair: usize, row: usize, noise: i32): v128 {
  const inFirst = <usize>first * stride + pair;
  const inSecond = <usize>second * stride + pair + 8;
  const lost = both(shortfalls + inFirst, shortfalls + inSecond);
  v128.store(regret + pair, f64x2.add(v128.load(regret + pair), lost));

  const mean = both(rewards + inFirst, rewards + inSecond);
  const one = f64x2.splat(1);
  if (noise == BERNOULLI) return v128.and(f64x2.lt(v128.load(noises + row + pair), mean), one);
  if (noise == GAUSSIAN) {
    const moved = f64x2.add(mean, f64x2.mul(v128.load(sigma + pair), v128.load(noises + row + pair)));
    return f64x2.pmin(one, f64x2.pmax(f64x2.splat(0), moved));
  }
  if (noise == BETA) {
    const word = noises + row + pair;
    const begin = <i32>(pair >> 3) * actions;
    const x = beta(shapes + <usize>(begin + first) * 48, load<u64>(word));
    const y = beta(shapes + <usize>(begin + actions + second) * 48, load<u64>(word, 8));
    return f64x2.replace_lane(f64x2.splat(x), 1, y);
  }
  return mean;
}

/** The reward of a single run's action, twice. */
@inline
export function rewardOf(action: usize, row: usize, noise: i32): v128 {
  const mean = v128.load_splat<f64>(rewards + (action << 3));
  const one = f64x2.splat(1);
  // Without a branch, since it would be unpredictable.
  if (noise == BERNOULLI) return v128.and(f64x2.lt(v128.load_splat<f64>(noises + row), mean), one);
  if (noise == GAUSSIAN) {
    const moved = f64x2.add(mean, f64x2.mul(v128.load_splat<f64>(sigma), v128.load_splat<f64>(noises + row)));
    return f64x2.pmin(one, f64x2.pmax(f64x2.splat(0), moved));
  }
  if (noise == BETA) return f64x2.splat(beta(shapes + action * 48, load<u64>(noises + row)));
  return mean;
}

/** θ + η·R(x_a − Xᵀe/Z). */
@inline
export function moved(at: v128, own: v128, mean: v128, scale: v128, reward: v128, eta: v128): v128 {
  const away = f64x2.sub(own, f64x2.mul(mean, scale));
  return f64x2.add(at, f64x2.mul(eta, f64x2.mul(reward, away)));
}

/** Two numbers as a vector. */
@inline
export function both(first: usize, second: usize): v128 {
  return v128.load_lane<f64>(second, v128.load_splat<f64>(first), 1);
}

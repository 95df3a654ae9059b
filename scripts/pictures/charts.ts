/** Pictures of numbers against numbers: rewards and their fit, and figures along a run. */
import { factorsOf } from '../../src/conditions/factors.js';
import { startFigures } from '../../src/conditions/figures.js';
import { finish } from '../../src/math/work.js';
import type { Bandit } from '../../src/model/bandit.js';
import { AMBER, BLUE, frameOf, GREEN, INK, Picture, type Point, RED } from './svg.js';

/** r on the left, r̂ on the right, and a line for each action: crossing lines are pairs whose order is lost. */
export function fitPicture(bandit: Bandit, title: string): Picture {
  const rewards = bandit.rewards.map(({ value }) => value);
  const fitted = finish(factorsOf(bandit)).project(rewards);
  const points = rewards.flatMap((r, a): Point[] => [
    [0, r],
    [1, fitted[a]!],
  ]);
  const picture = new Picture(frameOf([...points, [-0.25, 0], [1.25, 0]], { isEven: false }), title);
  const best = Math.max(...rewards);
  const { top } = picture.frame;
  picture.text([0, top], 'r', { anchor: 'end', dy: 4 }).text([1, top], 'r̂ = X X⁺ r', { dy: 4, dx: -20 });
  rewards.forEach((r, a) => {
    const colour = r === best ? BLUE : INK;
    const [from, to]: [Point, Point] = [
      [0, r],
      [1, fitted[a]!],
    ];
    picture.line([from, to], colour).dot(from, colour).dot(to, colour);
    picture.text(from, `${bandit.names[a]}  ${r}`, { colour, anchor: 'end', dx: -10, dy: 4 });
    picture.text(to, String(Number(fitted[a]!.toPrecision(3))), { colour, dx: 10, dy: 4 });
  });
  return picture;
}

type Quantity = 'gap' | 'angle' | 'λ_min';

/** A quantity along exact Lin-SPG against the iteration; one line for each learning rate. Both axes are logarithmic, except that of the angle. */
export function runPicture(
  bandit: Bandit,
  title: string,
  quantity: Quantity,
  runs: readonly { readonly rate: number; readonly start: readonly number[]; readonly name: string }[],
  iterations: number,
): Picture {
  const curves = runs.map(({ rate, start }) => along(bandit, quantity, rate, start, iterations));
  const scale = (value: number) => (quantity === 'angle' ? value : Math.log10(Math.max(value, 1e-12)));
  const lines = curves.map((curve) => curve.map(([t, v]): Point => [Math.log10(t), scale(v)]));
  const picture = new Picture(frameOf(lines.flat(), { isEven: false }), title);
  const { left, bottom, right, top } = picture.frame;
  picture.line(
    [
      [left, top],
      [left, bottom],
      [right, bottom],
    ],
    INK,
    { width: 1 },
  );
  for (let power = 0; power <= Math.log10(iterations); power++)
    picture.text([power, bottom], power === 0 ? '1' : `10^${power}`, { anchor: 'middle', dx: 0, dy: 16 });
  picture.text([right, bottom], 'iteration', { anchor: 'end', dx: 0, dy: 30 });
  const low = Math.ceil(Math.min(...lines.flat().map(([, y]) => y)));
  const high = Math.floor(Math.max(...lines.flat().map(([, y]) => y)));
  const step = Math.max(1, Math.ceil((high - low) / 5));
  for (let y = low; y <= high; y += step)
    picture.text([left, y], quantity === 'angle' ? `${y}°` : `1e${y}`, { anchor: 'end', dx: -4, dy: 4 });
  const colours = [BLUE, RED, GREEN, AMBER];
  lines.forEach((line, i) => {
    picture.line(line, colours[i]!);
    const middle = line[Math.floor(line.length * (0.45 + 0.15 * i))]!;
    picture.text(middle, runs[i]!.name, { colour: colours[i]! });
  });
  return picture;
}

function along(
  bandit: Bandit,
  quantity: Quantity,
  rate: number,
  start: readonly number[],
  iterations: number,
) {
  const X = bandit.features.map((row) => row.map(({ value }) => value));
  const r = bandit.rewards.map(({ value }) => value);
  const best = Math.max(...r);
  const factors = finish(factorsOf(bandit));
  const theta = [...start];
  const curve: [t: number, value: number][] = [];
  let next = 1;
  for (let t = 1; t <= iterations; t++) {
    const logits = X.map((row) => row.reduce((sum, x, k) => sum + x * theta[k]!, 0));
    const top = Math.max(...logits);
    const weights = logits.map((z) => Math.exp(z - top));
    const total = weights.reduce((sum, w) => sum + w, 0);
    const policy = weights.map((w) => w / total);
    const value = policy.reduce((sum, p, a) => sum + p * r[a]!, 0);
    if (t >= next) {
      next = Math.max(t + 1, t * 1.12);
      if (quantity === 'gap') curve.push([t, best - value]);
      else {
        const [angle, fisher] = finish(startFigures(bandit, factors, [theta]));
        curve.push([t, (quantity === 'angle' ? angle! : fisher!).values![0]!.value]);
      }
    }
    policy.forEach((p, a) => {
      for (let k = 0; k < theta.length; k++) theta[k]! += rate * p * (r[a]! - value) * X[a]![k]!;
    });
  }
  return curve;
}

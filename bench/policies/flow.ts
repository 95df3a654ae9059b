/** Gradient flow of J by arc length, for small contextual bandits and MDPs; plain numbers, and nothing of `src`. */

/** Numbers of one instance: pairs in the order of states. */
export interface Plain {
  readonly discount: number;
  readonly start: readonly number[];
  /** Of each state its actions. */
  readonly states: readonly (readonly {
    readonly reward: number;
    /** S probabilities; empty: none follows. */
    readonly to: readonly number[];
    readonly features: readonly number[];
  }[])[];
}

export interface End {
  readonly theta: readonly number[];
  readonly value: number;
  /** Of each state its likeliest action, and one minus its probability. */
  readonly top: readonly number[];
  readonly doubt: readonly number[];
  /** d of each state. */
  readonly visits: readonly number[];
  readonly settled: 'far' | 'stationary' | 'spent';
}

function solve(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = rows[i]![n]!;
    for (let j = i + 1; j < n; j++) sum -= rows[i]![j]! * x[j]!;
    x[i] = sum / rows[i]![i]!;
  }
  return x;
}

export function evaluate(plain: Plain, policy: readonly (readonly number[])[]) {
  const { states, discount, start } = plain;
  const n = states.length;
  const P = states.map((actions, s) =>
    Array.from({ length: n }, (_, t) =>
      actions.reduce((sum, { to }, a) => sum + policy[s]![a]! * (to[t] ?? 0), 0),
    ),
  );
  const reward = states.map((actions, s) =>
    actions.reduce((sum, each, a) => sum + policy[s]![a]! * each.reward, 0),
  );
  const system = P.map((row, s) => row.map((p, t) => (s === t ? 1 : 0) - discount * p));
  const V = solve(system, reward);
  const visits = solve(
    system.map((_, s) => system.map((row) => row[s]!)),
    [...start],
  );
  return { V, visits, J: start.reduce((sum, rho, s) => sum + rho * V[s]!, 0) };
}

/** The gradient up to a positive factor, and what it is made of. */
export function gradient(plain: Plain, theta: readonly number[]) {
  const { states, discount } = plain;
  const logits = states.map((actions) =>
    actions.map(({ features }) => features.reduce((sum, x, k) => sum + x * theta[k]!, 0)),
  );
  const top = logits.map((z) => z.indexOf(Math.max(...z)));
  const weights = logits.map((z, s) => z.map((each) => Math.exp(each - z[top[s]!]!)));
  const policy = weights.map((w) => w.map((each) => each / w.reduce((a, b) => a + b, 0)));
  const { V, visits, J } = evaluate(plain, policy);
  const terms: { exponent: number; factor: number; y: number[] }[] = [];
  const doubt: number[] = [];
  for (const [s, actions] of states.entries()) {
    const best = actions[top[s]!]!;
    const lead = actions.map(
      ({ reward, to }) =>
        reward - best.reward + discount * to.reduce((sum, p, t) => sum + (p - best.to[t]!) * V[t]!, 0),
    );
    const mean = lead.reduce((sum, each, a) => (a === top[s] ? sum : sum + policy[s]![a]! * each), 0);
    doubt.push(policy[s]!.reduce((sum, p, a) => (a === top[s] ? sum : sum + p), 0));
    for (const [a, { features }] of actions.entries()) {
      const factor = visits[s]! * policy[s]![top[s]!]! * (lead[a]! - mean);
      if (a === top[s] || factor === 0) continue;
      terms.push({
        exponent: logits[s]![a]! - logits[s]![top[s]!]!,
        factor,
        y: features.map((x, k) => x - best.features[k]!),
      });
    }
  }
  const most = terms.reduce(
    (greatest, { exponent }) => Math.max(greatest, exponent),
    Number.NEGATIVE_INFINITY,
  );
  const g = theta.map((_, k) =>
    terms.reduce((sum, { exponent, factor, y }) => sum + factor * Math.exp(exponent - most) * y[k]!, 0),
  );
  const size = terms.reduce(
    (sum, { exponent, factor, y }) => sum + Math.abs(factor) * Math.exp(exponent - most) * Math.hypot(...y),
    0,
  );
  return { g, size, J, top, doubt, visits };
}

/** Follows the flow until ‖θ‖ > `radius`, or the gradient vanishes in the rounding of its terms. */
export function follow(plain: Plain, from: readonly number[], radius: number, steps = 4000): End {
  let theta = [...from];
  let now = gradient(plain, theta);
  let step = 0.1;
  let settled: End['settled'] = 'spent';
  for (let n = 0; n < steps; n++) {
    const norm = Math.hypot(...now.g);
    if (norm <= 1e-9 * now.size || now.size === 0) {
      settled = 'stationary';
      break;
    }
    if (Math.hypot(...theta) > radius) {
      settled = 'far';
      break;
    }
    const direction = now.g.map((each) => each / norm);
    for (;;) {
      const middle = gradient(
        plain,
        theta.map((x, k) => x + (step / 2) * direction[k]!),
      );
      const size = Math.hypot(...middle.g);
      const turn = size === 0 ? 0 : middle.g.reduce((sum, each, k) => sum + (each / size) * direction[k]!, 0);
      if (turn > 0.95 || step < 1e-7) {
        theta = theta.map((x, k) => x + step * (size === 0 ? 0 : middle.g[k]! / size));
        step = Math.min(step * (turn > 0.995 ? 1.5 : 1), 0.1 * Math.max(1, Math.hypot(...theta)));
        break;
      }
      step /= 2;
    }
    now = gradient(plain, theta);
    if (step < 1e-7) {
      settled = 'stationary';
      break;
    }
  }
  return { theta, value: now.J, top: now.top, doubt: now.doubt, visits: now.visits, settled };
}

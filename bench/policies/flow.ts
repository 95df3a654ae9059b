/**
 * Gradient flow of J by arc length, θ' = ∇J/‖∇J‖, for small contextual bandits and MDPs; plain numbers, and nothing of `src`.
 *
 * Far out everything is an exponential of a large negative number, so probabilities, d(s) and the terms of ∇J are kept as logarithms. Steps are
 * linearly implicit (Rosenbrock, of first order): along a ray that the flow has settled on they grow with ‖θ‖, so that a flow is followed to 10⁷
 * in some hundred steps, and what a small difference of exponents decides is decided on the way. The path is not followed closely where it
 * bends: each point of it is a start like any other.
 */

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
  /** J at the end. */
  readonly value: number;
  /** For each state its most probable action; of equal ones the first. */
  readonly top: readonly number[];
  /** For each state: is no action better or worse than another, as far as doubles show? */
  readonly isLevel: readonly boolean[];
  /** The greatest d(s)·(1 − π(top)) over all states. */
  readonly doubt: number;
  /** In some visited state, is another action as good as the most probable one, as far as doubles show, with another reward or other next states? */
  readonly isTied: boolean;
  /** `high`: J rose to the requested value. `spent`: none of the others after all steps. */
  readonly settled: 'high' | 'far' | 'stationary' | 'spent';
}

/** A difference of Q below this fraction of the greatest possible one is rounding error. */
const TIED = 1e-12;
/** The terms of ∇J cancel to less than this fraction: stationary. */
const CANCELLED = 1e-9;
/** The same, if no step is short enough. */
const NEARLY = 1e-6;
const STEPS = 3000;
const SHORTEST = 1e-9;
/** The cosine of the angle by which a step may turn, and of the angle below which the next step is longer. */
const TURNED = 0.98;
const STRAIGHT = 0.998;
/** The step in θ of the differences that give the derivative. */
const APART = 1e-3;

export class Flow {
  readonly #S: number;
  readonly #d: number;
  readonly #offsets: number[];
  readonly #rewards: number[];
  readonly #features: number[][];
  /** γP(t|i) by pair i and state t. */
  readonly #discounted: number[][];
  readonly #start: number[];
  readonly #discount: number;
  /** Greatest difference of two returns. */
  readonly range: number;

  readonly #gradient: number[];
  #size = 0;
  #most = 0;
  #J = 0;
  #V: number[];
  readonly #top: number[];
  readonly #logPi: number[];
  readonly #logVisits: number[];
  readonly #lead: number[];
  readonly #exponent: number[];
  readonly #sign: number[];

  constructor({ discount, start, states }: Plain) {
    const pairs = states.flat();
    this.#S = states.length;
    this.#d = pairs[0]!.features.length;
    this.#offsets = [0];
    for (const actions of states) this.#offsets.push(this.#offsets.at(-1)! + actions.length);
    this.#rewards = pairs.map(({ reward }) => reward);
    this.#features = pairs.map(({ features }) => [...features]);
    this.#discounted = pairs.map(({ to }) => states.map((_, t) => discount * (to[t] ?? 0)));
    this.#start = [...start];
    this.#discount = discount;
    this.range = (Math.max(...this.#rewards) - Math.min(...this.#rewards)) / (1 - discount) || 1;
    const zeros = (n: number) => new Array<number>(n).fill(0);
    this.#gradient = zeros(this.#d);
    this.#V = zeros(this.#S);
    this.#top = zeros(this.#S);
    this.#logVisits = this.#start.map(Math.log);
    this.#logPi = zeros(pairs.length);
    this.#lead = zeros(pairs.length);
    this.#exponent = zeros(pairs.length);
    this.#sign = zeros(pairs.length);
  }

  /** Follows the flow until J ≥ `high`, ‖θ‖ > `far`, or ∇J vanishes in the rounding of its terms. */
  follow(from: readonly number[], far: number, high = Number.POSITIVE_INFINITY): End {
    const d = this.#d;
    let theta = [...from];
    let step = 0.1;
    this.#evaluate(theta, null);
    for (let n = 0; n < STEPS; n++) {
      if (this.#J >= high) return this.#end(theta, 'high');
      const norm = Math.hypot(...this.#gradient);
      const terms = this.#size;
      if (norm <= CANCELLED * terms || terms === 0) return this.#end(theta, 'stationary');
      if (Math.hypot(...theta) > far) return this.#end(theta, 'far');
      const direction = this.#gradient.map((x) => x / norm);
      const across = this.#turning(theta, direction, norm);
      // Next to a tie that doubles do not resolve, the terms jump.
      if (across.flat().some((x) => !Number.isFinite(x))) return this.#end(theta, 'spent');
      for (;;) {
        step = Math.min(step, Math.max(1, Math.hypot(...theta)));
        // Where paths diverge, the step is short enough to follow them.
        while (parts(across, direction, 2 * step)) step /= 2;
        const system = across.map((row, k) => row.map((x, l) => (k === l ? 1 : 0) - step * x));
        const change = solve(system, direction);
        const trial = theta.map((x, k) => x + step * change[k]!);
        this.#evaluate(trial, null);
        const size = Math.hypot(...this.#gradient);
        const isStill = size <= CANCELLED * this.#size;
        let turn = 0;
        for (let k = 0; k < d; k++) turn += (this.#gradient[k]! / size) * direction[k]!;
        if (isStill || turn > TURNED) {
          theta = trial;
          if (turn > STRAIGHT) step *= 3;
          break;
        }
        step /= 3;
        if (step < SHORTEST) {
          this.#evaluate(theta, null);
          return this.#end(theta, norm <= NEARLY * terms ? 'stationary' : 'spent');
        }
      }
    }
    return this.#end(theta, 'spent');
  }

  /** J of the given probabilities, one for each pair, by states. */
  value(policy: readonly (readonly number[])[]): number {
    this.#solveValues(policy.flat());
    return this.#J;
  }

  #end(theta: readonly number[], settled: End['settled']): End {
    let doubt = 0;
    let isTied = false;
    const top = this.#top.map((m, s) => {
      const from = this.#offsets[s]!;
      const visits = Math.exp(this.#logVisits[s]!);
      let other = 0;
      for (let i = from; i < this.#offsets[s + 1]!; i++) {
        if (i === m) continue;
        other += Math.exp(this.#logPi[i]!);
        if (visits > 1e-9 && this.#lead[i] === 0 && !this.#isSame(i, m) && !this.#isAlike(i, m))
          isTied = true;
      }
      doubt = Math.max(doubt, visits * other);
      return m - from;
    });
    const isLevel = top.map((_, s) =>
      this.#lead.slice(this.#offsets[s], this.#offsets[s + 1]).every((lead) => lead === 0),
    );
    return { theta: [...theta], value: this.#J, top, isLevel, doubt, isTied, settled };
  }

  /** Have two actions the same features, so that no θ tells them apart? */
  #isSame(i: number, j: number): boolean {
    return this.#features[i]!.every((x, k) => x === this.#features[j]![k]);
  }

  /** Have they the same reward and next states? */
  #isAlike(i: number, j: number): boolean {
    return (
      this.#rewards[i] === this.#rewards[j] &&
      this.#discounted[i]!.every((p, t) => p === this.#discounted[j]![t])
    );
  }

  /** D(∇J/‖∇J‖) at θ, which was evaluated last; `direction` = ∇J/‖∇J‖. */
  #turning(theta: readonly number[], direction: readonly number[], norm: number): number[][] {
    const d = this.#d;
    const most = this.#most;
    const derivative = direction.map(() => new Array<number>(d).fill(0));
    const moved = [...theta];
    for (let l = 0; l < d; l++) {
      for (const sign of [1, -1]) {
        moved[l] = theta[l]! + sign * APART;
        this.#evaluate(moved, most);
        for (let k = 0; k < d; k++) derivative[k]![l]! += (sign * this.#gradient[k]!) / (2 * APART * norm);
      }
      moved[l] = theta[l]!;
    }
    for (let l = 0; l < d; l++) {
      let along = 0;
      for (let k = 0; k < d; k++) along += direction[k]! * derivative[k]![l]!;
      for (let k = 0; k < d; k++) derivative[k]![l]! -= direction[k]! * along;
    }
    return derivative;
  }

  /** @param most the exponent that all terms are relative to; null: the greatest here. */
  #evaluate(theta: readonly number[], most: number | null): void {
    this.#setPolicy(theta);
    this.#solveValues(this.#logPi.map(Math.exp));
    if (this.#discount > 0) this.#setVisits();
    this.#setTerms();
    this.#most = most ?? this.#exponent.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    this.#gradient.fill(0);
    this.#size = 0;
    for (let s = 0; s < this.#S; s++) {
      const m = this.#features[this.#top[s]!]!;
      for (let i = this.#offsets[s]!; i < this.#offsets[s + 1]!; i++) {
        if (this.#exponent[i] === Number.NEGATIVE_INFINITY) continue;
        const weight = Math.exp(this.#exponent[i]! - this.#most);
        let square = 0;
        for (let k = 0; k < this.#d; k++) {
          const y = this.#features[i]![k]! - m[k]!;
          this.#gradient[k]! += this.#sign[i]! * weight * y;
          square += y * y;
        }
        this.#size += weight * Math.sqrt(square);
      }
    }
  }

  #setPolicy(theta: readonly number[]): void {
    for (let s = 0; s < this.#S; s++) {
      const [from, end] = [this.#offsets[s]!, this.#offsets[s + 1]!];
      let top = from;
      for (let i = from; i < end; i++) {
        let z = 0;
        for (let k = 0; k < this.#d; k++) z += this.#features[i]![k]! * theta[k]!;
        this.#logPi[i] = z;
        if (z > this.#logPi[top]!) top = i;
      }
      const highest = this.#logPi[top]!;
      let sum = 0;
      for (let i = from; i < end; i++) sum += Math.exp(this.#logPi[i]! - highest);
      for (let i = from; i < end; i++) this.#logPi[i]! -= highest + Math.log(sum);
      this.#top[s] = top;
    }
  }

  #solveValues(policy: readonly number[]): void {
    const S = this.#S;
    const reward = new Array<number>(S).fill(0);
    const system = reward.map((_, s) => reward.map((__, t) => (s === t ? 1 : 0)));
    for (let s = 0; s < S; s++) {
      for (let i = this.#offsets[s]!; i < this.#offsets[s + 1]!; i++) {
        reward[s]! += policy[i]! * this.#rewards[i]!;
        for (let t = 0; t < S; t++) system[s]![t]! -= policy[i]! * this.#discounted[i]![t]!;
      }
    }
    this.#V = this.#discount > 0 ? solve(system, reward) : reward;
    this.#J = this.#start.reduce((sum, rho, s) => sum + rho * this.#V[s]!, 0);
  }

  /** log d(s): elimination without a difference, in the manner of Grassmann, Taksar and Heyman (1985), of logarithms. */
  #setVisits(): void {
    const S = this.#S;
    const exit = new Array<number>(S).fill(Math.log(1 - this.#discount));
    const d = this.#start.map(Math.log);
    const q = exit.map(() => new Array<number>(S).fill(Number.NEGATIVE_INFINITY));
    for (let s = 0; s < S; s++)
      for (let i = this.#offsets[s]!; i < this.#offsets[s + 1]!; i++)
        for (let t = 0; t < S; t++)
          if (this.#discounted[i]![t]! > 0)
            q[s]![t] = logSum(q[s]![t]!, this.#logPi[i]! + Math.log(this.#discounted[i]![t]!));
    const leaving = new Array<number>(S).fill(0);
    for (let k = 0; k < S; k++) {
      // 1 − q(k,k) is what leaves k: to the states that are left, or out.
      let out = exit[k]!;
      for (let t = k + 1; t < S; t++) out = logSum(out, q[k]![t]!);
      leaving[k] = out;
      for (let t = k + 1; t < S; t++) {
        d[t] = logSum(d[t]!, d[k]! + q[k]![t]! - out);
        exit[t] = logSum(exit[t]!, q[t]![k]! + exit[k]! - out);
        for (let s = k + 1; s < S; s++) q[s]![t] = logSum(q[s]![t]!, q[s]![k]! + q[k]![t]! - out);
      }
    }
    for (let k = S - 1; k >= 0; k--) {
      for (let t = k + 1; t < S; t++) d[k] = logSum(d[k]!, this.#logVisits[t]! + q[t]![k]!);
      this.#logVisits[k] = d[k]! - leaving[k]!;
    }
  }

  /** ∇J = Σ_s d(s) Σ_{i≠m} π_i (lead_i − mean) (φ_i − φ_m): sign and logarithm of each factor. */
  #setTerms(): void {
    const least = TIED * this.range;
    for (let s = 0; s < this.#S; s++) {
      const [from, end, m] = [this.#offsets[s]!, this.#offsets[s + 1]!, this.#top[s]!];
      let highest = Number.NEGATIVE_INFINITY;
      for (let i = from; i < end; i++) {
        let lead = this.#rewards[i]! - this.#rewards[m]!;
        for (let t = 0; t < this.#S; t++)
          lead += (this.#discounted[i]![t]! - this.#discounted[m]![t]!) * this.#V[t]!;
        this.#lead[i] = i === m || Math.abs(lead) <= least ? 0 : lead;
        if (this.#lead[i] !== 0) highest = Math.max(highest, this.#logPi[i]!);
      }
      // The mean lead is `mean`·exp(highest).
      let mean = 0;
      for (let i = from; i < end; i++)
        if (this.#lead[i] !== 0) mean += Math.exp(this.#logPi[i]! - highest) * this.#lead[i]!;
      for (let i = from; i < end; i++) {
        const isTied = this.#lead[i] === 0;
        const factor = isTied ? -mean : this.#lead[i]! - mean * Math.exp(highest);
        this.#sign[i] = Math.sign(factor);
        this.#exponent[i] =
          factor === 0 || this.#isSame(i, m)
            ? Number.NEGATIVE_INFINITY
            : this.#logVisits[s]! + this.#logPi[i]! + Math.log(Math.abs(factor)) + (isTied ? highest : 0);
      }
    }
  }
}

/** log(eᵃ + eᵇ) */
function logSum(a: number, b: number): number {
  const most = Math.max(a, b);
  return most === Number.NEGATIVE_INFINITY ? most : most + Math.log1p(Math.exp(Math.min(a, b) - most));
}

/**
 * Does the distance between some two paths grow by more than a factor e within `step`? Then I − step·(the derivative across the path) has no
 * Cholesky factor.
 */
function parts(across: readonly (readonly number[])[], direction: readonly number[], step: number): boolean {
  const n = direction.length;
  const along = across.map((row) => row.reduce((sum, x, l) => sum + x * direction[l]!, 0));
  const lower = across.map(() => new Array<number>(n).fill(0));
  for (let k = 0; k < n; k++)
    for (let l = 0; l <= k; l++) {
      const inside = across[k]![l]! - along[k]! * direction[l]!;
      const mirrored = across[l]![k]! - along[l]! * direction[k]!;
      let entry = (k === l ? 1 : 0) - (step * (inside + mirrored)) / 2;
      for (let j = 0; j < l; j++) entry -= lower[k]![j]! * lower[l]![j]!;
      if (k > l) lower[k]![l] = entry / lower[l]![l]!;
      else if (entry > 0) lower[k]![k] = Math.sqrt(entry);
      else return true;
    }
  return false;
}

function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    if (pivot !== k) [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
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

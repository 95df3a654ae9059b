/** Polynomials in one variable with whole coefficients, exactly: arithmetic, signs at rational numbers, and how many roots lie between two. */
import { Fraction } from 'fraction.js';

/** Coefficients, the constant first, the last one not 0; none: the polynomial 0. */
export type Polynomial = readonly bigint[];

export const ZERO: Polynomial = [];
export const ONE: Polynomial = [1n];

export function constant(value: bigint): Polynomial {
  return value === 0n ? ZERO : [value];
}

export function plus(f: Polynomial, g: Polynomial): Polynomial {
  const length = Math.max(f.length, g.length);
  return trimmed(Array.from({ length }, (_, k) => (f[k] ?? 0n) + (g[k] ?? 0n)));
}

export function minus(f: Polynomial, g: Polynomial): Polynomial {
  const length = Math.max(f.length, g.length);
  return trimmed(Array.from({ length }, (_, k) => (f[k] ?? 0n) - (g[k] ?? 0n)));
}

export function times(f: Polynomial, g: Polynomial): Polynomial {
  if (f.length === 0 || g.length === 0) return ZERO;
  const product = new Array<bigint>(f.length + g.length - 1).fill(0n);
  f.forEach((a, i) => {
    g.forEach((b, j) => {
      product[i + j]! += a * b;
    });
  });
  return product;
}

export function negated(f: Polynomial): Polynomial {
  return f.map((a) => -a);
}

export function sum(all: readonly Polynomial[]): Polynomial {
  return all.reduce(plus, ZERO);
}

/** Σ f_k g_k. */
export function dotOf(f: readonly Polynomial[], g: readonly Polynomial[]): Polynomial {
  return sum(f.map((entry, k) => times(entry, g[k]!)));
}

export function valueAt(f: Polynomial, at: Fraction): Fraction {
  return f.reduceRight((value, a) => value.mul(at).add(a), new Fraction(0));
}

/** The sign at a rational number. */
export function signAt(f: Polynomial, at: Fraction): -1 | 0 | 1 {
  const [n, d] = [at.s * at.n, at.d];
  let value = 0n;
  let power = 1n;
  for (let k = f.length - 1; k >= 0; k--) {
    value = value * n + f[k]! * power;
    power *= d;
  }
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}

/** Without the greatest common divisor of its coefficients; signs stay. */
export function primitive(f: Polynomial): Polynomial {
  const divisor = contentOf(f);
  return divisor <= 1n ? f : f.map((a) => a / divisor);
}

/** The greatest common divisor of its coefficients; 0 of the polynomial 0. */
export function contentOf(f: Polynomial): bigint {
  let common = 0n;
  for (const a of f) {
    common = gcdOf(common, a);
    if (common === 1n) break;
  }
  return common;
}

export function derivative(f: Polynomial): Polynomial {
  return trimmed(f.slice(1).map((a, k) => a * BigInt(k + 1)));
}

/** The remainder of f by g times a positive number, without common factors. */
function remainder(f: Polynomial, g: Polynomial): Polynomial {
  const lead = g.at(-1)!;
  const size = lead < 0n ? -lead : lead;
  const sign = lead < 0n ? -1n : 1n;
  let rest = f;
  while (rest.length >= g.length) {
    const shift = rest.length - g.length;
    const factor = rest.at(-1)! * sign;
    const scaled = rest.map((a) => a * size);
    g.forEach((b, k) => {
      scaled[k + shift]! -= b * factor;
    });
    rest = primitive(trimmed(scaled));
  }
  return rest;
}

/** Of greatest degree that divides both, up to a factor. */
export function commonDivisor(f: Polynomial, g: Polynomial): Polynomial {
  let [a, b] = [primitive(f), primitive(g)];
  while (b.length > 0) [a, b] = [b, remainder(a, b)];
  return a;
}

/** Has the same roots, each once, and the sign of f between them up to where f has a root of even order. */
export function squareFree(f: Polynomial): Polynomial {
  const common = commonDivisor(f, derivative(f));
  return common.length <= 1 ? primitive(f) : quotient(primitive(f), common);
}

/** f/g. @param g without common factors of its coefficients, divides f: by Gauss's lemma the result is whole */
export function quotient(f: Polynomial, g: Polynomial): Polynomial {
  if (g.length === 1) return g[0] === 1n ? f : negated(f);
  const lead = g.at(-1)!;
  const result = new Array<bigint>(Math.max(f.length - g.length + 1, 0)).fill(0n);
  const rest = [...f];
  for (let shift = result.length - 1; shift >= 0; shift--) {
    const factor = rest[shift + g.length - 1]! / lead;
    result[shift] = factor;
    for (let k = 0; k < g.length; k++) rest[k + shift]! -= g[k]! * factor;
  }
  return result;
}

/** Counts roots by Sturm's theorem. */
export class Sturm {
  readonly #chain: readonly Polynomial[];

  /** @param polynomial square-free, not 0 */
  constructor(readonly polynomial: Polynomial) {
    const chain = [polynomial, derivative(polynomial)];
    while (chain.at(-1)!.length > 0) chain.push(negated(remainder(chain.at(-2)!, chain.at(-1)!)));
    this.#chain = chain.slice(0, -1);
  }

  /** Distinct roots in (a, b], a < b. */
  rootsIn(a: Fraction, b: Fraction): number {
    return this.#changesAt(a) - this.#changesAt(b);
  }

  #changesAt(at: Fraction): number {
    let changes = 0;
    let last = 0;
    for (const polynomial of this.#chain) {
      const sign = signAt(polynomial, at);
      if (sign === 0) continue;
      if (last !== 0 && sign !== last) changes++;
      last = sign;
    }
    return changes;
  }
}

function trimmed(f: bigint[] | readonly bigint[]): Polynomial {
  let length = f.length;
  while (length > 0 && f[length - 1] === 0n) length--;
  return length === f.length ? f : f.slice(0, length);
}

export function gcdOf(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

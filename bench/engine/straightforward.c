/* Lin-SPG as one would write it in C: one run after another, doubles, libm, xoshiro256++. It reads from standard input
 *   K d gradient(0 exact, 1 sampled) noise(0 none, 1 Bernoulli, 2 Gaussian, 3 Beta) parameter eta T runs
 *   K rewards, K rows of d features
 * and prints processor nanoseconds per iteration and run, and the last run's final gap.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "uniform.h"

/* Marsaglia's polar method, which makes two numbers at a time. */
static double normal(void) {
  static double spare;
  static int has_spare = 0;
  if (has_spare) {
    has_spare = 0;
    return spare;
  }
  double u, v, s;
  do {
    u = 2 * uniform() - 1;
    v = 2 * uniform() - 1;
    s = u * u + v * v;
  } while (s >= 1 || s == 0);
  double f = sqrt(-2 * log(s) / s);
  spare = v * f;
  has_spare = 1;
  return u * f;
}

/* Marsaglia and Tsang. */
static double gamma_number(double alpha) {
  double boost = 1;
  if (alpha < 1) {
    boost = pow(1 - uniform(), 1 / alpha);
    alpha += 1;
  }
  double d = alpha - 1.0 / 3, c = 1 / sqrt(9 * d);
  for (;;) {
    double x, v;
    do {
      x = normal();
      v = 1 + c * x;
    } while (v <= 0);
    v = v * v * v;
    double u = uniform();
    if (u < 1 - 0.0331 * x * x * x * x || log(u) < 0.5 * x * x + d * (1 - v + log(v))) return boost * d * v;
  }
}

static double beta(double a, double b) {
  double x = gamma_number(a), y = gamma_number(b);
  return x / (x + y);
}

static double draw(int noise, double parameter, double r) {
  switch (noise) {
    case 1: return uniform() < r;
    case 2: return fmin(fmax(r + parameter * normal(), 0), 1);
    case 3: return beta(parameter * r, parameter * (1 - r));
    default: return r;
  }
}

int main(void) {
  int K, d, gradient, noise, runs;
  long T;
  double parameter, eta;
  if (scanf("%d %d %d %d %lf %lf %ld %d", &K, &d, &gradient, &noise, &parameter, &eta, &T, &runs) != 8) return 1;
  double *r = malloc(K * sizeof *r), *X = malloc((size_t)K * d * sizeof *X);
  double *theta = malloc(d * sizeof *theta), *pi = malloc(K * sizeof *pi), *g = malloc(d * sizeof *g);
  for (int a = 0; a < K; a++)
    if (scanf("%lf", &r[a]) != 1) return 1;
  for (int i = 0; i < K * d; i++)
    if (scanf("%lf", &X[i]) != 1) return 1;
  double best = r[0];
  for (int a = 1; a < K; a++) best = fmax(best, r[a]);

  struct timespec begin, end;
  double gap = 0;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
  for (int run = 0; run < runs; run++) {
    seed(run);
    memset(theta, 0, d * sizeof *theta);
    for (long t = 0; t <= T; t++) {
      double top = -INFINITY, Z = 0, f = 0;
      for (int a = 0; a < K; a++) {
        double z = 0;
        for (int k = 0; k < d; k++) z += X[a * d + k] * theta[k];
        pi[a] = z;
        if (z > top) top = z;
      }
      for (int a = 0; a < K; a++) {
        pi[a] = exp(pi[a] - top);
        Z += pi[a];
      }
      for (int a = 0; a < K; a++) {
        pi[a] /= Z;
        f += pi[a] * r[a];
      }
      gap = best - f;
      if (t == T) break;
      memset(g, 0, d * sizeof *g);
      if (gradient == 0) {
        for (int a = 0; a < K; a++) {
          double w = pi[a] * (r[a] - f);
          for (int k = 0; k < d; k++) g[k] += w * X[a * d + k];
        }
      } else {
        double u = uniform(), sum = pi[0];
        int action = 0;
        while (sum <= u && action < K - 1) sum += pi[++action];
        double reward = draw(noise, parameter, r[action]);
        for (int a = 0; a < K; a++) {
          double w = reward * ((a == action) - pi[a]);
          for (int k = 0; k < d; k++) g[k] += w * X[a * d + k];
        }
      }
      for (int k = 0; k < d; k++) theta[k] += eta * g[k];
    }
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
  double elapsed = (end.tv_sec - begin.tv_sec) * 1e9 + (end.tv_nsec - begin.tv_nsec);
  printf("%.17g %.17g\n", elapsed / T / runs, gap);
  return 0;
}

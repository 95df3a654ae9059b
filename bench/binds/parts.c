/* Parts of an iteration, each by itself and done many times over: nanoseconds of processor time of each.
 *   parts K d
 * prints "name nanoseconds" in lines. Of WIDTH numbers a vector are the two products of a large run, in the kernel's own order: up to
 * seven vectors of sums in registers over all terms. The small parts are as straightforward.c has them, one run.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../engine/uniform.h"

typedef double vector __attribute__((vector_size(8 * WIDTH), aligned(8)));
typedef uint64_t bits __attribute__((vector_size(8 * WIDTH), aligned(8)));

/* What the compiler must believe to have changed. */
#define TOUCH __asm__ volatile("" ::: "memory")

/* As many actions as have features that fit in the fastest cache. */
#define LITTLE 40

static int K, d;
static double *X, *T, *theta, *e, *z, *g, *r;
static double top;

static inline __attribute__((always_inline)) void block(int size, double *out, const double *m, size_t step, const double *c, int n) {
  vector s[7] = {0};
  for (int j = 0; j < n; j++, m += step)
#pragma GCC unroll 7
    for (int i = 0; i < size; i++) s[i] += c[j] * *(const vector *)(m + i * WIDTH);
#pragma GCC unroll 7
  for (int i = 0; i < size; i++) *(vector *)(out + i * WIDTH) = s[i];
}

/* out = sum of c[j] times the vectors of `length` numbers that lie one after another in m. */
static void combined(double *out, int length, const double *m, const double *c, int n) {
  int left = length / WIDTH;
  for (int blocks = (left + 6) / 7; blocks > 0; blocks--) {
    int size = (left + blocks - 1) / blocks;
    switch (size) {
      case 1: block(1, out, m, length, c, n); break;
      case 2: block(2, out, m, length, c, n); break;
      case 3: block(3, out, m, length, c, n); break;
      case 4: block(4, out, m, length, c, n); break;
      case 5: block(5, out, m, length, c, n); break;
      case 6: block(6, out, m, length, c, n); break;
      default: block(7, out, m, length, c, n);
    }
    left -= size;
    out += size * WIDTH;
    m += size * WIDTH;
  }
}

static int padded(int n) { return (n + WIDTH - 1) / WIDTH * WIDTH; }

static void products(int few, int times) {
  for (int i = 0; i < times; i++) {
    combined(z, padded(few), T, theta, d);
    combined(g, padded(d), X, e, few);
    TOUCH;
  }
}

static void productsOfX(void) { products(K, 1); }

static void productsOfLittle(void) { products(LITTLE, K / LITTLE); }

static bits readAll(const double *from, size_t n) {
  bits a = {0}, b = {0}, c = {0}, f = {0};
  const bits *at = (const bits *)from;
  for (size_t i = 0; i + 4 <= n / WIDTH; i += 4) {
    a ^= at[i];
    b ^= at[i + 1];
    c ^= at[i + 2];
    f ^= at[i + 3];
  }
  return a ^ b ^ c ^ f;
}

static void reading(void) {
  bits all = readAll(T, (size_t)padded(K) * d) ^ readAll(X, (size_t)padded(K) * d);
  memcpy(g, &all, sizeof all);
  TOUCH;
}

static double u[2];

static void drawn(void) {
  u[0] = uniform();
  u[1] = uniform();
  TOUCH;
}

static void logitsAndGreatest(void) {
  top = -INFINITY;
  for (int a = 0; a < K; a++) {
    double sum = 0;
    for (int k = 0; k < d; k++) sum += X[a * d + k] * theta[k];
    z[a] = sum;
    if (sum > top) top = sum;
  }
  TOUCH;
}

static void exponential(void) {
  for (int a = 0; a < K; a++) e[a] = exp(z[a] - top);
  TOUCH;
}

static void sumsAndStep(void) {
  double Z = 0;
  for (int a = 0; a < K; a++) Z += e[a];
  for (int a = 0; a < K; a++) e[a] /= Z;
  double sum = e[0];
  int action = 0;
  while (sum <= u[0] && action < K - 1) sum += e[++action];
  double reward = u[1] < r[action];
  memset(g, 0, d * sizeof *g);
  for (int a = 0; a < K; a++) {
    double w = reward * ((a == action) - e[a]);
    for (int k = 0; k < d; k++) g[k] += w * X[a * d + k];
  }
  for (int k = 0; k < d; k++) theta[k] += 0.1 * g[k];
  TOUCH;
}

static void iteration(void) {
  drawn();
  logitsAndGreatest();
  exponential();
  sumsAndStep();
}

static double clockNow(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

static void measure(const char *name, void (*part)(void)) {
  for (long n = 1;; n *= 2) {
    double began = clockNow();
    for (long i = 0; i < n; i++) part();
    double elapsed = clockNow() - began;
    if (elapsed > 5e7) {
      printf("%s %.17g\n", name, elapsed / n);
      return;
    }
  }
}

static double *numbers(size_t n) {
  double *at = aligned_alloc(64, (n * sizeof *at + 127) & ~(size_t)63);
  for (size_t i = 0; i < n; i++) at[i] = uniform();
  return at;
}

int main(int count, char **arguments) {
  if (count != 3) return 1;
  K = atoi(arguments[1]);
  d = atoi(arguments[2]);
  seed(1);
  size_t most = (size_t)(K + 8) * (d + 8);
  X = numbers(most);
  T = numbers(most);
  theta = numbers(d + 8);
  e = numbers(K + 8);
  z = numbers(K + 8);
  g = numbers(d + 8);
  r = numbers(K + 8);
  if (K > 6) {
    measure("products", productsOfX);
    measure("exp", exponential);
    measure("reading", reading);
    if (K >= 1000) measure("little", productsOfLittle);
    return 0;
  }
  measure("random", drawn);
  measure("logits", logitsAndGreatest);
  measure("exp", exponential);
  measure("step", sumsAndStep);
  measure("iteration", iteration);
  return 0;
}

/*
 * Exact softmax policy gradient on a finite Markov decision process with 64 binary places in every number (long double of x86), by the formulas as they
 * stand: what the rounding of doubles is measured against. Reads S A d gamma rate T every tabular, then rho, r, P (state, action, next) and, if not
 * tabular, phi. Writes J* - J, not divided by anything, at 0, every, 2 every, ... T.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef long double real;

static real *numbers(int n) {
  real *x = malloc(sizeof(real) * (size_t)n);
  for (int i = 0; i < n; i++)
    if (scanf("%Lf", &x[i]) != 1) exit(1);
  return x;
}

static real *room(int n) { return calloc((size_t)n, sizeof(real)); }

static int S, A, n;
static real discount, *r, *P;

/* x of M x = x with rows of M, by Gauss with the largest pivot; M and x are used up. */
static void solve(real *M, real *x) {
  for (int k = 0; k < S; k++) {
    int p = k;
    for (int i = k + 1; i < S; i++)
      if (fabsl(M[i * S + k]) > fabsl(M[p * S + k])) p = i;
    for (int j = 0; j < S; j++) {
      real swap = M[k * S + j];
      M[k * S + j] = M[p * S + j];
      M[p * S + j] = swap;
    }
    real swap = x[k];
    x[k] = x[p];
    x[p] = swap;
    for (int i = k + 1; i < S; i++) {
      real m = M[i * S + k] / M[k * S + k];
      for (int j = k; j < S; j++) M[i * S + j] -= m * M[k * S + j];
      x[i] -= m * x[k];
    }
  }
  for (int i = S - 1; i >= 0; i--) {
    for (int j = i + 1; j < S; j++) x[i] -= M[i * S + j] * x[j];
    x[i] /= M[i * S + i];
  }
}

/* I - discount P_pi, or its transpose. */
static void system_of(const real *pi, int transposed, real *M) {
  memset(M, 0, sizeof(real) * (size_t)(S * S));
  for (int s = 0; s < S; s++) {
    for (int a = 0; a < A; a++)
      for (int u = 0; u < S; u++)
        M[transposed ? u * S + s : s * S + u] -= discount * pi[s * A + a] * P[(s * A + a) * S + u];
    M[s * S + s] += 1;
  }
}

static void values(const real *pi, real *M, real *V) {
  system_of(pi, 0, M);
  for (int s = 0; s < S; s++) {
    V[s] = 0;
    for (int a = 0; a < A; a++) V[s] += pi[s * A + a] * r[s * A + a];
  }
  solve(M, V);
}

static real q_of(int i, const real *V) {
  real sum = 0;
  for (int u = 0; u < S; u++) sum += P[i * S + u] * V[u];
  return r[i] + discount * sum;
}

int main(void) {
  int d, T, every, tabular;
  real rate;
  if (scanf("%d %d %d %Lf %Lf %d %d %d", &S, &A, &d, &discount, &rate, &T, &every, &tabular) != 8) return 1;
  n = S * A;
  real *rho = numbers(S);
  r = numbers(n);
  P = numbers(n * S);
  real *phi = tabular ? NULL : numbers(n * d);
  real *theta = room(d), *pi = room(n), *M = room(S * S), *V = room(S), *occ = room(S), *Q = room(n), *g = room(d);

  /* Howard's policy iteration. */
  for (int s = 0; s < S; s++) pi[s * A] = 1;
  for (int changed = 1; changed;) {
    changed = 0;
    values(pi, M, V);
    for (int s = 0; s < S; s++) {
      int taken = 0, best = 0;
      for (int a = 0; a < A; a++)
        if (pi[s * A + a] == 1) taken = best = a;
      for (int a = 0; a < A; a++)
        if (q_of(s * A + a, V) > q_of(s * A + best, V) + 1e-15L) best = a;
      if (best == taken) continue;
      changed = 1;
      pi[s * A + taken] = 0;
      pi[s * A + best] = 1;
    }
  }
  real greatest = 0;
  for (int s = 0; s < S; s++) greatest += rho[s] * V[s];

  for (int t = 0; t <= T; t++) {
    for (int s = 0; s < S; s++) {
      real top = -INFINITY, Z = 0;
      for (int i = s * A; i < s * A + A; i++) {
        real z = 0;
        if (tabular) z = theta[i];
        else
          for (int k = 0; k < d; k++) z += phi[i * d + k] * theta[k];
        pi[i] = z;
        if (z > top) top = z;
      }
      for (int i = s * A; i < s * A + A; i++) Z += pi[i] = expl(pi[i] - top);
      for (int i = s * A; i < s * A + A; i++) pi[i] /= Z;
    }
    values(pi, M, V);
    if (t % every == 0) {
      real J = 0;
      for (int s = 0; s < S; s++) J += rho[s] * V[s];
      printf("%.21Lg\n", greatest - J);
    }
    if (t == T) break;
    system_of(pi, 1, M);
    memcpy(occ, rho, sizeof(real) * (size_t)S);
    solve(M, occ);
    for (int i = 0; i < n; i++) Q[i] = q_of(i, V);
    memset(g, 0, sizeof(real) * (size_t)d);
    for (int s = 0; s < S; s++)
      for (int i = s * A; i < s * A + A; i++) {
        real w = occ[s] * pi[i] * (Q[i] - V[s]);
        if (tabular) g[i] = w;
        else
          for (int k = 0; k < d; k++) g[k] += w * phi[i * d + k];
      }
    for (int k = 0; k < d; k++) theta[k] += rate * g[k];
  }
  return 0;
}

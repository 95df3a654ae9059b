/*
 * Exact softmax policy gradient on a finite Markov decision process as one would write it in C: dense transitions, one LU factorisation an
 * iteration for both V and d. Reads S A d gamma rate T tabular, then rho, r, P (state, action, next) and, if not tabular, phi.
 * Writes nanoseconds of processor time an iteration, and J at the end.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double *numbers(int n) {
  double *x = malloc(sizeof(double) * (size_t)n);
  for (int i = 0; i < n; i++)
    if (scanf("%lf", &x[i]) != 1) exit(1);
  return x;
}

static double *room(int n) { return calloc((size_t)n, sizeof(double)); }

int main(void) {
  int S, A, d, T, tabular;
  double gamma, rate;
  if (scanf("%d %d %d %lf %lf %d %d", &S, &A, &d, &gamma, &rate, &T, &tabular) != 7) return 1;
  int n = S * A;
  double *rho = numbers(S), *r = numbers(n), *P = numbers(n * S), *phi = tabular ? NULL : numbers(n * d);
  double *theta = room(d), *pi = room(n), *M = room(S * S), *V = room(S), *occ = room(S), *Q = room(n), *g = room(d);
  double J = 0;
  struct timespec began, ended;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &began);
  for (int t = 0; t <= T; t++) {
    for (int s = 0; s < S; s++) {
      double top = -INFINITY, Z = 0;
      for (int a = 0; a < A; a++) {
        int i = s * A + a;
        double z = 0;
        if (tabular) z = theta[i];
        else
          for (int k = 0; k < d; k++) z += phi[i * d + k] * theta[k];
        pi[i] = z;
        if (z > top) top = z;
      }
      for (int a = 0; a < A; a++) Z += pi[s * A + a] = exp(pi[s * A + a] - top);
      for (int a = 0; a < A; a++) pi[s * A + a] /= Z;
    }
    for (int s = 0; s < S; s++) {
      double *row = M + s * S;
      memset(row, 0, sizeof(double) * (size_t)S);
      V[s] = 0;
      for (int a = 0; a < A; a++) {
        double p = pi[s * A + a];
        V[s] += p * r[s * A + a];
        const double *to = P + (s * A + a) * S;
        for (int u = 0; u < S; u++) row[u] -= gamma * p * to[u];
      }
      row[s] += 1;
    }
    for (int k = 0; k < S; k++)
      for (int i = k + 1; i < S; i++) {
        double m = M[i * S + k] /= M[k * S + k];
        for (int j = k + 1; j < S; j++) M[i * S + j] -= m * M[k * S + j];
      }
    for (int i = 0; i < S; i++)
      for (int k = 0; k < i; k++) V[i] -= M[i * S + k] * V[k];
    for (int i = S - 1; i >= 0; i--) {
      for (int j = i + 1; j < S; j++) V[i] -= M[i * S + j] * V[j];
      V[i] /= M[i * S + i];
    }
    J = 0;
    for (int s = 0; s < S; s++) J += rho[s] * V[s];
    if (t == T) break;
    for (int s = 0; s < S; s++) occ[s] = rho[s];
    for (int k = 0; k < S; k++) {
      occ[k] /= M[k * S + k];
      for (int j = k + 1; j < S; j++) occ[j] -= M[k * S + j] * occ[k];
    }
    for (int i = S - 1; i >= 0; i--)
      for (int k = 0; k < i; k++) occ[k] -= M[i * S + k] * occ[i];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      const double *to = P + i * S;
      for (int u = 0; u < S; u++) sum += to[u] * V[u];
      Q[i] = r[i] + gamma * sum;
    }
    if (!tabular) memset(g, 0, sizeof(double) * (size_t)d);
    for (int s = 0; s < S; s++)
      for (int a = 0; a < A; a++) {
        int i = s * A + a;
        double w = occ[s] * pi[i] * (Q[i] - V[s]);
        if (tabular) g[i] = w;
        else
          for (int k = 0; k < d; k++) g[k] += w * phi[i * d + k];
      }
    for (int k = 0; k < d; k++) theta[k] += rate * g[k];
  }
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
  double elapsed = (double)(ended.tv_sec - began.tv_sec) * 1e9 + (double)(ended.tv_nsec - began.tv_nsec);
  printf("%.17g %.17g\n", elapsed / T, J);
  return 0;
}

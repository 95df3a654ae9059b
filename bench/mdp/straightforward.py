"""Exact softmax policy gradient on a finite Markov decision process as one would write it with NumPy, eight runs in one batch.

Input as of straightforward.c; the time is per iteration and run.
"""
import sys
import time

import numpy as np

RUNS = 8

numbers = np.array(sys.stdin.read().split(), dtype=float)
S, A, d = map(int, numbers[:3])
gamma, rate = numbers[3:5]
T, tabular = map(int, numbers[5:7])
rest = numbers[7:]
rho, rest = rest[:S], rest[S:]
r, rest = rest[: S * A].reshape(S, A), rest[S * A :]
P, rest = rest[: S * A * S].reshape(S, A, S), rest[S * A * S :]
phi = None if tabular else rest.reshape(S, A, d)

theta = np.zeros((RUNS, d))
eye = np.eye(S)


def policy(theta):
    z = theta.reshape(-1, S, A) if tabular else theta @ phi.reshape(S * A, d).T
    z = z.reshape(-1, S, A)
    e = np.exp(z - z.max(axis=2, keepdims=True))
    return e / e.sum(axis=2, keepdims=True)


def values(pi):
    system = eye - gamma * np.einsum("bsa,sat->bst", pi, P, optimize=True)
    return system, np.linalg.solve(system, (pi * r).sum(axis=2)[..., None])[..., 0]


began = time.process_time()
for _ in range(T):
    pi = policy(theta)
    system, V = values(pi)
    occupancy = np.linalg.solve(system.transpose(0, 2, 1), np.broadcast_to(rho, V.shape)[..., None])[..., 0]
    Q = r + gamma * np.tensordot(V, P, axes=(1, 2))
    w = occupancy[..., None] * pi * (Q - V[..., None])
    theta += rate * (w.reshape(RUNS, -1) if tabular else w.reshape(RUNS, -1) @ phi.reshape(S * A, d))
elapsed = time.process_time() - began
print(elapsed * 1e9 / T / RUNS, values(policy(theta))[1][0] @ rho)

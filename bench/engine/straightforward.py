"""Lin-SPG as one would write it with NumPy. Input and output as in straightforward.c."""
import sys
import time

import numpy as np

numbers = sys.stdin.read().split()
K, d, gradient, noise = map(int, numbers[:4])
parameter, eta = map(float, numbers[4:6])
T, runs = map(int, numbers[6:8])
r = np.array(numbers[8 : 8 + K], dtype=float)
X = np.array(numbers[8 + K :], dtype=float).reshape(K, d)


def draw(rng, mean):
    if noise == 1:
        return float(rng.random() < mean)
    if noise == 2:
        return min(max(mean + parameter * rng.standard_normal(), 0.0), 1.0)
    if noise == 3:
        return rng.beta(parameter * mean, parameter * (1 - mean))
    return mean


def policy(theta):
    z = X @ theta
    e = np.exp(z - z.max())
    return e / e.sum()


began = time.process_time()
for run in range(runs):
    rng = np.random.default_rng(run)
    theta = np.zeros(d)
    for _ in range(T):
        pi = policy(theta)
        if gradient == 0:
            w = pi * (r - pi @ r)
        else:
            action = min(np.searchsorted(np.cumsum(pi), rng.random(), side="right"), K - 1)
            reward = draw(rng, r[action])
            w = -reward * pi
            w[action] += reward
        theta += eta * (X.T @ w)
elapsed = time.process_time() - began
print(elapsed * 1e9 / T / runs, r.max() - policy(theta) @ r)

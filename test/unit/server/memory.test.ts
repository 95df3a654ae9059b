import { expect, it } from 'vitest';
import { Memory, type Tenant } from '../../../src/server/memory.js';

/** One that writes down what happens to it. */
class Writing implements Tenant {
  isIdle = false;
  readonly happened: string[] = [];
  admitted() {
    this.happened.push('admitted');
  }
  rest() {
    this.happened.push('ended');
  }
}

function entered(memory: Memory, ...megabytes: number[]): Writing[] {
  return megabytes.map((each) => {
    const tenant = new Writing();
    memory.enter(tenant, each);
    return tenant;
  });
}

it('lets in as many as there is memory for, the others in their order', () => {
  const memory = new Memory(100);
  const [a, b, c, d] = entered(memory, 60, 40, 50, 10);
  expect([a, b, c, d].map((one) => one!.happened.length)).toEqual([1, 1, 0, 0]);
  memory.leave(b!);
  // The last one would fit, but it came later.
  expect(d!.happened).toEqual([]);
  memory.leave(a!);
  expect([c, d].map((one) => one!.happened)).toEqual([['admitted'], ['admitted']]);
});

it('ends idle ones for one that waits, the one used longest ago first, and no busy one', () => {
  const memory = new Memory(100);
  const [a, b, c] = entered(memory, 30, 30, 30);
  for (const idle of [a!, b!]) idle.isIdle = true;
  memory.used(a!);
  const [d] = entered(memory, 40);
  expect([a, b, c].map((one) => one!.happened.at(-1))).toEqual(['admitted', 'ended', 'admitted']);
  expect(d!.happened).toEqual([]);
  memory.leave(b!);
  expect(d!.happened).toEqual(['admitted']);
});

it('keeps nobody waiting for one that is gone', () => {
  const memory = new Memory(100);
  const [, b, c] = entered(memory, 80, 90, 20);
  memory.leave(b!);
  expect(c!.happened).toEqual(['admitted']);
});

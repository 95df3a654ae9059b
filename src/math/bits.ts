/** Sets of small whole numbers as bits: number n is bit n mod 32 of word ⌊n/32⌋. */

export const wordsFor = (size: number): number => Math.ceil(size / 32);

export function addTo(set: Uint32Array, member: number): void {
  set[member >>> 5]! |= 1 << (member & 31);
}

export function removeFrom(set: Uint32Array, member: number): void {
  set[member >>> 5]! &= ~(1 << (member & 31));
}

/** Puts all members of `other`, a set of the same length, into `set`. @returns how many it then has. */
export function unite(set: Uint32Array, other: Uint32Array): number {
  let count = 0;
  for (let w = 0; w < set.length; w++) {
    const word = set[w]! | other[w]!;
    set[w] = word;
    count += ones(word);
  }
  return count;
}

/** The least member from `from` on; 32 times the number of words: there is none. */
export function memberFrom(set: Uint32Array, from: number): number {
  let w = from >>> 5;
  if (w >= set.length) return set.length * 32;
  let word = set[w]! & (-1 << (from & 31));
  while (word === 0) {
    w++;
    if (w === set.length) return w * 32;
    word = set[w]!;
  }
  return w * 32 + 31 - Math.clz32(word & -word);
}

/** Ascending. */
export function membersOf(set: Uint32Array): Int32Array {
  const members = new Int32Array(set.reduce((sum, word) => sum + ones(word), 0));
  let member = memberFrom(set, 0);
  for (let n = 0; n < members.length; n++) {
    members[n] = member;
    member = memberFrom(set, member + 1);
  }
  return members;
}

/** How many bits are 1 (H. Warren, "Hacker's Delight", 5-1). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Returns the last result again if the arguments are the same objects. */
export function memoOne<A extends readonly unknown[], R>(compute: (...inputs: A) => R): (...inputs: A) => R {
  let last: { readonly inputs: A; readonly result: R } | null = null;
  return (...inputs) => {
    if (last === null || !inputs.every((input, i) => Object.is(input, last!.inputs[i])))
      last = { inputs, result: compute(...inputs) };
    return last.result;
  };
}

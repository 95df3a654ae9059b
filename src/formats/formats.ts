/** The endings of names of files of numbers that are read. */
export const FORMATS = ['csv', 'tsv', 'json', 'npy', 'npz'] as const;

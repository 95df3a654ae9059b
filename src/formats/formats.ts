/** The supported extensions of files of numbers. */
export const FORMATS = ['csv', 'tsv', 'json', 'npy', 'npz'] as const;

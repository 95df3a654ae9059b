/** The form of names of documentation pages, without folder and extension. Only such names are made into paths. */
export const PAGE_NAME = /^[a-z0-9-]+$/;

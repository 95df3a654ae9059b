/** Names of pages of the documentation, without a folder and an ending. What is none is never made a path of. */
export const PAGE_NAME = /^[a-z0-9-]+$/;

// F: no example file, here or above: one note for the package.
export const a = process.env.BARE_FIRST; // want: env-example-file "services/bare reads 2 environment variables and has no example file: BARE_FIRST and BARE_SECOND."
export const b = process.env.BARE_SECOND;
export const mode = process.env.NODE_ENV;

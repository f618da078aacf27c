// F: example files at several levels, and a file of defaults that is part of the repository.
export const a = process.env.LEVEL_ABOVE; // ok: env-example
export const b = process.env.LEVEL_HERE; // ok: env-example
export const c = process.env.LEVEL_DEFAULT; // ok: env-example
export const d = process.env.LEVEL_NOWHERE; // want: env-example

// F: a package without an example file of its own is code of those that use it, whose example files may have the variable.
export const a = process.env.LEVEL_HERE; // unknown: env-example
export const b = process.env.LEVEL_KIT_NOWHERE; // want: env-example
export const c = process.env.LEVEL_ABOVE; // ok: env-example

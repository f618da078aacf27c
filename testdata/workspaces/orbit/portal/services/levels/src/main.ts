// F: what the example of another package documents does not help this one.
export const a = process.env.LEVEL_ABOVE; // ok: env-example
export const b = process.env.LEVEL_HERE; // want: env-example
export const c = process.env.LEVEL_UNUSED_BELOW; // ok: env-example

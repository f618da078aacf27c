// F: an example file is called `example.env`.
export const a = process.env.PLAIN_DOCUMENTED; // ok: env-example
export const b = process.env.PLAIN_MISSING; // want: env-example "missing in portal/services/names/like-plain/example.env."

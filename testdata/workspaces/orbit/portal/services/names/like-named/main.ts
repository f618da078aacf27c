// F: an example file is called `web.env.sample`.
export const a = process.env.NAMED_DOCUMENTED; // ok: env-example
export const b = process.env.NAMED_MISSING; // want: env-example "missing in portal/services/names/like-named/web.env.sample."

// F: an example file is called `.example.env`.
export const a = process.env.DOTTED_DOCUMENTED; // ok: env-example
export const b = process.env.DOTTED_MISSING; // want: env-example "missing in portal/services/names/like-dotted/.example.env."

// F: an example file is called `.env.dist`.
export const a = process.env.DIST_DOCUMENTED; // ok: env-example
export const b = process.env.DIST_MISSING; // want: env-example "missing in portal/services/names/like-dist/.env.dist."

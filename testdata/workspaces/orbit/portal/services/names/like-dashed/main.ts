// F: an example file is called `.env-example`.
export const a = process.env.DASHED_DOCUMENTED; // ok: env-example
export const b = process.env.DASHED_MISSING; // want: env-example "missing in portal/services/names/like-dashed/.env-example."

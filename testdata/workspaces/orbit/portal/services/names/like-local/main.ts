// F: an example file is called `.env.local.example`.
export const a = process.env.LOCAL_DOCUMENTED; // ok: env-example
export const b = process.env.LOCAL_MISSING; // want: env-example "missing in portal/services/names/like-local/.env.local.example."

// F: an example file is called `.env.temp`.
export const a = process.env.TEMP_DOCUMENTED; // ok: env-example
export const b = process.env.TEMP_MISSING; // want: env-example "missing in portal/services/names/like-temp/.env.temp."

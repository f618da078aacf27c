// F: an example file is called `.env.template`.
export const a = process.env.TEMPLATE_DOCUMENTED; // ok: env-example
export const b = process.env.TEMPLATE_MISSING; // want: env-example "missing in portal/services/names/like-template/.env.template."

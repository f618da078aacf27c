// The configuration stands elsewhere, and may define names.
export const a = import.meta.env.SHARED_NAME; // unknown: env-visibility; ok: env-example

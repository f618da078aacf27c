'use client';

// Configuration may give further names a value: nothing is said.
export const a = import.meta.env.MAPPED_NAME; // unknown: env-visibility; ok: env-example
export const b = process.env.MAPPED_NAME; // ok: env-example
export const c = process.env.MAPPED_TOO; // unknown: env-example

'use client';

// Next.js without a configuration of its own.
export const name = process.env.DEPENDENT_NAME; // want: env-visibility "only names with NEXT_PUBLIC_ have a value"; ok: env-example
export const index = process.env['DEPENDENT_INDEX']; // want: env-visibility; ok: env-example

'use client';

// Whatever reads the directive here is not Next.js, and what its builds put in is not known.
export const name = process.env.PLAIN_NAME; // ok: env-example
export const meta = import.meta.env.PLAIN_NAME; // ok: env-example

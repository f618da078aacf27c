// Code of the server, also where it talks of 'use client'.
const directive = 'use client';

export const secret = process.env.SITE_SECRET; // ok: env-example
export const text = directive;

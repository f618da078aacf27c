'use client';

// Code that asks where it runs: what it reads, it may read on the server.
export function base(): string {
  if (typeof window !== 'undefined') return window.location.origin;
  return process.env.SITE_SERVER ?? ''; // ok: env-example
}

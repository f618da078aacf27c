'use client';

import { accessToken } from '@/lib/session';

/** What the platform answers: the name of each flag, and whether this user has it. */
type Flags = Record<string, boolean>;

const MAX_AGE_MS = 60_000;

export const PRODUCT_ID = process.env.NEXT_PUBLIC_PRODUCT_ID ?? ''; // want: env-example
export const PLATFORM_URL = process.env.NEXT_PUBLIC_PLATFORM_SERVICE_URL ?? 'http://localhost:4003'; // want: env-example

let cached: { at: number; flags: Flags } | null = null;

async function load(userId: string): Promise<Flags> {
  const token = accessToken();
  const response = await fetch(`${PLATFORM_URL}/api/flags?userId=${encodeURIComponent(userId)}`, { // want: request-id; ok: product-id
    headers: {
      Accept: 'application/json',
      'x-product-id': PRODUCT_ID,
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    cache: 'no-store',
  });
  if (!response.ok) throw new Error(`feature flags: ${response.status}`);
  return (await response.json()) as Flags;
}

/** All flags of the user, at most a minute old; without the platform every feature is off. */
export async function featureFlags(userId: string): Promise<Flags> {
  if (cached && Date.now() - cached.at < MAX_AGE_MS) return cached.flags;
  try {
    cached = { at: Date.now(), flags: await load(userId) };
    return cached.flags;
  } catch (err) {
    console.warn('feature flags not loaded', err);
    return cached?.flags ?? {};
  }
}

export async function isEnabled(flag: string, userId: string): Promise<boolean> {
  const flags = await featureFlags(userId);
  return flags[flag] ?? false;
}

import { loadTimers, mergeTimers, saveTimers } from '@/lib/storage';
import type { Timer } from '@/lib/storage';

const PLATFORM_URL = process.env.NEXT_PUBLIC_PLATFORM_SERVICE_URL ?? 'http://localhost:4003/api';
const PRODUCT_ID = process.env.NEXT_PUBLIC_PRODUCT_ID ?? 'chronomind'; // ok: env-example; want: product-id-default

export class SyncError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly requestId: string,
  ) {
    super(message);
  }
}

interface SyncResponse {
  timers: Timer[];
  cursor: string;
}

/** One request to the platform; the id is kept for the message somebody reads to our support. */
async function send<T>(path: string, init: RequestInit = {}): Promise<T> {
  const requestId = crypto.randomUUID();
  const token = localStorage.getItem('chronomind.token');
  const response = await fetch(`${PLATFORM_URL}${path}`, { // ok: request-id product-id
    ...init,
    headers: {
      'Content-Type': 'application/json',
      'x-request-id': requestId,
      'x-product-id': PRODUCT_ID,
      ...(token && { Authorization: `Bearer ${token}` }),
    },
  });
  if (!response.ok) throw new SyncError(`sync: ${response.statusText}`, response.status, requestId);
  return (await response.json()) as T;
}

let cursor = '';
let running: Promise<Timer[]> | null = null;

async function syncOnce(): Promise<Timer[]> {
  const local = loadTimers();
  const remote = await send<SyncResponse>(`/timers/changes?since=${encodeURIComponent(cursor)}`);
  const merged = mergeTimers(local, remote.timers);
  const pushed = await send<SyncResponse>('/timers', {
    method: 'PUT',
    body: JSON.stringify({ timers: merged }),
  });
  cursor = pushed.cursor;
  saveTimers(merged);
  return merged;
}

/** Brings both sides to the same state; calls that come in meanwhile share one run. */
export function syncTimers(): Promise<Timer[]> {
  running ??= syncOnce().finally(() => {
    running = null;
  });
  return running;
}

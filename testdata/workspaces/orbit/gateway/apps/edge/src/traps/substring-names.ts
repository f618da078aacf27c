// Trap: names that contain the header's name are other headers.
import type { Context } from 'hono';

export const TARGET = 'x-target-request-id';

export function target(c: Context): string | undefined {
  return c.req.header(TARGET) ?? c.req.header('x-request-id-source');
}

// To another company, by its own names.
export const notify = (id: string) =>
  fetch('https://events.pagerduty.com/v2/enqueue', { method: 'POST', headers: { 'x-target-request-id': id, 'x-request-idx': '1' } });

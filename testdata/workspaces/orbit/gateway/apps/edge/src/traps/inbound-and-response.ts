// Trap: headers read off a request that comes in, and headers of a response that goes out.
import type { Context } from 'hono';
import { Header } from '@orbit/config';

export const handler = async (event: { headers: Record<string, string | undefined> }) => {
  const id = event.headers['x-request-id'];
  return { statusCode: 200, headers: { 'x-request-id': id ?? '', 'content-type': 'application/json' }, body: '{}' };
};

export async function whoAmI(c: Context): Promise<Response> {
  const id = c.req.header(Header.RequestId);
  const tenant = c.req.header('x-tenant-id');
  if (!tenant) return new Response('no tenant', { status: 400, headers: { 'content-type': 'text/plain' } });
  return c.json({ id, tenant }, 200, { 'cache-control': 'no-store' });
}

export function download(body: string): Response {
  return new Response(body, { headers: { 'content-disposition': 'attachment' } });
}

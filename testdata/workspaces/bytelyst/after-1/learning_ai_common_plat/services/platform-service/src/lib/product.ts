import type { FastifyRequest } from 'fastify';

/** Thrown where a request does not say which product it is made for. */
export class MissingProductError extends Error {
  readonly statusCode = 400;

  constructor() {
    super('x-product-id is required');
    this.name = 'MissingProductError';
  }
}

/**
 * The product a request is made for. Older apps send it in the query or the body; those are
 * accepted until all of them send the header.
 */
export function productOf(req: FastifyRequest): string {
  const header = req.headers['x-product-id'];
  if (typeof header === 'string' && header !== '') return header;

  const query = req.query as { productId?: string } | undefined;
  const body = req.body as { productId?: string } | undefined;
  const legacy = query?.productId ?? body?.productId;
  if (!legacy) throw new MissingProductError();
  return legacy;
}

/** What every log line about a request carries. */
export function traceOf(req: FastifyRequest): { requestId: string; clientSent: boolean } {
  return { requestId: req.id, clientSent: req.headers['x-request-id'] !== undefined };
}

/** Names the trace a request belongs to, over all services it passes. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** Names the product a request is made for. */
export const PRODUCT_ID_HEADER = 'x-product-id';

/** What browsers may send to our services from another origin. */
export const CORS_ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'idempotency-key',
  REQUEST_ID_HEADER,
  PRODUCT_ID_HEADER,
];

/** What scripts may read off our answers. */
export const CORS_EXPOSED_HEADERS = [REQUEST_ID_HEADER, 'retry-after'];

export const REQUEST_ID_HEADER = 'x-request-id';

/** Names of the headers that our services understand. */
export enum Header {
  RequestId = 'x-request-id',
  Tenant = 'x-tenant-id',
  Locale = 'accept-language',
}

export const tracing = {
  header: REQUEST_ID_HEADER,
  tenantHeader: 'x-tenant-id',
  sampleRate: 0.1,
};

import { createOrgClient } from '@acme/http';

const tenant = { 'x-tenant-id': process.env.TENANT ?? 't1' };

export const stock = createOrgClient('http://stock:8080', { extraHeaders: { ...tenant } }); // ok: tenant-id
export const price = createOrgClient('http://price:8080', { extraHeaders: { accept: 'json' } }); // want: tenant-id

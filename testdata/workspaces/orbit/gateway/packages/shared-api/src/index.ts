export { makeServiceClient, makeTenantClient, makeTracedClient } from './service-client.js';
export type { ClientOptions, ServiceClient } from './service-client.js';
export { newId } from './ids.js';

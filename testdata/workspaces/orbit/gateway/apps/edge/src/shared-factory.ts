// T15: clients of a factory that lives in another package. The last three lack the id; their root cause is one.
import { CATALOG_URL, DISPATCH_URL, FLEET_URL, Header, LEDGER_URL } from '@orbit/config';
import { makeServiceClient, makeTenantClient, makeTracedClient, newId } from '@orbit/shared-api';

export const catalog = makeServiceClient(CATALOG_URL, { // ok: request-id
  headers: () => ({ [Header.RequestId]: newId(), [Header.Locale]: 'en' }),
});
export const dispatch = makeTracedClient(DISPATCH_URL); // ok: request-id
export const weather = makeServiceClient('https://api.open-meteo.com/v1');

export const ledger = makeServiceClient(LEDGER_URL); // want: request-id
export const jobs = makeServiceClient(`${DISPATCH_URL}/jobs`, { // want: request-id
  headers: async () => ({ [Header.Locale]: 'en' }),
});
export const fleet = makeTenantClient(FLEET_URL, 'orbit'); // want: request-id

export const forecast = () => weather.get('/forecast?latitude=52.5&longitude=13.4');
export const balance = (account: string) => ledger.get(`/accounts/${account}`);
export const enqueue = (job: object) => jobs.post('', job);

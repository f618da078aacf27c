// D1-D4: a registry and a loop, calls, a wrapper with a default path. `routes` and `parcels` are declared otherwise elsewhere.
import { archive, database } from './database';

const CONTAINERS: Record<string, { partitionKeyPath: string }> = {
  drivers: { partitionKeyPath: '/id' }, // want: partition-key
  members: { partitionKeyPath: '/memberId' }, // ok: partition-key
  parcels: { partitionKeyPath: '/customerId' }, // want: partition-key
  routes: { partitionKeyPath: '/id' }, // want: partition-key
  settings: { partitionKeyPath: '/userId' }, // ok: partition-key
  shifts: { partitionKeyPath: '/depotId' }, // want: partition-key
  stops: { partitionKeyPath: '/routeId' }, // ok: partition-key
};

export async function createAll(): Promise<void> {
  for (const [id, { partitionKeyPath }] of Object.entries(CONTAINERS)) {
    await database.containers.createIfNotExists({ id, partitionKey: { paths: [partitionKeyPath] } });
  }
  await ensure('plans'); // ok: partition-key
  await ensure('slots', '/dockId'); // ok: partition-key
  await ensure('tours', '/depotId'); // ok: partition-key
  await ensure('ledger', '/pk'); // ok: partition-key
  await ensure('journal', '/pk'); // ok: partition-key
  await ensure('accounts', '/userId'); // ok: partition-key
  await ensure('teams', '/tenantId'); // ok: partition-key
  await database.containers.createIfNotExists({ // ok: partition-key
    id: 'events',
    partitionKey: { paths: ['/tenantId', '/userId'], kind: 'MultiHash', version: 2 },
  });
  await archive.containers.createIfNotExists({ id: 'archived', partitionKey: '/year' }); // ok: partition-key
}

async function ensure(id: string, path = '/id'): Promise<void> {
  await database.containers.createIfNotExists({ id, partitionKey: path, uniqueKeyPolicy: { uniqueKeys: [{ paths: ['/email'] }] } });
}

// The same package declares `shifts` a second time, otherwise; `archived` is another container, in a database known to be another.
import { CosmosClient } from '@azure/cosmos';
import { database } from './database';

export async function repair(): Promise<void> {
  await database.containers.createIfNotExists({ id: 'shifts', partitionKey: '/driverId' }); // also: partition-key
  const cold = new CosmosClient(process.env.COLD_STORAGE ?? '').database('orbit-cold');
  await cold.containers.createIfNotExists({ id: 'archived', partitionKey: '/month' }); // ok: partition-key
}

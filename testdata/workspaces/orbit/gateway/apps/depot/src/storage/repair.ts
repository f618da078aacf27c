// The same package declares `shifts` a second time, otherwise; `archived` is another container, in a database known to be another.
import { CosmosClient } from '@azure/cosmos';
import { KEY_PATH } from '@orbit-vendor/models';
import { database } from './database';

export async function repair(): Promise<void> {
  await database.containers.createIfNotExists({ id: 'shifts', partitionKey: '/driverId' }); // also: partition-key
  await database.containers.createIfNotExists({ id: 'mixed', partitionKey: { paths: [KEY_PATH] } }); // unknown: partition-key
  await database.containers.createIfNotExists({ id: 'mixed', partitionKey: '/lane' }); // unknown: partition-key
  const cold = new CosmosClient(process.env.COLD_STORAGE ?? '').database('orbit-cold'); // want: client-per-request
  await cold.containers.createIfNotExists({ id: 'archived', partitionKey: '/month' }); // ok: partition-key
}

interface Mixed {
  id: string;
  dock: string;
}

const mixed = database.container('mixed');

// One of the two declarations cannot be read: what agrees with the other is ok, and the rest is not known.
export const lane = (id: string, lane: string) => mixed.item(id, lane).read(); // ok: partition-key-use
export const dock = (id: string, dock: string) => mixed.item(id, dock).read<Mixed>(); // unknown: partition-key-use partition-key-type

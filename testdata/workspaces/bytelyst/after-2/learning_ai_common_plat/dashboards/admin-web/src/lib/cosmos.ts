import { CosmosClient } from '@azure/cosmos';
import type { Container } from '@azure/cosmos';

/**
 * Direct reads for the dashboard's tables. Everything that writes goes through the platform
 * service; the keys stand here so that the emulator can be filled by `ensureContainers`.
 */

interface ContainerConfig {
  id: string;
  /** A path such as `/id`. */
  partitionKey: string;
}

let client: CosmosClient | undefined;

function getClient(): CosmosClient {
  client ??= new CosmosClient({
    endpoint: process.env.COSMOS_ENDPOINT ?? 'https://localhost:8081',
    key: process.env.COSMOS_KEY ?? '',
  });
  return client;
}

const DATABASE = process.env.COSMOS_DATABASE || 'lysnrai';

export const CONTAINERS: ContainerConfig[] = [
  { id: 'users', partitionKey: '/id' },
  { id: 'subscriptions', partitionKey: '/userId' },
  { id: 'invoices', partitionKey: '/userId' },
  { id: 'audit_log', partitionKey: '/actorId' },
  { id: 'campaigns', partitionKey: '/productId' },
  { id: 'referrals', partitionKey: '/referrerId' }, // want: partition-key
  { id: 'feature_flags', partitionKey: '/productId' },
];

export function getContainer(id: string): Container {
  return getClient().database(DATABASE).container(id);
}

export async function ensureContainers(): Promise<void> {
  const database = getClient().database(DATABASE);
  for (const { id, partitionKey } of CONTAINERS) {
    await database.containers.createIfNotExists({ id, partitionKey });
  }
}

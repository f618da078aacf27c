import { CosmosClient } from '@azure/cosmos';
import type { Container, Database } from '@azure/cosmos';

let client: CosmosClient | null = null;

function cosmosClient(): CosmosClient {
  if (!client) {
    client = new CosmosClient({
      endpoint: process.env.COSMOS_ENDPOINT ?? 'https://localhost:8081',
      key: process.env.COSMOS_KEY ?? '',
    });
  }
  return client;
}

export function getDatabase(): Database {
  return cosmosClient().database(process.env.COSMOS_DATABASE || 'lysnrai');
}

export function getContainer(name: string): Container {
  return getDatabase().container(name);
}

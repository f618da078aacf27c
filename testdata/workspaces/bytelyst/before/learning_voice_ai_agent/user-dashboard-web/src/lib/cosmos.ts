import { CosmosClient } from '@azure/cosmos';
import type { Container } from '@azure/cosmos';

/** Read by server components only; the browser never sees these settings. */
const endpoint = process.env.COSMOS_ENDPOINT ?? 'https://localhost:8081';
const key = process.env.COSMOS_KEY ?? '';
const databaseName = process.env.COSMOS_DATABASE || 'lysnrai';

interface ContainerConfig {
  /** Fixed when a container is made: the service's definition counts, not this one. */
  partitionKeyPath: string;
}

// Shared by all requests of one server process.
let client: CosmosClient | null = null;

function cosmos(): CosmosClient {
  if (client === null) {
    client = new CosmosClient({ endpoint, key });
  }
  return client;
}

/** The containers this dashboard shows something of; the rest is reached by the API. */
export const containers: Record<string, ContainerConfig> = {
  sessions: { partitionKeyPath: '/userId' },
  subscriptions: { partitionKeyPath: '/userId' },
  usage: { partitionKeyPath: '/userId' },
  api_keys: { partitionKeyPath: '/userId' },
  referrals: { partitionKeyPath: '/referrerId' }, // want: partition-key
};

export function getContainer(name: keyof typeof containers): Container {
  return cosmos().database(databaseName).container(String(name));
}

export interface UsageDoc {
  id: string;
  userId: string;
  metric: string;
  amount: number;
  day: string;
}

export async function usageOfMonth(userId: string, month: string): Promise<UsageDoc[]> {
  const { resources } = await getContainer('usage') // ok: partition-key-use partition-key-type
    .items.query<UsageDoc>(
      {
        query: 'SELECT * FROM c WHERE STARTSWITH(c.day, @month)',
        parameters: [{ name: '@month', value: month }],
      },
      { partitionKey: userId },
    )
    .fetchAll();
  return resources;
}

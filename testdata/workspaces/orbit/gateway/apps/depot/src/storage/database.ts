// D: the accessor through which this app comes by its containers.
import { CosmosClient, type Container } from '@azure/cosmos';

const client = new CosmosClient({ endpoint: process.env.COSMOS_ENDPOINT ?? 'https://localhost:8081', key: process.env.COSMOS_KEY ?? '' });

export const database = client.database(process.env.COSMOS_DATABASE ?? 'orbit');

export function getContainer(name: string): Container {
  return database.container(name);
}

/** The same names in a database that is another one. */
export const archive = client.database('orbit-archive');
